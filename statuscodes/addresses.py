"""The address of everything that depends on the content alone, and so can be rendered before anybody asks."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from statuscodes.formats import Format
from statuscodes.models import HeaderField, Rfc, StatusClass, StatusCode
from statuscodes.pages.senders import senders_page


class Address(NamedTuple):
    """A path, and the paths of the other formats that it also answers with."""

    path: str
    others: tuple[str, ...] = ()


def addresses() -> Iterator[Address]:
    """Every address, the entries first."""
    for status in StatusCode.objects.in_a_line():
        others = tuple(f"{status.url}.{kind.suffix}" for kind in Format if kind is not Format.HTML)
        yield Address(status.url, others)
        yield from map(Address, others)
        yield Address(f"/api/codes/{status.code}")
    yield from map(Address, chain(("/api/codes", "/api/openapi.json", "/llms.txt"), pages_between_entries()))


def pages_between_entries() -> Iterator[str]:
    """The paths of the HTML pages that are no entries, the home page first."""
    yield from ("/", "/guide", "/no-status", "/sent-by", "/api/docs")
    yield from (f"/{row.slug}" for row in StatusClass.objects.order_by("slug"))
    yield from (f"/rfc/{rfc.number}" for rfc in Rfc.objects.order_by("number"))
    yield from (f"/header/{slug}" for slug in HeaderField.objects.order_by("slug").values_list("slug", flat=True).distinct())
    everyone = senders_page()
    yield from (f"/sent-by/{sender.slug}" for sender in (*everyone.described, *everyone.others))
