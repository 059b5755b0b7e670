"""The site from its image: no shell, nothing to write to, no network but the loopback."""

import gzip
import re
from collections.abc import Iterator

import brotli
import pytest
from django.test import Client

from tests.container.engine import IMAGE, PYTHON, READ_ONLY, TEMPORARY, Server, run, started

NO_SHELL = tuple(f"--volume=/dev/null:/usr/bin/{shell}:ro" for shell in ("bash", "dash"))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with started(*READ_ONLY, *NO_SHELL) as container:
        yield container


def test_it_starts_without_a_shell_and_with_nothing_to_write_to(server: Server) -> None:
    shell = run("exec", server.name, "/bin/sh", "-c", "true")
    assert shell.returncode == 126, shell.stderr  # found, and not to be executed
    for folder in ("/", "/tmp", "/dev/shm/..", "/srv/statuscodes", "/srv/statuscodes/var"):  # noqa: S108
        written = run("exec", server.name, PYTHON, "-c", f"open('{folder}/new', 'w')")
        assert re.search(r"Read-only file system|Permission denied", written.stderr), folder
    assert server.answer("/404").status == 200


@pytest.mark.parametrize(
    ("path", "status", "media_type"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/404", 200, "text/html; charset=utf-8"),
        ("/404.json", 200, "application/json"),
        ("/404.md", 200, "text/markdown; charset=utf-8"),
        ("/404.txt", 200, "text/plain; charset=utf-8"),
        ("/4xx", 200, "text/html; charset=utf-8"),
        ("/guide", 200, "text/html; charset=utf-8"),
        ("/search?q=too+many+requests", 200, "text/html; charset=utf-8"),
        ("/api/codes", 200, "application/json"),
        ("/api/codes/404", 200, "application/json"),
        ("/api/search?q=429", 200, "application/json"),
        ("/status/503", 503, "text/plain; charset=utf-8"),
        ("/nothing-here", 404, "text/html; charset=utf-8"),
    ],
)
def test_a_page_of_every_kind_is_served(server: Server, path: str, status: int, media_type: str) -> None:
    answer = server.answer(path)
    assert (answer.status, answer.headers["content-type"]) == (status, media_type)
    assert len(answer.content) == int(answer.headers["content-length"]) > 0


def test_static_files_are_served_for_a_year(server: Server) -> None:
    home = server.answer("/").content.decode()
    path = re.search(r'href="(/static/css/site\.\w+\.css)"', home)[1]  # type: ignore[index]
    answer = server.answer(path, Accept_Encoding="gzip")
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    assert "immutable" in answer.headers["cache-control"]
    assert b"{" in gzip.decompress(answer.content)


def test_answers_carry_what_keeps_browsers_safe(server: Server) -> None:
    headers = server.answer("/404").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "set-cookie" not in headers


def without_hashes(html: bytes) -> bytes:
    return re.sub(rb"(/static/[\w/]+)\.[0-9a-f]{12}\.", rb"\1.", html)


@pytest.mark.parametrize(
    "path", ["/", "/404", "/404.json", "/404.md", "/404.txt", "/guide", "/api/codes", "/api/codes/418", "/sitemap.xml"]
)
def test_its_pages_are_those_that_this_checkout_renders(server: Server, site: Client, path: str) -> None:
    assert without_hashes(server.answer(path).content) == site.get(path).content


def test_its_pages_were_built_before_it_was_started(server: Server) -> None:
    assert re.search(r"Serving \d+ entries on http://0\.0\.0\.0:8000", server.logs())
    assert not re.search(r"Loaded|Built", server.logs())
    plain, smaller = server.answer("/404"), server.answer("/404", Accept_Encoding="br")
    assert brotli.decompress(smaller.content) == plain.content
    assert {plain.headers["etag"][0], smaller.headers["etag"][0]} == {'"'}, "strong, for these very octets"
    assert server.answer("/404", If_None_Match=plain.headers["etag"]).status == 304


def whole(received: bytes) -> int | None:
    """The status of an answer that came with all of its content; None for one that did not."""
    head, _, content = received.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
    return int(head.split()[1]) if length and len(content) == int(length[1]) else None


def test_what_is_in_flight_is_answered_before_sigterm_ends_it() -> None:
    searches = [f"/search?q=no+route+to+host+{number}" for number in range(40)]  # they wait for one another
    pages = ["/404"] * 10  # more than a connection's buffers hold
    requests = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() for path in searches + pages]
    with started(*READ_ONLY) as container:
        received = container.answers(*requests, before_reading="TERM")
        assert [whole(one) for one in received] == [200] * 50
        assert container.status() == 0


def test_settings_come_from_the_environment_and_a_wrong_one_stops_it() -> None:
    wrong = run("run", "--rm", "--network=none", *READ_ONLY, "--env=WORKERS=many", IMAGE)
    assert (wrong.returncode, wrong.stderr.strip().splitlines()[-1]) == (1, "error: WORKERS='many': not a valid integer")


def test_workers_share_the_port_within_the_limits_of_compose() -> None:
    with started(*READ_ONLY, *TEMPORARY, "--env=WORKERS=2") as container:
        assert container.processes() == 3  # and one that watches over them
        assert container.answer("/404").status == 200
