"""nginx as deploy/balancer configures it, in front of two real copies."""

import gzip
import http.client
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass

import brotli
import pytest
from django.test import Client

from statuscodes.server.connection import HEAD_TIME
from tests.conftest import FIXTURES
from tests.deploy.fleet import BALANCER, Balancer, Copy, fleet, write_configuration
from tests.processes import free_port, free_ports

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HIT, MISS, BYPASS = (f"statuscodes-balancer; {told}" for told in ("hit", "fwd=miss", "fwd=bypass"))

Fields = dict[str, str]


@dataclass
class Answer:
    status: int
    fields: dict[str, str]
    content: bytes


@dataclass
class Site:
    balancer: Balancer
    copies: list[Copy]

    def ask(self, target: str, fields: Fields | None = None, port: int | None = None) -> Answer:
        return self.send("GET", target, None, fields, port)

    def ask_until_kept(self, target: str, fields: Fields | None = None) -> Answer:
        """The answer, once it comes from the cache: nginx puts it there a moment after it has sent it."""
        end = time.monotonic() + 10
        while (answer := self.ask(target, fields)).fields["cache-status"] != HIT:
            assert time.monotonic() < end, answer.fields["cache-status"]
        return answer

    def send(self, method: str, target: str, content: bytes | None, fields: Fields | None = None, port: int | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port or self.balancer.port, timeout=30)
        connection.request(method, target, body=content, headers={"Host": "localhost"} | (fields or {}))
        answer = connection.getresponse()
        whole = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return whole


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("balancer")
    with fleet(folder, folder / "var", FIXTURES / "content", free_ports(3)) as (balancer, copies):
        yield Site(balancer, copies)


def test_nginx_takes_the_configuration(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("configuration")
    configuration = write_configuration(folder, free_port(), ["127.0.0.1:8000"])
    result = subprocess.run(["nginx", "-p", f"{folder}/", "-c", configuration, "-t"], capture_output=True, text=True, check=False)
    assert "test is successful" in result.stderr


def test_the_balancer_hangs_up_before_a_copy_does() -> None:
    kept = re.search(r"keepalive_timeout (\d+)s;", (BALANCER / "copies.conf").read_text(encoding="utf-8"))
    assert kept
    assert int(kept[1]) < HEAD_TIME


def test_what_a_page_is_asked_for_again_comes_from_the_cache(behind: Site) -> None:
    first, second = behind.ask("/405"), behind.ask_until_kept("/405")
    assert (first.status, first.fields["cache-status"]) == (200, MISS)
    assert second.status == 200
    assert second.content == first.content == behind.ask("/405", port=behind.copies[0].port).content


def test_a_client_that_has_the_page_is_told_so(behind: Site) -> None:
    etag = behind.ask_until_kept("/4xx").fields["etag"]
    again = behind.ask("/4xx", {"If-None-Match": etag})
    assert (again.status, again.content, again.fields["cache-status"]) == (304, b"", HIT)


ACCEPTED = {
    "gzip": {"gzip"},
    "identity": set(),
    "gzip, deflate, br, zstd": {"gzip", "br", "zstd"},
    "deflate,gzip": {"gzip"},
    "gzip;q=0, identity": set(),
    "br;q=0, gzip": {"gzip"},
    "br": {"br"},
}
DECODE = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize("coding", ACCEPTED)
@pytest.mark.parametrize("accept", ["text/html", "application/json", "text/plain", "text/markdown", CHROME, "*/*"])
def test_the_cache_mixes_up_neither_formats_nor_codings(behind: Site, accept: str, coding: str) -> None:
    direct = behind.ask("/404", {"Accept": accept}, behind.copies[1].port)
    fields = {"Accept": accept, "Accept-Encoding": coding}
    for cached in (behind.ask("/404", fields), behind.ask_until_kept("/404", fields)):
        used = cached.fields.get("content-encoding", "")
        assert used in {"", *ACCEPTED[coding]}
        assert DECODE[used](cached.content) == direct.content
        assert cached.fields["content-type"] == direct.fields["content-type"]


def test_browsers_share_what_they_are_sent(behind: Site) -> None:
    first = behind.ask_until_kept("/guide", {"Accept": CHROME, "Accept-Encoding": "gzip, deflate"})
    second = behind.ask("/guide", {"Accept": FIREFOX, "Accept-Encoding": "gzip"})
    assert gzip.decompress(first.content) == gzip.decompress(second.content)
    assert second.fields["cache-status"] == HIT


def test_no_key_can_be_made_to_look_like_another(behind: Site) -> None:
    forged = behind.ask("/5xx", {"Accept": "text/html br,", "Accept-Encoding": "gzip"})
    asked = behind.ask("/5xx", {"Accept": CHROME, "Accept-Encoding": "gzip, deflate, br"})
    assert (forged.fields["cache-status"], asked.fields["cache-status"]) == (MISS, MISS)


def test_host_and_scheme_are_not_taken_from_another_visitor(behind: Site) -> None:
    for host in ("one.example", "two.example:8443", "one.example"):
        for proto in ("http", "https"):
            answer = behind.ask("/opensearch.xml", {"Host": host, "X-Forwarded-Proto": proto})
            assert f"http://{host}/search".encode() in answer.content


def test_a_search_is_not_cached_and_its_etag_still_saves_the_content(behind: Site) -> None:
    first = behind.ask("/api/search?q=405")
    again = behind.ask("/api/search?q=405", {"If-None-Match": first.fields["etag"]})
    assert (first.status, first.fields["cache-status"]) == (200, BYPASS)
    assert (again.status, again.content, again.fields["cache-status"]) == (304, b"", BYPASS)


def test_a_status_that_is_asked_for_puts_no_copy_out_of_use(behind: Site) -> None:
    seen = len(behind.balancer.logged())
    for status in (500, 502, 503, 504) * 4:
        assert behind.ask(f"/status/{status}").status == status
    for number in range(8):
        assert behind.ask(f"/404?n={number}").status == 200
    asked = [line["copies"] for line in behind.balancer.logged()[seen:]]
    addresses = {copy.address for copy in behind.copies}
    assert set(asked[:16]) == set(asked[16:]) == addresses, "each was asked once, and both still are"


def test_content_stays_with_the_balancer(behind: Site) -> None:
    assert behind.send("POST", "/status/201", b"x" * 10_000).status == 201
    assert behind.send("POST", "/404", b"x" * 10_000).status == 405
    assert behind.send("POST", "/status/201", b"x" * 100_000).status == 413


def test_a_copy_that_dies_is_not_noticed(behind: Site) -> None:
    behind.copies[0].kill()
    assert {behind.ask(f"/404?died={number}").status for number in range(20)} == {200}
    behind.copies[0].start()
    behind.copies[0].wait()


def test_pages_outlive_the_copies(behind: Site) -> None:
    before = behind.ask("/404.txt")
    for copy in behind.copies:
        copy.kill()
    assert (behind.ask("/404.txt").content, behind.ask("/405.txt").status) == (before.content, 502)
    for copy in behind.copies:
        copy.start()
    for copy in behind.copies:
        copy.wait()


PAGES = ("/", "/404", "/404.json", "/299", "/4xx", "/guide", "/search?q=404", "/status/503", "/opensearch.xml", "/rfc/9110")
OTHERS = ("/header/allow", "/no-status", "/sent-by", "/sent-by/nginx", "/api/codes", "/api/codes/404", "/api/codes/777", "/nothing")


@pytest.mark.parametrize("path", PAGES + OTHERS)
def test_no_answer_varies_by_what_is_not_in_the_key_of_the_cache(site: Client, path: str) -> None:
    varied = site.get(path, headers={"Origin": "https://example.org"}).headers.get("Vary", "")
    assert {name.strip() for name in varied.split(",") if name.strip()} <= {"Accept", "Accept-Encoding"}
