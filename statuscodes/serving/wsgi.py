"""The site for a WSGI server, `statuscodes.serving.wsgi:application`: pages from memory, everything else from Django, and a log of both."""

from io import BytesIO
from typing import Any

from django.conf import settings

from statuscodes.logs import FORMS, STDOUT, logged
from statuscodes.server.contract import Application
from statuscodes.serving.application import in_front_of
from statuscodes.serving.listing import read_listing
from statuscodes.serving.memory import pages_in_memory
from statuscodes.wsgi import application as django

OF_A_PAGE = frozenset({"Content-Type", "Content-Length", "Cache-Control", "ETag", "Vary"})


def from_memory() -> Application:
    """The pages that are built, in front of Django."""
    listing = read_listing(settings.PAGES_DIR)
    if listing is None:
        raise SystemExit("no pages are built: run manage.py build_pages first")
    pages = pages_in_memory(settings.PAGES_DIR, listing)
    return in_front_of(django, pages, common_fields(), settings.ALLOWED_HOSTS, https=settings.HTTPS)


def common_fields() -> list[tuple[str, str]]:
    """The fields that every answer has with today's settings, as Django gives them."""
    given: list[tuple[str, str]] = []

    def start_response(_: str, fields: list[tuple[str, str]], *__: Any) -> None:
        given.extend((name, value) for name, value in fields if name not in OF_A_PAGE)

    host = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
    server = {"SERVER_NAME": host, "SERVER_PORT": "443", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "https", "wsgi.input": BytesIO()}
    request = {"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz", "HTTP_HOST": host, "HTTP_X_FORWARDED_PROTO": "https"}
    django(server | request, start_response)
    return given


application = from_memory()
if settings.ACCESS_LOG != "off":
    application = logged(application, FORMS[settings.ACCESS_LOG], STDOUT)
