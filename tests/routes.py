"""At least one address for every route of urls.py; tests that must hold for the whole site go through all of them."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PAGES = (
    *("/", "/404", "/404.json", "/404.md", "/404.txt", "/4xx", "/guide", "/rfc/9110", "/header/allow"),
    *("/no-status", "/sent-by", "/sent-by/nginx", "/search", "/search?q=404", "/search?q=%22%3Cb%3E", "/opensearch.xml"),
    *("/robots.txt", "/sitemap.xml", "/llms.txt"),
    *("/api/codes", "/api/codes/404", "/api/search?q=404", "/api/openapi.json", "/api/docs"),
)
LIVE = tuple(f"/status/{code}" for code in (200, 204, 205, 206, 226, 301, 304, 401, 404, 405, 407, 416, 426, 429, 500, 503, 599))
ABSENT = (
    *("/299", "/nowhere", "/no.json", "/rfc/1", "/header/none", "/sent-by/nobody", "/status/100", "/status/999"),
    *("/api/", "/api/codes/777", "/api/search?limit=x", "/api/nowhere", "/static/nothing.css", "/static/css/nothing.0123456789ab.css"),
)
PROBES = ("/healthz", "/readyz")
REDIRECTED = ("/404/",)
STATIC = ("/static/css/site.css", "/static/js/site.js", "/static/icon.svg")
PATHS = (*PAGES, *LIVE, *ABSENT, *PROBES, *REDIRECTED, *STATIC)


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every route of urls.py, as a resolved address names it."""
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLPattern):
            yield before + str(part.pattern)
        else:
            yield from routes(part, before + str(part.pattern))


def answer(site: Client, method: str, path: str, **headers: str) -> HttpResponse:
    """The answer, as a whole: a file's content is read, and the file closed."""
    response = site.generic(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    if not response.streaming:
        return response  # type: ignore[return-value]  # it is the test client's, which says more
    whole = HttpResponse(response.getvalue(), status=response.status_code, headers=response.headers)
    response.close()
    return whole
