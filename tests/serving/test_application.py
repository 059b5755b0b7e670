"""Pages from memory, held against RFC 9110 and 9111: requests, and the answers that they must get."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from statuscodes.caching import FRESH, strong_etag
from tests.serving.conftest import COMMON, CONTENT, TYPES, Ask, codings
from tests.test_httplint import notes
from tests.test_negotiation import weight_of_coding, weight_of_type

HTML, JSON, TEXT = (CONTENT[name] for name in TYPES)
IN = {name: codings(content) for name, content in CONTENT.items()}
TAG, TAG_BR = strong_etag(HTML), strong_etag(IN["page/index.html"]["br"])
EARLIER, EXACTLY, LATER = (f"Tue, 14 Nov 2023 22:13:{second} GMT" for second in (19, 20, 21))

FROM_DJANGO = 299

# section of RFC 9110 | method | path | fields of the request | status
REQUESTS = [
    ("9.3.1 GET", "GET", "/page", {}, 200),
    ("9.3.2 HEAD", "HEAD", "/page", {}, 200),
    ("15.5.6 another method", "POST", "/page", {}, FROM_DJANGO),
    ("15.5.6 OPTIONS", "OPTIONS", "/page", {}, FROM_DJANGO),
    ("9.1 a method is case-sensitive", "get", "/page", {}, FROM_DJANGO),
    ("15.5.5 another path", "GET", "/pag", {}, FROM_DJANGO),
    ("4.2.3 a path is case-sensitive", "GET", "/PAGE", {}, FROM_DJANGO),
    ("13.1.2 the tag", "GET", "/page", {"if-none-match": TAG}, 304),
    ("13.1.2 the tag, for HEAD", "HEAD", "/page", {"if-none-match": TAG}, 304),
    ("13.1.2 compared weakly", "GET", "/page", {"if-none-match": f"W/{TAG}"}, 304),
    ("13.1.2 one of a list", "GET", "/page", {"if-none-match": f'"a", W/"b,c" ,{TAG}'}, 304),
    ("13.1.2 none of a list", "GET", "/page", {"if-none-match": '"a", "b"'}, 200),
    ("13.1.2 an asterisk", "GET", "/page", {"if-none-match": "*"}, 304),
    ("13.1.2 an asterisk in quotes is a tag", "GET", "/page", {"if-none-match": '"*"'}, 200),
    ("13.1.2 an empty list", "GET", "/page", {"if-none-match": ""}, 200),
    ("8.8.3 without quotes it is no tag", "GET", "/page", {"if-none-match": TAG.strip('"')}, 200),
    ("8.8.3 a tag has its case", "GET", "/page", {"if-none-match": TAG.upper()}, 200),
    ("8.8.3 the tag of another coding", "GET", "/page", {"if-none-match": TAG_BR}, 200),
    ("8.8.3 the tag of this coding", "GET", "/page", {"if-none-match": TAG_BR, "accept-encoding": "br"}, 304),
    ("8.8.3 the tag of another type", "GET", "/page", {"if-none-match": TAG, "accept": "text/plain"}, 200),
    ("13.1.2 very many tags", "GET", "/page", {"if-none-match": '"no", ' * 300 + TAG}, 304),
    ("13.1.3 the same date", "GET", "/page", {"if-modified-since": EXACTLY}, 304),
    ("13.1.3 a later date", "GET", "/page", {"if-modified-since": LATER}, 304),
    ("13.1.3 an earlier date", "GET", "/page", {"if-modified-since": EARLIER}, 200),
    ("5.6.7 a date as of RFC 850", "GET", "/page", {"if-modified-since": "Tuesday, 14-Nov-23 22:13:20 GMT"}, 304),
    ("5.6.7 a date as of asctime", "GET", "/page", {"if-modified-since": "Tue Nov 14 22:13:20 2023"}, 304),
    ("13.1.3 no date is ignored", "GET", "/page", {"if-modified-since": "yesterday"}, 200),
    ("13.2.2 a tag counts before a date", "GET", "/page", {"if-none-match": '"a"', "if-modified-since": LATER}, 200),
    ("13.2.2 and the other way round", "GET", "/page", {"if-none-match": TAG, "if-modified-since": EARLIER}, 304),
    ("13.1.1 the tag is there", "GET", "/page", {"if-match": f'"a", {TAG}'}, 200),
    ("13.1.1 anything is there", "GET", "/page", {"if-match": "*"}, 200),
    ("13.1.1 the tag is not there", "GET", "/page", {"if-match": '"a"'}, FROM_DJANGO),
    ("13.1.1 compared strongly", "GET", "/page", {"if-match": f"W/{TAG}"}, FROM_DJANGO),
    ("13.1.4 changed since", "GET", "/page", {"if-unmodified-since": EARLIER}, FROM_DJANGO),
    ("13.1.4 not changed since", "GET", "/page", {"if-unmodified-since": EXACTLY}, 200),
    ("13.2.2 If-Match counts before a date", "GET", "/page", {"if-match": TAG, "if-unmodified-since": EARLIER}, 200),
    ("13.2.2 If-Match, then If-None-Match", "GET", "/page", {"if-match": TAG, "if-none-match": TAG}, 304),
    ("12.5.1 a very long field", "GET", "/page", {"accept": "text/plain;q=0.1," * 100}, FROM_DJANGO),
    ("14.2 a range may be ignored", "GET", "/page", {"range": "bytes=0-1"}, 200),
    ("7.2 a host with a port", "GET", "/page", {"host": "example.com:8000"}, 200),
    ("7.2 no host", "GET", "/page", {"host": ""}, FROM_DJANGO),
    ("7.2 no valid host", "GET", "/page", {"host": "a b"}, FROM_DJANGO),
]


@pytest.mark.parametrize(("method", "path", "fields", "status"), [row[1:] for row in REQUESTS], ids=[row[0] for row in REQUESTS])
def test_the_status_that_a_request_gets(ask: Ask, method: str, path: str, fields: dict[str, str], status: int) -> None:
    response = ask(method, path, fields)
    assert response.status == status
    if method == "HEAD" or status == HTTPStatus.NOT_MODIFIED:
        assert response.content == b""


@pytest.mark.parametrize(
    ("path", "fields", "name", "coding"),
    [
        ("/page", {}, "page/index.html", "identity"),
        ("/page", {"accept": "*/*"}, "page/index.html", "identity"),
        ("/page", {"accept": "application/json"}, "page.json", "identity"),
        ("/page", {"accept": "text/plain, text/html;q=0.9", "accept-encoding": "gzip"}, "page.txt", "gzip"),
        ("/page", {"accept": "image/png"}, "page/index.html", "identity"),  # RFC 9110, 12.4.1: rather this than 406
        ("/page.json", {"accept": "text/html"}, "page.json", "identity"),
        ("/page.json", {"accept-encoding": "gzip, deflate, br, zstd"}, "page.json", "br"),
        ("/page.txt", {"accept-encoding": "zstd, gzip;q=0.5"}, "page.txt", "zstd"),
        ("/page.txt", {"accept-encoding": "br;q=0, *;q=0.1"}, "page.txt", "zstd"),
    ],
)
def test_the_representation_that_a_request_gets(ask: Ask, path: str, fields: dict[str, str], name: str, coding: str) -> None:
    octets = IN[name][coding]
    negotiated = "Accept, Accept-Encoding" if path == "/page" else "Accept-Encoding"
    expected = {
        "content-type": TYPES[name],
        "content-length": str(len(octets)),
        "last-modified": EXACTLY,
        "etag": strong_etag(octets),
        "cache-control": FRESH,
        "vary": negotiated,
        "x-content-type-options": "nosniff",
    } | ({} if coding == "identity" else {"content-encoding": coding})
    assert ask("GET", path, fields) == (200, expected, octets)
    assert ask("HEAD", path, fields) == (200, expected, b"")


def test_a_304_has_what_a_cache_goes_by_and_nothing_of_the_content(ask: Ask) -> None:
    """RFC 9110, 15.4.5."""
    response = ask("GET", "/page", {"if-none-match": TAG})
    common = {name.lower(): value for name, value in COMMON}
    assert response.fields == {"etag": TAG, "cache-control": FRESH, "vary": "Accept, Accept-Encoding"} | common


def test_what_goes_to_django_comes_from_django(ask: Ask) -> None:
    assert ask("POST", "/page") == (FROM_DJANGO, {}, b"/page")


@pytest.mark.parametrize(("host", "status"), [("ours.example", 200), ("sub.of.example", 200), ("theirs.example", FROM_DJANGO)])
def test_only_allowed_hosts_are_answered(asker: Callable[..., Ask], host: str, status: int) -> None:
    assert asker(("ours.example", ".of.example"))("GET", "/page", {"host": host}).status == status


@pytest.mark.parametrize(
    ("fields", "status"), [({}, FROM_DJANGO), ({"x-forwarded-proto": "https"}, 200), ({"x-forwarded-proto": "http"}, FROM_DJANGO)]
)
def test_behind_tls_nothing_is_answered_without_it(asker: Callable[..., Ask], fields: dict[str, str], status: int) -> None:
    assert asker(https=True)("GET", "/page", fields).status == status


CONDITIONS = ["if-none-match", "if-match", "if-modified-since", "if-unmodified-since"]
weights = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)
ranges = st.dictionaries(st.sampled_from(["text/html", "application/json", "text/plain", "text/*", "*/*"]), weights)
wanted_codings = st.dictionaries(st.sampled_from(["br", "zstd", "gzip", "identity", "*"]), weights)
EVERY_TAG = [weak + strong_etag(octets) for weak in ("", "W/") for made in IN.values() for octets in made.values()]
tags = st.lists(st.sampled_from(EVERY_TAG))


def written(elements: dict[str, float]) -> str:
    return ",".join(f"{name};q={weight}" for name, weight in elements.items())


@given(accept=ranges, accept_encoding=wanted_codings, known=tags)
def test_no_client_is_given_what_it_weighs_less(
    asker: Callable[..., Ask], accept: dict[str, float], accept_encoding: dict[str, float], known: list[str]
) -> None:
    """A plain reading of RFC 9110, 12.5 and 13.1.2 over everything that there is."""
    fields: dict[str, Any] = {"accept": written(accept), "accept-encoding": written(accept_encoding)}
    response = asker()("GET", "/page", fields)
    kind = response.fields["content-type"].partition(";")[0]
    coding = response.fields.get("content-encoding", "identity")
    best_type = max(weight_of_type(offered.partition(";")[0], accept) for offered in TYPES.values())
    assert weight_of_type(kind, accept) == best_type
    best_coding = max(weight_of_coding(offered, accept_encoding) for offered in ("br", "zstd", "gzip"))
    plainly = accept_encoding.get("identity", 0.0)
    if coding == "identity":
        assert best_coding == 0 or plainly > best_coding
    else:
        assert weight_of_coding(coding, accept_encoding) == best_coding >= plainly
    name = next(name for name, offered in TYPES.items() if offered.startswith(kind))
    assert response.content == IN[name][coding]
    again = asker()("GET", "/page", fields | ({"if-none-match": ", ".join(known)} if known else {}))
    is_known = response.fields["etag"] in {tag.removeprefix("W/") for tag in known}
    assert again.status == (304 if is_known else 200)


@given(
    st.text(st.characters(max_codepoint=255)),
    st.sampled_from(["if-none-match", "if-match", "if-modified-since", "if-unmodified-since", "accept"]),
)
def test_any_field_value_is_survived(asker: Callable[..., Ask], value: str, name: str) -> None:
    assert asker()("GET", "/page", {name: value}).status in {200, 304, FROM_DJANGO}


@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
@pytest.mark.parametrize("known", [{}, {"if-none-match": "*"}])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_editor_of_rfc_9110_has_no_bad_note_and_no_warning(ask: Ask, method: str, known: dict[str, str], coding: str) -> None:
    response = ask(method, "/page", {"accept-encoding": coding} | known)
    told = HttpResponse(response.content, status=response.status)
    del told["Content-Type"]
    for name, value in response.fields.items():
        told[name] = value
    assert notes(method, "/page", told) == []
