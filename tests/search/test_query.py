from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statuscodes.loading import load
from statuscodes.search.query import REMEMBERED, search
from statuscodes.search.reading import LONGEST_QUERY

pytestmark = pytest.mark.django_db


def first(typed: str) -> str | None:
    found = search(typed, 10)
    return found[0].page.path.removeprefix("/") if found else None


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("404", "404"),
        ("HTTP 503", "503"),
        ("too many requests", "429"),
        ("too many", "429"),
        ("Not Modified", "304"),
        ("not found", "404"),
        ("method not allowed", "405"),
        ("StatusNotFound", "404"),
        ("INTERNAL_SERVER_ERROR", "500"),
        ("teapot", "418"),
        ("early hints", "103"),
        ("client closed request", "499"),
        ("Retry-After", "429"),
        ("WWW-Authenticate", "401"),
        ("4xx", "4xx"),
        ("servic", "503"),
    ],
)
def test_the_right_code_comes_first(typed: str, slug: str) -> None:
    assert first(typed) == slug


@pytest.mark.parametrize("typed", ["", "   ", "xyzzy", "!!!", "the of and", '"', "*", "AND", "777777"])
def test_nothing_sensible_finds_nothing(typed: str) -> None:
    assert search(typed, 10) == ()


def test_a_result_tells_why_it_is_there() -> None:
    assert search("404", 1)[0].reason == "the number"
    assert search("4xx", 1)[0].reason == "the class"
    assert search("not modified", 1)[0].reason == "its name"
    assert search("HttpURLConnection.HTTP_MOVED_TEMP", 1)[0].reason == "the constant HttpURLConnection.HTTP_MOVED_TEMP"
    assert search("RFC 6585, 4", 1)[0].reason == "defined in RFC 6585, section 4"
    assert search("rfc 7538", 1)[0].reason == "once defined in RFC 7538"
    assert search("Payload Too Large", 1)[0].reason == "also called “Payload Too Large”"
    assert search("no live upstreams while connecting to upstream", 1)[0].reason.startswith("nginx writes to its error log “")
    assert search("404.13", 1)[0].reason.startswith("IIS 404.13: ")


def test_only_the_beginning_of_a_long_query_is_read() -> None:
    assert search("x" * LONGEST_QUERY + " 404", 10) == ()
    assert first("404 " + "x" * 100_000) == "404"


def test_a_query_that_was_asked_before_is_answered_from_memory_until_other_content_is_loaded(content: Path) -> None:
    assert search("teapot", 3) is search("teapot", 3)
    load(content)
    assert search("teapot", 3) == ()


def test_the_memory_of_queries_has_a_bound() -> None:
    first_found = search("teapot", 3)
    for number in range(REMEMBERED):
        search(f"xyzzy {number} plugh", 3)
    assert search("teapot", 3) == first_found
    assert search("teapot", 3) is not first_found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text() | st.text(alphabet='"*^:()-+ANDORNOT404x '))
def test_no_query_raises_and_no_result_is_repeated(typed: str) -> None:
    found = search(typed, 10)
    assert len({row.page for row in found}) == len(found) <= 10
    assert search(typed, 10) == found
