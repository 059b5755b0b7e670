"""Clients that come in thousands, send slowly or never read: meanwhile others are answered."""

import contextlib
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving_process.running import GET, HOST, Running, serving

IDLE = 10_000
SLOW = 300
OTHERS = {"/404": b"404", "/search?q=404": b"404", "/status/503": b"503", "/static/css/site.css": b"{", "/healthz": b"ok"}


@pytest.fixture(scope="module", autouse=True)
def _open_files() -> Iterator[None]:
    """As many open files as the system grants; both ends of each connection are on this machine, in two processes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def others_are_answered(running: Running) -> None:
    for path, part in OTHERS.items():
        status, content = running.answer(path)
        assert (status, part in content) == (503 if path == "/status/503" else 200, True)


@pytest.mark.parametrize(
    "start",
    [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\n" + HOST + b"X-A: ", GET],
    ids=["that say nothing", "in the middle of a request", "in the middle of a field", "that have been answered"],
)
def test_ten_thousand_idle_connections_keep_nobody_out(running: Running, start: bytes) -> None:
    with contextlib.ExitStack() as open_until_the_end:
        for _ in range(IDLE):
            client = open_until_the_end.enter_context(running.connect())
            client.sendall(start)
        others_are_answered(running)


def test_clients_that_send_octet_by_octet_keep_nobody_waiting(running: Running) -> None:
    with contextlib.ExitStack() as open_until_the_end:
        clients = [open_until_the_end.enter_context(running.connect()) for _ in range(SLOW)]
        for octet in GET[:-1]:
            for client in clients:
                client.sendall(bytes([octet]))
            if octet == ord("\n"):
                others_are_answered(running)
        for client in clients:
            client.sendall(GET[-1:])
        assert {client.recv(12) for client in clients} == {b"HTTP/1.1 200"}


@pytest.mark.parametrize("target", ["/404", "/static/large.bin"], ids=["pages", "a large file"])
def test_clients_that_never_read_keep_nobody_waiting(running: Running, target: str) -> None:
    """Each asks for more than the buffers of the system and of the server hold, and takes a few octets of it."""
    request = GET.replace(b"/healthz", target.encode())
    with contextlib.ExitStack() as open_until_the_end:
        clients = [open_until_the_end.enter_context(running.connect(SO_RCVBUF=4096)) for _ in range(SLOW // 10)]
        for client in clients:
            client.sendall(request * 100)
        for client in clients:
            assert client.recv(12) == b"HTTP/1.1 200"
        others_are_answered(running)


def test_clients_that_announce_content_and_never_send_it_keep_nobody_waiting(running: Running) -> None:
    announced = b"POST /404 HTTP/1.1\r\n" + HOST + b"Content-Length: 60000\r\n\r\n"
    with contextlib.ExitStack() as open_until_the_end:
        clients = [open_until_the_end.enter_context(running.connect()) for _ in range(SLOW)]
        for client in clients:
            client.sendall(announced)
        others_are_answered(running)
        assert {client.recv(12) for client in clients} == {b"HTTP/1.1 405"}


def test_few_open_files_are_made_more(loaded: Path) -> None:
    """A process that starts with 1,024, as most do, keeps 2,000 connections."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, hard))
    with serving(loaded) as running:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        with contextlib.ExitStack() as open_until_the_end:
            for _ in range(2000):
                open_until_the_end.enter_context(running.connect()).sendall(GET[:-1])
            others_are_answered(running)


def test_signals_end_the_server_although_clients_stay(loaded: Path) -> None:
    with contextlib.ExitStack() as open_until_the_end, serving(loaded) as running:
        for start in (b"", GET[:-1], GET):
            open_until_the_end.enter_context(running.connect()).sendall(start)
        others_are_answered(running)
