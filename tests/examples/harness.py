"""Runs an example as a reader would: its file in a folder of its own, as a process of its own."""

import itertools
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from statuscodes.entries.entry import Example, Expectation
from statuscodes.entries.wildcards import matches
from tests.examples.scripted import Listener, Relay, Scripted
from tests.examples.wire import Exchange, play

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 20.0  # seconds for an example to start, to answer, or to end: a loaded machine is slow
COMMANDS = {"node": ("node",), "python": (sys.executable, "-u")}

_ports = itertools.count()


class ExampleError(AssertionError):
    """An example that did not do what it declares; the message has its file, output and exchange."""


def free_port() -> int:
    """A port that no other test is likely to use: each process counts from a place of its own, below the ephemeral ports."""
    while True:
        port = 20000 + (os.getpid() * 97 + next(_ports)) % 12000
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if probe.connect_ex(("127.0.0.1", port)):
                return port


class Run:
    """A running example, with everything that it has printed so far."""

    def __init__(self, example: Example, folder: Path, *arguments: str, **variables: str) -> None:
        self.file = folder / example.filename
        self.file.write_text(example.code, encoding="utf-8")
        environment = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG"}}
        command = [*COMMANDS[example.language], str(self.file), *arguments]
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        self.lines.extend(line.rstrip("\n") for line in self.process.stdout)

    def printed(self, line: str) -> bool:
        """Whether it has printed a line like this one."""
        return any(matches(line, actual) for actual in self.lines)

    def wait(self) -> int:
        """The exit code, once the example has ended by itself and all its output is read."""
        code = self.process.wait(TIMEOUT)
        self._reader.join(TIMEOUT)
        return code

    def stop(self) -> None:
        """End the example and everything that it started."""
        self.process.kill()
        self.process.wait()
        self._reader.join(TIMEOUT)
        assert self.process.stdout
        self.process.stdout.close()


@contextmanager
def folder_for(name: str) -> Iterator[Path]:
    """An empty folder inside the project, so that Node.js finds what package.json installed."""
    folder = ROOT / "var" / "examples" / f"{name}-{os.getpid()}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def running_server(example: Example, folder: Path) -> Iterator[tuple[Run, int]]:
    """A server example, listening on a port of its own."""
    port = free_port()
    run = Run(example, folder, PORT=str(port))
    try:
        _wait_until_listening(run, port)
        yield run, port
    finally:
        run.stop()


def _wait_until_listening(run: Run, port: int) -> None:
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        if run.process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise ExampleError(report("the server does not listen on the port that PORT names", run, []))


def served(example: Example, folder: Path) -> tuple[Run, list[Exchange]]:
    """Send a server example what it expects, and hand back what it printed and answered."""
    with running_server(example, folder) as (run, port):
        recorded = []
        for step in example.expects:
            try:
                recorded.append(play(step, port, TIMEOUT))
            except OSError as problem:
                raise ExampleError(report(f"{step.request}: {problem}", run, recorded)) from problem
        _wait_for_output(run, example.output)
    return run, recorded


def _wait_for_output(run: Run, output: str | None) -> None:
    """What a server prints may come after its answer; give it a moment."""
    end = time.monotonic() + TIMEOUT
    while output and not run.printed(output) and time.monotonic() < end:
        time.sleep(0.02)


def handled(example: Example, others: tuple[Example, ...], folder: Path) -> tuple[Run, list[Exchange]]:
    """Run a client example against its server example, or against answers as declared."""
    if example.against:
        other = next(candidate for candidate in others if candidate.filename == example.against)
        with running_server(other, folder) as (_, port), Relay(port) as relay:
            return _client(example, folder, relay)
    with Scripted(example.expects) as scripted:
        return _client(example, folder, scripted)


def _client(example: Example, folder: Path, listener: Listener) -> tuple[Run, list[Exchange]]:
    run = Run(example, folder, f"http://127.0.0.1:{listener.port}")
    try:
        code = run.wait()
    except subprocess.TimeoutExpired as problem:
        raise ExampleError(report("the client does not end", run, listener.exchanges())) from problem
    finally:
        run.stop()
    if code != example.exit_code:
        raise ExampleError(report(f"the client ended with exit code {code}, not {example.exit_code}", run, listener.exchanges()))
    return run, listener.exchanges()


def report(problem: str, run: Run, recorded: list[Exchange]) -> str:
    """A failure told in full: the example's file, its output, and the exchange."""
    parts = [problem, f"--- {run.file.name}", run.file.read_text(encoding="utf-8") if run.file.exists() else "(gone)"]
    parts += ["--- output", *run.lines, "--- exchange", *map(str, recorded)]
    return "\n".join(parts)


def disagreements(steps: tuple[Expectation, ...], recorded: list[Exchange]) -> Iterator[str]:
    """Where the exchanges differ from what the example declares."""
    if len(recorded) != len(steps):
        yield f"{len(steps)} requests are declared, {len(recorded)} were made"
    for step, exchange in zip(steps, recorded, strict=False):
        yield from _request_disagreements(step, exchange)
        yield from _answer_disagreements(step, exchange)


def _answer_disagreements(step: Expectation, exchange: Exchange) -> Iterator[str]:
    statuses = [answer.status for answer in exchange.answers]
    if step.no_answer or step.abandon_after is not None:
        if statuses:
            yield f"{step.request} was to {'end without an answer' if step.no_answer else 'be abandoned'}, but was answered with {statuses}"
        return
    if step.status not in statuses or statuses[-1] != (step.final or step.status):
        yield f"{step.request} is to be answered with {[step.status, *filter(None, [step.final])]}, not {statuses}"
        return
    answer = next(answer for answer in exchange.answers if answer.status == step.status)
    for name, value in step.headers.items():
        actual = answer.values(name)
        if actual is None or not matches(value, actual):
            yield f"{name} is to be {value!r}, not {actual!r}"
    for name in step.absent:
        if answer.values(name) is not None:
            yield f"{name} is not to be there, and is {answer.values(name)!r}"
    content = exchange.answers[-1].content.decode("utf-8", "replace")
    if step.content is not None and step.cut_after is None and not matches(step.content, content):
        yield f"the content is to be {step.content!r}, not {content!r}"


def _request_disagreements(step: Expectation, exchange: Exchange) -> Iterator[str]:
    if not matches(step.request, f"{exchange.method} {exchange.path}"):
        yield f"the request is to be {step.request}, not {exchange.method} {exchange.path}"
    if step.version != exchange.version:
        yield f"the request's version is to be {step.version}, not {exchange.version}"
    sent = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in exchange.fields}
    for name, value in step.request_headers.items():
        if not matches(value, sent.get(name.lower(), "")):
            yield f"the request's {name} is to be {value!r}, not {sent.get(name.lower())!r}"
    if step.body is not None and step.body != exchange.content.decode():
        yield f"the request's content is to be {step.body!r}, not {exchange.content!r}"
