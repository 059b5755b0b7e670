"""The whole site on one screen. An URL never changes its meaning."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from statuscodes import health, views
from statuscodes.api.endpoints import api
from statuscodes.entries.numbers import code_slug


class CodeConverter:
    """A status code: three digits."""

    regex = "[0-9]{3}"

    def to_python(self, value: str) -> int:
        """The number that the digits mean."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The number with three digits."""
        return code_slug(value)


class NumberConverter(CodeConverter):
    """A status code as a number, without zeros in front."""

    regex = "[0-9]{1,3}"


class ClassConverter(StringConverter):
    """A class: 4xx."""

    regex = "[1-5]xx"


class SuffixConverter(StringConverter):
    """The end of an URL that names a format."""

    regex = "json|md|txt"


register_converter(CodeConverter, "code")
register_converter(NumberConverter, "number")
register_converter(ClassConverter, "class")
register_converter(SuffixConverter, "suffix")

urlpatterns = [
    path("", views.home),
    path("<code:code>", views.code),
    path("<code:code>.<suffix:suffix>", views.code_as),
    path("<class:slug>", views.status_class),
    path("guide", views.guide),
    path("search", views.search),
    path("status/<code:code>", views.live),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("opensearch.xml", views.opensearch),
    path("robots.txt", views.robots),
    path("sitemap.xml", views.sitemap),
    path("llms.txt", views.llms),
    path("rfc/<int:number>", views.rfc),
    path("header/<slug:slug>", views.header_field),
    path("no-status", views.no_status),
    path("sent-by", views.senders),
    path("sent-by/<slug:slug>", views.sender),
    path("api/docs", views.api_docs),
    path("api/", api.urls),
    re_path(r"^static/(?P<name>[a-z0-9/_-]+)\.[0-9a-f]{12}(?P<suffix>\.[a-z0-9]+)$", views.asset_of_another_version),
    re_path(r"^(?P<path>[a-z0-9-]+(?:/[a-z0-9-]+)?)/$", views.without_slash),
]

handler400 = "statuscodes.errors.bad_request"
handler404 = "statuscodes.errors.not_found"
handler500 = "statuscodes.errors.server_error"
