"""Built pages in memory: every representation as the octets and fields that are sent."""

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
    reader = Reader(folder, common)
    pages = {}
    for path, names in listing.pages.items():
        vary = "Accept, Accept-Encoding" if len(names) > 1 else "Accept-Encoding"
        answers = {}
        for name in names:
            file = listing.files[name]
            answers[file.content_type.partition(";")[0]] = {coding: reader.answer(name, file, coding, vary) for coding in file.etags}
        pages[path] = Page(tuple(answers), answers)
    return pages


class Reader:
    """Makes answers of files; of equal octets, and of equal fields, it keeps one."""

    def __init__(self, folder: Path, common: Fields) -> None:
        self.folder, self.common = folder, common
        self.contents: dict[str, bytes] = {}
        self.fields: dict[tuple[str, str], tuple[str, str]] = {}

    def answer(self, name: str, file: File, coding: str, vary: str) -> Answer:
        """A file in a coding."""
        etag, modified = file.etags[coding], int((self.folder / name).stat().st_mtime)
        content = self.contents.get(etag) or self.contents.setdefault(etag, (self.folder / coded(name, coding)).read_bytes())
        always = [("ETag", etag), ("Cache-Control", FRESH), ("Vary", vary)]  # RFC 9110, 15.4.5: a 304 has them, too
        of_content = [("Content-Type", file.content_type), ("Content-Length", str(len(content))), ("Last-Modified", http_date(modified))]
        if coding != IDENTITY:
            of_content.append(("Content-Encoding", coding))
        fields = [self.fields.setdefault(field, field) for field in (*of_content, *always, *self.common)]
        return Answer(content, fields, fields[len(of_content) :], etag, modified)
