"""A page as HTML, JSON, Markdown or plain text, and which of them was asked for."""

from enum import Enum

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers

from statuscodes.negotiation import preferred_type
from statuscodes.pages.page import Page


class Format(Enum):
    """A way to show a page: its suffix in URLs and templates, and its media type."""

    HTML = "html", "text/html"
    JSON = "json", "application/json"
    MARKDOWN = "md", "text/markdown"
    TEXT = "txt", "text/plain"

    @property
    def suffix(self) -> str:
        """What an URL ends with after a dot."""
        return self.value[0]

    @property
    def media_type(self) -> str:
        """What Content-Type and Accept call it."""
        return self.value[1]


BY_SUFFIX = {kind.suffix: kind for kind in Format}
BY_MEDIA_TYPE = {kind.media_type: kind for kind in Format}


def preferred_format(request: HttpRequest) -> Format:
    """The format that Accept prefers; HTML where it accepts none, as RFC 9110, 12.4.1 allows."""
    return BY_MEDIA_TYPE.get(preferred_type(request.headers.get("Accept"), tuple(BY_MEDIA_TYPE)) or "", Format.HTML)


def negotiated(request: HttpRequest, page: Page, template: str) -> HttpResponse:
    """The page in the format that the client prefers."""
    response = formatted(request, page, template, preferred_format(request))
    patch_vary_headers(response, ["Accept"])
    return response


def formatted(request: HttpRequest, page: Page, template: str, kind: Format, status: int = 200) -> HttpResponse:
    """The page in a format; `template` is the name that its templates share: ``code``. What has a template is rendered when it is sent."""
    content_type = f"{kind.media_type}; charset=utf-8"
    if kind is Format.JSON:
        return as_json(page)
    return TemplateResponse(request, f"{template}.{kind.suffix}", {"page": page}, content_type=content_type, status=status)


def as_json(page: Page) -> HttpResponse:
    """The page as JSON, whose media type has no charset parameter (RFC 8259, 11)."""
    return HttpResponse(page.model_dump_json(indent=2) + "\n", content_type=Format.JSON.media_type)


def as_html(request: HttpRequest, page: Page, template: str, status: int = 200) -> HttpResponse:
    """The page as HTML, for those that have no other format."""
    return formatted(request, page, template, Format.HTML, status)
