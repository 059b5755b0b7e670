"""All entries together, with the classes, the guide and the RFCs."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, RootModel

from statuscodes.entries.checking import checked, checked_entry
from statuscodes.entries.entry import Entry, Known, Line, Message, Seen, Software, SourceUrl, StatusNumber, Text, software_slug
from statuscodes.entries.numbers import code_slug
from statuscodes.entries.parsing import parse_entry, parse_prose, parse_yaml
from statuscodes.entries.problems import ContentError, Problem
from statuscodes.entries.rules import RULES, Written
from statuscodes.entries.source import Source

Checked = TypeVar("Checked")


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
    digest: str


def read_catalog(folder: Path) -> Catalog:
    """The content of a folder. Raises `ContentError` with every problem that any file has."""
    if not folder.is_dir():
        raise ContentError([Problem(str(folder), 1, "there is no such folder")])
    sources = [_source(folder, path) for path in content_files(folder)]
    entries = _checked_below(sources, f"{folder.name}/codes/", checked_entry)
    classes = _checked_below(sources, f"{folder.name}/classes/", lambda source: checked(StatusClass, source))
    chapters = _checked_below(sources, f"{folder.name}/guide/", lambda source: checked(Chapter, source))
    senders = _checked_below(sources, f"{folder.name}/senders/", lambda source: checked(Sender, source))
    failures = _checked_below(sources, f"{folder.name}/no-status/", lambda source: checked(Failure, source))
    rumours = _checked_below(sources, f"{folder.name}/rumours.yaml", lambda source: checked(Rumours, source))
    rfcs = _checked_below(sources, f"{folder.name}/rfcs.yaml", lambda source: checked(Rfcs, source))
    problems = [Problem(*found) for rule in RULES for found in rule(Written(folder.name, sources))]
    problems += [problem for source in sources for problem in source.problems]
    if problems:
        raise ContentError(problems)
    entries.sort(key=lambda entry: entry.code)
    return Catalog(
        entries=tuple(entries),
        classes=tuple(classes),
        chapters=tuple(chapters),
        senders=tuple(senders),
        failures=tuple(failures),
        rumours={number: rumour for table in rumours for number, rumour in table.root.items()},
        rfcs=rfcs[0].root,
        digest=content_digest(folder),
    )


def content_files(folder: Path) -> list[Path]:
    """The files that make up the content, sorted."""
    patterns = (*(f"{part}/*.md" for part in ("codes", "classes", "guide", "senders", "no-status")), "rfcs.yaml", "rumours.yaml")
    return sorted(path for pattern in patterns for path in folder.glob(pattern) if not path.name.startswith("."))


def content_digest(folder: Path) -> str:
    """A name for exactly this content: equal for equal files, whatever their dates."""
    digest = hashlib.sha256()
    for path in content_files(folder):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder)} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def _source(folder: Path, path: Path) -> Source:
    label = path.relative_to(folder.parent).as_posix()
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors begin a file with a byte order mark
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return Source(label, problems=[Problem(label, line, "not UTF-8")], readable=False)
    except OSError as error:
        return Source(label, problems=[Problem(label, 1, f"cannot be read: {error.strerror}")], readable=False)
    parse = {"codes": parse_entry, folder.name: parse_yaml}.get(path.parent.name, parse_prose)
    return parse(label, text)


def _checked_below(sources: Iterable[Source], start: str, check: Callable[[Source], Checked | None]) -> list[Checked]:
    """What the sources below a path say, as far as they are sound."""
    values = (check(source) for source in sources if source.path.startswith(start))
    return [value for value in values if value is not None]
