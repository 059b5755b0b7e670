"""The site as a WSGI application: pages from memory, everything else from Django."""

from collections.abc import Callable
from functools import cache, lru_cache, partial
from http import HTTPStatus
from typing import Any

from django.http.request import split_domain_port, validate_host

from statuscodes.server.contract import Application
from statuscodes.serving.memory import Answer, Page
from statuscodes.serving.preconditions import are_given, unmet

SAFE = frozenset({"GET", "HEAD"})
CHOICES = 4096  # that are remembered: browsers send a few dozen different sets of fields
LONGEST = 1000  # characters of Host, Accept and Accept-Encoding together, so that what is remembered stays small


class ForDjangoError(Exception):
    """A request that is not for the pages in memory; nothing remembers it."""


def in_front_of(
    django: Application, pages: dict[str, Page], common: list[tuple[str, str]], allowed_hosts: list[str], *, https: bool
) -> Application:
    """An application that answers GET and HEAD of pages itself, and leaves the rest to Django; `common` are the fields of every answer.

    To Django go other methods (405), content (which may be too large: 413), hosts that are not allowed (400), requests
    that should have come by TLS (301) and preconditions that fail (412).
    """
    answer_with = cache(partial(Answer, common))

    @lru_cache(CHOICES)
    def chosen(method: str, path: str, host: str, accept: str | None, accept_encoding: str | None) -> Answer:
        domain, _ = split_domain_port(host)
        is_short = len(host) + len(accept or "") + len(accept_encoding or "") <= LONGEST
        if not (path in pages and method in SAFE and is_short and domain and validate_host(domain, allowed_hosts)):
            raise ForDjangoError
        page = pages[path]
        return answer_with(page.vary, page.preferred(accept, accept_encoding))

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        field = environ.get
        try:
            answer = chosen(
                environ["REQUEST_METHOD"],
                environ["PATH_INFO"],
                field("HTTP_HOST", ""),
                field("HTTP_ACCEPT"),
                field("HTTP_ACCEPT_ENCODING"),
            )
        except ForDjangoError:
            return django(environ, start_response)
        if "CONTENT_LENGTH" in environ or "HTTP_TRANSFER_ENCODING" in environ:
            return django(environ, start_response)
        if https and field("HTTP_X_FORWARDED_PROTO") != "https":
            return django(environ, start_response)
        if are_given(environ) and (instead := unmet(environ, answer.etag, answer.modified)):
            if instead is HTTPStatus.PRECONDITION_FAILED:
                return django(environ, start_response)
            start_response("304 Not Modified", answer.fields_of_304)
            return []
        start_response("200 OK", answer.fields)
        return [answer.content if environ["REQUEST_METHOD"] == "GET" else b""]

    return application
