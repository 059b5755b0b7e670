"""A connection without a socket: what it sends stands in a list, and time goes on when a test says so."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from statuscodes.server.connection import Connection
from statuscodes.server.contract import REFUSED, Application, Environ, Fields

PAGE = Fields([("Content-Length", "4")])


class Transport:
    """A socket that takes everything, or, once it is `full`, nothing."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.calls: list[str] = []
        self.unsent = 0

    def write(self, octets: bytes) -> None:
        self.sent.append(octets)

    def writelines(self, octets: tuple[bytes, ...]) -> None:
        self.sent.append(b"".join(octets))

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def is_closing(self) -> bool:
        return bool({"close", "abort"}.intersection(self.calls))

    def __getattr__(self, name: str) -> Callable[[], None]:
        return lambda: self.calls.append(name)


class Server:
    """What a connection belongs to; its application tells the request as it has it."""

    def __init__(self) -> None:
        self.environ: Environ = {"SERVER_NAME": "localhost"}
        self.connections: set[Connection] = set()
        self.date = b"Date: now\r\n"
        self.is_ending = False
        self.time = 1000.0
        self.calls: list[Callable[[], None]] = []
        self.answers: dict[str, int] = defaultdict(int)
        self.asked: list[Environ] = []
        self.application: Application = self.page

    def page(self, environ: Environ, start_response: Callable[..., Any]) -> list[bytes]:
        self.asked.append(environ)
        refused = environ.get(REFUSED)
        start_response(f"{int(refused[0])} No" if refused else "200 OK", PAGE)
        return [b"page"]

    def soon(self, call: Callable[[], None]) -> None:
        self.calls.append(call)

    def opened(self, connection: Connection) -> None:
        self.connections.add(connection)


class Client:
    """One connection, from outside."""

    def __init__(self, server: Server) -> None:
        self.server, self.transport = server, Transport()
        self.connection = Connection(server, "192.0.2.7", 4711)
        self.connection.connection_made(self.transport)

    def send(self, *parts: bytes) -> None:
        for part in parts:
            self.connection.data_received(part)

    def turns(self) -> int:
        """Let the loop go on until nothing is to do; how many turns that takes."""
        number = 0
        while self.server.calls:
            self.server.calls.pop(0)()
            number += 1
        return number

    def look_after(self, seconds: float) -> None:
        """What the server does after a while."""
        self.server.time += seconds
        self.connection.look_after()

    @property
    def calls(self) -> list[str]:
        return self.transport.calls

    @property
    def statuses(self) -> list[int]:
        return [int(answer[9:12]) for answer in self.transport.sent]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(server: Server) -> Client:
    return Client(server)
