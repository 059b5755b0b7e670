"""What a client example talks to: declared answers, or a relay that records how it talks to a server example."""

import socket
import threading
import time
from abc import ABC, abstractmethod
from http import HTTPStatus
from types import TracebackType
from typing import Self

import h11

from statuscodes.entries.entry import Expectation
from tests.examples.wire import MAXIMUM, Exchange, exchanges

PHRASES = {int(status): status.phrase for status in HTTPStatus}


class Listener(ABC):
    """Listens on 127.0.0.1 and keeps a tape of each connection, in both directions."""

    def __init__(self) -> None:
        self._tapes: list[tuple[bytearray, bytearray]] = []
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:  # closed: the test is over
                return
            tapes = (bytearray(), bytearray())
            self._tapes.append(tapes)
            threading.Thread(target=self._serve_and_close, args=(connection, *tapes), daemon=True).start()

    def _serve_and_close(self, connection: socket.socket, sent: bytearray, received: bytearray) -> None:
        with connection:
            self._serve(connection, sent, received)

    @abstractmethod
    def _serve(self, connection: socket.socket, sent: bytearray, received: bytearray) -> None:
        """Answer one connection, keeping the tapes."""

    def exchanges(self) -> list[Exchange]:
        """Every exchange so far, connection by connection."""
        return [exchange for sent, received in self._tapes if sent for exchange in exchanges(bytes(sent), bytes(received), closed=True)]


class Relay(Listener):
    """Passes every octet on to a server and back."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._target = port

    def _serve(self, connection: socket.socket, sent: bytearray, received: bytearray) -> None:
        with socket.create_connection(("127.0.0.1", self._target)) as upstream:
            back = threading.Thread(target=_pump, args=(upstream, connection, received), daemon=True)
            back.start()
            _pump(connection, upstream, sent)
            back.join()


def _pump(source: socket.socket, target: socket.socket, tape: bytearray) -> None:
    try:
        while chunk := source.recv(65536):
            tape += chunk
            target.sendall(chunk)
        target.shutdown(socket.SHUT_WR)
    except OSError:  # one side is gone, and with it the need to pass anything on
        pass


class Scripted(Listener):
    """Answers one request after another as a client example declares; the last answer is for all that follow."""

    def __init__(self, steps: tuple[Expectation, ...]) -> None:
        super().__init__()
        self._steps = steps
        self._answered = 0

    def _serve(self, connection: socket.socket, sent: bytearray, received: bytearray) -> None:
        parser = h11.Connection(h11.SERVER, MAXIMUM)
        try:
            while not isinstance(event := parser.next_event(), h11.EndOfMessage):
                if event is h11.NEED_DATA:
                    chunk = connection.recv(65536)
                    if not chunk:
                        return
                    sent += chunk
                    parser.receive_data(chunk)
            answer = self._next_answer(sent.split(b" ")[0].decode())
            received += answer
            connection.sendall(answer)
        except OSError:  # the client hung up, as some examples do
            pass

    def _next_answer(self, method: str) -> bytes:
        with self._lock:
            step = self._steps[min(self._answered, len(self._steps) - 1)]
            self._answered += 1
        time.sleep(step.delay)
        return answer_bytes(step, method)


def answer_bytes(step: Expectation, method: str) -> bytes:
    """The answer of a step as it goes over the wire, empty where there is none: an interim one is followed by the final one."""
    if step.no_answer:
        return b""
    content = (step.content or "").encode()
    final = step.final or step.status
    has_content = final >= 200 and final not in {204, 304}
    interim = _head(step.status, step.headers) + b"\r\n" if step.final else b""
    fields = {"Connection": "close"} | ({} if step.final else step.headers)
    if has_content and "Transfer-Encoding" not in fields:
        fields.setdefault("Content-Length", str(len(content)))
    return interim + _head(final, fields) + b"\r\n" + (content[: step.cut_after] if method != "HEAD" else b"")


def _head(status: int, fields: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} {PHRASES.get(status, 'Unassigned')}", *(f"{name}: {value}" for name, value in fields.items())]
    return "".join(f"{line}\r\n" for line in lines).encode()
