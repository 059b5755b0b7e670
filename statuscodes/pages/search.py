"""The page of what a search has found."""

from functools import cached_property

from pydantic import Field

from statuscodes.entries.numbers import class_of, code_slug, treated_as
from statuscodes.pages.page import Page
from statuscodes.search.lexicon import Told, lexicon
from statuscodes.search.query import search
from statuscodes.search.reading import LONGEST_QUERY, read_query
from statuscodes.search.spelling import nearest_names
from statuscodes.search.words import stem, telling


class Result(Page):
    """A code, or something that is none: a class, a failure, a product; its `code` is null."""

    code: int | None = Field(description="The number; null for what is no code.")
    status_class: str | None = Field(alias="class", description="The class of a code, or of itself for a class; null for others.")
    name: str = Field(description="What it is called.")
    url: str = Field(description="Its page, as a path of this site.")
    summary: str = Field(description="What it is, in a sentence.")
    reason: str = Field(description="Why it was found.")

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

    query: str = Field(description="What was asked, as far as it was read.")
    results: tuple[Result, ...] = Field(description="What was found, best first.")
    suggestions: tuple[str, ...] = Field(description="Queries to try instead, where nothing was found.")
    unknown: tuple[UnknownNumber, ...] = Field((), exclude=True)
    unread: int = Field(0, exclude=True)  # characters at its end

    @cached_property
    def stems(self) -> frozenset[str]:
        """What is marked in the results: words that have one of these stems."""
        return frozenset(map(stem, telling(self.query)))


def search_page(typed: str, limit: int = 20) -> SearchPage:
    """What fits a query, best first, at most `limit`."""
    query = typed[:LONGEST_QUERY]
    results = tuple(_result(row.page, row.reason) for row in search(query, limit))
    if results:
        return SearchPage(query=query, results=results, suggestions=(), unread=len(typed) - len(query))
    unknown = tuple(_unknown(number) for number in read_query(query).numbers)
    suggestions = tuple(nearest_names(query, lexicon()))
    return SearchPage(query=query, results=(), suggestions=suggestions, unknown=unknown, unread=len(typed) - len(query))


def _result(told: Told, reason: str) -> Result:
    return Result(code=told.code, status_class=told.status_class, name=told.name, url=told.path, summary=told.summary, reason=reason)


def _unknown(number: int) -> UnknownNumber:
    return UnknownNumber(slug=code_slug(number), status_class=class_of(number), treated_as=treated_as(number))
