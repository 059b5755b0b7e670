import json
import re

import pytest
from django.test import Client, RequestFactory

from statuscodes.formats import Format, preferred_format
from statuscodes.models import StatusCode
from statuscodes.plaintext import WIDTH
from tests.conftest import ROOT

ENTRIES = sorted(int(path.stem) for path in (ROOT / "content" / "codes").glob("*.md"))


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html", Format.HTML),
        ("application/json;q=0.9, text/markdown", Format.MARKDOWN),
        ("text/*", Format.HTML),
        ("application/*", Format.JSON),
        ("text/plain;q=0.1", Format.TEXT),
        ("audio/ogg", Format.HTML),
        ("nonsense", Format.HTML),
    ],
)
def test_accept_decides(accept: str, kind: Format) -> None:
    assert preferred_format(RequestFactory().get("/", headers={"accept": accept})) is kind


@pytest.mark.parametrize("code", ENTRIES)
def test_json_is_indented_and_ends_with_a_newline(site: Client, code: int) -> None:
    content = site.get(f"/{code:03}.json").content.decode()
    assert content.endswith("}\n")
    assert json.loads(content)["code"] == code


@pytest.mark.parametrize("code", ENTRIES)
def test_markdown_is_complete(site: Client, code: int) -> None:
    entry = site.get(f"/{code:03}.json").json()
    content = site.get(f"/{code:03}.md").content.decode()
    assert content.startswith(f"# {code:03} {entry['name']}\n")
    assert entry["meaning"] in content
    for example in entry["examples"]:
        assert example["code"] in content
        assert example["title"] in content
    for message in entry["messages"]:
        assert message["text"] in content
    for citation in entry["citations"]:
        assert citation["url"] in content
    assert "\n\n\n" not in re.sub(r"^```.*?^```$", "code", content, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("code", ENTRIES)
def test_plain_text_is_complete(site: Client, code: int) -> None:
    entry = site.get(f"/{code:03}.json").json()
    content = site.get(f"/{code:03}.txt").content.decode()
    assert content.startswith(f"{code:03} {entry['name']}\n")
    assert entry["summary"] in " ".join(content.split())
    meaning = content.partition("\nMEANING\n")[2].partition("\nWHAT YOU CAN DO\n")[0]
    assert meaning.strip()
    assert max(map(len, meaning.splitlines())) <= WIDTH
    for related in entry["related"]:
        assert str(related["code"]) in content


def test_the_rfcs_in_between_are_told_as_text(site: Client) -> None:
    for suffix in ("md", "txt"):
        assert "RFC 1945 (1996), then RFC 2068, 2616, 7231\n" in site.get(f"/503.{suffix}").content.decode()


def test_every_entry_is_on_the_site(site: Client) -> None:
    assert list(StatusCode.objects.values_list("code", flat=True)) == ENTRIES
