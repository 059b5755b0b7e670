import pytest
from django.test import Client

from statuscodes.caching import FRESH

PATHS = ["/", "/404", "/404.json", "/4xx", "/guide", "/search?q=404", "/api/codes", "/api/codes/404"]


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_is_not_sent_again_to_who_has_it(site: Client, path: str) -> None:
    first = site.get(path)
    assert (first.status_code, first["Cache-Control"]) == (200, FRESH)
    for known in (first["ETag"], f'"other", {first["ETag"]}', first["ETag"].removeprefix("W/"), "*"):
        again = site.get(path, headers={"if-none-match": known})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert site.get(path, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", ["/404", "/4xx", "/api/codes"])
def test_a_304_has_the_fields_of_its_200(site: Client, path: str) -> None:
    """RFC 9110, 15.4.5: those that a cache goes by, compressed or not."""
    for coding in ("gzip", "identity"):
        first = site.get(path, headers={"accept-encoding": coding})
        again = site.get(path, headers={"accept-encoding": coding, "if-none-match": first["ETag"]})
        assert again.status_code == 304
        for name in ("ETag", "Vary", "Cache-Control"):
            assert again[name] == first[name]


def test_an_etag_is_of_the_representation_and_not_of_the_page(site: Client) -> None:
    tags = {
        site.get("/404", headers={"accept": accept})["ETag"] for accept in ("text/html", "application/json", "text/markdown", "text/plain")
    }
    assert len(tags) == 4


@pytest.mark.parametrize("path", PATHS)
def test_head_has_the_fields_of_get_and_no_content(site: Client, path: str) -> None:
    got, head = site.get(path), site.head(path)
    assert head.content == b""
    assert dict(head.items()) == dict(got.items())


@pytest.mark.parametrize("path", ["/nowhere", "/299", "/api/codes/777", "/no.json"])
def test_what_is_not_an_answer_of_200_is_asked_for_again_too(site: Client, path: str) -> None:
    response = site.get(path)
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-cache"
    assert "ETag" not in response
