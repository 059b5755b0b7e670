import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statuscodes.loading import load
from statuscodes.models import Load
from statuscodes.search.lexicon import Lexicon, lexicon, loaded_digest
from tests.conftest import Edit

pytestmark = pytest.mark.django_db


def test_the_lexicon_follows_what_is_loaded(content: Path, edit: Edit) -> None:
    load(content)
    first = lexicon()
    assert lexicon() is first
    edit("codes/404.md", "page not found", "page gone astray")
    load(content)
    assert "astray" in lexicon().vocabulary
    assert "astray" not in first.vocabulary


def test_it_is_read_once_and_never_made_of_the_rows(content: Path) -> None:
    load(content)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        lexicon()
    assert ["statuscodes_storedlexicon" in row["sql"] for row in queries] == [False, True]
    with CaptureQueriesContext(connection) as queries:
        lexicon()
    assert len(queries) == 1  # a database in memory has no file that tells whether it has changed


def test_a_file_is_asked_for_again_only_when_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "statuscodes.sqlite3"
    file.write_text("one")
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", file)
    for asked in (1, 0):
        with CaptureQueriesContext(connection) as queries:
            loaded_digest()
        assert len(queries) == asked
    os.utime(file, ns=(0, 0))
    with CaptureQueriesContext(connection) as queries:
        loaded_digest()
    assert len(queries) == 1


def test_before_the_first_load_it_is_empty() -> None:
    Load.objects.all().delete()
    assert lexicon().pages == Lexicon().pages == []


def test_rare_words_tell_more_than_common_ones() -> None:
    weights = lexicon().weights
    assert weights["teapot"] > weights["server"] > 0
