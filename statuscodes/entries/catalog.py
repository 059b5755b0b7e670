"""All entries together, with the classes, the guide and the RFCs."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field, RootModel

from statuscodes.entries.checking import checked, checked_entry
from statuscodes.entries.entry import Entry, Known, Line, Message, Seen, Software, SourceUrl, StatusNumber, Text, software_slug
from statuscodes.entries.folders import FLAT, File, content_files, labels
from statuscodes.entries.layers import in_force, merged_rfcs
from statuscodes.entries.numbers import code_slug
from statuscodes.entries.parsing import parse_beside_the_folders, parse_entry, parse_note, parse_prose, parse_yaml
from statuscodes.entries.problems import ContentError, Problem
from statuscodes.entries.rules import RULES, Written
from statuscodes.entries.source import Source

Checked = TypeVar("Checked")
Model = TypeVar("Model", bound=BaseModel)


class StatusClass(Known):
    """content/classes/4xx.md: what is true of every code of a class."""

    slug: Annotated[str, Field(pattern=r"^[1-5]xx$")]
    name: Line
    summary: Line
    text: Text


class Chapter(Known):
    """content/guide/1-….md: a chapter of the guide, in the order of the file names."""

    slug: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Line
    summary: Line
    text: Text


class OwnNumber(Known):
    """A number that a product uses and that has no entry here."""

    number: StatusNumber
    name: Line
    meaning: Text
    seen: Seen

    @property
    def slug(self) -> str:
        """The number with three digits."""
        return code_slug(self.number)


class Sender(Known):
    """content/senders/….md: a product, how to recognise it and where it writes what it does."""

    name: Software
    summary: Line
    sources: Annotated[tuple[SourceUrl, ...], Field(min_length=1)]
    codes: tuple[OwnNumber, ...] = ()
    text: Text

    @property
    def slug(self) -> str:
        """The name as URLs have it."""
        return software_slug(self.name)


class Failure(Known):
    """content/no-status/1-….md: something that happens instead of an answer, in the order of the file names."""

    slug: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Line
    summary: Line
    aliases: tuple[Line, ...]
    messages: tuple[Message, ...]
    text: Text


class Rumour(Known):
    """A number without an entry that lists of status codes have all the same."""

    names: Annotated[tuple[Line, ...], Field(min_length=1)]
    text: Text


class Rumours(RootModel[dict[StatusNumber, Rumour]]):
    """content/rumours.yaml: numbers that only circulate in lists."""


class Note(Known):
    """notes/503.md: what is appended to an entry where the site is run, such as whom to call."""

    title: Line | None = None
    text: Text


class Rfc(Known):
    """An RFC that the content cites, with the titles of the sections that may be cited."""

    title: Line
    year: Annotated[int, Field(ge=1990)]
    obsoleted_by: tuple[int, ...] = ()
    still_defines: tuple[StatusNumber, ...] = ()  # codes for which the registry points to it although it is obsolete
    sections: dict[str, Line]


class Rfcs(RootModel[dict[int, Rfc]]):
    """content/rfcs.yaml: RFCs by their number."""


@dataclass(frozen=True)
class Catalog:
    """Everything that the site says, checked: entries by code, chapters in their order."""

    entries: tuple[Entry, ...]
    classes: tuple[StatusClass, ...]
    chapters: tuple[Chapter, ...]
    senders: tuple[Sender, ...]
    failures: tuple[Failure, ...]
    rumours: dict[int, Rumour]
    rfcs: dict[int, Rfc]
    notes: dict[int, tuple[Note, ...]]
    own: frozenset[int]  # the codes whose entries are not of the first folder
    digest: str

    @property
    def in_numbers(self) -> str:
        """How much there is of entries, and of what is only here: ``107 entries, 1 of them your own, and 2 notes``."""
        told = f"{len(self.entries)} entries"
        if self.own:
            told += f", {len(self.own)} of them your own"
        if count := sum(map(len, self.notes.values())):
            told += f"{',' if self.own else ''} and {count} note{'s' if count != 1 else ''}"
        return told


def read_catalog(*folders: Path) -> Catalog:
    """What content folders say together: a later one adds to the others, or overrides. Raises `ContentError` with every problem."""
    files = content_files(*folders)
    if missing := [file for file in files if file.path in folders]:
        raise ContentError(Problem(file.label, 1, file.problem) for file in missing)
    sources = in_force(_source(file) for file in files if file.part)
    entries = sorted(_sound(sources, "codes", checked_entry), key=lambda entry: entry.code)
    classes, chapters = _sound_as(StatusClass, sources, "classes"), _sound_as(Chapter, sources, "guide")
    senders, failures = _sound_as(Sender, sources, "senders"), _sound_as(Failure, sources, "no-status")
    rumours, rfcs = _sound_as(Rumours, sources, "rumours"), _sound_as(Rfcs, sources, "rfcs")
    notes = _sound(sources, "notes", _note_of_a_code)
    problems = [Problem(file.label, 1, file.problem) for file in files if file.problem]
    problems += [Problem(*found) for rule in RULES for found in rule(Written(labels(*folders), sources))]
    problems += [problem for source in sources for problem in source.problems]
    if problems:
        raise ContentError(problems)
    return Catalog(
        entries=tuple(entries),
        classes=classes,
        chapters=chapters,
        senders=senders,
        failures=failures,
        rumours={number: rumour for table in rumours for number, rumour in table.root.items()},
        rfcs=Rfcs.model_validate(merged_rfcs(table.model_dump() for table in rfcs)).root,
        notes={code: tuple(note for _, note in rows) for code, rows in groupby(notes, key=itemgetter(0))},
        own=frozenset(int(source.stem) for source in sources if source.part == "codes" and source.layer),
        digest=content_digest(*folders),
    )


def content_digest(*folders: Path) -> str:
    """A name for exactly what lies in the folders: equal for equal files, whatever their dates. It reads them, and understands nothing."""
    digest = hashlib.sha256()
    for file in content_files(*folders):
        content = _octets(file.path)
        name = file.path.relative_to(folders[file.layer]).as_posix()
        digest.update(f"{file.layer} {name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def _octets(path: Path) -> bytes:
    """A file's content, or why it cannot be read: that something is wrong changes the digest, too."""
    try:
        return path.read_bytes()
    except OSError as error:
        return str(error.strerror).encode()


PARSERS = {"codes": parse_entry, "notes": parse_note, FLAT: parse_beside_the_folders, "rfcs": parse_yaml, "rumours": parse_yaml}


def _source(file: File) -> Source:
    unread = Source(file.label, readable=False, part=file.part, layer=file.layer)
    try:
        text = file.path.read_text(encoding="utf-8-sig")  # some editors begin a file with a byte order mark
    except UnicodeDecodeError as error:
        unread.complain(file.path.read_bytes()[: error.start].count(b"\n") + 1, "not UTF-8")
        return unread
    except OSError as error:
        unread.complain(1, f"cannot be read: {error.strerror}")
        return unread
    source = PARSERS.get(file.part, parse_prose)(file.label, text)
    return replace(source, part=source.part or file.part, layer=file.layer)


def _sound(sources: Iterable[Source], part: str, check: Callable[[Source], Checked | None]) -> tuple[Checked, ...]:
    """What the sources of a part say, as far as they are sound, in the order of their names."""
    values = [check(source) for source in sorted(sources, key=lambda source: source.stem) if source.part == part]
    return tuple(value for value in values if value is not None)


def _sound_as(model: type[Model], sources: Iterable[Source], part: str) -> tuple[Model, ...]:
    return _sound(sources, part, lambda source: checked(model, source))


def _note_of_a_code(source: Source) -> tuple[int, Note] | None:
    note = checked(Note, source)
    return (int(source.stem[:3]), note) if note else None
