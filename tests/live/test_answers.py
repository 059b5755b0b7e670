import pytest
from django.test import Client
from httplint import HttpResponseLinter
from httplint.note import levels

from statuscodes.live.answers import ANSWERABLE
from statuscodes.models import StatusCode
from tests.examples.wire import ABOUT_THE_CODE

pytestmark = pytest.mark.django_db

CODES = [200, 201, 204, 205, 206, 299, 300, 301, 304, 308, 400, 401, 405, 407, 416, 418, 426, 429, 451, 499, 500, 503, 520, 599]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE", "PATCH", "PROPFIND"])
def test_a_status_is_answered_whatever_the_method(site: Client, code: int, method: str) -> None:
    response = site.generic(method, f"/status/{code}")
    assert response.status_code == code
    assert response["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response


def test_a_script_of_another_site_may_send_anything(site: Client) -> None:
    asked = {"origin": "https://elsewhere.example", "access-control-request-method": "PUT", "access-control-request-headers": "x-test"}
    response = site.options("/status/503", headers=asked)
    assert response.status_code == 204
    assert {name: value for name, value in response.items() if name.startswith("Access-Control-")} == {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "*",
        "Access-Control-Allow-Headers": "Authorization, *",
        "Access-Control-Max-Age": "86400",
    }
    assert site.options("/status/503", headers={"origin": "https://elsewhere.example"}).status_code == 503


def test_every_field_that_a_server_must_send_is_there(site: Client) -> None:
    for status in StatusCode.objects.with_parts().filter(code__in=ANSWERABLE):
        answered = site.get(f"/status/{status.slug}")
        for field in status.header_fields.all():
            if field.requirement == "must" and field.by != "proxy" and not field.when:
                assert field.name in answered, f"{status.slug} without {field.name}"


def test_the_names_are_those_of_the_entries(site: Client) -> None:
    response = site.get("/status/422")
    assert response.reason_phrase == "Unprocessable Content"
    assert response.content == b"422 Unprocessable Content\n"


@pytest.mark.parametrize("code", [204, 205, 304])
def test_what_has_no_content_has_none(site: Client, code: int) -> None:
    response = site.get(f"/status/{code}")
    assert response.content == b""
    assert response.get("Content-Length") == ("0" if code == 205 else None)


def test_an_interim_status_is_refused_with_the_reason(site: Client) -> None:
    response = site.get("/status/103", headers={"accept": "application/json"})
    assert (response.status_code, response["Content-Type"]) == (501, "application/problem+json")
    assert response.json()["detail"].startswith("103 is interim")
    assert site.get("/status/100").status_code == 501


@pytest.mark.parametrize("code", ["000", "099", "600", "777", "999"])
def test_a_number_that_is_no_status_is_refused(site: Client, code: str) -> None:
    response = site.get(f"/status/{code}", headers={"accept": "application/json"})
    assert (response.status_code, response.json()["detail"][:3]) == (404, code)


@pytest.mark.parametrize("code", ["12", "5000", "abc", "-1"])
def test_what_is_no_number_is_not_found(site: Client, code: str) -> None:
    assert site.get(f"/status/{code}").status_code == 404


def test_a_condition_does_not_turn_it_into_another_status(site: Client) -> None:
    assert site.get("/status/200", headers={"if-none-match": "*"}).status_code == 200


@pytest.mark.parametrize("code", [code for code in CODES if code != 304])
def test_an_answer_passes_httplint(site: Client, code: int) -> None:
    response = site.get(f"/status/{code}")
    linter = HttpResponseLinter()
    linter.process_response_topline(b"1.1", str(code).encode(), response.reason_phrase.encode())
    date = ("Date", "Mon, 23 Nov 2026 12:00:00 GMT")  # the server adds it
    linter.process_headers([(name.encode(), value.encode()) for name, value in [*response.items(), date]])
    linter.feed_content(response.content)
    linter.finish_content(complete=True)
    assert [note.summary for note in linter.notes if note.level is levels.BAD and not isinstance(note, ABOUT_THE_CODE)] == []
