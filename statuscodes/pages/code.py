"""The page of a status code. As JSON it has the shape that the API promises."""

from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pydantic import Field

from statuscodes.entries.entry import (
    UNREGISTERED,
    Example,
    ExchangeStep,
    Fingerprint,
    FirstDefined,
    Message,
    Owner,
    Retry,
    Subcode,
    software_slug,
)
from statuscodes.entries.numbers import class_of, code_slug
from statuscodes.entries.openings import Opening, opening
from statuscodes.models import FailureMessage, HeaderField, Section, StatusCode
from statuscodes.models import Fingerprint as FingerprintRow
from statuscodes.models import Message as MessageRow
from statuscodes.models import Owner as OwnerRow
from statuscodes.models import Subcode as SubcodeRow
from statuscodes.pages.example import ShownExample, shown_example
from statuscodes.pages.page import CodeSummary, Page, code_summary

LANGUAGES = {
    "python": "Python",
    "node": "Node.js",
    "go": "Go",
    "java": "Java",
    "spring": "Spring",
    "dotnet": ".NET",
    "php": "PHP (Symfony)",
    "ruby": "Ruby (Rack, Rails)",
    "rust": "Rust (http)",
}


class CitedSection(Page):
    """A section of an RFC, with its title as it stands there."""

    rfc: int = Field(description="The number of the RFC.")
    section: str = Field(description="The number of the section.")
    title: str = Field(description="The title of the section.")
    url: str = Field(description="The section itself, at the RFC Editor's.")


class AppendedNote(Page):
    """What whoever runs this site has appended to an entry."""

    title: str | None = Field(description="Its heading, if it has one.")
    text: str = Field(description="Markdown.")


class Related(Page):
    """Another code, and the line that decides between the two."""

    code: int = Field(description="The other number.")
    name: str = Field(description="What the other one is called.")
    why: str = Field(description="When it is this one, and when the other.")

    @property
    def slug(self) -> str:
        """The code with three digits."""
        return code_slug(self.code)

    @property
    def status_class(self) -> str:
        """The class: ``4xx``, or ``other``."""
        return class_of(self.code)


class CarriedField(Page):
    """A field of responses with this code, and how firmly it belongs to them."""

    name: str = Field(description="The name of the field.")
    requirement: Literal["must", "should", "may"] = Field(description="How firmly the RFC asks for it.")
    by: str = Field(description="Who is to send it.")
    when: str | None = Field(description="The circumstances in which it is asked for; null for always.")
    why: str = Field(description="What it is good for here.")
    citation: CitedSection = Field(description="The section that says so.")


@dataclass(frozen=True)
class Printed:
    """What one product prints, and the page of the product."""

    software: str
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class ForProduct:
    """Causes or steps that are about one product, or about none in particular; the first of them has the number `start`."""

    product: str | None
    start: int
    texts: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The product as anchors have it."""
        return software_slug(self.product or "")


class CodePage(CodeSummary):
    """Everything that is told about a status code. Texts are Markdown; a field may be added, never changed."""

    owners: tuple[Owner, ...] = Field(description="For numbers that no RFC defines: who sends them, and what each means by it.")
    meaning: str = Field(description="What the code says, in Markdown.")
    what_you_can_do: tuple[str, ...] = Field(description="For a visitor, in the order in which to try it; Markdown.")
    causes: tuple[str, ...] = Field(description="Why it happens, the most frequent first; Markdown.")
    debug_steps: tuple[str, ...] = Field(description="How to find the fault, in order; Markdown.")
    examples: tuple[ShownExample, ...] = Field(description="Programs that send or meet the code; each was run as it declares.")
    wire: str = Field(description="A request and the response with this code, as they travel.")
    exchange: tuple[ExchangeStep, ...] = Field(description="The same as messages between those who take part.")
    generated_by: tuple[str, ...] = Field(description="Where the code is born: client, cdn, proxy, server or application.")
    fingerprints: tuple[Fingerprint, ...] = Field(description="How to tell which layer has sent it.")
    subcodes: tuple[Subcode, ...] = Field(description="Finer numbers that products give beside it.")
    related: tuple[Related, ...] = Field(description="Codes that are taken for this one.")
    citations: tuple[CitedSection, ...] = Field(description="The sections that define it.")
    headers: tuple[CarriedField, ...] = Field(description="Fields that belong to a response with it.")
    cacheable_by_default: bool = Field(description="Whether a cache may keep the response without being told (RFC 9110, 15.1).")
    content_allowed: bool = Field(description="Whether the response may have content.")
    seen_by_visitors: bool = Field(description="Whether a person meets it in a browser at all.")
    retry: Retry = Field(description="Whether to send the request again.")
    first_defined: FirstDefined | None = Field(description="Where it appeared first; null where no RFC defines it.")
    earlier: tuple[int, ...] = Field(description="RFCs that defined it in between.")
    aliases: tuple[str, ...] = Field(description="Other names that people use for it.")
    searched_as: tuple[str, ...] = Field(description="Words with which people look for it, beyond its names and messages.")
    messages: tuple[Message, ...] = Field(description="What software prints when it sends or meets the code.")
    notes: tuple[AppendedNote, ...] = Field(description="What whoever runs this site has appended to the entry.")
    own: bool = Field(description="Whether whoever runs this site has written the entry itself; nobody has run its examples then.")
    constants: dict[str, str] = Field(description="By language: python, node, go, java, spring, dotnet, php, ruby, rust.")

    @property
    def printed(self) -> tuple[Printed, ...]:
        """The messages by product, in the order in which the products come first."""
        by_software: dict[str, list[Message]] = {}
        for message in self.messages:
            by_software.setdefault(message.software, []).append(message)
        return tuple(Printed(name, tuple(rows)) for name, rows in by_software.items())

    @property
    def causes_by_product(self) -> tuple[ForProduct, ...]:
        """The causes: those of no product in particular, then product by product."""
        return _by_product(self.causes)

    @property
    def steps_by_product(self) -> tuple[ForProduct, ...]:
        """The debugging steps, in the same way."""
        return _by_product(self.debug_steps)

    @property
    def products_with_parts(self) -> frozenset[str]:
        """The owners that have causes or steps of their own."""
        return frozenset(group.product for group in (*self.causes_by_product, *self.steps_by_product) if group.product)

    @property
    def names_in_code(self) -> tuple[tuple[str, str], ...]:
        """The constants with their languages as people write them."""
        return tuple((LANGUAGES[language], name) for language, name in self.constants.items())

    @property
    def defining(self) -> CitedSection | None:
        """The section that defines the code, where an RFC does."""
        return self.citations[0] if self.citations and self.kind not in UNREGISTERED else None


def code_page(status: StatusCode) -> CodePage:
    """The page of a status code that came with its parts: `StatusCode.objects.with_parts()`."""
    return CodePage(
        **code_summary(status).model_dump(by_alias=True),
        owners=tuple(owner(row) for row in status.owners.all()),
        meaning=status.meaning,
        what_you_can_do=status.what_you_can_do,
        causes=status.causes,
        debug_steps=status.debug_steps,
        examples=tuple(shown_example(_received(status), Example.model_validate(example)) for example in status.examples),
        wire=status.wire,
        exchange=status.exchange,
        generated_by=status.generated_by,
        fingerprints=tuple(fingerprint(row) for row in status.fingerprints.all()),
        subcodes=tuple(subcode(row) for row in status.subcodes.all()),
        related=_related(status),
        citations=tuple(cited_section(row.section) for row in status.citations.all()),
        headers=tuple(carried(row) for row in status.header_fields.all()),
        cacheable_by_default=status.cacheable_by_default,
        content_allowed=status.content_allowed,
        seen_by_visitors=status.seen_by_visitors,
        retry=status.retry,
        first_defined=status.first_defined,
        earlier=status.earlier,
        aliases=status.aliases,
        searched_as=status.searched_as,
        messages=tuple(message(row) for row in status.messages.all()),
        notes=status.notes,
        own=status.own,
        constants={language: name for language, name in status.constants.items() if name},
    )


def owner(row: OwnerRow) -> Owner:
    """An owner as it is told."""
    return Owner(name=row.name, reason=row.reason, meaning=row.meaning, seen=row.seen, status=row.status, source=row.source)


def fingerprint(row: FingerprintRow) -> Fingerprint:
    """A layer as it is recognised."""
    return Fingerprint(layer=row.layer, software=row.software, signs=row.signs, log=row.log or None, bypass=row.bypass)


def subcode(row: SubcodeRow) -> Subcode:
    """A finer number as it is told."""
    return Subcode(software=row.software, number=row.number, name=row.name, meaning=row.meaning)


def message(row: MessageRow | FailureMessage) -> Message:
    """A message as it is told."""
    return Message(software=row.software, text=row.text, where=row.where, note=row.note or None)


def cited_section(section: Section) -> CitedSection:
    """A section as it is cited."""
    return CitedSection(rfc=section.rfc_id, section=section.number, title=section.title, url=section.url)


def carried(row: HeaderField) -> CarriedField:
    """A field as it is told."""
    return CarriedField(
        name=row.name,
        requirement=row.requirement,
        by=row.by,
        when=row.when or None,
        why=row.why,
        citation=cited_section(row.section),
    )


def _related(status: StatusCode) -> tuple[Related, ...]:
    """The relations that this entry tells and those that the other one does, by number."""
    told = [(row.other, row.why) for row in status.relations.all()]
    told += [(row.status_code, row.why) for row in status.relations_of_others.all()]
    return tuple(Related(code=other.code, name=other.name, why=why) for other, why in sorted(told, key=lambda pair: pair[0].code))


def _received(status: StatusCode) -> frozenset[int]:
    """What a client may receive where the code is at work: the code, or what an owner sends in its place."""
    return frozenset({status.code, *(row.status for row in status.owners.all() if row.status is not None)})


def _by_product(texts: tuple[str, ...]) -> tuple[ForProduct, ...]:
    """The texts in their order, cut where another product begins."""
    groups: list[ForProduct] = []
    opened = [opening(text) or Opening("", None, None, text) for text in texts]
    for product, rows in groupby(opened, key=lambda row: row.product):
        start = 1 + sum(len(group.texts) for group in groups)
        groups.append(ForProduct(product, start, tuple(row.text for row in rows)))
    return tuple(groups)
