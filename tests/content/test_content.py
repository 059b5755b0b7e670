"""The real content, beyond what the loader insists on: what a reader would hold against it."""

import json
import re
from datetime import datetime
from http import HTTPStatus
from itertools import groupby

import pytest
from pygments.lexers import get_lexer_by_name

from statuscodes.entries.catalog import read_catalog
from statuscodes.entries.citations import REFERENCE, citations_in
from statuscodes.entries.entry import UNREGISTERED, Entry, software_slug
from statuscodes.entries.repetition import said_twice, texts
from statuscodes.entries.values import mapping
from statuscodes.management.commands.count_messages import messages_by_software
from statuscodes.markup import block
from tests.conftest import ROOT

CATALOG = read_catalog(ROOT / "content")
ENTRIES = [pytest.param(entry, id=entry.slug) for entry in CATALOG.entries]
TOLD = [pytest.param(page, [text for _, text in rows], id=page) for page, rows in groupby(sorted(texts(CATALOG)), key=lambda row: row[0])]
REGISTRY = mapping((ROOT / "tests" / "content" / "registry.yaml").read_text(encoding="utf-8")).data
KINDS = {"permanent": {"standard", "deprecated"}, "temporary": {"temporary"}, "unused": {"reserved"}, "obsoleted": {"deprecated"}}
# RFC 9110, 15.1, and RFC 7725, 3 for 451
CACHEABLE_BY_DEFAULT = {200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 451, 501}
WITHOUT_CONTENT = {204, 205, 304}  # RFC 9110, 6.4.1 and 15.3.6; interim responses have none either
# Codes whose handling is the hard part, and codes that people return every day.
SHOWN_BY_CLIENTS = {
    *(100, 103, 206, 301, 302, 303, 304, 307, 308, 401, 407, 408, 409, 412, 413, 416),
    *(425, 426, 428, 429, 431, 451, 500, 502, 503, 504),
}
SHOWN_IN_FRAMEWORKS = {
    *(200, 201, 202, 204, 301, 302, 304, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 502, 503, 504),
}
# Numbers that no RFC defines and that people meet all the same.
UNREGISTERED_CODES = {
    *(0, 122, 218, 298, 419, 420, 430, 432, 440, 444, 449, 450, 456, 460, 463, 464, 494, 495, 496, 497, 498, 499, 509, 514),
    *(520, 521, 522, 523, 524, 525, 526, 527, 529, 530, 540, 550, 560, 561, 598, 599, 783, 999),
}
# Codes that several layers can produce, and the layers that a reader tells apart.
SENT_BY_MANY = {400, 403, 404, 408, 413, 429, 431, 500, 502, 503, 504}
LAYERS = {
    *("nginx", "Apache httpd", "HAProxy", "Envoy", "Varnish"),
    *("Cloudflare", "Amazon CloudFront", "AWS Application Load Balancer", "AWS API Gateway"),
}
REQUIRED_FIELDS = {101: "Upgrade", 401: "WWW-Authenticate", 405: "Allow", 407: "Proxy-Authenticate", 426: "Upgrade"}


def test_no_sentence_and_no_list_item_stands_twice_on_the_site() -> None:
    assert said_twice(CATALOG) == {}


def test_there_are_no_notes_of_ours() -> None:
    assert CATALOG.notes == {}


def test_every_code_of_the_registry_has_an_entry_with_its_name_and_kind() -> None:
    """tests/content/registry.yaml is a dated copy of the registry; a code that is missing here is missing on the site."""
    registered = {code: (name, way) for way in KINDS for code, name in REGISTRY[way].items()}
    entries = {entry.code: entry for entry in CATALOG.entries if entry.kind not in UNREGISTERED}
    assert sorted(entries) == sorted(registered)
    for code, (name, way) in registered.items():
        assert entries[code].name == name or way == "unused"  # there the registry has no name, only the remark “(Unused)”
        assert entries[code].kind in KINDS[way], f"{code} is registered as {way}"


def test_every_section_that_is_listed_is_cited() -> None:
    files = [*(ROOT / "content").rglob("*.md"), ROOT / "content" / "rumours.yaml"]
    written = "\n".join(path.read_text(encoding="utf-8") for path in files)
    cited = {str(found) for found in citations_in(written)} | {f"{rfc}#{section}" for rfc, section in REFERENCE.findall(written)}
    listed = {f"{number}#{section}" for number, rfc in CATALOG.rfcs.items() for section in rfc.sections}
    assert listed == cited


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_facts_are_those_of_the_rfcs(entry: Entry) -> None:
    assert entry.cacheable_by_default == (entry.code in CACHEABLE_BY_DEFAULT)
    assert entry.content_allowed == (entry.status_class != "1xx" and entry.code not in WITHOUT_CONTENT)
    if required := REQUIRED_FIELDS.get(entry.code):
        assert (required, "must") in [(field.name, field.requirement) for field in entry.headers]
        assert f"\n{required}:" in entry.wire


def test_numbers_that_people_meet_have_entries_though_no_rfc_defines_them() -> None:
    assert {entry.code for entry in CATALOG.entries if entry.kind in UNREGISTERED} >= UNREGISTERED_CODES


def test_messages_are_many_and_of_many_products() -> None:
    counted = messages_by_software(CATALOG)
    assert counted.total() >= 1500
    assert len(counted) >= 200


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_layers_that_can_send_a_code_are_told_apart(entry: Entry) -> None:
    if entry.code in SENT_BY_MANY:
        told = {row.software: row for row in entry.fingerprints}
        assert told.keys() >= LAYERS
        assert any(row.layer == "application" for row in entry.fingerprints)
        assert [name for name in LAYERS if not told[name].log] == []


@pytest.mark.parametrize("entry", ENTRIES)
def test_examples_come_in_the_languages_and_roles_that_the_code_needs(entry: Entry) -> None:
    shown = {(example.language, example.role) for example in entry.examples}
    assert shown >= {("node", "server"), ("python", "server")}
    if entry.code in SHOWN_BY_CLIENTS:
        assert shown >= {("node", "client"), ("python", "client")}
    if entry.code in SHOWN_IN_FRAMEWORKS:
        assert {example.framework for example in entry.examples if example.role == "server"} >= {"Django", "FastAPI"}


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_exchange_on_the_wire_is_valid(entry: Entry) -> None:
    for message in re.split(r"\n\n(?=HTTP/)", entry.wire):
        head, _, content = message.partition("\n\n")
        if date := re.search(r"^Date: (.*)$", head, re.MULTILINE):
            written = datetime.strptime(date[1], "%a, %d %b %Y %H:%M:%S GMT")  # noqa: DTZ007  # GMT is in the text
            assert written.strftime("%a, %d %b %Y %H:%M:%S GMT") == date[1]
        length = re.search(r"^Content-Length: (\d+)$", head, re.MULTILINE)
        if length and content.strip() and not re.search(r"^[(#\[…]|…", content, re.MULTILINE) and "HEAD" not in entry.wire.split()[0]:
            assert int(length[1]) - len(content.rstrip("\n").encode()) in {0, 1}, content  # the last line may end
    assert re.match(r"[A-Z]+ \S+ HTTP/\d\.\d\nHost: \S+", entry.wire)


@pytest.mark.parametrize("entry", ENTRIES)
def test_aliases_and_messages_are_said_once(entry: Entry) -> None:
    aliases = [alias.lower() for alias in (*entry.aliases, *entry.searched_as)]
    assert len(set(aliases)) == len(aliases)
    assert entry.name.lower() not in aliases
    messages = [(message.software, message.text) for message in entry.messages]
    assert len(set(messages)) == len(messages)


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_constant_in_python_exists(entry: Entry) -> None:
    if entry.constants.python:
        assert HTTPStatus[entry.constants.python.rpartition(".")[2]] == entry.code


@pytest.mark.parametrize(("page", "told"), TOLD)
def test_blocks_of_code_are_in_known_languages_and_closed(page: str, told: list[str]) -> None:
    for text in told:
        fences = re.findall(r"^\s*```(\S*)", text, re.MULTILINE)
        assert len(fences) % 2 == 0
        for language in fences[::2]:
            assert get_lexer_by_name(language), page


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_an_example_requires_is_pinned(entry: Entry) -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    pinned = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").lower()
    for example in entry.examples:
        for requirement in example.requires:
            name, _, version = requirement.partition("@")
            if example.language == "node":
                assert package[name].split(".")[0] == version
            else:
                assert f"\n{name}==" in pinned


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_example_requires_what_it_imports(entry: Entry) -> None:
    for example in entry.examples:
        if example.language == "node":
            imported = {name for name in re.findall(r'from "([^".]+)"', example.code) if not name.startswith("node:")}
        else:
            imported = {name for name in re.findall(r"^(?:import|from) (\w+)", example.code, re.MULTILINE) if name in THIRD_PARTY}
        required = {name.partition("@")[0] for name in example.requires}
        assert {THIRD_PARTY.get(name, name) for name in imported} <= required, example.filename
        assert not required - {THIRD_PARTY.get(name, name) for name in imported}, example.filename


# What Python's examples import, by the name of the package that brings it.
THIRD_PARTY = {name: name for name in ("flask", "django", "fastapi", "uvicorn", "httpx")} | {"starlette": "fastapi", "werkzeug": "flask"}


@pytest.mark.parametrize(("page", "told"), TOLD)
def test_links_in_prose_lead_to_pages_of_the_site(page: str, told: list[str]) -> None:
    known = {f"/{entry.slug}" for entry in CATALOG.entries} | {f"/{row.slug}" for row in CATALOG.classes}
    known |= {"/", "/guide", "/no-status", "/sent-by", *(f"/sent-by/{name}" for name in named_products())}
    for text in told:
        for target in re.findall(r"\]\((/[^)#]*)", text):
            assert target in known, page


@pytest.mark.parametrize(("page", "told"), TOLD)
def test_anchors_in_prose_lead_somewhere(page: str, told: list[str]) -> None:
    guide = {chapter.slug for chapter in CATALOG.chapters} | set(
        re.findall(r' id="([^"]+)"', "".join(block(row.text, 2) for row in CATALOG.chapters))
    )
    anchors = {"guide": guide, "no-status": {failure.slug for failure in CATALOG.failures}}
    for text in told:
        for path, anchor in re.findall(r"\]\(/(guide|no-status)#([^)]+)\)", text):
            assert anchor in anchors[path], page


def named_products() -> set[str]:
    """Every product that has a page, as its URL has it."""
    names = {sender.name for sender in CATALOG.senders}
    for entry in CATALOG.entries:
        names |= {owner.name for owner in entry.owners} | {message.software for message in entry.messages}
        names |= {row.software for row in entry.fingerprints} | {row.software for row in entry.subcodes}
    return {software_slug(name) for name in names}
