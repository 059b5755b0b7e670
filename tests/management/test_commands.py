import io
import os
import signal
import socket
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils.autoreload import StatReloader
from pytest_django import Settings

from statuscodes.management.commands.dev import watch_content
from statuscodes.management.commands.write_schema import SCHEMA_FILE, schema
from statuscodes.models import StatusCode
from tests.conftest import ROOT, Edit
from tests.processes import SERVE, answered, environment, free_port, manage, prepare


@pytest.mark.django_db
def test_load_content_says_what_it_did(content: Path) -> None:
    said = io.StringIO()
    call_command("load_content", str(content), stdout=said)
    assert said.getvalue() == "Loaded 2 entries.\n"
    assert StatusCode.objects.count() == 2


@pytest.mark.django_db
def test_load_content_takes_several_folders(content: Path, extra: Path) -> None:
    said = io.StringIO()
    call_command("load_content", str(content), str(extra), stdout=said)
    assert said.getvalue() == "Loaded 3 entries, 2 of them your own, and 3 notes.\n"
    assert StatusCode.objects.get(code=404).summary == "Nothing is here, says Acme."


def test_the_setting_names_the_second_folder(content: Path, extra: Path) -> None:
    folder = content.parent
    assert (
        manage(folder, "load_content", "--check", CONTENT_EXTRA_DIR=str(extra)).stdout
        == "Checked 3 entries, 2 of them your own, and 3 notes.\n"
    )
    assert manage(folder, "load_content", "--check", CONTENT_EXTRA_DIR=str(folder / "nowhere")).stdout == "Checked 2 entries.\n"
    (extra / "599.markdown").touch()
    told = manage(folder, "load_content", "--check", CONTENT_EXTRA_DIR=str(extra))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("content-extra/599.markdown:1: no file of this name is read here")


def test_development_watches_every_folder_and_waits_for_one_that_is_not_there(content: Path, extra: Path, settings: Settings) -> None:
    missing = extra.parent / "later"
    settings.CONTENT_FOLDERS = (content, extra, missing)
    reloader = StatReloader()
    watch_content(reloader)
    assert {content, extra / "notes", missing} <= reloader.extra_files
    assert {extra / "612.md", extra / "notes" / "405.md", content / "rfcs.yaml"} <= set(reloader.watched_files())


def test_make_loads_anew_when_a_file_of_either_folder_changes(content: Path, extra: Path) -> None:
    command = ["make", "-s", "--no-print-directory", "--eval", "told: ; @echo $(CONTENT) $$CONTENT_DIR $$CONTENT_EXTRA_DIR", "told"]
    environment = os.environ | {"CONTENT_DIR": str(content), "CONTENT_EXTRA_DIR": str(extra)}
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.split()
    assert {f"{content}/./codes/404.md", f"{extra}/.", f"{extra}/./notes/405.md"} <= set(told)
    assert told[-2:] == [str(content), str(extra)]


@pytest.mark.django_db
def test_check_reads_and_loads_nothing(content: Path) -> None:
    before = StatusCode.objects.count()
    said = io.StringIO()
    call_command("load_content", str(content), "--check", stdout=said)
    assert said.getvalue() == "Checked 2 entries.\n"
    assert StatusCode.objects.count() == before


def test_what_is_nearly_said_twice_is_listed(content: Path, edit: Edit, settings: Settings) -> None:
    settings.CONTENT_FOLDERS = (content,)
    (content / "codes" / "405.md").unlink()
    edit("codes/404.md", "## Meaning\n\n", "## Meaning\n\nNobody has put anything at this place yet.\n\n")
    edit("classes/4xx.md", "---\n\n", "---\n\nNobody has put anything at that place yet.\n\n")
    said = io.StringIO()
    call_command("list_repetitions", stdout=said)
    assert said.getvalue().splitlines() == [
        "95 % alike:",
        "  4xx: Nobody has put anything at that place yet.",
        "  404: Nobody has put anything at this place yet.",
        "Sentences nearly said twice: 1.",
    ]


def test_messages_are_counted_by_software(content: Path, settings: Settings) -> None:
    settings.CONTENT_FOLDERS = (content,)
    said = io.StringIO()
    call_command("count_messages", stdout=said)
    assert said.getvalue().splitlines() == ["    2 Django", "    1 curl", "3 messages of 2 products."]


@pytest.mark.django_db
def test_wrong_content_is_listed_and_the_old_stays(content: Path, edit: Edit) -> None:
    call_command("load_content", str(content), stdout=io.StringIO())
    edit("codes/404.md", "Nothing is here.", "")
    edit("codes/405.md", "kind: standard", "kind: wrong")
    told = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("load_content", str(content), stderr=told)
    assert ended.value.code == 1
    assert told.getvalue().splitlines() == [
        "content/codes/404.md:5: summary: input should be a valid string",
        (
            "content/codes/405.md:4: kind: input should be "
            "'standard', 'temporary', 'reserved', 'deprecated', 'unofficial' or 'folklore', not 'wrong'"
        ),
        "2 problems in the content; nothing was loaded.",
    ]
    assert list(StatusCode.objects.values_list("code", flat=True)) == [404, 405]


def test_the_schema_for_editors_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema(), "run `make schema`"


def test_a_taken_port_is_a_clear_error(content: Path) -> None:
    folder = content.parent
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = manage(folder, "serve", PORT=str(port))
    assert result.returncode == 1
    assert result.stderr == f"CommandError: PORT={port}: something else on 127.0.0.1 listens there already; choose another PORT\n"


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl+C"])
def test_serve_answers_and_ends_at_a_signal(content: Path, sent: signal.Signals) -> None:
    """A terminal sends SIGINT to every process of the group, so both are sent to all of it."""
    folder = content.parent
    port, log = free_port(), folder / "log"
    with log.open("wb") as output:
        told = environment(folder, PORT=str(port))
        process = subprocess.Popen(SERVE, cwd=ROOT, env=told, stdout=output, stderr=output, start_new_session=True)
    try:
        assert answered(f"http://127.0.0.1:{port}/404.json", process, log).startswith(b'{\n  "code": 404')
        os.killpg(process.pid, sent)
        process.wait(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    said = [line for line in log.read_text(encoding="utf-8").splitlines() if " INFO statuscodes " in line]
    assert [line.partition(" INFO statuscodes ")[2] for line in said] == [
        "Nothing is loaded yet.",
        "No pages are built yet.",
        f"Serving 2 entries on http://127.0.0.1:{port} (Ctrl+C ends it).",
        "Shutting down; 0 connections are open.",
    ]


def test_a_mistake_in_the_content_stops_the_start_and_keeps_what_was_there(content: Path, edit: Edit) -> None:
    folder = content.parent
    prepare(folder, "build_pages")
    before = (folder / "var" / "pages" / "pages.json").read_bytes()
    edit("codes/405.md", "kind: standard", "kind: wrong")
    result = manage(folder, "serve")
    assert result.returncode == 1
    assert "INFO statuscodes The database is of content " in result.stderr
    assert "content/codes/405.md:4: kind: " in result.stderr
    assert "1 problem in the content; nothing was loaded." in result.stderr
    assert (folder / "var" / "pages" / "pages.json").read_bytes() == before
    assert manage(folder, "load_content", str(ROOT / "tests" / "fixtures" / "content"), "--check").returncode == 0
