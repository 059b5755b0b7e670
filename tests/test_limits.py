import pytest
from django.test import Client
from pytest_django import Settings

from statuscodes.limits import FIELD, FIELDS, TARGET, refusal
from statuscodes.server.contract import CONTENT, REFUSED

pytestmark = pytest.mark.django_db

HOST = len("HOSTlocalhost")

WITHIN = {
    "a target of 8 KB": {"PATH_INFO": "/404", "QUERY_STRING": "x" * (TARGET - 4)},
    "a field of 8 KB": {"HTTP_COOKIE": "x" * (FIELD - len("COOKIE"))},
    "fields of 16 KB in all": {f"HTTP_X_{number}": "x" * (FIELDS // 4 - len("X_1")) for number in range(4)},
    "content of 64 KB": {"CONTENT_LENGTH": str(CONTENT)},
    "no length": {"CONTENT_LENGTH": ""},
}
BEYOND = {
    "a longer target": (
        {"PATH_INFO": "/404", "QUERY_STRING": "x" * (TARGET - 3)},
        414,
        "reads addresses of up to 8192 octets; yours has 8193.",
    ),
    "a longer path": ({"PATH_INFO": "/" + "x" * TARGET}, 414, "reads addresses of up to 8192 octets; yours has 8193."),
    "a longer field": (
        {"HTTP_X_LONG": "x" * (FIELD - len("X_LONG") + 1)},
        431,
        "reads fields of up to 8192 octets; X-Long has 8193.",
    ),
    "more fields": (
        {f"HTTP_X_{number}": "x" * (FIELDS // 4) for number in range(4)},
        431,
        "reads up to 16384 octets of fields; yours have 16396.",
    ),
    "more content": ({"CONTENT_LENGTH": str(CONTENT + 1)}, 413, "takes up to 65536 octets of content; yours has 65537."),
    "a length without end": ({"CONTENT_LENGTH": "9" * 5000}, 413, "takes up to 65536 octets of content; yours has " + "9" * 20 + "."),
    "a coding that is not chunked alone": (
        {"HTTP_TRANSFER_ENCODING": "gzip, chunked"},
        501,
        "reads no content in the transfer coding gzip, chunked.",
    ),
    "a method in small letters": (
        {"REQUEST_METHOD": "get"},
        501,
        "No method is called get; their names distinguish upper and lower case.",
    ),
    "no number": ({"CONTENT_LENGTH": "-1"}, 413, "takes up to 65536 octets of content; yours has -1."),
}


@pytest.mark.parametrize("environ", WITHIN.values(), ids=WITHIN)
def test_what_is_at_the_limit_is_taken(environ: dict[str, str]) -> None:
    assert refusal({"REQUEST_METHOD": "GET", "PATH_INFO": "/", **environ}) is None


@pytest.mark.parametrize(("environ", "status", "detail"), BEYOND.values(), ids=BEYOND)
def test_what_is_beyond_is_refused_with_the_figures(environ: dict[str, str], status: int, detail: str) -> None:
    refused = refusal({"REQUEST_METHOD": "GET", "PATH_INFO": "/", **environ})
    assert refused is not None
    assert (refused[0], refused[1].removeprefix("This site ")) == (status, detail)


@pytest.mark.parametrize("path", ["/", "/status/200", "/api/codes", "/static/css/site.css"])
def test_a_person_gets_a_page_and_a_program_problem_details(site: Client, path: str) -> None:
    page = site.get(path, headers={"cookie": "x" * FIELDS, "accept": "text/html"})
    told = site.get(path, headers={"cookie": "x" * FIELDS, "accept": "application/json"})
    assert [page.status_code, told.status_code] == [431, 431]
    assert told["Content-Type"] == "application/problem+json"
    assert told.json()["title"] == "Request Header Fields Too Large"
    if not path.startswith("/api/"):
        assert "What you can do" in page.content.decode()


def test_what_the_server_cannot_read_is_answered_like_any_error(site: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = site.get("-", **{REFUSED: (505, "This site speaks HTTP/1.1.")})  # type: ignore[arg-type]
    assert response.status_code == 505
    assert "HTTP Version Not Supported" in response.content.decode()
    assert "This site speaks HTTP/1.1." in response.content.decode()
    assert "Content-Security-Policy" in response.headers


def test_what_is_refused_is_not_shown_again(site: Client) -> None:
    response = site.get("/" + "x" * TARGET)
    assert response.status_code == 414
    assert "xxx" not in response.content.decode()
