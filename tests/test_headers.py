from collections.abc import Iterator

import pytest
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from pytest_django import Settings

from tests.routes import LIVE, PATHS, answer

pytestmark = pytest.mark.django_db

POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self'; "
    "require-trusted-types-for 'script'; script-src 'self'; style-src 'self'"
)
EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
SHARING = ("Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin")
OURS_ALONE, FOR_ALL = ("same-origin", None), ("cross-origin", "*")


@pytest.fixture
def behind_tls() -> Iterator[None]:
    """The settings that HTTPS=true makes."""
    proxied = ("HTTP_X_FORWARDED_PROTO", "https")
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31536000, SECURE_PROXY_SSL_HEADER=proxied):
        yield


def fields(response: HttpResponseBase) -> dict[str, str | None]:
    return {name: response.get(name) for name in EVERYWHERE}


def sharing(response: HttpResponseBase) -> tuple[str | None, ...]:
    return tuple(response.get(name) for name in SHARING)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_every_answer_has_the_fields_and_none_sets_a_cookie(whole_site: Client, method: str, path: str) -> None:
    response = answer(whole_site, method, path)
    assert fields(response) == EVERYWHERE
    assert not response.cookies
    assert "Set-Cookie" not in response
    assert sharing(response) == (FOR_ALL if path in LIVE else OURS_ALONE)


def fail() -> None:
    raise RuntimeError


def test_a_304_and_a_failure_have_them_too(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = site.get("/404", headers={"if-none-match": site.get("/404")["ETag"]})
    monkeypatch.setattr("statuscodes.views.home_page", fail)
    failed = site.get("/")
    assert [response.status_code for response in (kept, failed)] == [304, 500]
    assert fields(kept) == fields(failed) == EVERYWHERE


def test_an_open_site_may_be_read_by_scripts_of_every_other(whole_site: Client, settings: Settings) -> None:
    settings.CROSS_ORIGIN = True
    assert {sharing(answer(whole_site, "GET", path)) for path in PATHS} == {FOR_ALL}


@pytest.mark.usefixtures("behind_tls")
def test_behind_tls_a_browser_is_bound_to_it(site: Client) -> None:
    secure = site.get("/404", headers={"x-forwarded-proto": "https"})
    assert secure["Strict-Transport-Security"] == "max-age=31536000"
    plain = site.get("/404?x=1")
    assert (plain.status_code, plain["Location"]) == (301, "https://localhost/404?x=1")
    assert "Strict-Transport-Security" not in plain  # RFC 6797, 7.2: not over plain HTTP
    assert fields(plain) == EVERYWHERE


@pytest.mark.usefixtures("behind_tls")
@pytest.mark.parametrize("proto", ["http", "https"])
def test_a_host_that_is_not_ours_is_refused_with_every_field(site: Client, settings: Settings, proto: str) -> None:
    settings.ALLOWED_HOSTS = ["statuscodes.example"]
    refused = site.get("/404", headers={"host": "elsewhere.example", "x-forwarded-proto": proto})
    assert refused.status_code == 400
    assert fields(refused) == EVERYWHERE


def test_nothing_is_there_to_sign_or_to_remember(settings: Settings) -> None:
    names = [*settings.MIDDLEWARE, *settings.INSTALLED_APPS]
    assert [name for name in names if "session" in name or "csrf" in name or "auth" in name or "messages" in name] == []
