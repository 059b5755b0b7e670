"""Built pages in memory: every representation as the octets and fields that are sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.http import http_date

from statuscodes.caching import FRESH
from statuscodes.negotiation import preferred_coding, preferred_type
from statuscodes.serving.listing import IDENTITY, SUFFIXES, File, Listing, coded

CODINGS = tuple(SUFFIXES)
Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A representation: its octets, the fields of a 200 and of a 304, and what preconditions are compared with."""

    content: bytes
    fields: Fields
    fields_of_304: Fields
    etag: str
    modified: int


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that a path can be answered with, by media type and content coding."""

    types: tuple[str, ...]
    answers: dict[str, dict[str, Answer]]

    def preferred(self, accept: str | None, accept_encoding: str | None) -> Answer:
        """The representation that fits a client best; the first type, where it takes none of them (RFC 9110, 12.4.1)."""
        kind = self.types[0] if len(self.types) == 1 else preferred_type(accept, self.types) or self.types[0]
        codings = self.answers[kind]
        return codings.get(preferred_coding(accept_encoding, CODINGS)) or codings[IDENTITY]


def pages_in_memory(folder: Path, listing: Listing, common: Fields) -> dict[str, Page]:
    """The pages of a folder by their paths; `common` are the fields that every answer of the site has."""
    contents = {name: (folder / name).read_bytes() for name in _names(listing)}  # two paths share what shows them both
    pages = {}
    for path, files in listing.pages.items():
        vary = ("Vary", "Accept, Accept-Encoding" if len(files) > 1 else "Accept-Encoding")
        answers = {}
        for name in files:
            file = listing.files[name]
            modified = int((folder / name).stat().st_mtime)
            answers[file.content_type.partition(";")[0]] = {
                coding: _answer(contents[coded(name, coding)], file, coding, modified, [vary, *common]) for coding in file.etags
            }
        pages[path] = Page(tuple(answers), answers)
    return pages


def _names(listing: Listing) -> Iterable[str]:
    for name in {name for files in listing.pages.values() for name in files}:
        yield from (coded(name, coding) for coding in listing.files[name].etags)


def _answer(content: bytes, file: File, coding: str, modified: int, shared: Fields) -> Answer:
    etag = file.etags[coding]
    always: Fields = [("ETag", etag), ("Cache-Control", FRESH), *shared]  # RFC 9110, 15.4.5: a 304 has them, too
    of_content = [
        ("Content-Type", file.content_type),
        ("Content-Length", str(len(content))),
        ("Last-Modified", http_date(modified)),
        *([] if coding == IDENTITY else [("Content-Encoding", coding)]),
    ]
    return Answer(content, of_content + always, always, etag, modified)
