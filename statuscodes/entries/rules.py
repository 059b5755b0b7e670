"""The rules that hold between files. Each is a small generator whose docstring states it.

They read what was written, not only what is sound: so one run tells an author everything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from statuscodes.entries.citations import Citation, citation, citations_in
from statuscodes.entries.entry import software_slug
from statuscodes.entries.layers import merged_rfcs
from statuscodes.entries.numbers import code_slug
from statuscodes.entries.source import Source
from statuscodes.entries.values import Place

CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")

NAMING_PRODUCTS = {"messages": "software", "fingerprints": "software", "subcodes": "software", "owners": "name"}

Found = Iterator[tuple[str, int, str]]


@dataclass(frozen=True)
class Written:
    """Every file of the content that is in force, and what its folders are called, the first of them first.

    Of two files that contradict each other a rule names the later one: who wrote it can change it, and
    may not be able to change the other.
    """

    roots: tuple[str, ...]
    sources: list[Source]

    def below(self, *parts: str) -> list[Source]:
        """The files of parts of the content: codes, classes, guide."""
        return [source for source in self.sources if source.part in parts]

    def rfcs_path(self, source: Source) -> str:
        """Where the author of a source adds an RFC."""
        return f"{self.roots[source.layer]}/rfcs.yaml"

    @cached_property
    def rfcs(self) -> dict[int, dict[str, Any]]:
        """The RFCs by number, as far as each is a mapping."""
        tables = (source.data for source in self.below("rfcs"))
        return merged_rfcs({key: rfc for key, rfc in data.items() if isinstance(key, int) and _is_readable(rfc)} for data in tables)

    @cached_property
    def layers(self) -> dict[str, int]:
        """The layer that each entry is in, by the name of its file: 404."""
        return {source.stem: source.layer for source in self.below("codes")}


def an_entry_is_named_for_its_code(written: Written) -> Found:
    """The file of code 404 is 404.md, that of code 0 is 000.md."""
    for source in written.below("codes"):
        code = source.data.get("code")
        if isinstance(code, int) and source.stem != code_slug(code):
            yield source.path, source.line_of(("code",)), f"code is {code} but the file is named {source.stem}.md"


def a_code_has_one_entry(written: Written) -> Found:
    """No two files describe the same code."""
    first: dict[int, Source] = {}
    for source in written.below("codes"):
        code = source.data.get("code")
        if isinstance(code, int) and first.setdefault(code, source) is not source:
            yield source.path, source.line_of(("code",)), f"{code} has an entry already, in {first[code].path}"


def a_class_is_named_for_its_file(written: Written) -> Found:
    """The slug of content/classes/4xx.md is 4xx, and each class has such a file."""
    named = {source.stem: source for source in written.below("classes")}
    for stem, source in named.items():
        slug = source.data.get("slug", stem)
        if slug != stem:
            yield source.path, source.line_of(("slug",)), f"slug is {slug} but the file is named {stem}.md"
    for slug in CLASSES:
        if slug not in named:
            yield f"{written.roots[0]}/classes/{slug}.md", 1, "the class has no such file"


def a_chapter_has_its_own_slug(written: Written) -> Found:
    """No two chapters of the guide have the same address, and no two failures."""
    for folder in ("guide", "no-status"):
        first: dict[str, Source] = {}
        for source in written.below(folder):
            slug = source.data.get("slug")
            if isinstance(slug, str) and first.setdefault(slug, source) is not source:
                yield source.path, source.line_of(("slug",)), f"the slug {slug} is that of {first[slug].path}"


def a_sender_is_named_for_its_file(written: Written) -> Found:
    """The page of Go net/http is content/senders/go-net-http.md."""
    for source in written.below("senders"):
        name = source.data.get("name")
        if isinstance(name, str) and software_slug(name) != source.stem:
            yield source.path, source.line_of(("name",)), f"the file of {name} is {software_slug(name)}.md"


def a_number_without_an_entry_has_none(written: Written) -> Found:
    """What a sender or a rumour tells of a number stands in its entry, once it has one; an entry in a later folder takes nothing away."""
    for source in written.sources:
        for place, number in _numbers_without_an_entry(source):
            if written.layers.get(code_slug(number), len(written.roots)) <= source.layer:
                yield source.path, source.line_of(place), f"{number} has an entry, and this belongs there"


def related_codes_have_entries(written: Written) -> Found:
    """A relation leads to a code that the site has."""
    for source in written.below("codes"):
        for code in source.related:
            if isinstance(code, int) and code_slug(code) not in written.layers:
                yield source.path, source.line_of(("related", code)), f"related to {code}, which has no entry"


def a_relation_is_written_once(written: Written) -> Found:
    """The line between two codes stands in one of their entries, and is shown on both."""
    seen: dict[frozenset[Any], Source] = {}
    for source in written.below("codes"):
        for other in source.related:
            first = seen.setdefault(source.pair_with(other), source)
            if first is not source:
                pair = f"{source.data['code']} and {other}"
                yield source.path, source.line_of(("related", other)), f"the relation of {pair} stands in {first.path} already"


def cited_sections_are_known(written: Written) -> Found:
    """Each section that is cited, in front matter or in prose, stands in rfcs.yaml with its title; a note is free to cite what it likes."""
    if not written.rfcs:
        yield f"{written.roots[0]}/rfcs.yaml", 1, "the file is missing, or names no RFC"
        return
    for source in written.sources:
        for place, (rfc, section) in _citations(source) if source.part != "notes" else ():
            if rfc not in written.rfcs:
                yield source.path, source.line_of(place), f"RFC {rfc} is cited, but {written.rfcs_path(source)} does not know it"
            elif section not in written.rfcs[rfc]["sections"]:
                unknown = f"RFC {rfc}, {section} is cited, but {written.rfcs_path(source)} does not know that section"
                yield source.path, source.line_of(place), unknown


def what_defines_is_in_force(written: Written) -> Found:
    """The section that defines a code or a field is not that of an obsoleted RFC, unless that still defines the code."""
    for source in written.below("codes"):
        for place, (rfc, _section) in _citations(source):
            newer = written.rfcs.get(rfc, {}).get("obsoleted_by")
            is_current = source.data.get("code") in written.rfcs.get(rfc, {}).get("still_defines", ())
            if newer and not is_current and place[0] in {"citations", "headers"}:
                yield source.path, source.line_of(place), f"RFC {rfc} is obsolete; cite RFC {newer[0]}"


def a_product_has_one_spelling(written: Written) -> Found:
    """Two names that lead to the same page of /sent-by/ are the same name."""
    first: dict[str, str] = {}
    for source in sorted(written.below("senders", "codes", "no-status"), key=lambda source: (source.layer, source.part != "senders")):
        for place, name in _strings((), source.data):
            is_sender = place == ("name",) and source.part == "senders"
            if is_sender or place[-1] == NAMING_PRODUCTS.get(str(place[0])):
                spelling = first.setdefault(software_slug(name), name)
                if spelling != name:
                    yield source.path, source.line_of(place), f"{name} is called {spelling} elsewhere"


def a_note_has_an_entry(written: Written) -> Found:
    """A note is appended to an entry."""
    for source in written.below("notes"):
        if source.readable and source.stem[:3] not in written.layers:
            yield source.path, 1, f"{source.stem[:3]} has no entry that a note could be appended to"


RULES = (
    an_entry_is_named_for_its_code,
    a_code_has_one_entry,
    a_class_is_named_for_its_file,
    a_chapter_has_its_own_slug,
    a_sender_is_named_for_its_file,
    a_number_without_an_entry_has_none,
    related_codes_have_entries,
    a_relation_is_written_once,
    cited_sections_are_known,
    what_defines_is_in_force,
    a_product_has_one_spelling,
    a_note_has_an_entry,
)


def _is_readable(rfc: Any) -> bool:
    """Whether an RFC is written in a form that can be asked; that it is not is told when it is checked."""
    lists = ("obsoleted_by", "still_defines")
    return isinstance(rfc, dict) and isinstance(rfc.get("sections"), dict) and all(isinstance(rfc.get(name, ()), tuple) for name in lists)


def _numbers_without_an_entry(source: Source) -> Iterator[tuple[Place, int]]:
    """The numbers of a sender's own and those of rumours, each with its place."""
    if source.part == "rumours":
        for number in source.data:
            if isinstance(number, int):
                yield (number,), number
    rows = source.data.get("codes")
    for position, row in enumerate(rows if isinstance(rows, tuple) else ()):
        own = row.get("number") if isinstance(row, dict) else None
        if isinstance(own, int):
            yield ("codes", position), own


def _citations(source: Source) -> Iterator[tuple[Place, Citation]]:
    """Every section that a file cites, with the place where it does."""
    for place, value in _strings((), source.data):
        written = citation(value) if place[0] == "citations" or place[-1] == "citation" else None
        if written:
            yield place, written
        for mention in citations_in(value):
            yield place, mention


def _strings(place: Place, value: Any) -> Iterator[tuple[Place, str]]:
    """Every string in a value of dicts and tuples, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings((*place, key), item)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _strings((*place, number), item)
