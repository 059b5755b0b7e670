import pytest
from django.test import Client, override_settings
from pytest_django import Settings

from statuscodes.models import StatusCode

PROBLEM = "application/problem+json"


def test_an_address_that_leads_nowhere_shows_the_advice_of_404(site: Client) -> None:
    response = site.get("/no/such/page")
    content = response.content.decode()
    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "Not Found" in content
    assert "/no/such/page" in content
    assert 'name="q"' in content
    assert content.count("<li>") >= 2


def test_the_address_is_shown_escaped(site: Client) -> None:
    content = site.get("/%3Cscript%3E").content.decode()
    assert "<script>" not in content.replace('<script src="', "")
    assert "&lt;script&gt;" in content


def test_a_program_gets_problem_details(site: Client) -> None:
    response = site.get("/no.json")
    assert (response.status_code, response["Content-Type"]) == (404, PROBLEM)
    assert response.json() == {
        "type": "/404",
        "title": "Not Found",
        "status": 404,
        "detail": "Nothing on this site has the address /no.json.",
    }


@pytest.mark.parametrize("path", ["/", "/404", "/404.json", "/search", "/299", "/api/codes", "/404/"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_method_that_is_not_taken_names_those_that_are(site: Client, path: str, method: str) -> None:
    response = site.generic(method, path)
    assert response.status_code == 405
    assert set(response["Allow"].split(", ")) == {"GET", "HEAD"}
    if path.startswith("/api/") or path.endswith(".json"):
        assert response["Content-Type"] == PROBLEM
        assert response.json()["status"] == 405
    else:
        assert "Method Not Allowed" in response.content.decode()


def test_a_host_that_is_not_ours_is_a_bad_request(site: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["statuscodes.example"]
    assert site.get("/", headers={"host": "statuscodes.example"}).status_code == 200
    response = site.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "could not be understood" in response.content.decode()


def test_a_failure_shows_a_page_that_needs_nothing(site: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise RuntimeError("the secret reason")

    monkeypatch.setattr("statuscodes.views.home_page", fail)
    response = site.get("/")
    assert response.status_code == 500
    assert "Internal Server Error" in response.content.decode()
    assert "secret" not in response.content.decode()
    assert "the secret reason" in caplog.text
    assert '"/static/css/site.css"' in response.content.decode()  # by its plain name: the list of hashed names may be what failed


def test_a_failure_of_the_api_is_a_problem(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(status: StatusCode) -> None:
        raise RuntimeError("the secret reason")

    monkeypatch.setattr("statuscodes.api.endpoints.code_page", fail)
    response = site.get("/api/codes/404")
    assert (response.status_code, response["Content-Type"]) == (500, PROBLEM)
    assert response.json()["title"] == "Internal Server Error"


def test_an_error_is_told_even_when_nothing_is_loaded(site: Client) -> None:
    StatusCode.objects.all().delete()
    response = site.get("/nowhere")
    assert response.status_code == 404
    assert "Not Found" in response.content.decode()


@pytest.mark.parametrize("path", ["/nowhere", "/299"])
def test_an_error_that_was_negotiated_says_so(site: Client, path: str) -> None:
    for accept in ("text/html", "application/json"):
        assert "Accept" in site.get(path, headers={"accept": accept})["Vary"].split(", ")


def test_a_program_may_ask_for_problem_details_by_name(site: Client) -> None:
    assert site.get("/nowhere", headers={"accept": "application/problem+json"})["Content-Type"] == PROBLEM


@pytest.mark.parametrize("path", ["/\u0664\u0660\u0664", "/nothing/", "/777/x/"])
def test_only_the_address_of_a_page_leads_to_it(site: Client, path: str) -> None:
    assert site.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/rfc/99999999999999999999", "/api/codes/99999999999999999999", "/api/codes/-1", "/rfc/0"])
def test_a_number_of_any_size_is_only_not_found(site: Client, path: str) -> None:
    assert site.get(path).status_code == 404


@override_settings(DEBUG=True)
def test_our_own_pages_are_not_left_to_debugging(site: Client) -> None:
    assert site.post("/").status_code == 405


@pytest.mark.parametrize("field", [{"if-match": '"other"'}, {"if-unmodified-since": "Mon, 01 Jan 2024 00:00:00 GMT"}])
def test_a_precondition_that_fails_is_told(site: Client, field: dict[str, str]) -> None:
    """RFC 9110, 13.1.1 and 13.1.4: 412."""
    page = site.get("/404", headers=field)
    assert (page.status_code, page["Content-Type"]) == (412, "text/html; charset=utf-8")
    assert "Precondition Failed" in page.content.decode()
    problem = site.get("/404.json", headers=field)
    assert (problem.status_code, problem["Content-Type"], problem.json()["status"]) == (412, PROBLEM, 412)
