"""Own content, mounted over the image: the example that docs/own-content.md gives."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.container.engine import IMAGE, LIMITS, READ_ONLY, TEMPORARY, Server, done, run, started, starting


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the note and the entry of the documentation."""
    folder = tmp_path_factory.mktemp("own") / "content-extra"
    documentation = (ROOT / "docs" / "own-content.md").read_text(encoding="utf-8")
    note, entry = re.findall(r"^````markdown\n(.*?)^````$", documentation, re.MULTILINE | re.DOTALL)
    for name, text in (("notes/503.md", note), ("codes/597.md", entry)):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def mounted(own: Path) -> tuple[str, ...]:
    return (*READ_ONLY, *TEMPORARY, f"--volume={own}:/content-extra:ro")


@pytest.fixture(scope="module")
def server(own: Path) -> Iterator[Server]:
    with started(*mounted(own), patience=400) as container:
        yield container


@pytest.mark.timeout(600)
def test_own_entries_and_notes_are_served_as_built_pages(server: Server) -> None:
    entry = server.answer("/597.json")
    assert (entry.status, json.loads(entry.content)["name"]) == (200, "Tenant Is Moving")
    assert b"#shop-oncall" in server.answer("/503").content
    assert server.answer("/503").headers["etag"][0] == '"'
    assert json.loads(server.answer("/api/search?q=tenant+migration").content)["results"][0]["code"] == 597


@pytest.mark.timeout(600)
def test_a_mistake_stops_its_start_and_no_copy_that_runs(server: Server, own: Path) -> None:
    path = own / "codes" / "597.md"
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace("code: 597\n", "code: 598\n"), encoding="utf-8")
    failed = run("run", "--rm", "--network=none", *LIMITS, *mounted(own), IMAGE)
    path.write_text(right, encoding="utf-8")
    assert failed.returncode == 1
    assert "content-extra/codes/597.md:2: code is 598 but the file is named 597.md" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert server.answer("/597").status == 200


def test_own_content_is_checked_without_serving_it(own: Path) -> None:
    checked = run("run", "--rm", "--network=none", *LIMITS, *mounted(own), IMAGE, "load_content", "--check")
    assert (checked.returncode, checked.stdout) == (0, "Checked 107 entries, 1 of them your own, and 1 note.\n")


def test_sigterm_ends_it_while_it_builds(own: Path) -> None:
    with starting(*mounted(own), until="Loaded 107 entries") as name:
        done("kill", "-s", "TERM", name)
        assert done("wait", name) == "0"
        assert "Serving" not in run("logs", name).stderr


def test_own_content_without_a_folder_for_temporary_files_is_refused_in_a_sentence(own: Path) -> None:
    refused = run("run", "--rm", "--network=none", *LIMITS, *READ_ONLY, f"--volume={own}:/content-extra:ro", IMAGE)
    assert refused.returncode == 1
    told = "/srv/statuscodes/var cannot be written, and neither can a folder for temporary files: give a container --tmpfs /tmp"
    assert refused.stderr.splitlines()[-1].endswith(told)
