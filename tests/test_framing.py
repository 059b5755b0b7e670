import gzip

import pytest
from django.test import Client

from statuscodes.framing import in_one_piece

pytestmark = pytest.mark.django_db


def test_a_204_and_a_304_have_no_length(site: Client) -> None:
    assert "Content-Length" not in site.get("/status/204")
    etag = site.get("/404")["ETag"]
    assert "Content-Length" not in site.get("/404", headers={"if-none-match": etag})
    assert site.get("/404")["Content-Length"] == str(len(site.get("/404").content))


def test_the_same_page_is_the_same_bytes_compressed_too(site: Client) -> None:
    first, second = (site.get("/404", headers={"accept-encoding": "gzip"}) for _ in range(2))
    assert first["Content-Encoding"] == "gzip"
    assert first.content == second.content
    assert gzip.decompress(first.content) == site.get("/404").content


def test_an_answer_is_handed_over_in_one_piece_and_closed() -> None:
    closed = []

    class Pieces(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    assert in_one_piece(lambda environ, start_response: Pieces([b"a", b"b"]))({}, print) == [b"ab"]
    assert in_one_piece(lambda environ, start_response: [b"a"])({}, print) == [b"a"]
    assert closed == [True]


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [("gzip;q=0", None), ("identity;q=1, gzip;q=0.5", None), ("*", "gzip"), ("x-gzip", "gzip"), ("br, gzip;q=0.1", "gzip"), ("", None)],
)
def test_what_is_not_in_memory_is_compressed_for_who_wants_it(site: Client, accept_encoding: str, coding: str | None) -> None:
    response = site.get("/search?q=gateway", headers={"accept-encoding": accept_encoding})
    assert response.headers.get("Content-Encoding") == coding
    assert response["Vary"] == "Accept-Encoding"
