"""What the API answers: the pages as JSON, made and checked as they are there; its errors are problem details (RFC 9457)."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Path, Query
from ninja.decorators import decorate_view
from ninja.errors import ValidationError
from pydantic import Field

from statuscodes.caching import kept
from statuscodes.errors import problem
from statuscodes.formats import as_json
from statuscodes.models import StatusCode
from statuscodes.pages.code import CodePage, code_page
from statuscodes.pages.page import CodeSummary, Page, code_summary
from statuscodes.pages.search import SearchPage, search_page
from statuscodes.search.reading import LONGEST_QUERY

SAFE = ["GET", "HEAD"]  # RFC 9110, 9.1: whoever takes GET takes HEAD


api = NinjaAPI(title="HTTP status codes", version="1", description="Every entry of this site as JSON.", docs_url=None, openapi_url=None)


class Codes(Page):
    """Every code of the site, in a line each."""

    count: int = Field(description="How many there are.")
    codes: tuple[CodeSummary, ...] = Field(description="Each in short, in the order of their numbers.")


@api.api_operation(SAFE, "codes", response=Codes, by_alias=True, operation_id="codes")
@decorate_view(kept)
def codes(request: HttpRequest) -> HttpResponse:
    """Every code of the site."""
    summaries = tuple(code_summary(status) for status in StatusCode.objects.in_a_line())
    return as_json(Codes(count=len(summaries), codes=summaries))


@api.api_operation(SAFE, "codes/{number:code}", response=CodePage, by_alias=True, operation_id="code")
@decorate_view(kept)
def code(request: HttpRequest, code: Annotated[int, Path(description="The number.")]) -> HttpResponse:
    """Everything that is told about a code."""
    status = StatusCode.objects.with_parts().filter(code=code).first()
    if status is None:
        raise Http404(f"There is no entry for {code}.")
    return as_json(code_page(status))


@api.api_operation(SAFE, "search", response=SearchPage, by_alias=True, operation_id="search")
@decorate_view(kept)
def search(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=LONGEST_QUERY, description="What a person would type: a number, a name, an error message.")] = "",
    limit: Annotated[int, Query(ge=1, le=100, description="How many results there are at most.")] = 20,
) -> HttpResponse:
    """The codes that fit what a person types, best first."""
    return as_json(search_page(q.strip(), limit))


@api.api_operation(SAFE, "openapi.json", include_in_schema=False)
@decorate_view(kept)
def description(request: HttpRequest) -> HttpResponse:
    """What this API answers, in the terms of OpenAPI."""
    return JsonResponse(api.get_openapi_schema())


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, "Not Found", str(error) or f"Nothing in this API has the address {request.path}.")


@api.exception_handler(ValidationError)
def _unprocessable(request: HttpRequest, error: Any) -> HttpResponse:
    wrong = "; ".join(f"{mistake['loc'][-1]}: {mistake['msg']}" for mistake in error.errors)
    return problem(422, "Unprocessable Content", wrong)
