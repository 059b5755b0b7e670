import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statuscodes.search.query import LONGEST_QUERY, Query, read_query, search

pytestmark = pytest.mark.django_db


def first(typed: str) -> str | None:
    found = search(typed, 10)
    return found[0].path.removeprefix("/") if found else None


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("404", Query((404,), (), (), ())),
        ("HTTP 503", Query((503,), (), (), ())),
        ("http/1.1 304", Query((304,), (), (), ())),
        ("418 vs 429", Query((418, 429), (), (), ())),
        ("4xx", Query((), (), ("4xx",), ())),
        ("StatusTooManyRequests", Query((), (), (), ("too", "many", "requests"))),
        ("HTTP_404_NOT_FOUND", Query((404,), (), (), ("found",))),
        ("127.0.0.1:500", Query((), (), (), ())),
        ("error 404:", Query((404,), (), (), ())),
        ("404.", Query((404,), (), (), ())),
        ("status:404", Query((404,), (), (), ())),
        ("500/503", Query((500, 503), (), (), ())),
        ("12:30:404 v1.500.2", Query((), (), (), ("v1",))),
        ("404.13", Query((), ("404.13",), (), ())),
        ("HTTP Error 500.19 - Internal Server Error", Query((), ("500.19",), (), ("internal", "server"))),
        ("error 1015", Query((), ("1015",), (), ())),
        ("Error code: 1020", Query((), ("1020",), (), ())),
        ("cloudflare 1016", Query((), ("1016",), (), ("cloudflare",))),
        ("1016", Query((), ("1016",), (), ())),
        ("pid 1015 took 1020 ms", Query((), (), (), ("pid", "took", "ms"))),
        ("", Query((), (), (), ())),
    ],
)
def test_what_was_typed_is_taken_apart(typed: str, query: Query) -> None:
    assert read_query(typed) == query


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
    assert search(typed, 10) == []


def test_a_result_tells_why_it_is_there() -> None:
    assert search("404", 1)[0].reason == "the number"
    assert search("4xx", 1)[0].reason == "the class"
    assert search("not modified", 1)[0].reason == "its name"
    assert search("StatusTooManyRequests", 1)[0].reason in {"its name", "the constant http.StatusTooManyRequests"}


def test_only_the_beginning_of_a_long_query_is_read() -> None:
    assert search("x" * LONGEST_QUERY + " 404", 10) == []
    assert search("404 " + "x" * 100_000, 10)[0].path == "/404"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text() | st.text(alphabet='"*^:()-+ANDORNOT404x '))
def test_no_query_raises_and_no_result_is_repeated(typed: str) -> None:
    found = search(typed, 10)
    assert len({row.path for row in found}) == len(found) <= 10
    assert search(typed, 10) == found
