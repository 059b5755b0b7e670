import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

KEYS = {
    *("code", "name", "class", "kind", "url", "summary", "owners", "meaning", "what_you_can_do", "causes", "debug_steps", "examples"),
    *(
        "wire",
        "exchange",
        "generated_by",
        "fingerprints",
        "subcodes",
        "related",
        "citations",
        "headers",
        "cacheable_by_default",
        "content_allowed",
    ),
    *("retry", "first_defined", "earlier", "aliases", "searched_as", "messages", "notes", "own", "constants", "seen_by_visitors"),
}
EXAMPLE_KEYS = {"language", "role", "framework", "title", "filename", "code", "requires", "expects"}
EXPECTS_KEYS = {"method", "path", "request_headers", "body", "status", "headers"}


def test_all_codes_are_listed_in_a_line_each(site: Client) -> None:
    answer = site.get("/api/codes").json()
    assert answer["count"] == len(answer["codes"]) >= 15
    assert set(answer["codes"][0]) == {"code", "name", "class", "kind", "summary", "url"}
    assert [row["code"] for row in answer["codes"]] == sorted(row["code"] for row in answer["codes"])


def test_every_entry_has_the_promised_shape(site: Client) -> None:
    for row in site.get("/api/codes").json()["codes"]:
        entry = site.get(f"/api/codes/{row['code']}").json()
        assert set(entry) >= KEYS
        assert row == {key: entry[key] for key in row}
        for example in entry["examples"]:
            assert set(example) >= EXAMPLE_KEYS
            assert set(example["expects"]) >= EXPECTS_KEYS
        for step in entry["exchange"]:
            assert set(step) == {"from", "to", "message", "kind"}
        for field in entry["headers"]:
            assert set(field) == {"name", "requirement", "by", "when", "why", "citation"}
        for related in entry["related"]:
            assert set(related) == {"code", "name", "why"}
        for message in entry["messages"]:
            assert set(message) == {"software", "text", "where", "note"}


def test_the_api_and_the_json_file_say_the_same(site: Client) -> None:
    assert site.get("/api/codes/499").json() == json.loads(site.get("/499.json").content)


def test_a_relation_is_shown_on_both_codes(site: Client) -> None:
    for row in site.get("/api/codes").json()["codes"]:
        for related in site.get(f"/api/codes/{row['code']}").json()["related"]:
            other = site.get(f"/api/codes/{related['code']}").json()
            assert row["code"] in [back["code"] for back in other["related"]]


def test_an_unofficial_code_names_every_owner(site: Client) -> None:
    owners = site.get("/api/codes/499").json()["owners"]
    assert {"nginx", "Esri ArcGIS"} <= {owner["name"] for owner in owners}
    assert all(set(owner) == {"name", "reason", "meaning", "seen", "status", "source"} for owner in owners)


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/api/codes/777", 404, "There is no entry for 777."),
        ("/api/nothing", 404, "Nothing on this site has the address /api/nothing."),
        ("/api/search?q=x&limit=0", 422, "limit: Input should be greater than or equal to 1"),
        (f"/api/search?q={'x' * 2001}", 422, "q: String should have at most 2000 characters"),
        ("/api/search?q=x&limit=many", 422, "limit: Input should be a valid integer, unable to parse string as an integer"),
        ("/api/codes/abc", 404, "Nothing on this site has the address /api/codes/abc."),
        ("/api/codes/404.0", 404, "Nothing on this site has the address /api/codes/404.0."),
        ("/api/codes/4_0_4", 404, "Nothing on this site has the address /api/codes/4_0_4."),
    ],
)
def test_an_error_is_problem_details(site: Client, path: str, status: int, detail: str) -> None:
    response = site.get(path)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    problem = response.json()
    assert (problem["status"], problem["detail"], problem["type"]) == (status, detail, f"/{status}")


def test_a_search_tells_why(site: Client) -> None:
    answer = site.get("/api/search", {"q": "404"}).json()
    assert answer["query"] == "404"
    assert set(answer["results"][0]) == {"code", "class", "name", "url", "summary", "reason"}
    assert (answer["results"][0]["code"], answer["results"][0]["url"]) == (404, "/404")


def test_a_class_may_be_found(site: Client) -> None:
    first = site.get("/api/search", {"q": "4xx"}).json()["results"][0]
    assert (first["code"], first["class"], first["url"]) == (None, "4xx", "/4xx")


def test_the_limit_is_kept(site: Client) -> None:
    assert len(site.get("/api/search?q=server&limit=3").json()["results"]) == 3


def test_nothing_sensible_finds_nothing(site: Client) -> None:
    assert site.get("/api/search", {"q": "xyzzy plugh"}).json() == {"query": "xyzzy plugh", "results": [], "suggestions": []}


def test_head_is_taken_as_get_is(site: Client) -> None:
    response = site.head("/api/codes")
    assert (response.status_code, response.content) == (200, b"")


def test_a_code_may_have_fewer_than_three_digits(site: Client) -> None:
    assert site.get("/api/codes/7").json()["detail"] == "There is no entry for 7."


def test_the_limit_counts_only_what_is_shown(site: Client) -> None:
    assert [row["code"] for row in site.get("/api/search?q=777+not+found&limit=1").json()["results"]] == [404]


def test_the_description_is_for_reading_alone(site: Client) -> None:
    assert site.post("/api/openapi.json").status_code == 405
    assert site.get("/api/openapi.json")["ETag"]


def test_the_schema_describes_the_entry(site: Client) -> None:
    schema = site.get("/api/openapi.json").json()
    assert set(schema["paths"]) == {"/api/codes", "/api/codes/{code}", "/api/search"}
    assert set(schema["components"]["schemas"]["CodePage"]["properties"]) == KEYS


def test_an_entry_costs_no_more_queries_than_its_page(site: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(9):
        site.get("/api/codes/500")


@pytest.mark.parametrize("path", ["/api/codes", "/api/codes/404", "/api/search?q=404", "/api/openapi.json", "/404.json"])
def test_json_has_no_charset(site: Client, path: str) -> None:
    assert site.get(path).headers["Content-Type"] == "application/json"
