"""From the content folders to rows and the lexicon of the search, in one transaction or not at all."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from django.db import models, transaction

from statuscodes.entries import entry as written
from statuscodes.entries.catalog import Catalog, read_catalog
from statuscodes.entries.entry import Entry, software_slug
from statuscodes.models import (
    Chapter,
    Citation,
    Failure,
    FailureMessage,
    Fingerprint,
    HeaderField,
    Load,
    Message,
    Owner,
    Relation,
    Rfc,
    Rumour,
    Section,
    Sender,
    StatusClass,
    StatusCode,
    StoredLexicon,
    Subcode,
)
from statuscodes.search.compiling import compiled

# What an entry's lists of rows are called; the rest of an entry are columns of StatusCode.
IN_TABLES = {"owners", "subcodes", "messages", "fingerprints", "citations", "headers", "related"}


def load(*folders: Path) -> Catalog:
    """Replace all rows by what the folders say together. Raises `ContentError`, and changes nothing, if that is wrong."""
    catalog = read_catalog(*folders)
    with transaction.atomic():
        _delete_everything()
        for rows in _rows(catalog):
            models.QuerySet(type(rows[0])).bulk_create(rows)
    return catalog


def _delete_everything() -> None:
    for model in (Load, StoredLexicon, Rumour, Failure, Sender, Chapter, StatusClass, StatusCode, Rfc):
        models.QuerySet(model).delete()


def _rows(catalog: Catalog) -> Iterable[list[Any]]:
    """Lists of rows, one model each, those that others point to first; none is empty."""
    entries = catalog.entries
    rfcs = sorted(catalog.rfcs.items())
    tables: list[list[models.Model]] = [
        [StatusClass(**row.model_dump()) for row in catalog.classes],
        [Chapter(position=number, **row.model_dump()) for number, row in enumerate(catalog.chapters, start=1)],
        [Sender(slug=row.slug, **row.model_dump(mode="json")) for row in catalog.senders],
        [Failure(position=number, **row.model_dump(exclude={"messages"})) for number, row in enumerate(catalog.failures, start=1)],
        [
            FailureMessage(failure_id=row.slug, position=position, **_message(message))
            for row in catalog.failures
            for position, message in enumerate(row.messages)
        ],
        [Rumour(number=number, **rumour.model_dump()) for number, rumour in sorted(catalog.rumours.items())],
        [Rfc(number=number, **rfc.model_dump(exclude={"sections", "still_defines"})) for number, rfc in rfcs],
        [
            Section(reference=f"{rfc_number}#{number}", rfc_id=rfc_number, number=number, title=title)
            for rfc_number, rfc in rfcs
            for number, title in rfc.sections.items()
        ],
        [_status_code(entry, catalog) for entry in entries],
        list(chain.from_iterable(_parts(entry) for entry in entries)),
    ]
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in chain.from_iterable(tables):
        by_model.setdefault(type(row), []).append(row)
    yield from by_model.values()
    yield [StoredLexicon(digest=catalog.digest, compiled=compiled(catalog))]
    yield [Load(id=1, digest=catalog.digest, entries=len(entries))]


def _status_code(entry: Entry, catalog: Catalog) -> StatusCode:
    columns = entry.model_dump(mode="json", by_alias=True, exclude=IN_TABLES)
    notes = [note.model_dump() for note in catalog.notes.get(entry.code, ())]
    return StatusCode(status_class=entry.status_class, notes=notes, own=entry.code in catalog.own, **columns)


def _parts(entry: Entry) -> Iterable[models.Model]:
    """The rows of an entry's lists, with their place in them."""
    code = entry.code
    for position, owner in enumerate(entry.owners):
        yield Owner(status_code_id=code, position=position, slug=software_slug(owner.name), **owner.model_dump())
    for position, message in enumerate(entry.messages):
        yield Message(status_code_id=code, position=position, **_message(message))
    for position, subcode in enumerate(entry.subcodes):
        yield Subcode(status_code_id=code, position=position, slug=software_slug(subcode.software), **subcode.model_dump())
    for position, fingerprint in enumerate(entry.fingerprints):
        columns = fingerprint.model_dump(exclude_none=True)
        yield Fingerprint(status_code_id=code, position=position, slug=software_slug(fingerprint.software), **columns)
    for position, cited in enumerate(entry.citations):
        yield Citation(status_code_id=code, position=position, section_id=str(cited))
    for position, field in enumerate(entry.headers):
        columns = field.model_dump(exclude={"citation"}, exclude_none=True)
        yield HeaderField(status_code_id=code, position=position, slug=field.name.lower(), section_id=str(field.citation), **columns)
    for other, why in entry.related.items():
        yield Relation(status_code_id=code, other_id=other, why=why)


def _message(message: written.Message) -> dict[str, Any]:
    """The columns of a message, of a code or of a failure."""
    return {"slug": software_slug(message.software), **message.model_dump(exclude_none=True)}
