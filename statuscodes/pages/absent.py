"""The pages for what is not there: a number without an entry, and the site's own errors."""

from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus

from statuscodes.entries.catalog import OwnNumber
from statuscodes.entries.numbers import class_of, code_slug, treated_as
from statuscodes.models import Rumour, Sender, StatusClass, StatusCode
from statuscodes.pages.page import CodeSummary, Page, code_summary
from statuscodes.search.lexicon import loaded_digest


class ToldRumour(Page):
    """What lists say of a number that nothing known sends."""

    names: tuple[str, ...]
    text: str


class NumberUser(Page):
    """A product that uses a number in its own way, and what it means by it."""

    name: str
    url: str
    number: OwnNumber


class UnknownCodePage(Page):
    """A number without an entry, and how a client treats it (RFC 9110, 15)."""

    slug: str
    status_class: str
    class_name: str | None
    treated_as: int
    treated_as_entry: CodeSummary | None
    rumour: ToldRumour | None
    users: tuple[NumberUser, ...]
    near: tuple[CodeSummary, ...]


class ErrorPage(Page):
    """An answer of this site that is not what was asked for; `advice` is from the entry of its code."""

    status: int
    name: str
    detail: str
    advice: tuple[str, ...]


def unknown_code_page(code: int) -> UnknownCodePage:
    """What can be said of a number that no entry describes."""
    return _unknown(loaded_digest(), code)


@lru_cache(maxsize=1000)
def _unknown(digest: str, code: int) -> UnknownCodePage:  # noqa: ARG001  # other content tells something else
    summaries = {status.code: code_summary(status) for status in StatusCode.objects.in_a_line()}
    nearest = sorted(summaries, key=lambda other: (abs(other - code), other))[:3]
    row = StatusClass.objects.filter(slug=class_of(code)).first()
    rumour = Rumour.objects.filter(number=code).first()
    return UnknownCodePage(
        slug=code_slug(code),
        status_class=class_of(code),
        class_name=row.name if row else None,
        treated_as=treated_as(code),
        treated_as_entry=summaries.get(treated_as(code)),
        rumour=ToldRumour(names=rumour.names, text=rumour.text) if rumour else None,
        users=tuple(_users(code)),
        near=tuple(summaries[other] for other in nearest),
    )


def _users(code: int) -> Iterator[NumberUser]:
    """The products that have the number among their own."""
    for sender in Sender.objects.all():
        for number in map(OwnNumber.model_validate, sender.codes):
            if number.number == code:
                yield NumberUser(name=sender.name, url=sender.url, number=number)


def error_page(status: int, detail: str) -> ErrorPage:
    """An error of this site, told with the help of its own entry as far as that is loaded."""
    name, advice = _told_of(loaded_digest(), status)
    return ErrorPage(status=status, name=name, detail=detail, advice=advice)


@lru_cache
def _told_of(digest: str, status: int) -> tuple[str, tuple[str, ...]]:  # noqa: ARG001  # other content tells something else
    told = StatusCode.objects.filter(code=status).values_list("name", "what_you_can_do").first()
    return (told[0], tuple(told[1])) if told else (HTTPStatus(status).phrase, ())
