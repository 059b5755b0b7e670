"""The whole texts of everything that can be found, and how well each word of them tells a page from the others."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from statuscodes.entries.catalog import Catalog, Failure, Note, Sender
from statuscodes.entries.entry import Entry, Message
from statuscodes.search.words import WORD, compounds, stem

# The parts of a text, and how much a word found there weighs.
PARTS = {
    "code": 20.0,
    "name": 16.0,
    "aliases": 10.0,
    "constants": 8.0,
    "headers": 6.0,
    "messages": 5.0,
    "summary": 4.0,
    "body": 1.0,
}

# Okapi BM25, as it is everywhere: how soon a word that is said again tells no more, and how much a long text is discounted.
SATURATION, LENGTH = 1.2, 0.75

Text = dict[str, str]  # by part
Fits = dict[str, dict[str, float]]  # by word, then by path


def texts_of(catalog: Catalog) -> dict[str, Text]:
    """The texts of each thing that can be found, by its path."""
    return {path: dict(zip(PARTS, parts, strict=True)) for path, parts in _rows(catalog)}


def _rows(catalog: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from ((f"/{entry.slug}", _of_entry(entry, catalog.notes.get(entry.code, ()))) for entry in catalog.entries)
    yield from ((f"/no-status#{failure.slug}", _of_failure(failure)) for failure in catalog.failures)
    yield from ((f"/sent-by/{sender.slug}", _of_sender(sender)) for sender in catalog.senders if sender.codes)


def _of_entry(entry: Entry, notes: Iterable[Note]) -> tuple[str, ...]:
    appended = [text for note in notes for text in (note.title or "", note.text)]
    owners = [text for owner in entry.owners for text in (owner.name, owner.reason, owner.meaning)]
    subcodes = [f"{subcode.software} {subcode.number} {subcode.name}" for subcode in entry.subcodes]
    return (
        entry.slug,
        entry.name,
        "\n".join([*entry.aliases, *entry.searched_as, *(owner.reason for owner in entry.owners)]),
        "\n".join(filter(None, entry.constants.model_dump().values())),
        "\n".join(field.name for field in entry.headers),
        "\n".join([*subcodes, *_printed(entry.messages)]),
        entry.summary,
        "\n".join([*prose(entry), *owners, *appended]),
    )


def prose(entry: Entry) -> tuple[str, ...]:
    """What an entry says in paragraphs."""
    return (entry.meaning, *entry.what_you_can_do, *entry.causes, *entry.debug_steps)


def _of_failure(failure: Failure) -> tuple[str, ...]:
    messages = "\n".join(_printed(failure.messages))
    return ("", failure.title, "\n".join(failure.aliases), "", "", messages, failure.summary, failure.text)


def _of_sender(sender: Sender) -> tuple[str, ...]:
    names = "\n".join(f"{sender.name} {row.number} {row.name}" for row in sender.codes)
    meanings = "\n".join(row.meaning for row in sender.codes)
    return (" ".join(f"{row.number:03}" for row in sender.codes), sender.name, names, "", "", "", sender.summary, meanings)


def _printed(messages: Iterable[Message]) -> list[str]:
    return [f"{message.software} {message.text}" for message in messages]


def fits(texts: dict[str, Text]) -> Fits:
    """How well each page fits each stem, and each word that hyphens join, by BM25 with weighed parts."""
    said: Fits = defaultdict(dict)
    lengths: dict[str, int] = {}
    for path, text in texts.items():
        lengths[path] = 0
        for part, weight in PARTS.items():
            found = WORD.findall(text[part].lower())
            lengths[path] += len(found)
            for word in chain(map(stem, found), compounds(text[part])):
                said[word][path] = said[word].get(path, 0.0) + weight
    mean = sum(lengths.values()) / max(1, len(lengths))
    discounts = {path: SATURATION * (1 - LENGTH + LENGTH * length / mean) for path, length in lengths.items()}
    rarities = {word: _rarity(len(counts), len(texts)) for word, counts in said.items()}
    return {
        word: {path: rarities[word] * count * (SATURATION + 1) / (count + discounts[path]) for path, count in counts.items()}
        for word, counts in said.items()
    }


def _rarity(having: int, every: int) -> float:
    """What it tells that a page has a word which so many of all have; next to nothing where most have it."""
    return max(math.log((every - having + 0.5) / (having + 0.5)), 1e-6)
