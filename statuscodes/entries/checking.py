"""From what was written to what is known good: a source becomes an entry, or its problems grow.

Each rule is a small generator whose docstring states it; it yields the place of every offence and
what its author should know. A rule is asked whenever the fields it reads are sound, so that one
run tells an author everything.
"""

from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from statuscodes.entries.entry import UNREGISTERED, Entry
from statuscodes.entries.openings import ROLES, opening
from statuscodes.entries.parsing import SECTIONS
from statuscodes.entries.source import Source
from statuscodes.entries.values import Place

LONGEST_VALUE_TO_SHOW = 60
JARGON = {"Tuple ": "The list ", "a valid tuple": "a list", "a valid dictionary": "a mapping", " after validation": ""}
HEADINGS = {section.field: section.heading for section in SECTIONS}

Model = TypeVar("Model", bound=BaseModel)
Offences = Iterator[tuple[Place, str]]


def checked_entry(source: Source) -> Entry | None:
    """The entry in a source, or None when anything is wrong with it; the source then has the problems."""
    if not source.readable:
        return None
    if source.layer:
        source.data.setdefault("examples", ())  # nobody but whoever runs the site could prove them
    entry = checked(Entry, source) or _sound_part(source)
    for needs, rule in RULES if source.layer else (*RULES, *RULES_OF_THE_FIRST_FOLDER):
        if needs <= entry.model_fields_set | {"owners"}:
            for place, message in rule(entry):
                source.complain(source.line_of(place), message)
    return None if source.problems else entry


def checked(model: type[Model], source: Source) -> Model | None:
    """The model's instance from a source's data, or None with every mistake noted at its line."""
    if not source.readable:
        return None
    try:
        return model.model_validate(source.data, strict=True)  # nothing is converted: 404 is a number, no is a word
    except ValidationError as error:
        mistakes = error.errors(include_url=False)
        inner = {mistake["loc"][:length] for mistake in mistakes for length in range(len(mistake["loc"]))}
        for mistake in mistakes:
            place: Place = mistake["loc"]
            if mistake["type"] == "too_short" and place in inner:
                continue  # the items are there, and wrong by themselves
            source.complain(source.line_of(place), _told(mistake["type"], place, mistake["msg"], mistake["input"]))
        return None


def _sound_part(source: Source) -> Entry:
    """An entry with only those fields that are right by themselves, for the rules that need no others."""
    sound: dict[str, Any] = {}
    for name, field in Entry.model_fields.items():
        try:
            adapter: TypeAdapter[Any] = TypeAdapter(Annotated[field.annotation, field])  # type: ignore[arg-type]  # made at run time
            sound[name] = adapter.validate_python(source.data.get(name), strict=True)
        except ValidationError:
            continue  # told already, with its line, when the whole was checked
    return Entry.model_construct(**sound)


def _told(kind: str, place: Place, message: str, value: Any) -> str:
    """A mistake that pydantic found, in an author's words; the line tells which item of a list is meant."""
    name = ".".join(part for part in place if isinstance(part, str))
    if name in HEADINGS:
        name = f"section “{HEADINGS[name]}”"
    if kind == "missing":
        return f"{name} is missing"
    if kind == "extra_forbidden":
        return f"unknown field {name}"
    message = message.removeprefix("Value error, ")
    for jargon, plain in JARGON.items():
        message = message.replace(jargon, plain)
    shown = f", not {value!r}" if isinstance(value, str | int | float) and len(str(value)) <= LONGEST_VALUE_TO_SHOW else ""
    return f"{name}: {message[0].lower()}{message[1:]}{shown}"


def somebody_stands_for_a_code(entry: Entry) -> Offences:
    """An unofficial code names who sends it; a registered one cites what defines it."""
    if entry.kind == "unofficial" and not entry.owners:
        yield ("kind",), "an unofficial code needs its owners; if nobody is known to send it, its kind is folklore"
    if entry.kind not in UNREGISTERED and not entry.citations:
        yield ("citations",), f"a {entry.kind} code cites the section that defines it"


def a_code_is_not_related_to_itself(entry: Entry) -> Offences:
    """Related codes are others."""
    if entry.code in entry.related:
        yield ("related", entry.code), f"{entry.code} is related to itself"


def a_code_is_born_in_its_exchange(entry: Entry) -> Offences:
    """Who generates the code takes part in the exchange that shows it."""
    actors = {actor for step in entry.exchange for actor in (step.sender, step.receiver)}
    for number, actor in enumerate(entry.generated_by):
        if actor not in actors:
            yield ("generated_by", number), f"{actor} generates the code, but takes no part in the exchange"


def both_languages_have_examples(entry: Entry) -> Offences:
    """There is an example in Node.js and one in Python."""
    for language in ("node", "python"):
        if language not in {example.language for example in entry.examples}:
            yield ("examples",), f"no example in {language}"


def example_files_differ(entry: Entry) -> Offences:
    """No two examples of an entry are the same file."""
    seen = set()
    for number, example in enumerate(entry.examples):
        if example.filename in seen:
            yield ("examples", number, "filename"), f"two examples are called {example.filename}"
        seen.add(example.filename)


def an_example_shows_the_code(entry: Entry) -> Offences:
    """One of the answers that an example sends or handles shows the entry's code, or what an owner sends in its place."""
    for number, example in enumerate(entry.examples):
        if not any(step.shows(entry.received) for step in example.expects):
            yield ("examples", number, "expects"), f"no answer of {example.filename} has the status {entry.code}"


def a_client_is_proven_by_its_output(entry: Entry) -> Offences:
    """A client prints a line that shows what it did, and runs against a server example if it names one."""
    servers = {example.filename for example in entry.examples if example.role == "server"}
    for number, example in enumerate(entry.examples):
        if example.role == "client" and example.output is None:
            yield ("examples", number), f"{example.filename} is a client, and declares no output"
        if example.role == "server" and example.against:
            yield ("examples", number, "against"), f"{example.filename} is a server, and runs against nothing"
        if example.role == "client" and example.against and example.against not in servers:
            yield ("examples", number, "against"), f"{example.against} is no server example of this entry"


def causes_and_steps_open_in_bold(entry: Entry) -> Offences:
    """A cause opens with its mechanism in bold, a step with its act; brackets right after it name an owner, a role or both."""
    owners = [owner.name for owner in entry.owners]
    for name, texts in (("causes", entry.causes), ("debug_steps", entry.debug_steps)):
        for number, text in enumerate(texts):
            opened = opening(text)
            if not opened:
                yield (name, number), "it does not open with a few words in bold that end like a sentence"
            elif opened.product and opened.product not in owners:
                yield (name, number), f"{opened.product} is neither a role ({', '.join(ROLES)}) nor an owner of this code"


def what_is_about_one_product_stands_together(entry: Entry) -> Offences:
    """Causes and steps about no product come first, then those of one product after the other, as the page numbers them."""
    for name, texts in (("causes", entry.causes), ("debug_steps", entry.debug_steps)):
        seen: list[str | None] = [None]
        for number, text in enumerate(texts):
            opened = opening(text)
            product = opened.product if opened else None
            if product != seen[-1] and product in seen:
                yield (name, number), f"this belongs to {product or 'those of no product, which come first'}: move it there"
            seen.append(product)


def an_owner_says_where_its_number_is(entry: Entry) -> Offences:
    """What is on the wire is what a client receives, so no other status is; in the content it is under another one."""
    for number, owner in enumerate(entry.owners):
        if owner.seen == "wire" and owner.status is not None:
            yield ("owners", number, "status"), f"{owner.name} sends {entry.code} on the wire, so there is no other status"
        if owner.seen == "content" and owner.status is None:
            yield ("owners", number), f"{owner.name} has {entry.code} in the content: under which status?"


RULES = (
    ({"kind", "owners", "citations"}, somebody_stands_for_a_code),
    ({"code", "related"}, a_code_is_not_related_to_itself),
    ({"exchange", "generated_by"}, a_code_is_born_in_its_exchange),
    ({"examples"}, example_files_differ),
    ({"code", "owners", "examples"}, an_example_shows_the_code),
    ({"examples"}, a_client_is_proven_by_its_output),
    ({"code", "owners"}, an_owner_says_where_its_number_is),
    ({"causes", "debug_steps", "owners"}, causes_and_steps_open_in_bold),
    ({"causes", "debug_steps"}, what_is_about_one_product_stands_together),
)
RULES_OF_THE_FIRST_FOLDER = (({"examples"}, both_languages_have_examples),)
