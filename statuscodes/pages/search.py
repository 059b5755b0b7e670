"""The page of what a search has found."""

from pydantic import Field

from statuscodes.entries.numbers import code_slug
from statuscodes.models import StatusClass, StatusCode
from statuscodes.pages.page import Page
from statuscodes.search.query import Found, search


class Result(Page):
    """A code, or a class whose `code` is null, and why it is among the results."""

    code: int | None
    status_class: str = Field(alias="class")
    name: str
    url: str
    summary: str
    reason: str

    @property
    def slug(self) -> str:
        """The code with three digits, or the class."""
        return self.status_class if self.code is None else code_slug(self.code)


class SearchPage(Page):
    """What was asked and what was found; `suggestions` are queries to try instead."""

    query: str
    results: tuple[Result, ...]
    suggestions: tuple[str, ...]


def search_page(query: str, limit: int = 20) -> SearchPage:
    """The codes and classes that fit a query, best first, at most `limit`."""
    found = search(query, limit)
    statuses = StatusCode.objects.in_a_line().in_bulk([row.code for row in found if row.code is not None])
    classes = StatusClass.objects.in_bulk([row.status_class for row in found if row.status_class is not None])
    results = [
        _code_result(statuses[row.code], row) if row.code is not None else _class_result(classes[row.status_class or ""], row)
        for row in found
        if row.code is not None or row.status_class in classes  # before the first load there are no classes
    ]
    return SearchPage(query=query, results=tuple(results), suggestions=())


def _code_result(status: StatusCode, row: Found) -> Result:
    return Result(
        code=status.code,
        status_class=status.status_class,
        name=status.name,
        url=status.url,
        summary=status.summary,
        reason=row.reason,
    )


def _class_result(row: StatusClass, found: Found) -> Result:
    return Result(code=None, status_class=row.slug, name=row.name, url=f"/{row.slug}", summary=row.summary, reason=found.reason)
