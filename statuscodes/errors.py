"""The site's own errors: pages for people, problem details (RFC 9457) for programs."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_vary_headers

from statuscodes.caching import REVALIDATE
from statuscodes.formats import as_html
from statuscodes.negotiation import preferred_type
from statuscodes.pages.absent import error_page

FOR_PROGRAMS = ("application/json", "application/problem+json")


def problem(status: int, title: str, detail: str) -> HttpResponse:
    """Problem details: what went wrong, for a program."""
    content = {"type": f"/{status}", "title": title, "status": status, "detail": detail}
    return JsonResponse(content, status=status, content_type="application/problem+json", headers={"Cache-Control": REVALIDATE})


def wants_problem(request: HttpRequest) -> bool:
    """Whether the client is a program: it asks the API, for a .json file, or prefers JSON."""
    asked = request.path.startswith("/api/") or request.path.endswith(".json")
    return asked or preferred_type(request.headers.get("Accept"), ("text/html", *FOR_PROGRAMS)) in FOR_PROGRAMS


def error_response(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """An error in the form that fits the client."""
    page = error_page(status, detail)
    return problem_or_page(request, problem(status, page.name, detail), as_html(request, page, "error", status))


def problem_or_page(request: HttpRequest, for_programs: HttpResponse, for_people: HttpResponse) -> HttpResponse:
    """The one of two answers that fits the client; a cache asks again for either (RFC 9110, 15.1: it might keep a 404)."""
    response = for_programs if wants_problem(request) else for_people
    response["Cache-Control"] = REVALIDATE
    patch_vary_headers(response, ["Accept"])
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to a request that Django refuses to read."""
    return error_response(request, 400, "The request could not be understood.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer for an URL that leads nowhere."""
    return error_response(request, 404, f"Nothing on this site has the address {request.path}.")


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer when this site has failed; it needs nothing that may be what failed."""
    if wants_problem(request):
        return problem(500, "Internal Server Error", "This site has failed. The fault is in its log.")
    return HttpResponse(render_to_string("server_error.html"), status=500)


class ErrorPagesMiddleware:
    """Gives Django's bare answers with 405 and 412 the content that a reader needs."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        if isinstance(response, HttpResponseNotAllowed):
            told = error_response(request, 405, f"{request.path} takes {response['Allow']}, not {request.method}.")
            told["Allow"] = response["Allow"]  # RFC 9110, 15.5.6: it must be there
        elif response.status_code == HTTPStatus.PRECONDITION_FAILED and not response.content:
            told = error_response(request, 412, f"{request.path} is not in the state that If-Match or If-Unmodified-Since asks for.")
        else:
            return response
        return rendered(told)


def rendered(response: HttpResponse) -> HttpResponse:
    """The answer with its content: of what a middleware gives, Django renders none."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response
