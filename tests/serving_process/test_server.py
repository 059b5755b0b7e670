"""What the operator of a copy relies on."""

import json
import os
import signal
import socket
import time
from pathlib import Path

import pytest

from tests.processes import answered, free_port
from tests.serving_process.running import PATIENCE, Running, serving


def worker(running: Running) -> int:
    """The process that answers: the youngest child of the server; 0 while there is none."""
    listed = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text(encoding="ascii").split()
    return max((int(child) for child in listed), default=0)


def test_a_worker_that_dies_is_started_again(loaded: Path) -> None:
    with serving(loaded) as running:
        dead = worker(running)
        os.kill(dead, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while worker(running) in {0, dead}:
            assert time.monotonic() < end, "nobody starts it again"
            time.sleep(0.05)
        answered(f"http://127.0.0.1:{running.port}/healthz", running.process, running.output)


def test_every_line_of_the_log_is_json_if_that_is_asked_for(loaded: Path) -> None:
    with serving(loaded, ACCESS_LOG="json") as running:
        for path in ("/404?a=1", "/healthz", "/%0a%1b[2J", "/status/503"):
            running.answer(path)
    lines = [json.loads(line) for line in running.output.read_text(encoding="utf-8").splitlines()]
    requests = [(line["path"], line["query"], line["status"]) for line in lines if "method" in line]
    assert requests == [("/404", "a=1", 200), ("/%0A%1B%5B2J", "", 404), ("/status/503", "", 503)]
    events = [line for line in lines if "method" not in line]
    assert f"Serving 2 entries on http://127.0.0.1:{running.port} (Ctrl+C ends it)." in [event["message"] for event in events]
    assert {event["level"] for event in events} == {"INFO"}


@pytest.mark.parametrize(("form", "lines"), [("line", 1), ("off", 0)])
def test_the_log_may_be_lines_or_nothing(loaded: Path, form: str, lines: int) -> None:
    with serving(loaded, ACCESS_LOG=form) as running:
        running.answer("/404?a=1")
    assert running.output.read_text(encoding="utf-8").count('"GET /404?a=1 HTTP/1.1" 200') == lines


def test_metrics_are_where_they_are_asked_for_and_nowhere_else(loaded: Path) -> None:
    port = free_port()
    with serving(loaded, METRICS_PORT=str(port)) as running:
        metrics = answered(f"http://127.0.0.1:{port}/metrics", running.process, running.output).decode()
        assert running.answer("/metrics")[0] == 404
    assert 'statuscodes_starts_total{worker="0"} 1.0\n' in metrics
    assert "# TYPE statuscodes_answers_total counter" in metrics


def test_a_taken_port_of_the_metrics_is_named(loaded: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AssertionError, match=f"CommandError: METRICS_PORT={port}: something else on 127.0.0.1 listens there already"):
            serving(loaded, METRICS_PORT=str(port)).__enter__()


def test_what_is_in_flight_is_finished(loaded: Path) -> None:
    """A request whose last octets come after SIGTERM is answered still."""
    with serving(loaded) as running, running.connect() as client:
        client.sendall(b"GET /404.json HTTP/1.1\r\nHost: localh")
        running.process.send_signal(signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while "Shutting down" not in running.output.read_text(encoding="utf-8"):
            assert time.monotonic() < end, "the server does not end"
            time.sleep(0.05)
        client.sendall(b"ost\r\n\r\n")
        received = b""
        while chunk := client.recv(1 << 16):
            received += chunk
    assert received.startswith(b"HTTP/1.1 200 ")
    assert b'"code": 404' in received


def test_a_worker_whose_server_is_killed_ends(loaded: Path) -> None:
    started = serving(loaded)
    running = started.__enter__()
    try:
        alone = worker(running)
        running.process.kill()
        running.process.wait()
        end = time.monotonic() + PATIENCE
        while Path(f"/proc/{alone}").exists():
            assert time.monotonic() < end, "the worker serves on"
            time.sleep(0.05)
        assert "Shutting down" in running.output.read_text(encoding="utf-8")
    finally:
        with pytest.raises(ProcessLookupError):
            os.killpg(alone, signal.SIGKILL)
