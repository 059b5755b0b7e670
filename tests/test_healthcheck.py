"""The check asks a server that is really there, by the door that a container's HEALTHCHECK uses."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from statuscodes.healthcheck import trouble
from tests.processes import ROOT, free_port


@contextmanager
def server(answer: bytes, host: str = "127.0.0.1") -> Iterator[int]:
    """The port of a server that answers one request with these octets, whatever it was asked."""
    with socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as listening:

        def answer_once() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer)

        thread = Thread(target=answer_once)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


@pytest.mark.parametrize(
    ("host", "served_on"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "::1")],  # noqa: S104 - names of what is asked
)
def test_who_answers_200_is_well(host: str, served_on: str) -> None:
    with server(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", served_on) as port:
        assert trouble(host, port) is None


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", "/healthz answers 503 Service Unavailable"),
        (b"", "Remote end closed connection without response"),
        (b"SSH-2.0-nothing\r\n", "SSH-2.0-nothing"),
    ],
    ids=["503", "nothing", "no HTTP"],
)
def test_who_answers_otherwise_is_not(answer: bytes, what: str) -> None:
    with server(answer) as port:
        assert what in str(trouble("127.0.0.1", port))


def test_who_does_not_answer_in_time_is_not_well() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        assert trouble("127.0.0.1", port) == f"no answer on 127.0.0.1 port {port}: timed out"


def test_the_program_says_what_is_wrong_and_ends_with_1() -> None:
    port = str(free_port())
    result = subprocess.run(
        [sys.executable, "-m", "statuscodes.healthcheck"],
        cwd=ROOT,
        env=os.environ | {"PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"no answer on 127.0.0.1 port {port}: ")
