from pathlib import Path
from typing import Any

import pytest

from statuscodes import models
from statuscodes.entries.problems import ContentError
from statuscodes.loading import load
from statuscodes.search.query import search
from tests.conftest import Edit

TABLES = (
    models.StatusClass,
    models.Chapter,
    models.Rfc,
    models.Section,
    models.StatusCode,
    models.Owner,
    models.Message,
    models.Citation,
    models.HeaderField,
    models.Relation,
    models.Subcode,
    models.Fingerprint,
    models.Sender,
    models.Failure,
    models.FailureMessage,
    models.Rumour,
    models.Load,
    models.StoredLexicon,
)

pytestmark = pytest.mark.django_db


def everything() -> dict[str, Any]:
    """Every row of every table."""
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in TABLES}  # noqa: SLF001


def codes() -> list[int]:
    return list(models.StatusCode.objects.values_list("code", flat=True))


def test_loading_replaces_everything_that_was_there(content: Path) -> None:
    load(content)
    assert codes() == [404, 405]
    assert models.Load.objects.get().entries == 2
    assert search("authentication", 10) == ()


def test_loading_the_same_again_changes_nothing(content: Path) -> None:
    load(content)
    before = everything()
    load(content)
    assert everything() == before


def test_an_entry_that_was_removed_disappears(content: Path) -> None:
    load(content)
    (content / "codes" / "405.md").unlink()
    load(content)
    assert codes() == [404]
    assert not models.Message.objects.filter(status_code_id=405).exists()
    assert search("method", 10) == ()


def test_notes_and_own_entries_are_rows_until_they_are_gone(content: Path, extra: Path) -> None:
    load(content)
    before = everything()
    load(content, extra)
    assert codes() == [404, 405, 612]
    assert list(models.StatusCode.objects.filter(own=True).values_list("code", flat=True)) == [404, 612]
    assert [note["title"] for note in models.StatusCode.objects.get(code=405).notes] == ["Runbook: the gatekeeper", None]
    load(content)
    assert everything() == before


def test_a_mistake_in_the_second_folder_changes_nothing(content: Path, extra: Path) -> None:
    load(content, extra)
    before = everything()
    (extra / "notes" / "405.md").rename(extra / "notes" / "406.md")
    with pytest.raises(ContentError, match=r"content-extra/notes/406\.md:1: 406 has no entry that a note could be appended to"):
        load(content, extra)
    assert everything() == before


def test_wrong_content_changes_nothing(content: Path, edit: Edit) -> None:
    load(content)
    before = everything()
    edit("codes/405.md", "kind: standard", "kind: wrong")
    edit("codes/404.md", "Nothing is here.", "Something is here.")
    with pytest.raises(ContentError, match=r"1 problem in the content; nothing was loaded\."):
        load(content)
    assert everything() == before


def test_a_failure_while_writing_changes_nothing(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything()

    def fail(catalog: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("statuscodes.loading.compiled", fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        load(content)
    assert everything() == before


def test_every_part_of_an_entry_has_its_row(content: Path) -> None:
    load(content)
    status = models.StatusCode.objects.get(code=405)
    assert (status.name, status.status_class, status.first_defined) == ("Method Not Allowed", "4xx", {"rfc": 2068, "year": 1997})
    assert [(row.software, row.slug, row.text) for row in status.messages.all()] == [("Django", "django", "Method Not Allowed: ‹path›")]
    assert [str(row) for row in status.citations.all()] == ["9110#15.5.6"]
    assert [(row.name, row.slug, row.requirement, row.section_id) for row in status.header_fields.all()] == [
        ("Allow", "allow", "must", "9110#10.2.1"),
    ]
    assert [(row.other_id, row.why) for row in status.relations.all()] == [(404, "405 admits that something is there.")]
