from pathlib import Path

import pytest

from statuscodes.loading import load
from statuscodes.search.lexicon import lexicon
from tests.conftest import Edit

pytestmark = pytest.mark.django_db


def test_everything_that_a_page_is_called_is_a_phrase(content: Path) -> None:
    load(content)
    told = {(phrase.path, phrase.kind, phrase.shown) for phrase in lexicon().phrases}
    assert told >= {
        ("/404", "name", "Not Found"),
        ("/404", "alias", "page not found"),
        ("/404", "constant", "http.HTTPStatus.NOT_FOUND"),
        ("/404", "message", "Not Found: ‹path›"),
        ("/405", "field", "Allow"),
        ("/no-status#refused", "name", "Connection refused"),
        ("/sent-by/django", "reason", "Out of Ideas"),
    }


def test_the_lexicon_follows_what_is_loaded(content: Path, edit: Edit) -> None:
    load(content)
    first = lexicon()
    assert lexicon() is first
    edit("codes/404.md", "page not found", "page gone astray")
    load(content)
    assert "astray" in lexicon().vocabulary
    assert "astray" not in first.vocabulary


def test_rare_words_tell_more_than_common_ones() -> None:
    weights = lexicon().weights
    assert weights["teapot"] > weights["server"] > 0
