import tomllib

import pytest
from django.db.utils import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from statuscodes.models import Load
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db


def test_a_process_that_lives_says_so_and_asks_no_database(site: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        response = site.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert (response["Content-Type"], response["Cache-Control"]) == ("text/plain; charset=utf-8", "no-store")


def test_a_copy_that_is_ready_says_what_it_serves(site: Client) -> None:
    response = site.get("/readyz")
    load = Load.objects.get()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert response.json() == {"status": "ready", "entries": load.entries, "content": load.digest, "version": version}


def test_a_copy_without_content_is_not_ready(site: Client) -> None:
    Load.objects.all().delete()
    response = site.get("/readyz")
    assert (response.status_code, response["Content-Type"], response["Cache-Control"]) == (503, "application/problem+json", "no-store")
    assert response.json()["detail"] == "No content is loaded: run manage.py load_content."
    assert site.get("/healthz").status_code == 200


def test_a_copy_without_a_database_is_not_ready(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("no such table: statuscodes_load")

    monkeypatch.setattr(Load.objects, "first", fail)
    assert site.get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_may_name_any_host_and_needs_no_tls(site: Client, settings: Settings, path: str) -> None:
    settings.ALLOWED_HOSTS = ["statuscodes.example"]
    settings.SECURE_SSL_REDIRECT = True
    assert site.get(path, headers={"host": "10.1.2.3:8000"}).status_code == 200
    assert site.head(path, headers={"host": "10.1.2.3:8000"}).status_code == 200
    assert site.post(path).status_code == 405


@pytest.mark.parametrize("host", ["", "localhost,localhost", "a/b"])
def test_a_probe_without_a_valid_host_is_a_bad_request(site: Client, host: str) -> None:
    assert site.get("/healthz", headers={"host": host}).status_code == 400
