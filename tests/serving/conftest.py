"""A page in memory, as serving reads it, in front of something that says it was asked."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import brotli
import pytest
import zstandard

from statuscodes.caching import strong_etag
from statuscodes.serving.application import in_front_of
from statuscodes.serving.listing import File, Listing, coded
from statuscodes.serving.memory import pages_in_memory

MODIFIED = 1_700_000_000  # Tue, 14 Nov 2023 22:13:20 GMT
TYPES = {"page/index.html": "text/html; charset=utf-8", "page.json": "application/json", "page.txt": "text/plain; charset=utf-8"}
CONTENT = {name: f"{name}: {'the same again, ' * 40}".encode() for name in TYPES}
COMMON = [("X-Content-Type-Options", "nosniff")]


class Response(NamedTuple):
    """An answer as a client sees it; names of fields are in small letters."""

    status: int
    fields: dict[str, str]
    content: bytes


Ask = Callable[..., Response]


def codings(content: bytes) -> dict[str, bytes]:
    """The content in every coding."""
    br: bytes = brotli.compress(content)  # type: ignore[no-untyped-call]
    return {"identity": content, "br": br, "zstd": zstandard.compress(content), "gzip": gzip.compress(content, mtime=0)}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the page."""
    folder = tmp_path_factory.mktemp("pages")
    for name, content in CONTENT.items():
        (folder / name).parent.mkdir(exist_ok=True)
        for coding, octets in codings(content).items():
            (folder / coded(name, coding)).write_bytes(octets)
        os.utime(folder / name, (MODIFIED, MODIFIED))
    return folder


@pytest.fixture(scope="session")
def listing() -> Listing:
    """What is in the folder: a page in three formats, two of which have an address of their own."""
    files = {
        name: File(
            content_type=TYPES[name],
            made_of="this",
            etags={coding: strong_etag(octets) for coding, octets in codings(content).items()},
        )
        for name, content in CONTENT.items()
    }
    pages = {"/page": tuple(TYPES), "/page.json": ("page.json",), "/page.txt": ("page.txt",)}
    return Listing(content="c", renderer="r", files=files, pages=pages)


def django(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """What stands behind the pages; its status tells that it was asked."""
    start_response("299 Asked Django", [])
    return [environ["PATH_INFO"].encode()]


@pytest.fixture(scope="session")
def asker(folder: Path, listing: Listing) -> Callable[..., Ask]:
    """An application with the page, made with the settings given, as a function of method, path and fields."""
    pages = pages_in_memory(folder, listing)

    def with_settings(allowed_hosts: tuple[str, ...] = ("*",), *, https: bool = False) -> Ask:
        application = in_front_of(django, pages, COMMON, list(allowed_hosts), https=https)

        def ask(method: str, path: str, fields: dict[str, str] | None = None) -> Response:
            environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "localhost"}
            environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (fields or {}).items()}
            started: list[Any] = []
            content = application(environ, lambda status, told: started.extend((status, told)))
            return Response(int(started[0][:3]), {name.lower(): value for name, value in started[1]}, b"".join(content))

        return ask

    return with_settings


@pytest.fixture
def ask(asker: Callable[..., Ask]) -> Ask:
    """The application with its usual settings."""
    return asker()
