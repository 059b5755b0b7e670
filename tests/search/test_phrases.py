from pathlib import Path

import pytest

from statuscodes.entries.catalog import read_catalog
from statuscodes.search.phrases import KINDS, REASONS, Phrase, phrases_of


def test_everything_that_a_page_is_called_is_a_phrase(content: Path) -> None:
    told = {(phrase.path, phrase.kind, phrase.shown) for phrase in phrases_of(read_catalog(content))}
    assert told >= {
        ("/404", "name", "Not Found"),
        ("/404", "alias", "page not found"),
        ("/404", "constant", "http.HTTPStatus.NOT_FOUND"),
        ("/404", "message", "Not Found: ‹path›"),
        ("/405", "field", "Allow"),
        ("/no-status#refused", "name", "Connection refused"),
        ("/sent-by/django", "reason", "Out of Ideas"),
    }


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        (Phrase("/404", "alias", "page not found"), "also called “page not found”"),
        (Phrase("/499", "reason", "Client Closed Request", "nginx"), "nginx calls it “Client Closed Request”"),
        (Phrase("/404", "message", "Not Found: ‹path›", "Django", "log"), "Django writes to its log “Not Found: ‹path›”"),
        (Phrase("/404", "message", "Not Found", "Django", "page"), "Django says “Not Found”"),
    ],
)
def test_a_phrase_tells_why_its_page_is_found(phrase: Phrase, reason: str) -> None:
    assert phrase.reason == reason


def test_every_kind_of_phrase_can_be_the_reason() -> None:
    assert {*REASONS, "message"} == set(KINDS)
