"""Reading what a person typed, and the codes that fit it, best first."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection

from statuscodes.search.index import COLUMNS

LONGEST_QUERY = 2000  # characters that are read of what was typed
NUMBER = re.compile(r"(?<!\d)(?<!\d[.:])([1-9]\d\d|000)(?!\d|[.:]\d)", re.ASCII)  # no part of an address, a time or a version
CLASS = re.compile(r"\b([1-5])xx\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
SMALL_WORDS = """
    a an and are as at by for from has have i in is it my no not of on or the this to was what when why with vs
    http https status code error
"""
IGNORED = frozenset(SMALL_WORDS.split())  # too common here to tell one code from another


@dataclass(frozen=True)
class Found:
    """A code or a class that fits a query, and why."""

    code: int | None
    status_class: str | None
    reason: str


@dataclass(frozen=True)
class Query:
    """What was typed, taken apart: numbers that may be codes, classes, and words."""

    numbers: tuple[int, ...]
    classes: tuple[str, ...]
    words: tuple[str, ...]


def read_query(typed: str) -> Query:
    """Take apart what a person typed."""
    text = typed[:LONGEST_QUERY]
    numbers = tuple(dict.fromkeys(int(number) for number in NUMBER.findall(text)))
    classes = tuple(dict.fromkeys(f"{digit}xx" for digit in CLASS.findall(text)))
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", CLASS.sub(" ", text))
    words = dict.fromkeys(word.lower() for word in WORD.findall(spaced))
    told = tuple(word for word in words if word not in IGNORED and not word.isdigit())
    return Query(numbers, classes, told)


def search(typed: str, limit: int) -> list[Found]:
    """The codes and classes that fit, best first and at most `limit`: numbers that have an entry, then classes, then words."""
    query = read_query(typed)
    found = [Found(code, None, "the number") for code in _with_entry(query.numbers)]
    found += [Found(None, slug, "the class") for slug in query.classes]
    found += _by_words(typed, query.words, "all", limit) or _by_words(typed, query.words, "any", limit)
    unique = {(row.code, row.status_class): row for row in reversed(found)}
    return sorted(unique.values(), key=found.index)[:limit]


def _with_entry(numbers: tuple[int, ...]) -> list[int]:
    """Those of the numbers that are codes with an entry, in the order in which they were typed."""
    if not numbers:
        return []
    marks = ", ".join(["%s"] * len(numbers))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM search_index WHERE rowid IN ({marks})", numbers)  # noqa: S608  # only placeholders
        known = {row[0] for row in cursor.fetchall()}
    return [number for number in numbers if number in known]


def _by_words(typed: str, words: tuple[str, ...], how_many: Literal["all", "any"], limit: int) -> list[Found]:
    """Codes whose entries have all of the words, or any of them; the last word may be unfinished.

    Those come first that have the whole of what was typed as a name, an alias, a constant or a field.
    """
    if not words:
        return []
    quoted = [f'"{word}"' for word in words]
    quoted[-1] += "*"
    match = (" AND " if how_many == "all" else " OR ").join(quoted)
    rows = sorted(_rows(match, limit), key=lambda row: not _is_called(row[1:], typed))
    return [Found(code, None, _reason(texts, words)) for code, *texts in rows]


def _is_called(texts: tuple[str, ...], typed: str) -> bool:
    """Whether a line of the columns of names is exactly what was typed."""
    told = dict(zip(COLUMNS, texts, strict=True))
    lines = (line for column in NAMES for line in told[column].splitlines())
    return typed.strip().casefold() in map(str.casefold, lines)


def _rows(match: str, limit: int) -> list[tuple[Any, ...]]:
    """Code and texts of the rows that match an FTS5 expression, best first."""
    weights = ", ".join(map(str, COLUMNS.values()))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, {', '.join(COLUMNS)} FROM search_index WHERE search_index MATCH %s"  # noqa: S608  # our own names
            f" ORDER BY bm25(search_index, {weights}), rowid LIMIT %s",
            [match, limit],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _reason(texts: list[str], words: tuple[str, ...]) -> str:
    """Where the words were found, as a reader is told."""
    told = dict(zip(COLUMNS, texts, strict=True))
    for column, reason in REASONS.items():
        for line in told[column].splitlines():
            if all(word in line.lower() for word in words):
                return reason.format(line=line)
    return "its text has these words"


NAMES = ("name", "aliases", "constants", "headers")
REASONS = {
    "name": "its name",
    "aliases": "also called “{line}”",
    "constants": "the constant {line}",
    "headers": "carries {line}",
    "messages": "the message “{line}”",
    "summary": "its summary",
}
