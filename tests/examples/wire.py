"""HTTP/1.1 as it went over a socket: requests sent, answers read, and tapes of both turned into exchanges."""

import socket
from dataclasses import dataclass, field

import h11
from httplint import HttpRequestLinter, HttpResponseLinter
from httplint.note import levels
from httplint.status import STATUS_DEPRECATED, STATUS_NONSTANDARD, STATUS_RESERVED, STATUS_URI_TOO_LONG, STATUS_VERSION_NOT_SUPPORTED

from statuscodes.entries.entry import Expectation

Fields = list[tuple[bytes, bytes]]
# Bad notes that each 305, 306, 414, 505 and unregistered number gets for being one, however right the rest of the answer is.
ABOUT_THE_CODE = (STATUS_DEPRECATED, STATUS_NONSTANDARD, STATUS_RESERVED, STATUS_URI_TOO_LONG, STATUS_VERSION_NOT_SUPPORTED)
MAXIMUM = 1 << 20  # octets of a line or header section: more than any example needs


@dataclass
class Answer:
    """One response, interim or final."""

    version: str
    status: int
    reason: str
    fields: Fields
    content: bytes = b""

    def values(self, name: str) -> str | None:
        """The combined value of a field, or None when it was not sent."""
        found = [value.decode("latin-1") for key, value in self.fields if key.lower() == name.lower().encode()]
        return ", ".join(found) if found else None


@dataclass
class Exchange:
    """A request and everything that came back for it: interim answers first, the final one last."""

    method: str
    path: str
    version: str
    fields: Fields
    content: bytes = b""
    answers: list[Answer] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"> {self.method} {self.path} HTTP/{self.version}", *_shown(">", self.fields, self.content)]
        for answer in self.answers:
            lines += [f"< {answer.status} {answer.reason}", *_shown("<", answer.fields, answer.content)]
        return "\n".join(lines) if self.answers else "\n".join([*lines, "< (no answer)"])


def _shown(mark: str, fields: Fields, content: bytes) -> list[str]:
    lines = [f"{mark} {name.decode('latin-1')}: {value.decode('latin-1')}" for name, value in fields]
    return lines + ([f"{mark} {content[:300]!r}"] if content else [])


def request_bytes(step: Expectation, host: str) -> bytes:
    """The request of a step as it goes over the wire, with the fields that every client sends."""
    content = (step.body or "").encode()
    fields = {"Host": host, "User-Agent": "statuscodes-tests", "Connection": "close"} | step.request_headers
    if content and "Content-Length" not in fields:
        fields["Content-Length"] = str(len(content))
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{step.request} HTTP/{step.version}\r\n{head}\r\n".encode() + content


def play(step: Expectation, port: int, timeout: float) -> Exchange:
    """Send a step's request to a server on this machine and read all that it answers."""
    sent = request_bytes(step, f"127.0.0.1:{port}")
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        connection.sendall(sent)
        if step.abandon_after is not None:
            connection.settimeout(step.abandon_after)
        try:
            while not _is_complete(sent, received):
                chunk = connection.recv(65536)
                if not chunk:
                    break
                received += chunk
        except TimeoutError:
            if step.abandon_after is None:
                raise
        except ConnectionResetError:
            if not step.no_answer:
                raise
    return exchanges(sent, received, closed=True)[0]


def _is_complete(sent: bytes, received: bytes) -> bool:
    """Whether the first final answer has arrived in full, so that nobody needs to wait for the close."""
    try:
        answers = exchanges(sent, received, closed=False)[0].answers
    except h11.RemoteProtocolError:
        return False
    return bool(answers) and (answers[-1].status >= 200 or answers[-1].status == 101)


def exchanges(sent: bytes, received: bytes, *, closed: bool) -> list[Exchange]:
    """Two tapes of a connection as exchanges. An answer that is not complete is left out."""
    requests, client = h11.Connection(h11.SERVER, MAXIMUM), h11.Connection(h11.CLIENT, MAXIMUM)
    requests.receive_data(sent)
    if received:
        client.receive_data(received)
        if closed:
            client.receive_data(b"")
    found: list[Exchange] = []
    while isinstance(request := requests.next_event(), h11.Request):
        exchange = Exchange(
            request.method.decode(), request.target.decode(), request.http_version.decode(), list(request.headers.raw_items())
        )
        found.append(exchange)
        while isinstance(event := requests.next_event(), h11.Data):
            exchange.content += bytes(event.data)
        client.send(h11.Request(method=request.method, target=request.target, headers=request.headers))
        if exchange.content:
            client.send(h11.Data(data=exchange.content))
        if isinstance(event, h11.EndOfMessage):  # else the content was announced and never sent, as where the header was refused
            client.send(event)
        exchange.answers = _answers(client) if received else []
        if not _next_cycle(requests, client):
            break
    return found


def _answers(client: h11.Connection) -> list[Answer]:
    answers: list[Answer] = []
    while True:
        try:
            event = client.next_event()
        except h11.RemoteProtocolError:
            if answers:  # the content breaks off, as some examples want it to
                return answers
            raise
        if isinstance(event, h11.InformationalResponse | h11.Response):
            answers.append(_answer(event))
        elif isinstance(event, h11.Data):
            answers[-1].content += bytes(event.data)
        elif isinstance(event, h11.EndOfMessage):
            return answers
        elif event is h11.PAUSED or event is h11.NEED_DATA or isinstance(event, h11.ConnectionClosed):
            complete = bool(answers) and answers[-1].status < 200
            return answers if complete else answers[:-1]


def _answer(event: h11.InformationalResponse | h11.Response) -> Answer:
    return Answer(event.http_version.decode(), event.status_code, event.reason.decode("latin-1"), list(event.headers.raw_items()))


def _next_cycle(requests: h11.Connection, client: h11.Connection) -> bool:
    """Make both parsers ready for the next request of a connection that is kept open."""
    if client.our_state is not h11.DONE or client.their_state is not h11.DONE or requests.their_state is not h11.DONE:
        return False
    requests.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
    requests.send(h11.EndOfMessage())
    requests.start_next_cycle()
    client.start_next_cycle()
    return True


def bad_notes(exchange: Exchange) -> list[str]:
    """What httplint holds against the answers of an exchange, a line each."""
    found = []
    for answer in exchange.answers:
        request = HttpRequestLinter()
        request.process_request_topline(exchange.method.encode(), exchange.path.encode(), b"1.1")
        request.process_headers(exchange.fields)
        linter = HttpResponseLinter(_related=request)
        linter.is_head_response = exchange.method == "HEAD"
        linter.process_response_topline(answer.version.encode(), str(answer.status).encode(), answer.reason.encode())
        linter.process_headers(answer.fields)
        linter.feed_content(answer.content)
        linter.finish_content(True)
        bad = (note for note in linter.notes if note.level is levels.BAD and not isinstance(note, ABOUT_THE_CODE))
        found += [f"{answer.status}: {note.summary} ({note.subject})" for note in bad]
    return found
