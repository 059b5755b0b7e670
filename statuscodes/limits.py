"""What is refused before anything is done for it: requests that are too large, or not framed as HTTP has it.

The server has limits of its own, which are wider: what a person meets by accident is found here. What the server cannot
read as a request comes here, too, for a page that explains why.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from statuscodes.errors import error_response, rendered
from statuscodes.server.contract import CONTENT, REFUSED

TARGET = 8 * 1024  # octets, as RFC 9112, 3 recommends at the least
FIELD = 8 * 1024
FIELDS = 16 * 1024  # of all fields, names and values

Refusal = tuple[int, str]


def refusal(environ: dict[str, Any]) -> Refusal | None:
    """The status with which a request is refused, and why; None when nothing is wrong with it."""
    return environ.get(REFUSED) or _method(environ) or _target(environ) or _fields(environ) or _content(environ)


def _method(environ: dict[str, Any]) -> Refusal | None:
    # RFC 9110, 9.1: methods are case-sensitive; Django takes "get" for GET.
    method = environ["REQUEST_METHOD"]
    return None if method == method.upper() else (501, f"No method is called {method[:20]}; their names distinguish upper and lower case.")


def _target(environ: dict[str, Any]) -> Refusal | None:
    size = len(environ["PATH_INFO"]) + len(environ.get("QUERY_STRING", ""))
    return (414, f"This site reads addresses of up to {TARGET} octets; yours has {size}.") if size > TARGET else None


def _fields(environ: dict[str, Any]) -> Refusal | None:
    sizes = {name: len(name) + len(value) - len("HTTP_") for name, value in environ.items() if name.startswith("HTTP_")}
    largest = max(sizes, key=sizes.__getitem__, default="")
    if sizes.get(largest, 0) > FIELD:
        name = largest.removeprefix("HTTP_").replace("_", "-").title()
        return 431, f"This site reads fields of up to {FIELD} octets; {name} has {sizes[largest]}."
    if (size := sum(sizes.values())) > FIELDS:
        return 431, f"This site reads up to {FIELDS} octets of fields; yours have {size}."
    return None


def _content(environ: dict[str, Any]) -> Refusal | None:
    """By what the request declares: a POST to /status/201 may well bring some, and nothing reads it."""
    if (coding := environ.get("HTTP_TRANSFER_ENCODING", "chunked")).lower() != "chunked":  # RFC 9112, 6.1
        return 501, f"This site reads no content in the transfer coding {coding[:20]}."
    size = environ.get("CONTENT_LENGTH") or "0"
    if size.isdecimal() and int(size[:20]) <= CONTENT:
        return None
    return 413, f"This site takes up to {CONTENT} octets of content; yours has {size[:20]}."


class LimitsMiddleware:
    """Refuses what is beyond the limits, with the page or the problem details that fit the client."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = refusal(request.META)
        return rendered(error_response(request, *refused)) if refused else self.respond(request)
