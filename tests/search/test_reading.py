import pytest

from statuscodes.search.reading import LONGEST_QUERY, Reference, read_query


@pytest.mark.parametrize(
    ("typed", "numbers", "is_certain"),
    [
        ("404", (404,), True),
        ("HTTP 503", (503,), True),
        ("http/1.1 304", (304,), True),
        ("418 vs 429", (418, 429), True),
        ("status:404", (404,), True),
        ("500/503", (), False),
        ("HTTP_404_NOT_FOUND", (404,), True),
        ("StatusCodes.Status422UnprocessableEntity", (422,), True),
        ("127.0.0.1:500", (), False),
        ("12:30:404 v1.500.2", (), False),
        ("took 200 ms", (), False),
        ("listening on port 443", (), False),
        ("2025-05-20 11:03:19,404 log 71 1400 Forbidden (CSRF token missing.): /accounts/login/", (), False),
        ('203.0.113.31 - - [29/Aug/2025:06:12:07 +0200] "GET /app.js HTTP/1.1" 404 153 "-" "curl/8.5.0"', (404,), True),
        ("haproxy[88]: fe be/s1 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0", (503,), True),
        ("Request failed with status code 422 after the third attempt of the worker on host 10.0.0.7", (422,), True),
        ('upstream timed out while reading, request: "GET /reports/404 HTTP/2.0", upstream: "http://10.0.3.17:8080/"', (), False),
        ("<RequestId>5A3F404B9E200C11</RequestId>", (), False),
        ("*400 client intended to send too large body: 15728640 bytes", (), False),
        ("x" * LONGEST_QUERY + " 404", (), False),
        ("", (), False),
    ],
)
def test_the_status_is_told_from_other_numbers(typed: str, numbers: tuple[int, ...], is_certain: bool) -> None:
    query = read_query(typed)
    assert (query.numbers, query.is_certain) == (numbers, is_certain)


@pytest.mark.parametrize(
    ("typed", "prefixes"),
    [
        ("4xx", ("4",)),
        ("5XX errors", ("5",)),
        ("40", ("40",)),
        ("30*", ("30",)),
        ("52x cloudflare", ("52",)),
        ("top 10 errors", ()),
        ("404", ()),
    ],
)
def test_the_beginning_of_codes_is_recognised(typed: str, prefixes: tuple[str, ...]) -> None:
    assert read_query(typed).prefixes == prefixes


@pytest.mark.parametrize(
    ("typed", "subcodes"),
    [
        ("404.13", ("404.13",)),
        ("HTTP Error 500.19 - Internal Server Error", ("500.19",)),
        ("error 1015", ("1015",)),
        ("Error code: 1020", ("1020",)),
        ("cloudflare 1016", ("1016",)),
        ("pid 1015 took 1020 ms", ()),
    ],
)
def test_finer_numbers_are_recognised(typed: str, subcodes: tuple[str, ...]) -> None:
    assert read_query(typed).subcodes == subcodes


@pytest.mark.parametrize(
    ("typed", "references"),
    [
        ("RFC 6585", (Reference(6585, None),)),
        ("rfc7725", (Reference(7725, None),)),
        ("rfc 9110 section 15.5.5", (Reference(9110, "15.5.5"),)),
        ("RFC9110#15.6.4", (Reference(9110, "15.6.4"),)),
        ("RFC 6585, 4", (Reference(6585, "4"),)),
        ("traffic 9110", ()),
    ],
)
def test_rfcs_and_their_sections_are_recognised(typed: str, references: tuple[Reference, ...]) -> None:
    query = read_query(typed)
    assert query.references == references
    assert not references or query.numbers == ()


def test_what_tells_nothing_is_kept_for_messages_alone() -> None:
    query = read_query("Cannot GET /users")
    assert query.words == ("cannot", "users")
    assert query.all_words == ("cannot", "get", "users")
