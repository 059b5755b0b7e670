from pathlib import Path

import pytest

from statuscodes.entries.catalog import read_catalog
from statuscodes.search.texts import PARTS, fits, texts_of


def test_everything_that_can_be_found_has_a_text_with_all_that_it_is_found_by(content: Path) -> None:
    texts = {
        path: {part: said for part, said in text.items() if said and part != "body"}
        for path, text in texts_of(read_catalog(content)).items()
    }
    assert texts == {
        "/404": {
            "code": "404",
            "name": "Not Found",
            "aliases": "page not found",
            "constants": "http.HTTPStatus.NOT_FOUND",
            "messages": "Django Not Found: ‹path›",
            "summary": "Nothing is here.",
        },
        "/405": {
            "code": "405",
            "name": "Method Not Allowed",
            "aliases": "wrong method",
            "constants": "http.HTTPStatus.METHOD_NOT_ALLOWED",
            "headers": "Allow",
            "messages": "Django Method Not Allowed: ‹path›",
            "summary": "The method is not for here.",
        },
        "/no-status#refused": {
            "name": "Connection refused",
            "aliases": "ECONNREFUSED",
            "messages": "curl curl: (7) Failed to connect to ‹host› port ‹port›: Connection refused",
            "summary": "Nobody listens at that port.",
        },
        "/sent-by/django": {"code": "612", "name": "Django", "aliases": "Django 612 Out of Ideas", "summary": "A framework for Python."},
    }


def fit(word: str, *bodies: str) -> list[float]:
    """How well pages of these bodies fit a word, 0 where it is not in them."""
    texts = {str(place): dict.fromkeys(PARTS, "") | {"body": body} for place, body in enumerate(bodies)}
    found = fits(texts).get(word, {})
    return [found.get(path, 0.0) for path in texts]


def test_a_word_fits_a_page_better_that_says_it_more_often_or_says_little_else() -> None:
    often, once, briefly, *never = fit("teapot", "a teapot is a teapot", "this is not a teapot", "teapot", "nothing", "of", "the", "kind")
    assert briefly > often > once > 0
    assert never == [0.0] * 4


def test_a_name_says_more_than_a_text() -> None:
    texts = {path: dict.fromkeys(PARTS, "") for path in ("named", "told", "a", "b", "c")}
    texts["named"]["name"] = texts["told"]["body"] = "teapot"
    assert fits(texts)["teapot"]["named"] > fits(texts)["teapot"]["told"]


@pytest.mark.parametrize("word", ["redirect", "retry-after"])
def test_forms_of_a_word_and_words_that_hyphens_join_are_found(word: str) -> None:
    assert fit(word, "Redirecting, with Retry-After.", "", "")[0] > 0
