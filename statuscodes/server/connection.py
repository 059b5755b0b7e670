"""A connection: requests of HTTP/1.1 come in, and the application's answers go out in their order (RFC 9112).

httptools, whose parser is that of Node.js, reads requests; uvloop moves octets. A request is answered as soon as its
fields are there, and all at once, in the one thread of the process: there is nothing to lock, and nothing to wait for.
"""

import asyncio
import logging
from collections import deque
from http import HTTPStatus
from time import perf_counter
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes

from httptools import HttpParserCallbackError, HttpParserError, HttpParserUpgrade, HttpRequestParser

from statuscodes.server.contract import CONTENT, REFUSED, Application, Environ, Fields, octets
from statuscodes.server.requests import (
    END,
    FIELDS,
    METHODS,
    RefusedError,
    end_of_fields,
    is_part_of_method,
    reads_over_content,
    variable,
    with_known_method,
    without_authority,
)

HEAD = 64 * 1024  # octets of request line and fields together
PIPELINED = 100  # requests that wait for a client to read the answers to those before

HEAD_TIME = 30.0  # seconds from an answer to the end of the next request
SEND_TIME = 60.0  # seconds in which a client has to take something of its answer
LINGER = 5.0  # seconds for a client to read the last answer, while what it still sends is thrown away

TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\n%bConnection: close\r\nContent-Length: 0\r\n\r\n"

log = logging.getLogger("statuscodes")


class Server(Protocol):
    """What a connection needs of the process that it is in."""

    application: Application
    environ: Environ  # what stands in the environment of every request
    connections: "set[Connection]"
    date: bytes  # the field line
    answers: dict[str, int]  # how many there were of each status, or none yet
    is_ending: bool

    def opened(self, connection: "Connection") -> None:
        """A connection is there."""


class Connection(asyncio.Protocol):
    """One client. uvloop calls the methods of `asyncio.Protocol`, the parser those that begin with `on_`."""

    __slots__ = (
        "content", "environ", "fields", "given", "head", "held", "is_between", "is_ended", "is_last", "is_paused", "method", "parser",
        "received", "request", "server", "since", "status", "tail", "target", "transport", "unsent", "waiting",
    )  # fmt: skip

    def __init__(self, server: Server) -> None:
        self.server = server
        self.parser = HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_version=True)  # 1.2 is to be answered as 1.1 (RFC 9110, 2.5), and 2.0 with 505
        self.since = perf_counter()  # of the last answer; before there is one, of the beginning
        self.unsent = 0  # octets that the client had not taken when that was looked at
        self.content = 0  # octets that are to come, if that is known
        self.tail = b""  # what came last: the end of the fields may begin there
        self.held = b""  # the part of a method that is there
        self.method: str | None = None  # if it is not what the parser was told
        self.target = b""
        self.fields = 0  # how many there are
        self.head = 0  # octets of a request whose fields are not complete
        self.received = 0  # octets of content
        self.request: Environ | None = None  # what is there of a request that has no answer yet
        self.waiting: deque[tuple[Environ, bool]] = deque()  # requests to answer once the client has read
        self.is_between = True  # where the next octet begins a request
        self.is_paused = False  # while the client does not read
        self.is_last = False  # when no further request is taken
        self.is_ended = False  # when the last answer is out

    # What uvloop calls

    def connection_made(self, transport: Any) -> None:
        """Begin."""
        self.transport: asyncio.Transport = transport
        address = transport.get_extra_info("peername") or ("", 0)
        self.environ = self.server.environ | {"REMOTE_ADDR": address[0], "REMOTE_PORT": str(address[1])}
        self.server.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # asyncio's signature
        """Forget the client."""
        self.server.connections.discard(self)
        self.is_last = self.is_ended = True
        self.waiting.clear()

    def eof_received(self) -> bool:
        """Let the connection be closed as soon as everything is answered: nothing more comes."""
        self.is_last = True
        return bool(self.waiting)

    def data_received(self, data: bytes) -> None:
        """Read on; where a request may begin, it begins what the parser is given, for its method is looked at before."""
        begin = 0
        while begin < len(data) and not self.is_last:
            if self.content:
                end = min(begin + self.content, len(data))
                self.content -= end - begin
            else:
                end = end_of_fields(self.tail, data, begin)
            self.tail = b"" if data.endswith(END, begin, end) else (self.tail + data[max(begin, end - 3) : end])[-3:]
            self.feed(data[begin:end])
            begin = end
        if self.head > HEAD and not self.is_last:
            self.refuse(self.too_long())

    def feed(self, data: bytes) -> None:
        """Give octets to the parser, which has requests answered meanwhile."""
        if self.is_between and not data.startswith(METHODS):
            data, self.held = self.held + data, b""
            if is_part_of_method(data):
                self.held = data
                return
            self.method, data = with_known_method(data)
        self.head += len(data)
        try:
            self.parser.feed_data(data)
        except HttpParserUpgrade as upgrade:  # to a protocol that is not taken: HTTP/1.1 goes on (RFC 9110, 7.8)
            self.data_received(data[upgrade.args[0] :])
        except HttpParserCallbackError as error:
            if not isinstance(error.__context__, RefusedError):
                log.exception("A request could not be answered.", exc_info=error.__context__)
                self.transport.abort()
            else:
                self.refuse(error.__context__)
        except HttpParserError as error:
            if self.is_last:  # what stands behind the last request is nobody's
                return
            if self.request is None and not self.is_between:  # it has its answer, and the fault is in its content
                self.close()
            else:
                self.refuse(RefusedError(HTTPStatus.BAD_REQUEST, f"This is not how HTTP/1.1 writes a request: {error}."))

    def pause_writing(self) -> None:
        """Answer no more, and read no more, until the client has caught up with its answers."""
        self.is_paused = True
        if not self.transport.is_closing():
            self.transport.pause_reading()

    def resume_writing(self) -> None:
        """Go on with a client that has caught up."""
        self.is_paused = False
        while self.waiting and not self.is_paused:
            self.answer(*self.waiting.popleft())
        if not self.is_paused and not self.transport.is_closing():
            self.transport.resume_reading()

    # What the parser calls

    def on_message_begin(self) -> None:
        """A request begins."""
        self.is_between = False
        self.request = self.environ.copy()
        self.target = b""
        self.fields = 0

    def on_url(self, part: bytes) -> None:
        """Some of its target is there."""
        self.target += part

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field is there; one in a trailer is of no use to anybody."""
        if self.request is None:
            return
        self.fields += 1
        if self.fields > FIELDS:
            raise RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"This site reads up to {FIELDS} fields.")
        if key := variable(name):
            text = value.decode("latin-1")
            self.request[key] = f"{self.request[key]},{text}" if key in self.request else text  # a list (RFC 9110, 5.3)

    def on_headers_complete(self) -> None:
        """Everything that an answer depends on is there."""
        request, self.request, self.head = self.request, None, 0
        if self.is_last or request is None:
            return
        version = self.parser.get_http_version()
        if version[0] != "1":
            raise RefusedError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, f"This site speaks HTTP/1.1, and not HTTP/{version}.")
        method = self.method or self.parser.get_method().decode()
        self.method = None
        request["REQUEST_METHOD"] = method
        request["SERVER_PROTOCOL"] = f"HTTP/{version}"
        target = self.target if self.target.startswith(b"/") else without_authority(request, self.target)
        path, _, query = target.decode("latin-1").partition("?")
        request["PATH_INFO"] = unquote_to_bytes(path).decode("latin-1") if "%" in path else path
        request["QUERY_STRING"] = query
        if version != "1.0":
            request.setdefault("HTTP_HOST", "")  # which is no host, and so a 400 (RFC 9112, 3.2)
        stays = self.parser.should_keep_alive() and method != "CONNECT"
        if "CONTENT_LENGTH" in request or "HTTP_TRANSFER_ENCODING" in request:
            self.content = int(request.get("CONTENT_LENGTH", 0))
            stays = reads_over_content(request) and stays
        if self.is_paused or self.waiting:
            self.wait(request, stays=stays)
        else:
            self.answer(request, stays)
        if not stays:
            self.is_last = True

    def on_body(self, content: bytes) -> None:
        """Content is read over, as far as it is short."""
        self.head = 0
        self.received += len(content)
        if self.received > CONTENT and not self.is_last:
            self.close()

    def on_message_complete(self) -> None:
        """The next request may begin."""
        self.is_between = True
        self.head = self.received = 0

    # Requests

    def too_long(self) -> RefusedError:
        """What is wrong with a request whose fields do not end."""
        if self.fields or len(self.target) < HEAD // 2:
            return RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"This site reads fields of up to {HEAD} octets.")
        return RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG, f"This site reads addresses of up to {HEAD} octets.")

    def refuse(self, refused: RefusedError) -> None:
        """Answer what is no request, as the last one on this connection: where the next would begin is not known."""
        told = {"REQUEST_METHOD": "-", "PATH_INFO": "-", "QUERY_STRING": "", "SERVER_PROTOCOL": "HTTP/1.1"}
        request = self.environ | told | {REFUSED: (refused.status, str(refused))}
        self.is_last = True
        if self.waiting:
            self.wait(request, stays=False)
        else:
            self.answer(request, stays=False)

    def wait(self, request: Environ, *, stays: bool) -> None:
        """Keep a request until the client has read the answers to those before; too many are not kept."""
        if len(self.waiting) < PIPELINED:
            self.waiting.append((request, stays))
        else:
            self.transport.abort()

    # Answers

    def start_response(self, status: str, fields: list[tuple[str, str]], exc_info: object = None) -> None:  # noqa: ARG002  # PEP 3333
        """Take status and fields of an answer."""
        self.status, self.given = status, fields

    def answer(self, request: Environ, stays: bool) -> None:
        """Send the application's answer."""
        server = self.server
        content = b"".join(server.application(request, self.start_response))
        lines = self.given.octets if type(self.given) is Fields else octets(self.given, content, self.status)
        if request["REQUEST_METHOD"] == "HEAD":
            content = b""
        stays = stays and not server.is_ending
        head = b"HTTP/1.1 %b\r\n%b%b%b\r\n" % (self.status.encode("latin-1"), server.date, lines, persistence(request, stays=stays))
        if content:
            self.transport.writelines((head, content))
        else:
            self.transport.write(head)
        self.since = perf_counter()
        server.answers[self.status] += 1
        if not stays or (self.is_last and not self.waiting):
            self.end()

    def close(self) -> None:
        """Take no further request, and end as soon as everything is answered."""
        self.is_last = True
        if not self.waiting:
            self.end()

    def end(self) -> None:
        """Close our half of the connection, and wait for the client to close its own: a reset would take the last answer from it."""
        self.is_last = self.is_ended = True
        self.waiting.clear()
        if not self.transport.is_closing():
            self.transport.write_eof()

    def is_idle(self) -> bool:
        """Whether nothing was asked that is not answered, and everything was sent."""
        return self.is_between and not self.held and not self.transport.get_write_buffer_size()

    def look_after(self, now: float) -> None:
        """Part with a client that has kept us waiting for too long; to be called every second or so, with the time of `perf_counter`."""
        waited = now - self.since
        unsent = self.transport.get_write_buffer_size()
        if unsent != self.unsent:  # it reads
            self.unsent, self.since = unsent, now
        elif unsent:
            if waited > SEND_TIME:
                self.transport.abort()
        elif self.is_ended:
            if waited > LINGER:
                self.transport.abort()
        elif waited > HEAD_TIME:
            if self.is_idle():
                self.transport.close()
            else:
                if self.request is not None or self.held:
                    self.transport.write(TOO_LATE % self.server.date)  # without a page: thousands may be late at once
                self.end()


def persistence(request: Environ, *, stays: bool) -> bytes:
    """The field Connection of an answer, where one is needed: HTTP/1.1 stays by itself, HTTP/1.0 does not (RFC 9112, 9.3)."""
    if not stays:
        return b"Connection: close\r\n"
    return b"Connection: keep-alive\r\n" if request["SERVER_PROTOCOL"] == "HTTP/1.0" else b""
