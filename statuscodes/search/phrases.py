"""What everything on the site is called: the names, messages and short texts that a query is compared with."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from statuscodes.entries.catalog import Catalog, Failure, Note, Sender
from statuscodes.entries.entry import Entry
from statuscodes.entries.openings import opening
from statuscodes.plaintext import ITEM, plain

# How much it says that something is called so, by what kind of text it is.
KINDS = {
    "name": 1.0,
    "alias": 0.97,
    "constant": 0.96,
    "search": 0.95,
    "class": 0.93,
    "reason": 0.94,
    "field": 0.92,
    "subcode": 0.85,
    "message": 0.8,
    "owner": 0.7,
    "summary": 0.62,
    "note": 0.62,
    "sign": 0.6,
    "cause": 0.55,
}
LOGS = ("log", "error log", "access log")
REASONS = {
    "name": "its name",
    "alias": "also called “{phrase.shown}”",
    "search": "people look for it as “{phrase.shown}”",
    "class": "the class",
    "reason": "{phrase.software} calls it “{phrase.shown}”",
    "owner": "sent by {phrase.software}",
    "constant": "the constant {phrase.shown}",
    "field": "carries {phrase.shown}",
    "subcode": "has {phrase.shown}",
    "summary": "its summary",
    "note": "a note of this site: “{phrase.shown}”",
    "sign": "what the log of {phrase.software} shows",
    "cause": "a cause: “{phrase.shown}”",
}


class Phrase(NamedTuple):
    """A short text that is told of a page, by the path of that page."""

    path: str
    kind: str
    shown: str
    software: str = ""
    where: str = ""

    @property
    def reason(self) -> str:
        """Why a page that has it is among the results, as a reader is told."""
        if self.kind == "message":
            return f"{self.software} {'writes to its ' + self.where if self.where in LOGS else 'says'} “{self.shown}”"
        return REASONS[self.kind].format(phrase=self)


def phrases_of(catalog: Catalog) -> Iterator[Phrase]:
    """Every phrase of the site, those of a page together."""
    for entry in catalog.entries:
        yield from _of_entry(f"/{entry.slug}", entry, catalog.notes.get(entry.code, ()))
    yield from (Phrase(f"/{row.slug}", "class", row.name) for row in catalog.classes)
    for failure in catalog.failures:
        yield from _of_failure(f"/no-status#{failure.slug}", failure)
    for sender in catalog.senders:
        yield from _of_sender(f"/sent-by/{sender.slug}", sender)


def _of_entry(path: str, entry: Entry, notes: Iterable[Note]) -> Iterator[Phrase]:
    """Everything that a code is called, prints and is summed up in."""
    yield Phrase(path, "name", entry.name)
    yield from (Phrase(path, "alias", alias) for alias in entry.aliases)
    yield from (Phrase(path, "search", words) for words in entry.searched_as)
    yield from (Phrase(path, "constant", name) for name in entry.constants.model_dump().values() if name)
    yield from (Phrase(path, "field", row.name) for row in entry.headers)
    for owner in entry.owners:
        yield Phrase(path, "reason", owner.reason, owner.name)
        yield Phrase(path, "owner", owner.name, owner.name)
    for row in entry.subcodes:
        yield Phrase(path, "subcode", f"{row.software} {row.number} {row.name}", row.software)
    yield from (Phrase(path, "message", message.text, message.software, message.where) for message in entry.messages)
    for software in dict.fromkeys(message.software for message in entry.messages):
        yield Phrase(path, "owner", software, software)
    yield from (Phrase(path, "sign", f"{row.software} {row.log}", row.software) for row in entry.fingerprints if row.log)
    yield Phrase(path, "summary", entry.summary)
    yield from (Phrase(path, "note", line) for note in notes for line in _lines(note))
    for cause in entry.causes:
        opened = opening(cause)
        yield Phrase(path, "cause", opened.act.strip("*") if opened else cause)


def _lines(note: Note) -> Iterator[str]:
    """The lines of a note as they are read, without the marks of lists."""
    yield from filter(None, [note.title, *(ITEM.sub("", line).strip() for line in plain(note.text).splitlines())])


def _of_failure(path: str, failure: Failure) -> Iterator[Phrase]:
    yield Phrase(path, "name", failure.title)
    yield from (Phrase(path, "alias", alias) for alias in failure.aliases)
    yield from (Phrase(path, "message", row.text, row.software, row.where) for row in failure.messages)
    yield Phrase(path, "summary", failure.summary)


def _of_sender(path: str, sender: Sender) -> Iterator[Phrase]:
    """A product with numbers that stand nowhere else; those of the others are found in the entries."""
    if sender.codes:
        yield Phrase(path, "owner", sender.name, sender.name)
        yield from (Phrase(path, "reason", row.name, sender.name) for row in sender.codes)
