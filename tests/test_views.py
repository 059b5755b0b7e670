import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from statuscodes.models import Rfc, StatusCode

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("/", ["404", "Not Found", "499", "Client Closed Request"]),
        ("/500", ["Internal Server Error"]),
        ("/4xx", ["Client Error", "Not Found"]),
        ("/5xx", ["Server Error", "Service Unavailable"]),
        ("/guide", ["How HTTP status codes work", "Why the right code matters"]),
        ("/rfc/9110", ["HTTP Semantics", "Not Found"]),
        ("/header/retry-after", ["Retry-After", "Too Many Requests"]),
        ("/sent-by/nginx", ["nginx", "Client Closed Request"]),
        ("/search?q=too+many", ["<mark>Too</mark> <mark>Many</mark> Requests"]),
        ("/search", ["Search"]),
    ],
)
def test_a_page_answers_with_its_content(site: Client, path: str, texts: list[str]) -> None:
    response = site.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, HTML)
    content = response.content.decode()
    assert [text for text in texts if text not in content] == []


def every_path() -> list[str]:
    entries = [
        path for status in StatusCode.objects.all() for path in (status.url, *(f"{status.url}.{end}" for end in ("json", "md", "txt")))
    ]
    lists = [f"/rfc/{rfc.number}" for rfc in Rfc.objects.all()]
    fields = [f"/header/{slug}" for slug in StatusCode.objects.values_list("header_fields__slug", flat=True) if slug]
    senders = [f"/sent-by/{slug}" for slug in StatusCode.objects.values_list("messages__slug", flat=True) if slug]
    return [*entries, *lists, *fields, *senders, "/", "/guide", *(f"/{digit}xx" for digit in range(1, 6))]


def test_every_page_of_the_site_answers(site: Client) -> None:
    wrong = {path: response.status_code for path in set(every_path()) if (response := site.get(path)).status_code != 200}
    assert wrong == {}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        ("*/*", HTML),
        ("application/json", "application/json"),
        ("text/html;q=0.5, application/json", "application/json"),
        ("text/markdown", "text/markdown; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("image/png", HTML),  # RFC 9110, 12.4.1: it may be disregarded
    ],
)
def test_an_entry_negotiates_its_format(site: Client, accept: str, media_type: str) -> None:
    response = site.get("/404", headers={"accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, media_type)
    assert "Accept" in response["Vary"].split(", ")


@pytest.mark.parametrize(
    ("end", "media_type"), [("json", "application/json"), ("md", "text/markdown; charset=utf-8"), ("txt", "text/plain; charset=utf-8")]
)
def test_a_suffix_decides_the_format_alone(site: Client, end: str, media_type: str) -> None:
    response = site.get(f"/404.{end}", headers={"accept": "text/html"})
    assert (response.status_code, response["Content-Type"]) == (200, media_type)
    assert "Accept" not in response["Vary"].split(", ")


def test_plain_formats_are_not_escaped_for_html(site: Client) -> None:
    for end in ("md", "txt"):
        content = site.get(f"/500.{end}").content.decode()
        assert "&#x27;" not in content
        assert "&quot;" not in content
        assert "Internal Server Error" in content


@pytest.mark.parametrize(
    ("path", "target"), [("/404/", "/404"), ("/guide/", "/guide"), ("/rfc/9110/", "/rfc/9110"), ("/search/?q=a+b", "/search?q=a+b")]
)
def test_a_slash_at_the_end_is_redirected_away(site: Client, path: str, target: str) -> None:
    response = site.get(path)
    assert (response.status_code, response["Location"]) == (301, target)


@pytest.mark.parametrize("path", ["//elsewhere.example/", "/\\elsewhere.example/", "/\t/elsewhere.example/"])
def test_no_address_redirects_to_another_site(site: Client, path: str) -> None:
    assert site.get("/x/", PATH_INFO=path).status_code == 404


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("/299", ["299", "200", "2xx"]),
        ("/777", ["777", "500"]),
        ("/001", ["001", "500"]),
        ("/470", ["470", "400", "4xx"]),
    ],
)
def test_a_number_without_an_entry_says_how_it_is_treated(site: Client, path: str, texts: list[str]) -> None:
    response = site.get(path)
    assert (response.status_code, response["Content-Type"]) == (404, HTML)
    content = response.content.decode()
    assert [text for text in texts if text not in content] == []


def test_a_number_without_an_entry_is_a_problem_for_a_program(site: Client) -> None:
    response = site.get("/299", headers={"accept": "application/json"})
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["detail"] == "299 has no entry; clients treat it as 200."


def test_json_has_the_promised_shape(site: Client) -> None:
    entry: dict[str, Any] = json.loads(site.get("/500.json").content)
    assert (entry["code"], entry["name"], entry["class"], entry["kind"], entry["url"]) == (
        500,
        "Internal Server Error",
        "5xx",
        "standard",
        "/500",
    )
    assert entry["citations"][0] == {
        "rfc": 9110,
        "section": "15.6.1",
        "title": "500 Internal Server Error",
        "url": "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.1",
    }


CEILINGS = [
    ("/", 2),
    ("/404", 9),
    ("/404.json", 9),
    ("/4xx", 2),
    ("/guide", 1),
    ("/rfc/9110", 3),
    ("/header/allow", 1),
    ("/sent-by/nginx", 7),
    ("/search?q=not+found", 6),
    ("/299", 5),
    ("/sent-by", 7),
    ("/no-status", 2),
    ("/api/docs", 0),
]


@pytest.mark.parametrize(("path", "most"), CEILINGS)
def test_a_page_asks_the_database_this_often_at_most(
    site: Client, django_assert_max_num_queries: DjangoAssertNumQueries, path: str, most: int
) -> None:
    with django_assert_max_num_queries(most):
        site.get(path)


def test_what_a_visitor_sends_is_shown_escaped(site: Client) -> None:
    content = site.get("/search", {"q": "<script>alert('x')</script>"}).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;" in content


def test_a_browser_learns_how_to_search_here(site: Client) -> None:
    answer = site.get("/opensearch.xml")
    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    assert b'template="http://localhost/search?q={searchTerms}"' in answer.content
    ET.fromstring(answer.content)  # noqa: S314  # our own


def test_crawlers_learn_of_every_page(site: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    rules = site.get("/robots.txt")
    assert rules["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://localhost/sitemap.xml\n" in rules.content.decode()
    with django_assert_max_num_queries(12):
        told = site.get("/sitemap.xml")
    assert told["Content-Type"] == "application/xml"
    pages = [found.text for found in ET.fromstring(told.content).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]  # noqa: S314
    assert len(pages) == len(set(pages)) > 400
    for page in ("/", "/404", "/4xx", "/sent-by/nginx", "/rfc/9110", "/header/allow"):
        assert f"http://localhost{page}" in pages
    assert all(site.get(str(page).removeprefix("http://localhost")).status_code == 200 for page in pages[::40])


def test_programs_that_read_texts_learn_of_every_entry(site: Client) -> None:
    told = site.get("/llms.txt").content.decode()
    assert told.startswith("# HTTP status codes\n\n> ")
    links = re.findall(r"^- \[(\d{3}) [^]]+\]\((/\d{3}\.md)\): \S", told, re.MULTILINE)
    assert len(links) == StatusCode.objects.count()
    assert all(link == f"/{code}.md" for code, link in links)
    assert "&" not in told.replace(" & ", "")


def test_a_search_for_a_number_without_an_entry_says_what_a_client_makes_of_it(site: Client) -> None:
    shown = site.get("/search?q=470").content.decode()
    assert "470" in shown
    assert 'must treat it as <a href="/400">400</a>' in shown
    assert "should take it for a server error" in site.get("/search?q=777").content.decode()


def test_a_search_says_what_it_has_not_read_of_a_long_query(site: Client) -> None:
    notice = "the last 7 characters were not read"
    assert notice in site.get("/search", {"q": f"teapot {'x' * 2000}"}).content.decode()
    assert notice not in site.get("/search", {"q": f"teapot {'x' * 1993}"}).content.decode()


def test_what_was_searched_is_marked_in_the_results(site: Client) -> None:
    assert "<mark>Too</mark> <mark>Many</mark> <mark>Requests</mark>" in site.get("/search?q=too+many+request").content.decode()


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Client:
    """A site with its assets under hashed names, as it is served."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return Client(raise_request_exception=False, headers={"host": "localhost"})


@pytest.mark.django_db
def test_a_page_of_another_version_gets_the_assets_of_this_one(collected: Client) -> None:
    answer = collected.get("/static/css/site.0123456789ab.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "no-cache")
    asset = collected.get(answer.headers["Location"])
    assert (asset.status_code, asset.headers["Content-Type"]) == (200, 'text/css; charset="utf-8"')
    assert "immutable" in asset.headers["Cache-Control"]
    asset.close()


@pytest.mark.parametrize("path", ["/static/css/nothing.0123456789ab.css", "/static/css/site.0123456789ab.js", "/static/css/nothing.css"])
@pytest.mark.django_db
def test_an_asset_that_no_version_has_is_not_found(collected: Client, path: str) -> None:
    assert collected.get(path).status_code == 404
