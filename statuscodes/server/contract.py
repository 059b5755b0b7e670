"""What server and application agree upon beyond PEP 3333; each works with another counterpart, too."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], list[bytes]]

REFUSED = "statuscodes.refused"  # in the environment of what is no request: the status to answer with, and why
CONTENT = 64 * 1024  # octets of content that are read over before the next request; after more, the server hangs up

WITHOUT_CONTENT = ("204", "304")


class Fields(list[tuple[str, str]]):
    """Fields with their Content-Length, which are not changed any more: how they look on the wire is worked out once."""

    @cached_property
    def octets(self) -> bytes:
        """The field lines (RFC 9112, 5)."""
        return _lines(self)


def octets(fields: list[tuple[str, str]], content: bytes, status: str) -> bytes:
    """Field lines, with the length of the content where it is not given and not forbidden (RFC 9110, 8.6)."""
    has_length = any(name.lower() == "content-length" for name, _ in fields)
    return _lines(fields if has_length or status.startswith(WITHOUT_CONTENT) else [*fields, ("Content-Length", str(len(content)))])


def _lines(fields: list[tuple[str, str]]) -> bytes:
    return "".join([f"{name}: {value}\r\n" for name, value in fields]).encode("latin-1")
