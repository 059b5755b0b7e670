"""From a request to a page in a format: a few lines each."""

from collections.abc import Iterable

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from statuscodes.addresses import pages_between_entries
from statuscodes.api.endpoints import api
from statuscodes.caching import REVALIDATE, View, kept
from statuscodes.entries.numbers import class_of
from statuscodes.errors import error_response, problem, problem_or_page
from statuscodes.formats import BY_SUFFIX, Format, as_html, formatted, negotiated
from statuscodes.live.answers import ANSWERABLE, answer, is_preflight, permission, refusal
from statuscodes.models import Rfc, StatusClass, StatusCode
from statuscodes.pages.absent import unknown_code_page
from statuscodes.pages.api import api_page
from statuscodes.pages.browse import class_page, field_page, home_page, rfc_page
from statuscodes.pages.code import code_page
from statuscodes.pages.guide import guide_page
from statuscodes.pages.no_status import no_status_page
from statuscodes.pages.search import search_page
from statuscodes.pages.senders import sender_page, senders_page


def page_view(view: View) -> View:
    """A view for GET and HEAD."""
    return require_safe(kept(view))


@page_view
def home(request: HttpRequest) -> HttpResponse:
    """Every code on one screen."""
    return as_html(request, home_page(), "home")


@page_view
def code(request: HttpRequest, code: int) -> HttpResponse:
    """The entry of a code, in the format that the client prefers."""
    status = StatusCode.objects.with_parts().filter(code=code).first()
    if status is None:
        return unknown_code(request, code)
    return negotiated(request, code_page(status), "code")


@page_view
def code_as(request: HttpRequest, code: int, suffix: str) -> HttpResponse:
    """The entry of a code, in the format that the URL names."""
    status = get_object_or_404(StatusCode.objects.with_parts(), code=code)
    return formatted(request, code_page(status), "code", BY_SUFFIX[suffix])


def unknown_code(request: HttpRequest, code: int) -> HttpResponse:
    """What can be said of a number that has no entry."""
    page = unknown_code_page(code)
    told = problem(404, "Not Found", f"{page.slug} has no entry; clients treat it as {page.treated_as}.")
    return problem_or_page(request, told, as_html(request, page, "unknown", 404))


@page_view
def status_class(request: HttpRequest, slug: str) -> HttpResponse:
    """A class of codes."""
    return as_html(request, class_page(get_object_or_404(StatusClass, slug=slug)), "class")


@page_view
def guide(request: HttpRequest) -> HttpResponse:
    """How status codes work."""
    return as_html(request, guide_page(), "guide")


@page_view
def rfc(request: HttpRequest, number: int) -> HttpResponse:
    """The codes that an RFC defines or rules."""
    return as_html(request, rfc_page(get_object_or_404(Rfc, number=number)), "rfc")


@page_view
def header_field(request: HttpRequest, slug: str) -> HttpResponse:
    """The codes whose responses carry a field."""
    page = field_page(slug)
    if page is None:
        raise Http404
    return as_html(request, page, "field")


@page_view
def senders(request: HttpRequest) -> HttpResponse:
    """Every product that sends codes or prints messages."""
    return as_html(request, senders_page(), "senders")


@page_view
def no_status(request: HttpRequest) -> HttpResponse:
    """What happens instead of an answer."""
    return as_html(request, no_status_page(), "no_status")


@page_view
def sender(request: HttpRequest, slug: str) -> HttpResponse:
    """The codes that a product sends."""
    page = sender_page(slug)
    if page is None:
        raise Http404
    return as_html(request, page, "sender")


@page_view
def api_docs(request: HttpRequest) -> HttpResponse:
    """What the API answers, for people."""
    return as_html(request, api_page(api.get_openapi_schema()), "api")


@page_view
def search(request: HttpRequest) -> HttpResponse:
    """What a search has found."""
    return as_html(request, search_page(request.GET.get("q", "").strip()), "search")


def live(request: HttpRequest, code: int) -> HttpResponse:
    """A real response with the status, whatever the method; a browser that asks first may send any."""
    if is_preflight(request):
        return permission()
    if code not in ANSWERABLE:
        return error_response(request, 501 if class_of(code) == "1xx" else 404, refusal(code))
    status = StatusCode.objects.in_a_line().filter(code=code).first()
    return answer(code, status.name if status and status.kind != "reserved" else "")


@page_view
def llms(request: HttpRequest) -> HttpResponse:
    """What a program that reads texts finds where (llmstxt.org)."""
    return formatted(request, home_page(), "llms", Format.TEXT)


@page_view
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches this site from its address bar."""
    return with_own_address(request, "opensearch.xml", "application/opensearchdescription+xml")


@page_view
def robots(request: HttpRequest) -> HttpResponse:
    """What a crawler need not ask for (RFC 9309), and where it finds the rest."""
    return with_own_address(request, "robots.txt", "text/plain; charset=utf-8")


@page_view
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page, for crawlers (sitemaps.org)."""
    entries = StatusCode.objects.in_a_line()
    return with_own_address(request, "sitemap.xml", "application/xml", [*(entry.url for entry in entries), *pages_between_entries()])


def with_own_address(request: HttpRequest, template: str, content_type: str, paths: Iterable[str] = ()) -> HttpResponse:
    """What needs the site's own address, and so is not rendered before somebody asks."""
    site = f"{request.scheme}://{request.get_host()}"
    return render(request, template, {"site": site, "paths": paths}, content_type=content_type)


@require_safe
def asset_of_another_version(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """Where this version has an asset that a page of another one asks for: copies are updated one after the other."""
    current = staticfiles_storage.url(name + suffix) if staticfiles_storage.exists(name + suffix) else request.path
    if current == request.path:
        raise Http404
    return HttpResponseRedirect(current, headers={"Cache-Control": REVALIDATE})


@page_view
def without_slash(request: HttpRequest, path: str) -> HttpResponse:
    """The address as this site writes it, if it is one of this site."""
    try:
        resolve(f"/{path}")
    except Resolver404:
        raise Http404 from None
    query = request.META.get("QUERY_STRING")
    headers = {"Cache-Control": "max-age=86400"}
    return HttpResponsePermanentRedirect(f"/{path}" + (f"?{query}" if query else ""), headers=headers)
