"""Built pages in memory: every representation as the octets that are sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.http import http_date

from statuscodes.caching import FRESH
from statuscodes.negotiation import preferred_coding, preferred_type
from statuscodes.server.contract import Fields
from statuscodes.serving.listing import IDENTITY, SUFFIXES, File, Listing, coded

CODINGS = tuple(SUFFIXES)


@dataclass(frozen=True, slots=True)
class Representation:
    """A file in a content coding; `modified` is in seconds since 1970."""

    content_type: str
    coding: str
    content: bytes
    etag: str
    modified: int


class Answer:
    """What a request for a page gets: the representation that was chosen, and the fields of a 200 and of a 304."""

    def __init__(self, common: Iterable[tuple[str, str]], vary: str, chosen: Representation) -> None:
        self.content, self.etag, self.modified = chosen.content, chosen.etag, chosen.modified
        always = [("ETag", chosen.etag), ("Cache-Control", FRESH), ("Vary", vary), *common]  # RFC 9110, 15.4.5: a 304 has them, too
        size = str(len(chosen.content))
        of_content = [("Content-Type", chosen.content_type), ("Content-Length", size), ("Last-Modified", http_date(chosen.modified))]
        if chosen.coding != IDENTITY:
            of_content.append(("Content-Encoding", chosen.coding))
        self.fields, self.fields_of_304 = Fields(of_content + always), Fields(always)


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that a path can be answered with, by media type and content coding."""

    representations: dict[str, dict[str, Representation]]

    @property
    def vary(self) -> str:
        """The fields of a request that an answer depends on."""
        return "Accept, Accept-Encoding" if len(self.representations) > 1 else "Accept-Encoding"

    def preferred(self, accept: str | None, accept_encoding: str | None) -> Representation:
        """The representation that fits a client best; the first type, where it takes none of them (RFC 9110, 12.4.1)."""
        types = tuple(self.representations)
        kind = types[0] if len(types) == 1 else preferred_type(accept, types) or types[0]
        codings = self.representations[kind]
        return codings.get(preferred_coding(accept_encoding, CODINGS)) or codings[IDENTITY]


def pages_in_memory(folder: Path, listing: Listing) -> dict[str, Page]:
    """The pages of a folder by their paths."""
    kept: dict[str, bytes] = {}  # by entity tag, for several files may be the same octets
    files = {name: representations(folder, name, file, kept) for name, file in listing.files.items()}
    kinds = {name: file.content_type.partition(";")[0] for name, file in listing.files.items()}
    return {path: Page({kinds[name]: files[name] for name in names}) for path, names in listing.pages.items()}


def representations(folder: Path, name: str, file: File, kept: dict[str, bytes]) -> dict[str, Representation]:
    """A file in each of its content codings."""
    modified = int((folder / name).stat().st_mtime)
    return {
        coding: Representation(
            file.content_type, coding, kept.get(etag) or kept.setdefault(etag, (folder / coded(name, coding)).read_bytes()), etag, modified
        )
        for coding, etag in file.etags.items()
    }
