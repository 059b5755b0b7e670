"""Every page rendered once, in every format, into a folder that is also a complete static site.

A file is made again when what it tells has changed, or what renders it; every other one is taken over as it is, with its date.
"""

import gzip
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import brotli
import zstandard
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import resolve

from statuscodes.addresses import Address, addresses
from statuscodes.caching import strong_etag
from statuscodes.errors import error_response
from statuscodes.formats import as_html
from statuscodes.models import Load
from statuscodes.pages.browse import home_page
from statuscodes.serving.listing import IDENTITY, NAME, File, Listing, coded, read_listing

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT),  # type: ignore[no-untyped-call]
    "zstd": lambda content: zstandard.ZstdCompressor(level=19).compress(content),
    "gzip": lambda content: gzip.compress(content, mtime=0),
}

Progress = Callable[[list[Address]], AbstractContextManager[Iterable[Address]]]


class BuildError(Exception):
    """What keeps pages from being built, in a sentence."""


class Built(NamedTuple):
    """How many files a folder has, and how many of them were made anew."""

    files: int
    made: int


def build_pages(folder: Path, progress: Progress) -> Built:
    """Make the folder show what is loaded; until all is made it stays as it was. Raises `BuildError`."""
    if settings.DEBUG:
        raise BuildError("DEBUG: pages are built without it, with the names that static files have when they are served")
    load, renderer = Load.objects.first(), renderer_digest()
    if load is None:
        raise BuildError("nothing is loaded yet: run manage.py load_content first")
    before = read_listing(folder)
    if before and (before.content, before.renderer) == (load.digest, renderer):
        return Built(len(before.files), 0)
    workshop = Workshop(folder, before.files if before and before.renderer == renderer else {})
    try:
        with progress(list(addresses())) as wanted:
            pages = {address.path: (workshop.show(address.path), *map(file_name, address.others)) for address in wanted}
        workshop.show_to_file_servers()
        files = workshop.finished()
        listing = Listing(content=load.digest, renderer=renderer, files=files, pages=pages)
        workshop.open(listing)
    finally:
        workshop.close()
    return Built(len(files), workshop.made)


class Workshop:
    """A new folder beside the old one, in which files are made or taken over, and which then takes its place."""

    def __init__(self, folder: Path, known: dict[str, File]) -> None:
        self.folder, self.known = folder, known
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.new = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
        self.new.chmod(0o755)
        self.pool = ThreadPoolExecutor()  # the compressors let go of the interpreter, so it helps to have several
        self.files: dict[str, Future[File]] = {}
        self.assets: list[Future[dict[str, str]]] = []
        self.made = 0

    def show(self, path: str) -> str:
        """Have the answer to a path in a file; gives the name of the file."""
        response = answer_to(path)
        name = file_name(path, response["Content-Type"])
        self.put(name, response)
        return name

    def show_to_file_servers(self) -> None:
        """Have what a file server needs besides the pages: assets, a page for what is missing, one for what needs a program."""
        self.put("404.html", error_response(request_for("/404.html"), 404, "Nothing on this site has this address."))
        self.put("search/index.html", as_html(request_for("/search"), home_page(), "search_of_files"))
        for name in json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())["paths"].values():
            self.assets.append(self.pool.submit(written, self.new / "static" / name, (settings.STATIC_ROOT / name).read_bytes()))

    def put(self, name: str, response: HttpResponse) -> None:
        """Have an answer in a file: the old file, where that was made of the same."""
        made_of, known = fingerprint(response), self.known.get(name)
        if known and known.made_of == made_of:
            self.files[name] = self.pool.submit(self.taken_over, name, known)
        else:
            self.made += 1
            content = response.render().content if isinstance(response, SimpleTemplateResponse) else response.content
            self.files[name] = self.pool.submit(self.filed, name, content, response["Content-Type"], made_of)

    def taken_over(self, name: str, known: File) -> File:
        """The old file and what it was compressed to, under the same name in the new folder."""
        (self.new / name).parent.mkdir(parents=True, exist_ok=True)
        for coding in known.etags:
            same_file(self.folder / coded(name, coding), self.new / coded(name, coding))
        return known

    def filed(self, name: str, content: bytes, content_type: str, made_of: str) -> File:
        """A new file."""
        return File(content_type=content_type, made_of=made_of, etags=written(self.new / name, content))

    def finished(self) -> dict[str, File]:
        """All files that show pages, once everything is written."""
        for asset in self.assets:
            asset.result()
        return {name: future.result() for name, future in sorted(self.files.items())}

    def open(self, listing: Listing) -> None:
        """Let the new folder take the place of the old one."""
        self.pool.shutdown()
        (self.new / NAME).write_text(listing.model_dump_json(indent=1) + "\n", encoding="utf-8")
        old = self.new.with_name(f"{self.new.name}.old")
        if self.folder.exists():
            self.folder.rename(old)
        self.new.rename(self.folder)
        shutil.rmtree(old, ignore_errors=True)

    def close(self) -> None:
        """Leave nothing behind of what was not finished."""
        self.pool.shutdown(cancel_futures=True)
        shutil.rmtree(self.new, ignore_errors=True)


def request_for(path: str) -> WSGIRequest:
    """A request for a path as a simple client would send it."""
    server = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.input": BytesIO()}
    return WSGIRequest(server | {"REQUEST_METHOD": "GET", "PATH_INFO": path})


def answer_to(path: str) -> HttpResponse:
    """What the site answers; what has a template is not rendered yet."""
    found = resolve(path)
    response: HttpResponse = found.func(request_for(path), *found.args, **found.kwargs)
    if response.status_code != HTTPStatus.OK:
        raise BuildError(f"{path} answers {response.status_code}")
    return response


def fingerprint(response: HttpResponse) -> str:
    """A name for what an answer is made of: its template and everything that the page tells, or its octets."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        told = f"{response.template_name} {(response.context_data or {})['page']!r}".encode()
    else:
        told = response.content
    return hashlib.sha256(told).hexdigest()[:16]


def file_name(path: str, content_type: str = "") -> str:
    """The file that shows a path: file servers look for index.html, and find the type by the end of the name."""
    if "." in path:
        return path.lstrip("/")
    return f"{path}/index.html".lstrip("/") if content_type.startswith("text/html") else f"{path.lstrip('/')}.json"


def written(path: Path, content: bytes) -> dict[str, str]:
    """Write a file and what it is compressed to, where that is smaller; gives the entity tag of each."""
    path.parent.mkdir(parents=True, exist_ok=True)
    codings = {coding: compress(content) for coding, compress in COMPRESS.items()}
    kept = {IDENTITY: content} | {coding: octets for coding, octets in codings.items() if len(octets) < len(content)}
    for coding, octets in kept.items():
        path.with_name(coded(path.name, coding)).write_bytes(octets)
    return {coding: strong_etag(octets) for coding, octets in kept.items()}


def same_file(old: Path, new: Path) -> None:
    """Have a file under another name as well, with its date; as a copy where the file system has no links."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def renderer_digest() -> str:
    """A name for what makes pages out of content: code, templates, assets, requirements."""
    digest = hashlib.sha256()
    for path in _renderer_files():
        digest.update(f"{path.name} ".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _renderer_files() -> Iterator[Path]:
    yield from sorted((settings.BASE_DIR / "statuscodes").rglob("*.py"))
    yield from sorted(filter(Path.is_file, (settings.BASE_DIR / "templates").rglob("*")))
    yield settings.BASE_DIR / "requirements.txt"
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists():
        raise BuildError("the static files are not collected yet: run manage.py collectstatic first, without DEBUG")
    yield manifest
