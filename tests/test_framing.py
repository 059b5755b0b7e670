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
