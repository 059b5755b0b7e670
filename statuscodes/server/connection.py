"""A connection: requests of HTTP/1.1 come in, and the application's answers go out in their order (RFC 9112).

httptools, whose parser is that of Node.js, reads requests; uvloop moves octets. A request is answered as soon as its
fields are there, and all at once, in the one thread of the process: there is nothing to lock, and nothing to wait for.
"""

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes

from httptools import HttpParserCallbackError, HttpParserError, HttpParserUpgrade, HttpRequestParser

from statuscodes.server.contract import CONTENT, REFUSED, Application, Environ, Fields, octets
from statuscodes.server.requests import (
    END,
    FIELDS,
    METHODS,
    VARIABLES,
    RefusedError,
    content_length,
    end_of_empty_lines,
    end_of_fields,
    is_kept_alive,
    is_part_of_method,
    reads_over_content,
    variable,
    with_known_method,
    without_authority,
)

HEAD = 64 * 1024  # octets of request line and fields together
IN_A_TURN = 8  # parts of what one client has sent that are read before others have their turn

HEAD_TIME = 30.0  # seconds for a request to arrive, and for the next one to begin
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
    time: float  # in seconds, from whenever; it may be a second old
    answers: dict[str, int]  # how many there were of each status, or none yet
    is_ending: bool

    def opened(self, connection: "Connection") -> None:
        """A connection is there."""

    def soon(self, call: Callable[[], None]) -> object:
        """Call something once others have had their turn."""


class Connection(asyncio.Protocol):
    """One client. uvloop calls the methods of `asyncio.Protocol`, the parser those that begin with `on_`."""

    __slots__ = (
        "content", "environ", "fields", "given", "head", "is_between", "is_ended", "is_held", "is_last", "is_paused", "method", "parser",
        "received", "request", "rest", "server", "since", "status", "tail", "target", "transport", "unsent",
    )  # fmt: skip

    def __init__(self, server: Server, address: str, port: int) -> None:
        self.server = server
        self.environ = server.environ | {"REMOTE_ADDR": address, "REMOTE_PORT": str(port)}
        self.parser = HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_version=True)  # 1.2 is to be answered as 1.1 (RFC 9110, 2.5), and 2.0 with 505
        self.since = server.time  # the last answer, or the beginning of what came after it
        self.unsent = 0  # octets that the client had not taken when that was looked at
        self.rest = b""  # what has come and is not read yet
        self.tail = b""  # what was read last: the end of the fields may begin there
        self.content = 0  # octets that are to come, if that is known
        self.received = 0  # octets of content that have come
        self.head = 0  # octets of a request whose fields are not complete
        self.fields = 0  # how many of them there are
        self.target = b""
        self.method: str | None = None  # if it is not what the parser was told
        self.request: Environ | None = None  # what is there of a request that has no answer yet
        self.is_between = True  # where the next octet begins a request
        self.is_held = False  # while nothing is taken from the socket
        self.is_paused = False  # while the client does not read
        self.is_last = False  # when no further request is taken
        self.is_ended = False  # when the last answer is out

    # What uvloop calls

    def connection_made(self, transport: Any) -> None:
        """Begin."""
        self.transport: asyncio.Transport = transport
        self.server.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # asyncio's signature
        """Forget the client."""
        self.server.connections.discard(self)
        self.is_last = self.is_ended = True

    def data_received(self, data: bytes) -> None:
        """Read on."""
        if not self.is_last:
            self.rest = self.rest + data if self.rest else data
            self.read()

    def pause_writing(self) -> None:
        """Answer no more, and take nothing more, until the client has caught up with its answers."""
        self.is_paused = True
        self.hold()

    def resume_writing(self) -> None:
        """Go on with a client that has caught up."""
        self.is_paused = False
        self.read()

    # Reading

    def read(self) -> None:
        """Read what has come: as long as the client takes its answers, and not for too long."""
        data, begin, turns = self.rest, 0, 0
        while begin < len(data) and not self.is_last and not self.is_paused and turns < IN_A_TURN:
            if is_unknown := self.is_between and not data.startswith(METHODS, begin):
                begin = end_of_empty_lines(data, begin)
                if is_part_of_method(data, begin):
                    break
            end = self.end_of_part(data, begin)
            part = data[begin:end]
            if is_unknown:
                self.method, part = with_known_method(part)
            self.feed(part)
            begin, turns = end, turns + 1
        self.rest = b"" if self.is_last else data[begin:]
        if self.is_last or self.is_paused:
            return
        if turns == IN_A_TURN and self.rest:
            self.hold()
            self.server.soon(self.read)
        elif self.is_held:
            self.is_held = False
            self.transport.resume_reading()

    def hold(self) -> None:
        """Leave what comes to the system, which lets the client wait."""
        if not self.is_held and not self.transport.is_closing():
            self.is_held = True
            self.transport.pause_reading()

    def end_of_part(self, data: bytes, begin: int) -> int:
        """Where a request, its fields or its content ends, or the data: what comes then is looked at before the parser gets it."""
        if self.content:
            end = min(begin + self.content, len(data))
            self.content -= end - begin
        else:
            end = end_of_fields(self.tail, data, begin)
        self.tail = b"" if data.endswith(END, begin, end) else (self.tail + data[max(begin, end - 3) : end])[-3:]
        return end

    def feed(self, data: bytes) -> None:
        """Give a part to the parser, which has a request answered whose fields are complete then."""
        self.head += len(data)
        try:
            self.parser.feed_data(data)
        except HttpParserUpgrade:  # to a protocol that is not taken: HTTP/1.1 goes on (RFC 9110, 7.8), with the next part
            pass
        except HttpParserCallbackError as error:
            if not isinstance(error.__context__, RefusedError):
                log.exception("A request could not be answered.", exc_info=error.__context__)
                self.is_last = True
                self.transport.abort()
            else:
                self.refuse(error.__context__)
        except HttpParserError as error:
            self.refuse(RefusedError(HTTPStatus.BAD_REQUEST, f"This is not how HTTP/1.1 writes a request: {error}."))
        else:
            if self.head > HEAD:
                self.refuse(self.too_long())

    # What the parser calls

    def on_message_begin(self) -> None:
        """A request begins."""
        self.since = self.server.time
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
        if key := VARIABLES.get(name) or variable(name):
            text = value.decode("latin-1").rstrip(" \t")  # which is no part of the value (RFC 9110, 5.5)
            self.request[key] = f"{self.request[key]},{text}" if key in self.request else text  # a list (RFC 9110, 5.3)

    def on_headers_complete(self) -> None:
        """Everything that an answer depends on is there."""
        request, self.head = self.request, 0
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
        stays = self.parser.should_keep_alive() if version != "1.0" else is_kept_alive(request)
        if "CONTENT_LENGTH" in request or "HTTP_TRANSFER_ENCODING" in request:
            self.content = content_length(request)
            # Content is no content to the parser where another protocol would begin after the fields.
            stays = reads_over_content(request, self.content) and stays and not self.parser.should_upgrade()
        self.request = None
        self.answer(request, stays=stays and method != "CONNECT")

    def on_body(self, content: bytes) -> None:
        """Content is read over, as far as it is short."""
        self.head = 0
        self.received += len(content)
        if self.received > CONTENT and not self.is_last:
            self.end()

    def on_message_complete(self) -> None:
        """The next request may begin."""
        self.is_between = True
        self.head = self.received = 0

    # What is no request

    def too_long(self) -> RefusedError:
        """What is wrong with a request whose fields do not end."""
        if self.fields or len(self.target) < HEAD // 2:
            return RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"This site reads fields of up to {HEAD} octets.")
        return RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG, f"This site reads addresses of up to {HEAD} octets.")

    def refuse(self, refused: RefusedError) -> None:
        """Answer what is no request, as the last one on this connection: where the next would begin is not known.

        What is wrong behind the last request is nobody's, and a request that has its answer gets no other for a fault in its content.
        """
        if self.is_last:
            return
        if self.request is None and not self.is_between:
            self.end()
            return
        method = "HEAD" if self.request is not None and not self.method and self.parser.get_method() == b"HEAD" else "-"
        told = {"REQUEST_METHOD": method, "PATH_INFO": "-", "QUERY_STRING": "", "SERVER_PROTOCOL": "HTTP/1.1"}
        self.answer(self.environ | told | {REFUSED: (refused.status, str(refused))}, stays=False)

    # Answers

    def start_response(self, status: str, fields: list[tuple[str, str]], exc_info: object = None) -> None:  # noqa: ARG002  # PEP 3333
        """Take status and fields of an answer."""
        self.status, self.given = status, fields

    def answer(self, request: Environ, *, stays: bool) -> None:
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
        self.since = server.time
        server.answers[self.status] += 1
        if not stays:
            self.end()

    def end(self) -> None:
        """Close our half of the connection, and wait for the client to close its own: a reset would take the last answer from it."""
        self.is_last = self.is_ended = True
        if not self.transport.is_closing():
            self.transport.write_eof()
            if self.is_held:  # what still comes is thrown away
                self.is_held = False
                self.transport.resume_reading()

    def is_idle(self) -> bool:
        """Whether nothing was asked that is not answered, and everything was sent."""
        return self.is_between and not self.rest and not self.transport.get_write_buffer_size()

    def look_after(self) -> None:
        """Part with a client that has kept us waiting for too long; to be called every second or so."""
        now = self.server.time
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
                if self.request is not None or self.rest:
                    self.transport.write(TOO_LATE % self.server.date)  # without a page: thousands may be late at once
                    self.server.answers["408"] += 1
                self.end()


def persistence(request: Environ, *, stays: bool) -> bytes:
    """The field Connection of an answer, where one is needed: HTTP/1.1 stays by itself, HTTP/1.0 does not (RFC 9112, 9.3)."""
    if not stays:
        return b"Connection: close\r\n"
    return b"Connection: keep-alive\r\n" if request["SERVER_PROTOCOL"] == "HTTP/1.0" else b""
