"""The documentation says what the code does: each fact that stands in both is compared."""

import re
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver

from statuscodes import settings
from statuscodes.api.endpoints import api
from statuscodes.entries.entry import Example, ExchangeStep, Expectation, Fingerprint, FrontMatter, HeaderField, Message, Owner, Subcode
from statuscodes.entries.folders import PARTS, TABLES
from statuscodes.entries.parsing import SECTIONS
from statuscodes.loading import load
from tests.conftest import ROOT


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def settings_read() -> set[str]:
    """The environment variables that settings.py asks for."""
    return set(re.findall(r'env\.\w+\("(\w+)"', text("statuscodes/settings.py")))


def test_every_setting_stands_in_the_readme_and_no_other() -> None:
    documented = re.findall(r"^\| `([A-Z_]+)` \|", text("README.md"), re.MULTILINE)
    assert set(documented) == settings_read() == set(settings.NAMES)


def test_nothing_else_reads_the_environment() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "statuscodes").rglob("*.py")
        if re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    }
    # wsgi.py names the settings module, settings.py shows a wrong value, serve.py tells Django what a loop may do
    assert readers == {"statuscodes/settings.py", "statuscodes/wsgi.py", "statuscodes/management/commands/serve.py"}


def test_every_field_of_the_front_matter_stands_in_the_annotated_entry() -> None:
    annotated = text("CONTRIBUTING.md").split("```yaml\n---\n")[1].split("---\n```")[0]
    shown = re.findall(r"^([a-z_]+):", annotated, re.MULTILINE)
    assert shown == [*FIELDS_IN_ORDER]
    assert set(shown) == set(FrontMatter.model_fields)


# The order in which an author meets them; the checker takes any.
FIELDS_IN_ORDER = (
    *(
        "code",
        "name",
        "kind",
        "summary",
        "aliases",
        "searched_as",
        "owners",
        "cacheable_by_default",
        "content_allowed",
        "seen_by_visitors",
        "retry",
        "first_defined",
        "earlier",
    ),
    *("citations", "headers", "related", "exchange", "generated_by", "fingerprints", "subcodes", "messages", "constants"),
)


@pytest.mark.parametrize("part", [Owner, Message, HeaderField, ExchangeStep, Fingerprint, Subcode])
def test_every_part_of_a_field_stands_in_the_annotated_entry(part: type[Owner]) -> None:
    annotated = text("CONTRIBUTING.md")
    names = {field.alias or name for name, field in part.model_fields.items()}
    assert [name for name in names if not re.search(rf"\b{name}\b", annotated)] == []


@pytest.mark.parametrize("part", [Example, Expectation])
def test_everything_that_an_example_declares_is_explained(part: type[Example]) -> None:
    explained = {
        name for row in re.findall(r"^\| (`.*?) \|", text("CONTRIBUTING.md"), re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    from_elsewhere = {"title", "filename", "code"}  # the heading, the fence and the block itself
    assert set(part.model_fields) - from_elsewhere <= explained


def test_every_section_stands_in_the_annotated_entry_in_its_order() -> None:
    shown = re.findall(r"^## (.*)$", text("CONTRIBUTING.md").split("````markdown")[1].split("````")[0], re.MULTILINE)
    assert shown == [section.heading for section in SECTIONS]


def test_every_kind_of_page_stands_in_the_readme() -> None:
    documented = text("README.md")
    for example in (
        "/404",
        "/404.json",
        "/4xx",
        "/guide",
        "/search?q=",
        "/opensearch.xml",
        "/robots.txt",
        "/sitemap.xml",
        "/llms.txt",
        "/status/503",
        "/rfc/9110",
        "/header/retry-after",
        "/sent-by/nginx",
        "/sent-by",
        "/no-status",
        "/healthz",
        "/readyz",
    ):
        assert f"`{example}`" in documented
    assert len(get_resolver().url_patterns) == 22
    for path in api.get_openapi_schema()["paths"]:
        assert path.replace("{code}", "404") in documented


def test_every_target_of_make_has_its_line_of_help() -> None:
    makefile = text("Makefile")
    targets = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())  # type: ignore[index]
    shown = subprocess.run(["make", "-s", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split()[0] for line in shown.splitlines()} == targets


def test_every_direct_dependency_is_argued_for() -> None:
    argued = text("docs/decisions/0002-dependencies.md").lower()
    names = [line.split("~")[0].split("=")[0] for line in text("requirements.in").splitlines() if line and line[0] not in "#-"]
    assert [name for name in names if name.lower() not in argued] == []


@pytest.mark.django_db
def test_the_files_of_own_content_can_be_copied_as_they_are(site: Client, tmp_path: Path) -> None:
    shown = re.findall(r"This one is\s`([^`]+)`:\n\n````markdown\n(.*?)````", text("docs/own-content.md"), re.DOTALL)
    assert [name for name, _ in shown] == ["notes/503.md", "codes/597.md"]
    for name, content in shown:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content, encoding="utf-8")
    load(ROOT / "content", tmp_path)
    assert [note["title"] for note in site.get("/503.json").json()["notes"]] == ["Runbook: the shop answers 503"]
    assert site.get("/597.json").json()["own"] is True


def test_every_part_of_the_content_stands_in_the_document_on_own_content() -> None:
    table = re.findall(r"^\| (`.*?) \|", text("docs/own-content.md"), re.MULTILINE)
    named = {re.split(r"[/.]", name)[0] for row in table for name in re.findall(r"`([a-z-]+[/.][^`]*)`", row)}
    assert named == {*PARTS, *TABLES.values()}


def test_every_link_between_documents_leads_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_committed_files_name_no_machine_and_no_registry() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    wrong = re.compile(r'--(extra-)?index-[u]rl |--find-[l]inks |"resolved": "http')
    for name in filter(None, listed):
        path = ROOT / name
        if path.suffix in {".txt", ".in", ".json", ".toml"} and path.exists():
            assert not wrong.search(path.read_text(encoding="utf-8")), name
