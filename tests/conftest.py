"""What tests share: the real content, loaded once, and writers of content that is meant to be wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoDbBlocker

from statuscodes.loading import load

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"


def pytest_configure() -> None:
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing one
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The real content, once for all tests; each test's own changes are rolled back."""
    with django_db_blocker.unblock():
        load(ROOT / "content")


@pytest.fixture
def site(db: None) -> Client:
    """A client of the site, which reports errors as a visitor sees them."""
    return Client(raise_request_exception=False, headers={"host": "localhost"})


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small content folder that is right: 404, 405, the classes, a chapter."""
    return Path(shutil.copytree(FIXTURES / "content", tmp_path / "content"))


Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(content: Path) -> Edit:
    """Replace a text, which must be there, in a file of the content folder."""

    def replace(name: str, old: str, new: str) -> None:
        path = content / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
