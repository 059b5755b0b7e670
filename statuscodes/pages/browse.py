"""The pages that list codes: all of them, a class, an RFC, a field."""

from collections.abc import Iterable
from itertools import groupby

from statuscodes.entries.entry import UNREGISTERED
from statuscodes.entries.numbers import OTHER
from statuscodes.models import Citation, HeaderField, Rfc, StatusClass, StatusCode
from statuscodes.pages.code import CarriedField, CitedSection, carried, cited_section
from statuscodes.pages.page import CodeSummary, Page, code_summary


class ListedCodes(Page):
    """Codes that are listed together, by number."""

    codes: tuple[CodeSummary, ...]

    @property
    def registered(self) -> tuple[CodeSummary, ...]:
        """Those that stand in the IANA registry."""
        return tuple(code for code in self.codes if code.kind not in UNREGISTERED)

    @property
    def unregistered(self) -> tuple[CodeSummary, ...]:
        """Those that particular products send, or that are only said to be sent."""
        return tuple(code for code in self.codes if code.kind in UNREGISTERED)


class ListedClass(ListedCodes):
    """A class and its codes, in a few words."""

    slug: str
    name: str
    summary: str


class HomePage(Page):
    """Every code of the site by class."""

    count: int
    classes: tuple[ListedClass, ...]
    others: ListedCodes


class ClassPage(ListedClass):
    """What is true of a whole class, and its codes."""

    text: str


class CitingCode(Page):
    """A code, and the sections of an RFC that its entry cites."""

    code: CodeSummary
    sections: tuple[CitedSection, ...]


class RfcPage(Page):
    """An RFC, and the codes that rest on it."""

    number: int
    title: str
    year: int
    url: str
    obsoleted_by: tuple[int, ...]
    codes: tuple[CitingCode, ...]


class CarryingCode(Page):
    """A code whose responses carry a field, and how firmly."""

    code: CodeSummary
    field: CarriedField


class FieldPage(Page):
    """A field, and the codes whose responses carry it."""

    name: str
    slug: str
    codes: tuple[CarryingCode, ...]


def home_page() -> HomePage:
    """Every code, in the order of the classes."""
    summaries = [code_summary(status) for status in StatusCode.objects.in_a_line()]
    return HomePage(
        count=len(summaries),
        classes=tuple(_listed(row, summaries) for row in StatusClass.objects.order_by("slug")),
        others=ListedCodes(codes=tuple(summary for summary in summaries if summary.status_class == OTHER)),
    )


def class_page(row: StatusClass) -> ClassPage:
    """A class such as 4xx."""
    summaries = [code_summary(status) for status in StatusCode.objects.in_class(row.slug).in_a_line()]
    return ClassPage(**_listed(row, summaries).model_dump(), text=row.text)


def _listed(row: StatusClass, summaries: Iterable[CodeSummary]) -> ListedClass:
    codes = tuple(summary for summary in summaries if summary.status_class == row.slug)
    return ListedClass(slug=row.slug, name=row.name, summary=row.summary, codes=codes)


def rfc_page(rfc: Rfc) -> RfcPage:
    """The codes whose entries cite an RFC, with the sections."""
    citations = Citation.objects.filter(section__rfc=rfc).select_related("status_code", "section")
    codes = tuple(
        CitingCode(code=code_summary(status), sections=tuple(cited_section(row.section) for row in rows))
        for status, rows in groupby(citations, key=lambda row: row.status_code)
    )
    url = f"https://www.rfc-editor.org/rfc/rfc{rfc.number}"
    return RfcPage(number=rfc.number, title=rfc.title, year=rfc.year, url=url, obsoleted_by=rfc.obsoleted_by, codes=codes)


def field_page(slug: str) -> FieldPage | None:
    """The codes whose responses carry a field, or None when there are none."""
    rows = list(HeaderField.objects.filter(slug=slug).select_related("status_code", "section"))
    if not rows:
        return None
    codes = tuple(CarryingCode(code=code_summary(row.status_code), field=carried(row)) for row in rows)
    return FieldPage(name=rows[0].name, slug=slug, codes=codes)
