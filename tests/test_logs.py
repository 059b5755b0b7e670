import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from statuscodes.logs import FORMS, JsonFormatter, as_json, as_line, logged

ENVIRON = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/404",
    "QUERY_STRING": "from=test",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "192.0.2.7",
    "HTTP_USER_AGENT": "curl/8",
}
# What nginx's documentation calls the format main, and the milliseconds.
MAIN = re.compile(
    r'(\S+) - - \[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+0000)\] "((?:[^"\\]|\\.)*)" (\d{3}) (\d+) '
    r'"((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)" (\d+\.\d{3})\n'
)

Lines = Callable[[], list[str]]


@pytest.fixture
def pipe() -> Iterator[tuple[int, Lines]]:
    """Where a log is written, and what stands in it by now."""
    out, into = os.pipe()
    os.set_blocking(out, False)

    def lines() -> list[str]:
        try:
            return os.read(out, 1 << 16).decode().splitlines()
        except BlockingIOError:
            return []

    yield into, lines
    os.close(out)
    os.close(into)


def site_of(status: str, content: bytes = b"0123456789") -> Callable[..., list[bytes]]:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response(status, [], None)
        return [content]

    return application


def test_a_line_is_in_the_form_main() -> None:
    line = as_line(ENVIRON, "200", 5316, 0.0004124)
    match = MAIN.fullmatch(line)
    assert match is not None
    assert match.groups()[2:] == ("GET /404?from=test HTTP/1.1", "200", "5316", "-", "curl/8", "-", "0.412")


def test_json_has_every_part_under_its_name() -> None:
    told = json.loads(as_json(ENVIRON | {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_REFERER": "/"}, "404", 7, 0.0025))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", told.pop("time"))
    assert told == {
        "remote_address": "192.0.2.7",
        "forwarded_for": "203.0.113.9",
        "method": "GET",
        "path": "/404",
        "query": "from=test",
        "protocol": "HTTP/1.1",
        "status": 404,
        "size": 7,
        "duration_ms": 2.5,
        "referer": "/",
        "user_agent": "curl/8",
    }


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(path=st.text(st.characters(max_codepoint=255)), other=st.text())
def test_nothing_that_a_visitor_sends_ends_a_line_or_leaves_its_quotes(form: Callable[..., str], path: str, other: str) -> None:
    sent = {"PATH_INFO": "/" + path, "QUERY_STRING": other, "HTTP_USER_AGENT": other, "HTTP_REFERER": path, "HTTP_X_FORWARDED_FOR": other}
    line = form(ENVIRON | sent, "200", 0, 0.0)
    assert line.isascii()
    assert line[:-1].isprintable()
    assert line[-1] == "\n"
    assert json.loads(line)["status"] == 200 if form is as_json else MAIN.fullmatch(line)


def test_a_forged_line_stays_inside_its_own() -> None:
    line = as_line(ENVIRON | {"HTTP_USER_AGENT": 'x"\r\n198.51.100.1 - - [now] "GET /\x1b[2J'}, "200", 0, 0.0)
    assert line.count("\n") == 1
    assert r'"x\"\r\n198.51.100.1 - - [now] \"GET /\u001b[2J"' in line


def test_what_is_long_is_cut_so_that_lines_do_not_mix() -> None:
    long = "x" * 8192
    sent = {"PATH_INFO": long, "QUERY_STRING": long, "HTTP_USER_AGENT": long, "HTTP_REFERER": long, "HTTP_X_FORWARDED_FOR": long}
    assert {len(form(ENVIRON | sent, "414", 0, 0.0)) <= 4096 for form in FORMS.values()} == {True}


def test_each_answer_is_a_line(pipe: tuple[int, Lines]) -> None:
    application = logged(site_of("404 Not Found"), as_json, pipe[0])
    started: list[Any] = []
    assert application(ENVIRON, lambda *answer: started.append(answer)) == [b"0123456789"]
    application(ENVIRON | {"REQUEST_METHOD": "HEAD"}, lambda *answer: started.append(answer))
    assert started == [("404 Not Found", [], None)] * 2
    assert [(told["status"], told["size"]) for told in map(json.loads, pipe[1]())] == [(404, 10), (404, 0)]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_is_worth_a_line_only_when_it_fails(pipe: tuple[int, Lines], path: str) -> None:
    for status in ("200 OK", "503 Service Unavailable"):
        logged(site_of(status), as_line, pipe[0])(ENVIRON | {"PATH_INFO": path}, lambda *answer: None)
    assert [" 503 " in line for line in pipe[1]()] == [True]


def test_a_log_that_nobody_reads_stops_nothing() -> None:
    out, into = os.pipe()
    os.close(out)
    assert logged(site_of("200 OK"), as_line, into)(ENVIRON, lambda *answer: None) == [b"0123456789"]
    os.close(into)


def test_a_failure_is_one_object_with_its_traceback() -> None:
    try:
        int("the reason")
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Failed at %s", ("/404",), sys.exc_info())
    text = JsonFormatter().format(record)
    told = json.loads(text)
    assert "\n" not in text
    assert [told[name] for name in ("level", "logger", "message")] == ["ERROR", "django.request", "Failed at /404"]
    assert "ValueError: invalid literal" in told["traceback"]


def test_a_503_that_was_asked_for_is_no_failure(site: Client, db: None, caplog: pytest.LogCaptureFixture) -> None:
    assert site.get("/status/503").status_code == 503
    logger = logging.getLogger("django.request")
    assert [record for record in caplog.records if logger.filter(record)] == []
