"""Reading what a person typed, and the codes that fit it, best first."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection

from statuscodes.entries.numbers import code_slug
from statuscodes.models import Subcode
from statuscodes.search.index import COLUMNS

LONGEST_QUERY = 2000  # characters that are read of what was typed
NUMBER = re.compile(r"(?<!\d)(?<!\d[.:])([1-9]\d\d|000)(?!\d|[.:]\d)", re.ASCII)  # no part of an address, a time or a version
SUBCODE = re.compile(r"(?<![\d.])\d{3}\.\d{1,3}(?![\d.])", re.ASCII)  # 404.13, as IIS writes it
PAGE_NUMBER = re.compile(r"\b(?:error|code)[ :#]*(1\d{3})\b|^\W*(?:\w+\s+)?(1\d{3})\W*$", re.ASCII | re.IGNORECASE)  # error 1015
CLASS = re.compile(r"\b([1-5])xx\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
SMALL_WORDS = """
    a an and are as at by for from has have i in is it my no not of on or the this to was what when why with vs
    http https status code error
"""
IGNORED = frozenset(SMALL_WORDS.split())  # too common here to tell one code from another


@dataclass(frozen=True)
class Found:
    """The path of what fits a query, such as ``/404``, ``/4xx`` or ``/no-status#dns``, and why it does."""

    path: str
    reason: str


@dataclass(frozen=True)
class Query:
    """What was typed, taken apart: numbers that may be codes, finer ones such as 404.13, classes, and words."""

    numbers: tuple[int, ...]
    subcodes: tuple[str, ...]
    classes: tuple[str, ...]
    words: tuple[str, ...]


def read_query(typed: str) -> Query:
    """Take apart what a person typed."""
    text = typed[:LONGEST_QUERY]
    numbers = tuple(dict.fromkeys(int(number) for number in NUMBER.findall(text)))
    subcodes = tuple(dict.fromkeys([*SUBCODE.findall(text), *(found[1] or found[2] for found in PAGE_NUMBER.finditer(text))]))
    classes = tuple(dict.fromkeys(f"{digit}xx" for digit in CLASS.findall(text)))
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", CLASS.sub(" ", text))
    words = dict.fromkeys(word.lower() for word in WORD.findall(spaced))
    told = tuple(word for word in words if word not in IGNORED and not word.isdigit())
    return Query(numbers, subcodes, classes, told)


def search(typed: str, limit: int) -> list[Found]:
    """What fits, best first and at most `limit`: finer numbers, numbers that have an entry, classes, then words."""
    query = read_query(typed)
    found = [Found(row.status_code.url, f"{row.software} {row.number}: {row.name}") for row in _finer(query.subcodes)]
    found += _by_numbers(query.numbers)
    found += [Found(f"/{slug}", "the class") for slug in query.classes]
    found += _by_words(typed, query.words, "all", limit) or _by_words(typed, query.words, "any", limit)
    unique = {row.path: row for row in reversed(found)}
    return sorted(unique.values(), key=found.index)[:limit]


def _finer(numbers: tuple[str, ...]) -> list[Subcode]:
    """The rows of finer numbers such as 404.13, in the order in which they were typed."""
    rows = Subcode.objects.filter(number__in=numbers).select_related("status_code") if numbers else ()
    return sorted(rows, key=lambda row: numbers.index(row.number))


def _by_numbers(numbers: tuple[int, ...]) -> list[Found]:
    """Entries of the numbers, and products that have such a number of their own, in the order in which they were typed."""
    if not numbers:
        return []
    slugs = [code_slug(number) for number in numbers]
    with connection.cursor() as cursor:
        match = "code : (" + " OR ".join(f'"{slug}"' for slug in slugs) + ")"
        cursor.execute("SELECT code, path FROM search_index WHERE search_index MATCH %s ORDER BY rowid", [match])
        rows = cursor.fetchall()
    return [Found(path, "the number") for slug in slugs for codes, path in rows if slug in codes.split()]


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
    return [Found(path, _reason(texts, words)) for path, *texts in rows]


def _is_called(texts: tuple[str, ...], typed: str) -> bool:
    """Whether a line of the columns of names is exactly what was typed."""
    told = dict(zip(COLUMNS, texts, strict=True))
    lines = (line for column in NAMES for line in told[column].splitlines())
    return typed.strip().casefold() in map(str.casefold, lines)


def _rows(match: str, limit: int) -> list[tuple[Any, ...]]:
    """Path and texts of the rows that match an FTS5 expression, best first."""
    weights = ", ".join(map(str, COLUMNS.values()))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT path, {', '.join(COLUMNS)} FROM search_index WHERE search_index MATCH %s"  # noqa: S608  # our own names
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
