"""The site as a WSGI application: pages from memory, everything else from Django."""

from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.http.request import split_domain_port, validate_host

from statuscodes.logs import Application
from statuscodes.serving.memory import Page
from statuscodes.serving.preconditions import are_given, unmet

SAFE = frozenset({"GET", "HEAD"})


def in_front_of(django: Application, pages: dict[str, Page], allowed_hosts: list[str], *, https: bool) -> Application:
    """An application that answers GET and HEAD of pages itself, and leaves the rest to Django.

    To Django go other methods (405), hosts that are not allowed (400), requests that should have come by TLS (301)
    and preconditions that fail (412).
    """

    @lru_cache(512)
    def is_allowed(host: str) -> bool:
        domain, _ = split_domain_port(host)
        return bool(domain) and validate_host(domain, allowed_hosts)

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        page = pages.get(environ["PATH_INFO"])
        if page is None or environ["REQUEST_METHOD"] not in SAFE or not is_allowed(environ.get("HTTP_HOST", "")):
            return django(environ, start_response)
        if https and environ.get("HTTP_X_FORWARDED_PROTO") != "https":
            return django(environ, start_response)
        answer = page.preferred(environ.get("HTTP_ACCEPT"), environ.get("HTTP_ACCEPT_ENCODING"))
        instead = unmet(environ, answer.etag, answer.modified) if are_given(environ) else None
        if instead is HTTPStatus.PRECONDITION_FAILED:
            return django(environ, start_response)
        if instead is HTTPStatus.NOT_MODIFIED:
            start_response("304 Not Modified", answer.fields_of_304)
            return []
        start_response("200 OK", answer.fields)
        return [answer.content] if environ["REQUEST_METHOD"] == "GET" else []

    return application
