"""What stands in a request, as WSGI has it (PEP 3333), and what is refused before an application is asked (RFC 9112)."""

import re
from http import HTTPStatus

from statuscodes.server.contract import CONTENT, Environ

FIELDS = 100
END = b"\r\n\r\n"

METHODS = (b"GET ", b"HEAD ", b"POST ", b"CONNECT ")  # what the parser is given; it knows some forty, and an application may take any
METHOD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,99}) ")
PART_OF_METHOD = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]{0,99}")
EMPTY_LINES = re.compile(rb"[\r\n]*")
ABSOLUTE = re.compile(rb"[a-z][a-z0-9+.-]*://([^/?#]+)(/[^?#]*)?(\?.*)?", re.IGNORECASE)  # RFC 3986, 4.3
HOST = re.compile(r"[^\s,/]+")
DIGITS = 19  # of the largest length that the parser can count

VARIABLES: dict[bytes, str] = {}  # what names of fields are in the environment
MOST, LONGEST = 1024, 64  # names that are kept, and octets of them: clients make up more


class RefusedError(Exception):
    """What is no request: with the status to answer with, and the reason."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def end_of_fields(before: bytes, data: bytes, begin: int) -> int:
    """Where the fields of a request end in data, or data itself ends; their end may have begun in the octets that came before."""
    if before and begin == 0 and (found := (before + data[:3]).find(END)) >= 0:
        return found + len(END) - len(before)
    found = data.find(END, begin)
    return len(data) if found < 0 else found + len(END)


def with_known_method(data: bytes) -> tuple[str | None, bytes]:
    """The beginning of a request, with POST in place of a method that the parser may not know; and then the real one."""
    if (found := METHOD.match(data)) and found[1] + b" " not in METHODS:
        return found[1].decode(), b"POST" + data[found.end() - 1 :]
    return None, data


def end_of_empty_lines(data: bytes, begin: int) -> int:
    """Where a request begins, behind lines that are to be ignored (RFC 9112, 2.2)."""
    found = EMPTY_LINES.match(data, begin)
    return found.end() if found else begin


def is_part_of_method(data: bytes, begin: int) -> bool:
    """Whether there is nothing but a part of a method, or nothing at all."""
    return PART_OF_METHOD.fullmatch(data, begin) is not None


def variable(name: bytes) -> str:
    """The name of a field in the environment; none for one with an underscore, which could pass for another field there."""
    key = name.decode("latin-1").upper().replace("-", "_")
    if b"_" in name:
        return ""
    told = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
    if len(name) <= LONGEST and len(VARIABLES) < MOST:
        VARIABLES[name] = told
    return told


def without_authority(request: Environ, target: bytes) -> bytes:
    """The path and the query of a target that names a host, too, which then counts instead of the field Host (RFC 9112, 3.2.2).

    A Host that is missing or none is a 400 all the same. CONNECT has no path, nor has OPTIONS for the server as a whole: they
    are answered as the home page would answer them.
    """
    if request["REQUEST_METHOD"] == "CONNECT" or (request["REQUEST_METHOD"], target) == ("OPTIONS", b"*"):
        return b"/"
    if not (url := ABSOLUTE.fullmatch(target)):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "The target of the request is neither a path nor a URL.")
    if request["SERVER_PROTOCOL"] == "HTTP/1.0" or HOST.fullmatch(request.get("HTTP_HOST", "")):
        request["HTTP_HOST"] = url[1].decode("latin-1")
    return (url[2] or b"/") + (url[3] or b"")


def is_kept_alive(request: Environ) -> bool:
    """Whether a connection of HTTP/1.0 stays (RFC 9112, 9.3)."""
    options = {option.strip().lower() for option in request.get("HTTP_CONNECTION", "").split(",")}
    return "keep-alive" in options and "close" not in options


def content_length(request: Environ) -> int:
    """The octets of content that are announced; 0 where that is not known."""
    length: str = request.get("CONTENT_LENGTH", "0")
    if len(length) > DIGITS:  # the parser takes any number of zeros in front
        raise RefusedError(HTTPStatus.BAD_REQUEST, "Content-Length has too many digits.")
    return int(length)


def reads_over_content(request: Environ, length: int) -> bool:
    """Whether the content of a request is read over; if not, the connection ends with the answer.

    A client that asks for 100 (Continue) gets its answer instead, and may or may not send the content (RFC 9110, 10.1.1).
    """
    if codings := request.get("HTTP_TRANSFER_ENCODING"):
        if request["SERVER_PROTOCOL"] == "HTTP/1.0":
            raise RefusedError(HTTPStatus.BAD_REQUEST, "HTTP/1.0 has no transfer codings (RFC 9112, 6.1).")
        if codings.lower().rpartition(",")[2].strip() != "chunked":
            raise RefusedError(HTTPStatus.BAD_REQUEST, "Without chunked as its last transfer coding, content has no end (RFC 9112, 6.3).")
    return "HTTP_EXPECT" not in request and length <= CONTENT
