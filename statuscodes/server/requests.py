"""What stands in a request, as WSGI has it (PEP 3333), and what is refused before an application is asked (RFC 9112)."""

import re
from functools import lru_cache
from http import HTTPStatus

from statuscodes.server.contract import CONTENT, Environ

FIELDS = 100
END = b"\r\n\r\n"

METHODS = (b"GET ", b"HEAD ", b"POST ", b"CONNECT ")  # what the parser is given; it knows some forty, and an application may take any
METHOD = re.compile(rb"[\r\n]*([!#$%&'*+.^_`|~0-9A-Za-z-]+) ")
ABSOLUTE = re.compile(rb"[a-z][a-z0-9+.-]*://([^/?#]+)(/[^?#]*)?(\?.*)?", re.IGNORECASE)  # RFC 3986, 4.3
PART_OF_METHOD = re.compile(rb"[\r\n]*[!#$%&'*+.^_`|~0-9A-Za-z-]{0,99}")


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


def is_part_of_method(data: bytes) -> bool:
    """Whether the method may go on with the octets that come next."""
    return PART_OF_METHOD.fullmatch(data) is not None


@lru_cache(maxsize=1024)
def variable(name: bytes) -> str:
    """The name of a field in the environment; none for one with an underscore, which could pass for another field there."""
    key = name.decode("latin-1").upper().replace("-", "_")
    return "" if b"_" in name else key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"


def without_authority(request: Environ, target: bytes) -> bytes:
    """The path and the query of a target that names a host, too, which then counts instead of the field Host (RFC 9112, 3.2.2).

    CONNECT has no path, and `*` is none: both are answered as the home page would answer them.
    """
    if request["REQUEST_METHOD"] == "CONNECT" or target == b"*":
        return b"/"
    if not (url := ABSOLUTE.fullmatch(target)):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "The target of the request is neither a path nor a URL.")
    request["HTTP_HOST"] = url[1].decode("latin-1")
    return (url[2] or b"/") + (url[3] or b"")


def reads_over_content(request: Environ) -> bool:
    """Whether the content of a request is read over; if not, the connection ends with the answer.

    A client that asks for 100 (Continue) gets its answer instead, and may or may not send the content (RFC 9110, 10.1.1).
    """
    if codings := request.get("HTTP_TRANSFER_ENCODING"):
        if request["SERVER_PROTOCOL"] == "HTTP/1.0":
            raise RefusedError(HTTPStatus.BAD_REQUEST, "HTTP/1.0 has no transfer codings (RFC 9112, 6.1).")
        if codings.lower().rpartition(",")[2].strip() != "chunked":
            raise RefusedError(HTTPStatus.BAD_REQUEST, "Without chunked as its last transfer coding, content has no end (RFC 9112, 6.3).")
    return "HTTP_EXPECT" not in request and int(request.get("CONTENT_LENGTH", 0)) <= CONTENT
