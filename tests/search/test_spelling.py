import pytest

from statuscodes.search.lexicon import lexicon
from statuscodes.search.spelling import nearest_names, readings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("fuond", "found"), ("forbiden", "forbidden"), ("unathorized", "unauthorized"), ("gatway", "gateway"), ("teapott", "teapot")],
)
def test_a_misspelt_word_is_read_as_the_one_it_is_like(typed: str, meant: str) -> None:
    assert readings(typed, lexicon(), is_unfinished=False)[0].word == meant


def test_a_word_that_is_known_is_not_corrected() -> None:
    assert [(reading.word, reading.likeness) for reading in readings("found", lexicon(), is_unfinished=False)] == [("found", 1.0)]


def test_a_last_word_may_be_unfinished() -> None:
    assert "serv" not in lexicon().vocabulary
    assert {reading.word for reading in readings("serv", lexicon(), is_unfinished=True)} >= {"server", "service"}
    assert "service" not in {reading.word for reading in readings("serv", lexicon(), is_unfinished=False)}


@pytest.mark.parametrize("typed", ["asdfqwer", "zzz", "qx", "blargh"])
def test_what_is_like_nothing_has_no_reading(typed: str) -> None:
    assert readings(typed, lexicon(), is_unfinished=False) == []


def test_names_are_suggested_to_somebody_who_found_nothing() -> None:
    assert "Gateway Timeout" in nearest_names("gateway timer", lexicon())
    assert nearest_names("zzzzzz", lexicon()) == []
