"""Attacks the site, and times what others get meanwhile: part of `make bench`. Writes docs/hostile.md.

A visitor opens a connection for each request, as a first visit does, and asks for an entry, a search, a live
answer and a file in turn. The attackers run in a process of their own on the same machine, so they take time
from the server that a real attacker would not take.
"""

import contextlib
import http.client
import itertools
import multiprocessing
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import timeit
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "statuscodes.settings")

from statuscodes.logs import FORMS, logged  # noqa: E402
from tests.processes import prepare  # noqa: E402
from tests.serving_process.running import GET, HOST, Running, serving  # noqa: E402

VISITS = ("/404", "/search?q=gateway+timeout", "/status/503", "/static/css/site.css")
MOST, LONGEST = 400, 4.0  # visits, and seconds after which there are no more
TURNS = 5
IDLE, SLOW = 10_000, 500
Attack = Callable[[int, Event], None]


def main() -> None:
    """Measure, print, and write the document."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "var").symlink_to(Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve())
        (folder / "content").symlink_to(Path(os.environ.get("CONTENT_DIR", ROOT / "content")).resolve())
        prepare(folder, "build_pages")
        document = "\n".join([*HEAD, *attacks(folder), "", *LOGS, *logs(folder), ""])
    (ROOT / "docs" / "hostile.md").write_text(document, encoding="utf-8")
    sys.stdout.write(document)


HEAD = (
    "# What others get while the site is attacked",
    "",
    "Written by `make bench`: one worker, the attackers on the same machine. Visitors who ask for an entry, a search, a live",
    "answer and a file in turn, on a new connection each time, wait so many milliseconds; in brackets, as a multiple of the",
    "time without an attack. `tests/serving_process/` proves with the same clients that everybody is answered. Clients that read",
    "nothing ask for a hundred answers each, and are load like any other until the buffers for them are full.",
    "",
    "| attack | median | 99th percentile | not answered | resident memory of the worker |",
    "|---|---|---|---|---|",
)
LOGS = (
    "## What a line of the log costs",
    "",
    "Requests per second for `/404`, a page from memory, and for `/status/200`, which passes Django, the log going to a file: the",
    "median of five turns, as a share of `off` in the same turn; and the time that the line alone takes.",
    "",
    "| `ACCESS_LOG` | `/404` | share of `off` | `/status/200` | share of `off` | a line |",
    "|---|---|---|---|---|---|",
)


def attacks(folder: Path) -> Iterator[str]:
    """A row for each attack, each with a server of its own."""
    usual: list[float] = []
    for name, attack in ATTACKS.items():
        with serving(folder, ACCESS_LOG="off") as server, warm(server), under(attack, server.port):
            times, failed = visits(server)
            memory = resident(server)
        figures = [statistics.median(times), statistics.quantiles(times, n=100)[98]]
        usual = usual or figures
        told = (f"{figure * 1000:.1f} ms ({figure / before:.1f})" for figure, before in zip(figures, usual, strict=True))
        yield f"| {name} | {' | '.join(told)} | {failed} of {len(times) + failed} | {memory} MB |"


@contextlib.contextmanager
def warm(server: Running) -> Iterator[None]:
    """The server, once it has answered each kind of request."""
    for path in VISITS * 3:
        server.answer(path)
    yield


@contextlib.contextmanager
def under(attack: Attack, port: int) -> Iterator[None]:
    """The attack, from when it is in full swing."""
    ready = multiprocessing.Event()
    attacker = multiprocessing.Process(target=attack, args=(port, ready))
    attacker.start()
    try:
        if not ready.wait(60):
            raise TimeoutError("the attack does not start")
        yield
    finally:
        attacker.kill()
        attacker.join()


def visits(server: Running) -> tuple[list[float], int]:
    """The seconds that each answer took, and how many did not come."""
    times, failed = [], 0
    end = time.perf_counter() + LONGEST
    for path in itertools.islice(itertools.cycle(VISITS), MOST):
        began = time.perf_counter()
        try:
            server.answer(path)
        except (OSError, http.client.HTTPException):
            failed += 1
        else:
            times.append(time.perf_counter() - began)
        if time.perf_counter() > end and len(times) > 1:
            break
    return times, failed


def resident(server: Running) -> int:
    """The megabytes that the largest child of the server, which is its worker, keeps in memory."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text(encoding="ascii").split()
    return max(int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() for pid in children) >> 20


def connect(port: int, receive: int = 0) -> socket.socket:
    """A connection; with a small buffer where it is not to receive much."""
    client = socket.socket()
    if receive:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
    client.settimeout(20)
    client.connect(("127.0.0.1", port))
    return client


def nothing(_port: int, ready: Event) -> None:
    """No attack, to compare with."""
    ready.set()


def idle(port: int, ready: Event) -> None:
    """Connections that say nothing."""
    clients = [connect(port) for _ in range(IDLE)]
    ready.set()
    time.sleep(60)
    del clients


def octet_by_octet(port: int, ready: Event) -> None:
    """Requests that never end."""
    clients = [connect(port) for _ in range(SLOW)]
    for octet in itertools.chain(GET[:-2], itertools.repeat(ord("x"))):
        for client in clients:
            client.sendall(bytes([octet]))
        ready.set()
        time.sleep(0.01)


def never_reading(path: bytes) -> Attack:
    """Clients that ask for more than buffers hold, and read nothing of it."""

    def attack(port: int, ready: Event) -> None:
        clients = [connect(port, receive=4096) for _ in range(SLOW // 5)]
        for client in clients:
            client.sendall(GET.replace(b"/healthz", path) * 100)
        ready.set()
        time.sleep(60)
        del clients

    return attack


def one_after_another(request: bytes, most: int = 1 << 20) -> Attack:
    """The same request again and again, the next as soon as the last is answered or refused."""

    def attack(port: int, ready: Event) -> None:
        while True:
            with connect(port) as client, contextlib.suppress(OSError):
                client.sendall(request[:most])
                client.recv(1 << 16)
            ready.set()

    return attack


ENVIRON = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/404",
    "QUERY_STRING": "",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "192.0.2.7",
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "HTTP_REFERER": "https://search.example/",
}
POST = b"POST /404 HTTP/1.1\r\n" + HOST
ATTACKS: dict[str, Attack] = {
    "none": nothing,
    f"{IDLE:,} idle connections": idle,
    f"{SLOW} clients that send octet by octet": octet_by_octet,
    f"{SLOW // 5} clients that read no pages": never_reading(b"/404"),
    f"{SLOW // 5} clients that read no files": never_reading(b"/static/css/site.css"),
    "fields of 100 KB": one_after_another(GET[:-2] + b"X-A: " + b"x" * 100_000 + b"\r\n\r\n"),
    "content of 10 MB": one_after_another(POST + b"Content-Length: 10000000\r\n\r\n" + b"x" * 10_000_000, 11_000_000),
    "content in chunks without end": one_after_another(
        POST + b"Transfer-Encoding: chunked\r\n\r\n" + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 160, 11_000_000
    ),
    "256 KB of requests at once": one_after_another(GET.replace(b"/healthz", b"/status/204") * 4800),
    "empty lines": one_after_another(b"\r\n" * 500_000),
    "malformed requests": one_after_another(b"GET /404 HTTP/1.1\r\nHost : localhost\r\n\r\n"),
    "searches of 8 KB": one_after_another(b"GET /search?q=" + b"error+" * 1300 + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
}


def logs(folder: Path) -> Iterator[str]:
    """A row for each form of the log; the share is of the turn beside it, so that the machine's other work weighs on both."""
    with contextlib.ExitStack() as running:
        servers = {form: running.enter_context(serving(folder, ACCESS_LOG=form)) for form in ("off", "line", "json")}
        turns = [
            {(form, path): wrk(server, path) for path in ("/404", "/status/200") for form, server in servers.items()} for _ in range(TURNS)
        ]
    for form in servers:
        told = " | ".join(against_off(turns, form, path) for path in ("/404", "/status/200"))
        yield f"| `{form}` | {told} | {line(folder, form):.1f} µs |"


def against_off(turns: list[dict[tuple[str, str], float]], form: str, path: str) -> str:
    """Requests per second, and their share of those without a log."""
    rate = statistics.median(turn[form, path] for turn in turns)
    share = statistics.median(turn[form, path] / turn["off", path] for turn in turns)
    return f"{rate:,.0f} | {share:.2f}"


def line(folder: Path, form: str) -> float:
    """The microseconds that a line takes to make and to write, the best of five turns."""
    if form == "off":
        return 0.0
    with (folder / "log").open("wb") as log:
        application = logged(lambda _environ, start: start("200 OK", []) or [b""], FORMS[form], log.fileno())
        turns = timeit.repeat(lambda: application(ENVIRON, lambda *_: None), number=10_000, repeat=5)
    return min(turns) / 10_000 * 1e6


def wrk(server: Running, path: str) -> float:
    """Requests per second over 16 connections."""
    command = ["wrk", "-t1", "-c16", "-d1", f"http://127.0.0.1:{server.port}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  # its arguments are ours
    return float(said.partition("Requests/sec:")[2].split()[0])


if __name__ == "__main__":
    main()
