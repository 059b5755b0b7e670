"""The search index: one FTS5 row for each entry. The migration makes the table, loading refills it."""

from collections.abc import Iterable

from django.db import connection

from statuscodes.entries.entry import Entry

# The columns in the order of the table, and how much a word found there weighs.
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


def rebuild_index(entries: Iterable[Entry]) -> None:
    """Fill the index anew; the caller's transaction makes it visible together with the rows."""
    marks = ", ".join(["%s"] * (len(COLUMNS) + 1))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index")
        cursor.executemany(
            f"INSERT INTO search_index (rowid, {', '.join(COLUMNS)}) VALUES ({marks})",  # noqa: S608  # our own names
            [(entry.code, *_texts(entry)) for entry in entries],
        )


def _texts(entry: Entry) -> tuple[str, ...]:
    """What an entry can be found by, column by column."""
    owners = [text for owner in entry.owners for text in (owner.name, owner.reason, owner.meaning)]
    return (
        entry.slug,
        entry.name,
        "\n".join([*entry.aliases, *(owner.reason for owner in entry.owners)]),
        "\n".join(filter(None, entry.constants.model_dump().values())),
        "\n".join(field.name for field in entry.headers),
        "\n".join(f"{message.software} {message.text}" for message in entry.messages),
        entry.summary,
        "\n".join([entry.meaning, *owners, *entry.what_you_can_do, *entry.causes, *entry.debug_steps]),
    )
