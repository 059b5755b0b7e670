"""What the editor of RFC 9110 would say about our own answers."""

from typing import Any

import pytest
from django.test import Client
from httplint import HttpRequestLinter, HttpResponseLinter
from httplint.note import levels

REQUESTS = [
    *(("GET", path) for path in ("/", "/404", "/404.json", "/404.md", "/404.txt", "/4xx", "/guide", "/rfc/9110", "/header/allow")),
    *(("GET", path) for path in ("/sent-by/nginx", "/search?q=404", "/299", "/nowhere", "/404/", "/no.json")),
    *(("GET", path) for path in ("/api/codes", "/api/codes/404", "/api/codes/777", "/api/search?q=404", "/api/search?limit=x")),
    *((method, path) for method in ("HEAD", "POST") for path in ("/", "/404", "/api/codes")),
]


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


@pytest.mark.parametrize(("method", "path"), REQUESTS)
def test_an_answer_has_no_bad_note_and_no_warning(site: Client, method: str, path: str) -> None:
    assert notes(method, path, site.generic(method, path)) == []


def test_a_304_has_none_either(site: Client) -> None:
    etag = site.get("/404")["ETag"]
    response = site.get("/404", headers={"if-none-match": etag})
    assert response.status_code == 304
    assert "Content-Length" not in response
    assert notes("GET", "/404", response) == []
