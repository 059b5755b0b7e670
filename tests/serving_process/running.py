"""The site as a process of its own on loopback, and clients of it that know sockets and nothing better."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.processes import ROOT, SERVE, answered, environment, free_port

HOST = b"Host: localhost\r\n"
GET = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
LAST = b"GET /healthz HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"
STATUS_LINE = re.compile(rb"HTTP/1\.[01] (\d{3}) [^\r\n]*\r\n")
PATIENCE = 20  # seconds for what has to happen at last; nothing here measures how soon


@dataclass(frozen=True)
class Running:
    """A server that runs, and the file that its output goes to."""

    port: int
    process: subprocess.Popen[bytes]
    output: Path

    def connect(self, **options: int) -> socket.socket:
        """A connection; options are set before it opens, by their names: SO_RCVBUF=4096."""
        client = socket.socket()
        for name, value in options.items():
            client.setsockopt(socket.SOL_SOCKET, getattr(socket, name), value)
        client.settimeout(PATIENCE)
        client.connect(("127.0.0.1", self.port))
        return client

    def answer(self, path: str = "/404", method: str = "GET") -> tuple[int, bytes]:
        """What a visitor gets."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path)
            response = connection.getresponse()
            return response.status, response.read()


@contextlib.contextmanager
def serving(folder: Path, **variables: str) -> Iterator[Running]:
    """The site, from its first answer on; ended by SIGTERM, which must be enough."""
    port = free_port()
    output = folder / f"output-{port}.txt"
    with output.open("wb") as log:
        process = subprocess.Popen(
            SERVE,
            cwd=ROOT,
            env=environment(folder, **{"ACCESS_LOG": "json", "PORT": str(port)} | variables),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    running = Running(port, process, output)
    try:
        answered(f"http://127.0.0.1:{port}/healthz", process, output)
        yield running
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def exchange(client: socket.socket, data: bytes) -> list[int]:
    """Send octets, and read until the server hangs up: the status of each answer."""
    received = bytearray()
    sender = threading.Thread(target=send, args=(client, data))
    sender.start()
    with contextlib.suppress(ConnectionResetError):
        while chunk := client.recv(1 << 16):
            received += chunk
    client.close()
    sender.join()
    return [int(status) for status in STATUS_LINE.findall(received)]


def send(client: socket.socket, data: bytes) -> None:
    """Send as much as the server takes."""
    with contextlib.suppress(OSError):
        client.sendall(data)
