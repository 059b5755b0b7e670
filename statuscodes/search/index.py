"""The search index: one FTS5 row for each thing that can be found. The migration makes the table, loading refills it."""

from collections.abc import Iterable, Iterator

from django.db import connection

from statuscodes.entries.catalog import Catalog, Failure, Note, Sender
from statuscodes.entries.entry import Entry, Message

# The columns in the order of the table, and how much a word found there weighs. `path` is not searched.
COLUMNS = {
    "code": 20.0,
    "name": 16.0,
    "aliases": 10.0,
    "constants": 8.0,
    "headers": 6.0,
    "messages": 5.0,
    "summary": 4.0,
    "body": 1.0,
}


def rebuild_index(catalog: Catalog) -> None:
    """Fill the index anew; the caller's transaction makes it visible together with the rows."""
    marks = ", ".join(["%s"] * (len(COLUMNS) + 1))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index")
        cursor.executemany(
            f"INSERT INTO search_index (path, {', '.join(COLUMNS)}) VALUES ({marks})",  # noqa: S608  # our own names
            list(_rows(catalog)),
        )


def _rows(catalog: Catalog) -> Iterator[tuple[str, ...]]:
    """The path of each thing that can be found, and its texts column by column."""
    yield from ((f"/{entry.slug}", *_entry_texts(entry, catalog.notes.get(entry.code, ()))) for entry in catalog.entries)
    yield from ((f"/no-status#{failure.slug}", *_failure_texts(failure)) for failure in catalog.failures)
    yield from ((f"/sent-by/{sender.slug}", *_sender_texts(sender)) for sender in catalog.senders if sender.codes)


def _entry_texts(entry: Entry, notes: Iterable[Note]) -> tuple[str, ...]:
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
        "\n".join([entry.meaning, *owners, *entry.what_you_can_do, *entry.causes, *entry.debug_steps, *appended]),
    )


def _failure_texts(failure: Failure) -> tuple[str, ...]:
    messages = "\n".join(_printed(failure.messages))
    return ("", failure.title, "\n".join(failure.aliases), "", "", messages, failure.summary, failure.text)


def _sender_texts(sender: Sender) -> tuple[str, ...]:
    """A product with numbers that stand nowhere else; those of the others are found in the entries."""
    names = "\n".join(f"{sender.name} {row.number} {row.name}" for row in sender.codes)
    meanings = "\n".join(row.meaning for row in sender.codes)
    return (" ".join(f"{row.number:03}" for row in sender.codes), sender.name, names, "", "", "", sender.summary, meanings)


def _printed(messages: Iterable[Message]) -> list[str]:
    return [f"{message.software} {message.text}" for message in messages]


def long_texts(words: Iterable[str], names: Iterable[str], limit: int = 40) -> dict[str, float]:
    """How well the texts of each page fit: 1 for the best, by the path; `names` are words that hyphens join, looked for as they are."""
    quoted = [f'"{word}"' for word in words] + [f'"{name.replace("-", " ")}"' for name in names]
    if not quoted:
        return {}
    weights = ", ".join(map(str, COLUMNS.values()))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT path, -bm25(search_index, {weights}) AS fit FROM search_index"  # noqa: S608  # our own numbers
            " WHERE search_index MATCH %s ORDER BY fit DESC, rowid LIMIT %s",
            [" OR ".join(quoted), limit],
        )
        rows: list[tuple[str, float]] = cursor.fetchall()
    return {path: fit / rows[0][1] for path, fit in rows} if rows and rows[0][1] > 0 else {}


def pages_with(word: str) -> set[str]:
    """The paths of the pages in whose texts a word stands, wherever."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT path FROM search_index WHERE search_index MATCH %s", [f'"{word}"'])
        return {row[0] for row in cursor.fetchall()}
