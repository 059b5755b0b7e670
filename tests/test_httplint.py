"""What the editor of RFC 9110 would say about our own answers."""

from typing import Any

import pytest
from django.test import Client
from httplint import HttpRequestLinter, HttpResponseLinter
from httplint.note import levels

from tests.routes import PAGES, PATHS, answer

# What /status/… is asked for it sends without its cause, which httplint misses.
WITHOUT_CAUSE = {
    "/status/206": ["A partial response was sent when it wasn't requested. ()"],
    "/status/416": ["The request didn't have a Range header. ()"],
    "/status/599": ["599 is not a standard HTTP status code. (status)"],
}


def notes(method: str, path: str, response: Any) -> list[str]:
    """Every bad note and every warning."""
    request = HttpRequestLinter()
    request.process_request_topline(method.encode(), path.encode(), b"1.1")
    request.process_headers([(b"Host", b"localhost"), (b"User-Agent", b"test")])
    linter = HttpResponseLinter(_related=request)
    linter.is_head_response = method == "HEAD"
    linter.process_response_topline(b"1.1", str(response.status_code).encode(), response.reason_phrase.encode())
    date = ("Date", "Mon, 23 Nov 2026 12:00:00 GMT")  # the server adds it
    linter.process_headers([(name.encode(), value.encode()) for name, value in [*response.items(), date]])
    linter.feed_content(response.content)
    linter.finish_content(complete=True)
    return [f"{note.summary} ({note.subject})" for note in linter.notes if note.level in {levels.BAD, levels.WARN}]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_an_answer_has_no_bad_note_and_no_warning(whole_site: Client, method: str, coding: str, path: str) -> None:
    assert notes(method, path, answer(whole_site, method, path, accept_encoding=coding)) == WITHOUT_CAUSE.get(path, [])


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_a_304_has_none_either(whole_site: Client, coding: str, path: str) -> None:
    etag = answer(whole_site, "GET", path, accept_encoding=coding).get("ETag", "")
    response = answer(whole_site, "GET", path, accept_encoding=coding, if_none_match=etag)
    assert response.status_code == 304
    assert "Content-Length" not in response
    assert notes("GET", path, response) == []
