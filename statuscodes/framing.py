"""How answers go over the wire where Django's own way does not fit: their length, and their compression."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

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
