"""The built pages, published by nginx as deploy/static configures it."""

import gzip
import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from statuscodes.serving.listing import Listing, read_listing
from tests.conftest import FIXTURES, ROOT
from tests.processes import PATIENCE, answered, free_port

HTTP = "events {{}} pid {folder}/nginx.pid; http {{ {paths} access_log off; include {folder}/site.conf; }}"
PATHS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
ITS_OWN = {"server", "date", "connection", "content-length", "content-encoding", "etag", "last-modified", "vary", "accept-ranges"}

Answer = tuple[int, dict[str, str], bytes]


class Files:
    """The folder, and the server that publishes it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    @property
    def listing(self) -> Listing:
        found = read_listing(self.folder)
        assert found
        return found

    def ask(self, target: str, **fields: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", target, headers={name.replace("_", "-"): value for name, value in fields.items()})
        answer = connection.getresponse()
        whole = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return whole


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    folder = tmp_path_factory.mktemp("static")
    environment = os.environ | {"VAR_DIR": str(folder / "var"), "CONTENT_DIR": str(FIXTURES / "content")}
    for command in (("migrate", "-v", "0"), ("load_content",), ("collectstatic", "--noinput", "-v", "0"), ("build_pages",)):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    port = free_port()
    published = (ROOT / "deploy" / "static" / "nginx.conf").read_text(encoding="utf-8")
    for general, here in (("listen 80;", f"listen 127.0.0.1:{port};"), ("/srv/statuscodes/pages", str(folder / "var" / "pages"))):
        assert general in published
        published = published.replace(general, here)
    (folder / "site.conf").write_text(published, encoding="utf-8")
    paths = " ".join(f"{name}_temp_path {folder}/{name};" for name in PATHS)
    (folder / "nginx.conf").write_text(HTTP.format(folder=folder, paths=paths), encoding="utf-8")
    options = "daemon off;" + (" user root;" if os.getuid() == 0 else "")
    log = folder / "errors.log"
    with log.open("wb") as errors:
        publish = ["nginx", "-c", str(folder / "nginx.conf"), "-e", "/dev/stderr", "-g", options]
        process = subprocess.Popen(publish, stderr=errors)
    try:
        answered(f"http://127.0.0.1:{port}/404", process, log)
        yield Files(folder / "var" / "pages", port)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def test_every_page_is_at_its_address_with_its_type(files: Files) -> None:
    for path, (name, *_) in files.listing.pages.items():
        status, fields, content = files.ask(path)
        assert (status, fields["content-type"]) == (200, files.listing.files[name].content_type), path
        assert content == (files.folder / name).read_bytes()


def test_pages_are_sent_compressed(files: Files) -> None:
    status, fields, content = files.ask("/404", Accept_Encoding="gzip")
    assert (status, fields["content-encoding"], fields["vary"]) == (200, "gzip", "Accept-Encoding")
    assert fields["content-type"] == "text/html; charset=utf-8"
    assert gzip.decompress(content) == files.ask("/404")[2]


@pytest.mark.parametrize("path", ["/404", "/404.json", "/404.md", "/404.txt", "/api/codes", "/api/codes/404", "/4xx", "/", "/nothing"])
def test_an_answer_has_the_fields_of_the_site(files: Files, site: Client, path: str) -> None:
    ours, (status, theirs, _) = site.get(path), files.ask(path)
    assert status == ours.status_code
    assert comparable(theirs) == comparable({name.lower(): value for name, value in ours.items()})


def comparable(fields: dict[str, str]) -> dict[str, frozenset[str]]:
    """The fields that do not depend on the server, their parts in any order."""
    return {name: frozenset(re.split("[;,] ?", value)) for name, value in fields.items() if name not in ITS_OWN}


def test_an_asset_is_kept_for_ever(files: Files) -> None:
    asset = re.search(rb'href="(/static/css/site\.[0-9a-f]{12}\.css)"', files.ask("/404")[2])
    assert asset
    status, fields, _ = files.ask(asset[1].decode())
    assert (status, fields["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in fields["cache-control"]


@pytest.mark.parametrize("target", ["/nothing", "/299", "/status/503", "/pages.json", "/static/css/nothing.css"])
def test_what_is_missing_has_the_page_for_it(files: Files, target: str) -> None:
    status, fields, content = files.ask(target)
    assert (status, fields["content-type"], fields["cache-control"]) == (404, "text/html; charset=utf-8", "no-cache")
    assert content == (files.folder / "404.html").read_bytes()


SLASHES = [("/404/", "/404"), ("/sent-by/nginx/", "/sent-by/nginx"), ("//evil.example/", "/evil.example")]


@pytest.mark.parametrize(("target", "location"), SLASHES)
def test_a_slash_at_the_end_leads_to_the_page(files: Files, target: str, location: str) -> None:
    status, fields, _ = files.ask(target)
    assert (status, fields["location"]) == (301, location)


def test_a_search_says_what_it_needs(files: Files) -> None:
    status, _, content = files.ask("/search?q=404")
    assert status == 200
    assert b"nothing here can answer a search" in content
