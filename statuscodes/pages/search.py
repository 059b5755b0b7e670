"""The page of what a search has found."""

import re
from collections.abc import Iterator

from pydantic import Field

from statuscodes.entries.numbers import class_of, code_slug, treated_as
from statuscodes.models import Failure, Sender, StatusClass, StatusCode
from statuscodes.pages.page import Page
from statuscodes.search.lexicon import lexicon
from statuscodes.search.query import search
from statuscodes.search.reading import read_query
from statuscodes.search.spelling import nearest_names

# The paths of what can be found, each with the key of its table.
CODE = re.compile(r"/(\d{3})")
CLASS = re.compile(r"/(\dxx)")
FAILURE = re.compile(r"/no-status#(.+)")
SENDER = re.compile(r"/sent-by/(.+)")


class Result(Page):
    """A code, or something that is none: a class, a failure, a product; its `code` is null."""

    code: int | None
    status_class: str | None = Field(alias="class")
    name: str
    url: str
    summary: str
    reason: str

    @property
    def slug(self) -> str:
        """What stands before the name: the code with three digits, or the class."""
        return self.url.removeprefix("/") if self.status_class else ""


class UnknownNumber(Page):
    """A number that was asked for and has no entry, and how a client treats it."""

    slug: str
    status_class: str
    treated_as: int


class SearchPage(Page):
    """What was asked and what was found; `suggestions` are queries to try instead."""

    query: str
    results: tuple[Result, ...]
    suggestions: tuple[str, ...]
    unknown: tuple[UnknownNumber, ...] = Field((), exclude=True)


def search_page(query: str, limit: int = 20) -> SearchPage:
    """What fits a query, best first, at most `limit`."""
    found = search(query, limit)
    told = dict(_told({row.path for row in found}))
    results = tuple(told[row.path].model_copy(update={"reason": row.reason}) for row in found if row.path in told)
    if results:
        return SearchPage(query=query, results=results, suggestions=())
    unknown = tuple(_unknown(number) for number in read_query(query).numbers)
    return SearchPage(query=query, results=(), suggestions=tuple(nearest_names(query, lexicon())), unknown=unknown)


def _unknown(number: int) -> UnknownNumber:
    return UnknownNumber(slug=code_slug(number), status_class=class_of(number), treated_as=treated_as(number))


def _told(paths: set[str]) -> Iterator[tuple[str, Result]]:
    """Everything at these paths, as a result without its reason; a table is asked only for paths of its kind."""
    named = {kind: [found[1] for found in map(kind.fullmatch, paths) if found] for kind in (CODE, CLASS, FAILURE, SENDER)}
    for status in StatusCode.objects.filter(code__in=named[CODE]).in_a_line() if named[CODE] else ():
        yield status.url, _result(status.url, status.name, status.summary, code=status.code, status_class=status.status_class)
    for row in StatusClass.objects.filter(slug__in=named[CLASS]) if named[CLASS] else ():
        yield f"/{row.slug}", _result(f"/{row.slug}", row.name, row.summary, status_class=row.slug)
    for failure in Failure.objects.filter(slug__in=named[FAILURE]) if named[FAILURE] else ():
        yield failure.url, _result(failure.url, failure.title, failure.summary)
    for sender in Sender.objects.filter(slug__in=named[SENDER]) if named[SENDER] else ():
        yield sender.url, _result(sender.url, sender.name, sender.summary)


def _result(url: str, name: str, summary: str, *, code: int | None = None, status_class: str | None = None) -> Result:
    return Result(code=code, status_class=status_class, name=name, url=url, summary=summary, reason="")
