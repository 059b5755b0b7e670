"""What tests share: the real content, loaded once, and writers of content that is meant to be wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

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


@pytest.fixture(scope="session")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the collected static files."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder):
        call_command("collectstatic", "--noinput", "-v", "0")
    return folder


@pytest.fixture
def whole_site(site: Client, static_root: Path, settings: Settings) -> Client:
    """A client of the site with its static files."""
    settings.STATIC_ROOT = static_root
    return site


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small content folder that is right: 404, 405, the classes, a chapter."""
    return Path(shutil.copytree(FIXTURES / "content", tmp_path / "content"))


@pytest.fixture
def extra(tmp_path: Path) -> Path:
    """A second content folder that is right above the small one: an entry overridden, one added, notes, and one of everything else."""
    return Path(shutil.copytree(FIXTURES / "content-extra", tmp_path / "content-extra"))


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
