"""Processes that are watched over: they run a small program here, which tells what happens in its output."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes import ROOT

PATIENCE = 20  # seconds for what has to happen at last
PROGRAM = """
import logging, os, signal, sys, time
from statuscodes.server.processes import keep_running
logging.basicConfig(level="INFO")
def wait():
    print("waits", os.getpid(), flush=True)
    signal.signal(signal.SIGTERM, lambda *_: (print("ends", flush=True), sys.exit()))
    time.sleep(600)
def ignore():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("ignores", flush=True)
    time.sleep(600)
def fail():
    print("fails", flush=True)
    raise ValueError("for a reason")
keep_running([globals()[name] for name in sys.argv[1:]], 1, lambda: print("at end", flush=True))
print("over", flush=True)
"""

Run = Callable[..., tuple["subprocess.Popen[bytes]", Path]]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Start the program with tasks; afterwards, nothing of it is left."""
    started = []

    def with_tasks(*tasks: str) -> tuple["subprocess.Popen[bytes]", Path]:
        output = tmp_path / "output.txt"
        with output.open("wb") as log:
            process = subprocess.Popen([sys.executable, "-c", PROGRAM, *tasks], cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
        started.append(process)
        return process, output

    yield with_tasks
    for process in started:
        process.kill()
        process.wait()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def count(output: Path, word: str) -> int:
    return output.read_text(encoding="utf-8").count(word)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_them_all(run: Run, number: signal.Signals) -> None:
    process, output = run("wait", "wait")
    until(lambda: count(output, "waits") == 2)
    process.send_signal(number)
    assert process.wait(PATIENCE) == 0
    assert [count(output, word) for word in ("at end", "ends", "over")] == [1, 2, 1]


def test_one_that_does_not_end_is_killed(run: Run) -> None:
    process, output = run("wait", "ignore")
    until(lambda: count(output, "waits") == count(output, "ignores") == 1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert count(output, "over") == 1


def test_one_that_dies_is_started_again_and_the_others_stay(run: Run) -> None:
    _, output = run("wait", "wait")
    until(lambda: count(output, "waits") == 2)
    os.kill(int(output.read_text(encoding="utf-8").split()[1]), signal.SIGKILL)
    until(lambda: count(output, "waits") == 3)
    assert count(output, "has ended (-9). Another takes its place.") == 1
    assert count(output, "ends\n") == 0


def test_one_that_fails_is_started_again_but_not_at_once(run: Run) -> None:
    process, output = run("fail")
    began = time.monotonic()
    until(lambda: count(output, "fails") == 3)
    assert time.monotonic() - began > 1
    assert count(output, "ValueError: for a reason") >= 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0


def test_many_that_die_at_once_keep_no_signal_waiting(run: Run) -> None:
    process, output = run(*["fail"] * 8)
    until(lambda: count(output, "fails") >= 16)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert count(output, "over") == 1
