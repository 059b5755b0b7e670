import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from statuscodes.search.words import compounds, names_in, squashed, stem, telling, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Not Found", ["not", "found"]),
        ("http.StatusTooManyRequests", ["http", "status", "too", "many", "requests"]),
        ("HTTP_404_NOT_FOUND", ["http", "404", "not", "found"]),
        ("Status422UnprocessableEntity", ["status", "422", "unprocessable", "entity"]),
        ("HttpURLConnection", ["http", "url", "connection"]),
        ("I'm a teapot, isn’t it", ["im", "a", "teapot", "isnt", "it"]),
        ("ECONNREFUSED 127.0.0.1", ["econnrefused", "127", "0", "0", "1"]),
        ("", []),
    ],
)
def test_identifiers_and_sentences_are_taken_apart(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_words_that_tell_nothing_are_left_out_unless_there_are_no_others() -> None:
    assert telling("what does the status code mean") == ["mean"]
    assert telling("what is the code") == ["what", "is", "the", "code"]


def test_the_forms_of_a_word_have_one_stem() -> None:
    assert len({stem(word) for word in ("redirect", "redirects", "redirecting", "redirected")}) == 1


@pytest.fixture
def threads_take_turns_quickly() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_threads_do_not_mix_up_their_words(threads_take_turns_quickly: None) -> None:
    written = [
        f"{beginning}{ending}" for beginning in ("redirect", "authoriz", "caus", "negoti") for ending in ("ation", "ing", "ed", "ively")
    ]
    stem_of = stem.__wrapped__  # without what it remembers
    alone = [stem_of(word) for word in written] * 100
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(stem_of, written * 100)) == alone


def test_spaces_hyphens_and_capitals_do_not_count() -> None:
    assert squashed("Non-Authoritative Information") == squashed("NonAuthoritativeInformation") == "nonauthoritativeinformation"


def test_names_of_fields_stay_whole() -> None:
    assert compounds("no Retry-After with WWW-Authenticate") == ["retry-after", "www-authenticate"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ResponseEntity.noContent().build()", "nocontent"),
        ("NGX_HTTP_CLIENT_CLOSED_REQUEST", "clientclosedrequest"),
        ("StatusCode::PERMANENT_REDIRECT", "permanentredirect"),
        (":unprocessable_entity", "unprocessableentity"),
        ("raise werkzeug.exceptions.NotFound", "notfound"),
    ],
)
def test_a_part_of_an_identifier_can_be_the_name(text: str, name: str) -> None:
    assert name in names_in(text)


def test_a_sentence_is_no_identifier() -> None:
    assert names_in("the page was not found") == []
    assert names_in("teapot") == []
