"""Notes of whoever runs the site, in every format, and entries of their own without examples."""

import shutil
from pathlib import Path

import pytest
from django.test import Client

from statuscodes.loading import load
from statuscodes.pages.search import search_page


@pytest.fixture
def own(site: Client, content: Path, extra: Path) -> Client:
    """A client of a site with content of its own."""
    load(content, extra)
    return site


def test_notes_are_told_as_json(own: Client) -> None:
    assert own.get("/api/codes/404").json()["notes"] == [
        {"title": None, "text": "# Whose page it was\n\nAsk the **librarian** first, says RFC 1234, 5."},
    ]
    assert [note["title"] for note in own.get("/405.json").json()["notes"]] == ["Runbook: the gatekeeper", None]
    assert own.get("/612.json").json()["notes"] == []


def test_notes_stand_above_the_other_parts_and_are_linked(own: Client) -> None:
    html = own.get("/405").content.decode()
    assert html.index('id="notes"') < html.index('id="meaning"')
    assert html.count('<a href="#notes">') == 3  # the heading, the contents, where readers start
    assert '<h3 id="note-1">Runbook: the gatekeeper</h3>' in html
    assert '<h4 id="note-1-where-it-stands">Where it stands</h4>' in html
    assert '<pre class="code" tabindex="0"><code><span class="gp">$ </span>call' in html
    assert "Payments never takes PUT." in html
    assert 'id="notes"' not in own.get("/612").content.decode()


def test_what_is_in_a_note_cannot_break_the_page(own: Client, content: Path, extra: Path) -> None:
    (extra / "405.md").write_text("<script>alert(1)</script> [x](javascript:alert(1))\n\n| a |\n```nothing\n", encoding="utf-8")
    load(content, extra)
    html = own.get("/405").content.decode()
    assert "<script>alert" not in html
    assert "javascript:" not in html
    assert [own.get(f"/405.{suffix}").status_code for suffix in ("md", "txt", "json")] == [200, 200, 200]


def test_notes_are_told_as_markdown_below_their_heading(own: Client) -> None:
    told = own.get("/405.md").content.decode()
    notes = told.partition("## Notes of this site\n")[2].partition("\n## Meaning\n")[0]
    assert notes == (
        "\n### Runbook: the gatekeeper\n\n1. Call the gatekeeper:\n\n   ```console\n   $ call gatekeeper\n   ```\n\n"
        "#### Where it stands\n\n| room |\n| ---- |\n| hall | surplus |\n\nPayments never takes PUT.\n"
    )


def test_notes_are_told_as_plain_text(own: Client) -> None:
    told = own.get("/405.txt").content.decode()
    notes = told.partition("NOTES OF THIS SITE\n")[2].partition("\nMEANING\n")[0]
    assert notes == (
        "\n  Runbook: the gatekeeper\n\n1. Call the gatekeeper:\n\n   $ call gatekeeper\n\nWhere it stands\n\nroom\n----\nhall\n\n"
        "Payments never takes PUT.\n"
    )


def test_notes_are_found(own: Client) -> None:
    assert [row.url for row in search_page("librarian").results] == ["/404"]
    assert [row.url for row in search_page("runbook gatekeeper").results] == ["/405"]
    assert search_page("call the gatekeeper").results[0].reason == "a note of this site: “Call the gatekeeper:”"
    told = [(row.url, row.reason) for row in search_page("payments PUT").results]
    assert told == [("/405", "a note of this site: “Payments never takes PUT.”")]


def test_an_entry_without_examples_has_no_such_part(own: Client) -> None:
    for path in ("/612", "/612.md", "/612.txt", "/404"):
        assert "examples" not in own.get(path).content.decode().lower()
    assert (own.get("/612.json").json()["examples"], own.get("/612.json").json()["own"]) == ([], True)


def test_only_what_is_tested_is_said_to_be(own: Client, content: Path, extra: Path) -> None:
    assert "run by this site’s tests" in own.get("/405").content.decode()
    shutil.rmtree(extra / "codes")
    shutil.copytree(content / "codes", extra / "codes")
    load(content, extra)
    assert "run by this site’s tests" not in own.get("/405").content.decode()
