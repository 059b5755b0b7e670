"""What is no request, or two at once, is refused, and what comes after it is not taken for a request of its own."""

import pytest

from tests.serving_process.running import GET, HOST, LAST, Running, exchange

POST = b"POST /404 HTTP/1.1\r\n" + HOST
CHUNKED = b"Transfer-Encoding: chunked\r\n"
END = b"0\r\n\r\n"


def get(target: bytes = b"/healthz", version: bytes = b"1.1", fields: bytes = HOST) -> bytes:
    return b"GET " + target + b" HTTP/" + version + b"\r\n" + fields + b"\r\n"


# A request, and the statuses of all answers until the server hangs up. Each is followed by a last one that is answered with
# 200 where the connection goes on.
REQUESTS = {
    # requests as they should be
    "one": (get(), [200, 200]),
    "pipelined": (GET * 3, [200, 200, 200, 200]),
    "very many, pipelined": (get(b"/404") * 3000, [200] * 3001),
    "HEAD": (b"HEAD /404 HTTP/1.1\r\n" + HOST + b"\r\n", [200, 200]),
    "an absolute target (RFC 9112, 3.2.2)": (get(b"http://elsewhere.example/404"), [200, 200]),
    "HTTP/1.0": (get(b"/404", b"1.0"), [200]),
    "HTTP/1.0 without Host": (get(b"/404", b"1.0", b""), [200]),
    "HTTP/1.0 that stays": (get(b"/404", b"1.0", HOST + b"Connection: keep-alive\r\n"), [200, 200]),
    "empty lines before (RFC 9112, 2.2)": (b"\r\n\r\n" + GET, [200, 200]),
    "OPTIONS for the server (RFC 9110, 9.3.7)": (b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", [405, 200]),
    "many upgrades that are not taken": (get(fields=HOST + b"Connection: Upgrade\r\nUpgrade: h2c\r\n") * 2000, [200] * 2001),
    "an upgrade that is not taken": (get(fields=HOST + b"Connection: Upgrade\r\nUpgrade: h2c\r\n"), [200, 200]),
    # Host (RFC 9112, 3.2)
    "no Host": (get(b"/404", fields=b""), [400, 200]),
    "no Host for a probe": (get(fields=b""), [400, 200]),
    "an empty Host": (get(b"/404", fields=b"Host:\r\n"), [400, 200]),
    "two Hosts": (get(b"/404", fields=b"Host: a\r\nHost: b\r\n"), [400, 200]),
    "the same Host twice": (get(b"/404", fields=HOST + HOST), [400, 200]),
    "a Host that is none": (get(b"/404", fields=b"Host: a/b\r\n"), [400, 200]),
    # targets
    "NUL": (get(b"/a\0b"), [400]),
    "NUL, encoded": (get(b"/a%00b"), [404, 200]),
    "an octet beyond ASCII": (get(b"/\xe9"), [400]),
    "no UTF-8, encoded": (get(b"/%ff%fe"), [404, 200]),
    "the folder above": (get(b"/static/%2e%2e/%2e%2e/manage.py"), [404, 200]),
    "the folder above, as it is": (get(b"/static/../../manage.py"), [404, 200]),
    "two slashes": (get(b"//evil.example/"), [404, 200]),
    "a backslash": (get(b"/\\evil.example/"), [404, 200]),
    "no path": (get(b"404"), [400]),
    "a space": (get(b"/a b"), [400]),
    "nothing": (b"GET\r\n\r\n", [400]),
    "40 KB": (get(b"/" + b"x" * 40_000), [414, 200]),
    "100 KB": (get(b"/" + b"x" * 100_000), [414, 200]),
    "1 MB": (get(b"/" + b"x" * 1_000_000), [414]),
    # methods
    "an unknown method": (GET.replace(b"GET", b"BREW"), [405, 200]),
    "an unknown method, behind another request": (GET + GET.replace(b"GET", b"BREW"), [200, 405, 200]),
    "an unknown method, with any status": (b"BREW /status/418 HTTP/1.1\r\n" + HOST + b"\r\n", [418, 200]),
    "an unknown method with content": (b"BREW /status/201 HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\nGET", [201, 200]),
    "small letters (RFC 9110, 9.1)": (GET.replace(b"GET", b"get"), [501, 200]),
    "TRACE": (GET.replace(b"GET", b"TRACE"), [405, 200]),
    "CONNECT": (b"CONNECT localhost:443 HTTP/1.1\r\n" + HOST + b"\r\n", [405]),
    "no token": (GET.replace(b"GET", b"G@T"), [400]),
    # versions
    "HTTP/0.9": (b"GET /404\r\n", [400]),
    "HTTP/1.2, which is answered as 1.1 (RFC 9110, 2.5)": (get(version=b"1.2"), [200, 200]),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [505]),
    "HTTP/3.0": (get(version=b"3.0"), [505]),
    "HTTP/1.10": (get(version=b"1.10"), [400]),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 200, [400]),
    # fields
    "lines that end with LF alone, which may be taken (RFC 9112, 2.2)": (GET.replace(b"\r\n", b"\n"), [400]),
    "a space before the colon (RFC 9112, 5.1)": (get(fields=HOST + b"X-A : a\r\n"), [400]),
    "a space before the first field (RFC 9112, 2.2)": (get(fields=b" X-A: a\r\n" + HOST), [400]),
    "a folded field (RFC 9112, 5.2)": (get(fields=HOST + b"X-A: a\r\n b\r\n"), [400]),
    "CR alone": (get(fields=HOST + b"X-A: a\rX-B: b\r\n"), [400]),
    "NUL in a value": (get(fields=HOST + b"X-A: a\0b\r\n"), [400]),
    "no colon": (get(fields=HOST + b"XA\r\n"), [400]),
    "no name": (get(fields=HOST + b": a\r\n"), [400]),
    "a field of 100 KB": (get(fields=HOST + b"X-A: " + b"x" * 100_000 + b"\r\n"), [431, 200]),
    "a field of 1 MB": (get(fields=HOST + b"X-A: " + b"x" * 1_000_000 + b"\r\n"), [431]),
    "200 fields": (get(fields=HOST + b"X-A: a\r\n" * 200), [431]),
    # content, which is never read
    "content": (POST + b"Content-Length: 5\r\n\r\nabcde", [405, 200]),
    "content in chunks": (POST + CHUNKED + b"\r\n5\r\nabcde\r\n" + END, [405, 200]),
    "content of 10 MB": (POST + b"Content-Length: 10000000\r\n\r\n" + b"x" * 10_000_000, [413]),
    "content of 10 MB in chunks": (POST + CHUNKED + b"\r\n989680\r\n" + b"x" * 10_000_000 + b"\r\n" + END, [405]),
    "content of 10 MB for a page": (get(b"/404", fields=HOST + b"Content-Length: 10000000\r\n") + b"x" * 10_000_000, [413]),
    "content for a page": (get(b"/404", fields=HOST + b"Content-Length: 5\r\n") + b"abcde", [200, 200]),
    "a page, in a coding of the content": (get(b"/404", fields=HOST + b"Transfer-Encoding: gzip, chunked\r\n") + END, [501, 200]),
    "content of an upgrade that is not taken": (
        POST + b"Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: %d\r\n\r\n" % len(GET) + GET,
        [405],
    ),
    # two lengths (RFC 9112, 6.3)
    "Content-Length and chunks": (POST + b"Content-Length: 6\r\n" + CHUNKED + b"\r\n" + END, [400]),
    "chunks and Content-Length": (POST + CHUNKED + b"Content-Length: 6\r\n\r\n" + END, [400]),
    "two Content-Lengths": (POST + b"Content-Length: 6\r\nContent-Length: 5\r\n\r\nabcdef", [400]),
    "a list of Content-Lengths": (POST + b"Content-Length: 6, 6\r\n\r\nabcdef", [400]),
    "a Content-Length with a sign": (POST + b"Content-Length: +6\r\n\r\nabcdef", [400]),
    "a Content-Length below nothing": (POST + b"Content-Length: -1\r\n\r\n", [400]),
    "a Content-Length beyond counting": (POST + b"Content-Length: 99999999999999999999999\r\n\r\n", [400]),
    "a coding that is none": (POST + b"Transfer-Encoding: xchunked\r\n\r\n", [400]),
    "chunks inside of gzip": (POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + END, [501, 200]),
    "gzip inside of chunks": (POST + b"Transfer-Encoding: chunked, gzip\r\n\r\n" + END, [400]),
    "chunks in chunks": (POST + CHUNKED + CHUNKED + b"\r\n" + END, [400]),
    "chunks in HTTP/1.0 (RFC 9112, 6.1)": (POST.replace(b"1.1", b"1.0") + CHUNKED + b"\r\n" + END, [400]),
    "a chunk without a size": (POST + CHUNKED + b"\r\nzz\r\n", [405]),
}


@pytest.mark.parametrize(("request_", "expected"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_gets_its_answer_and_no_other(running: Running, request_: bytes, expected: list[int]) -> None:
    assert exchange(running.connect(), request_ + LAST) == expected


def test_content_is_not_waited_for(running: Running) -> None:
    """The final answer comes without a 100, and the server hangs up, for what comes next might be the content or a request."""
    assert exchange(running.connect(), POST + b"Content-Length: 5\r\nExpect: 100-continue\r\n\r\n") == [405]


def test_after_all_of_them_the_site_still_answers(running: Running) -> None:
    assert running.answer("/404")[0] == 200
    assert b"Traceback" not in running.output.read_bytes()
    assert b"panicked" not in running.output.read_bytes()
