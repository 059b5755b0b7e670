"""How answers go over the wire where Django's own way does not fit: their length, their compression, in one piece."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

from statuscodes.negotiation import preferred_coding
from statuscodes.server.contract import Application, Environ

WITHOUT_LENGTH = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})


class FramingMiddleware:
    """Takes Content-Length from a 204, which must not have it, and from a 304, where it would be that of the 200.

    RFC 9110, 8.6.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        if response.status_code in WITHOUT_LENGTH:
            response.headers.pop("Content-Length", None)
        return response


class SameBytesMiddleware(GZipMiddleware):
    """Compresses without the random octets that hide secrets: no page has one, and the same content is to be the same bytes."""

    max_random_bytes = 0

    def process_request(self, request: HttpRequest) -> None:
        """Say plainly whether gzip is wanted: Django looks for the word alone, and finds it in ``gzip;q=0``."""
        request.META["HTTP_ACCEPT_ENCODING"] = preferred_coding(request.META.get("HTTP_ACCEPT_ENCODING"), ("gzip",))


WsgiApplication = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def in_one_piece(application: WsgiApplication) -> Application:
    """The WSGI application, which gives each answer as a whole: the log can tell its size, and a server has one thing to send."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> list[bytes]:
        pieces = application(environ, start_response)
        try:
            return [b"".join(pieces)]
        finally:
            if hasattr(pieces, "close"):  # PEP 3333
                pieces.close()

    return answer
