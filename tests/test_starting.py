"""What is not of the content in the folder, or not of this code, is named before the site is served."""

from pathlib import Path

import pytest
from pytest_django import Settings

from statuscodes.building import renderer_digest
from statuscodes.entries.catalog import content_digest
from statuscodes.loading import load
from statuscodes.models import Load
from statuscodes.serving.listing import NAME, Listing
from statuscodes.starting import what_is_outdated
from tests.conftest import Edit


@pytest.fixture
def current(content: Path, tmp_path: Path, settings: Settings, db: None) -> Listing:
    """The listing of pages that are current: of the small content, which is loaded, and of this code."""
    settings.CONTENT_FOLDERS, settings.PAGES_DIR, settings.STATIC_ROOT = (content,), tmp_path, tmp_path
    (tmp_path / "staticfiles.json").write_text("{}", encoding="utf-8")
    load(content)
    listing = Listing(content=content_digest(content), renderer=renderer_digest(), files={}, pages={})
    write(tmp_path, listing)
    return listing


def write(folder: Path, listing: Listing) -> None:
    (folder / NAME).write_text(listing.model_dump_json(), encoding="utf-8")


def test_nothing_is_outdated_that_is_of_this_content_and_this_code(current: Listing) -> None:
    assert list(what_is_outdated()) == []


def test_another_content_is_named(current: Listing, content: Path, edit: Edit) -> None:
    edit("codes/405.md", "It names the methods.", "It names all methods.")
    wanted = content_digest(content)
    assert list(what_is_outdated()) == [
        f"The database is of content {current.content}, and the folder has {wanted}.",
        f"The pages are of content {current.content}, and the folder has {wanted}.",
    ]


def test_pages_of_another_content_than_the_database_are_named(current: Listing, tmp_path: Path) -> None:
    write(tmp_path, current.model_copy(update={"content": "other"}))
    assert list(what_is_outdated()) == [f"The pages are of content other, and the folder has {current.content}."]


def test_pages_of_other_code_are_named(current: Listing, tmp_path: Path) -> None:
    write(tmp_path, current.model_copy(update={"renderer": "other"}))
    assert list(what_is_outdated()) == ["The pages were built by other code."]


def test_other_static_files_are_other_code(current: Listing, tmp_path: Path) -> None:
    (tmp_path / "staticfiles.json").write_text('{"paths": {}}', encoding="utf-8")
    assert list(what_is_outdated()) == ["The pages were built by other code."]
    (tmp_path / "staticfiles.json").unlink()
    assert list(what_is_outdated()) == ["The pages were built by other code."]


def test_what_is_not_there_is_named(current: Listing, tmp_path: Path) -> None:
    Load.objects.all().delete()
    (tmp_path / NAME).unlink()
    assert list(what_is_outdated()) == ["Nothing is loaded yet.", "No pages are built yet."]
