"""The pages of products: which there are, and all that is told of one."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from statuscodes.entries.catalog import OwnNumber
from statuscodes.entries.entry import Fingerprint, Message, Owner, Subcode
from statuscodes.models import FailureMessage, Sender, StatusCode
from statuscodes.models import Fingerprint as FingerprintRow
from statuscodes.models import Message as MessageRow
from statuscodes.models import Owner as OwnerRow
from statuscodes.models import Subcode as SubcodeRow
from statuscodes.pages.code import fingerprint, message, owner, subcode
from statuscodes.pages.page import CodeSummary, Page, code_summary


class SentCode(Page):
    """A code that a product uses: what it means by it, how it shows, and what it prints."""

    code: CodeSummary
    owner: Owner | None
    subcodes: tuple[Subcode, ...]
    fingerprints: tuple[Fingerprint, ...]
    messages: tuple[Message, ...]


class SilentFailure(Page):
    """Something that happens instead of an answer, and what a product prints then."""

    title: str
    url: str
    messages: tuple[Message, ...]


class ListedSender(Page):
    """A product in a line; it has a `summary` where something is told of it as a whole."""

    name: str
    slug: str
    summary: str | None


class SenderPage(ListedSender):
    """A product: how to recognise it, its own numbers, and the codes that it sends or prints messages for."""

    text: str | None
    sources: tuple[str, ...]
    numbers: tuple[OwnNumber, ...]
    codes: tuple[SentCode, ...]
    failures: tuple[SilentFailure, ...]


class SendersPage(Page):
    """Every product: those that are told of as a whole, and the others."""

    described: tuple[ListedSender, ...]
    others: tuple[ListedSender, ...]


def senders_page() -> SendersPage:
    """Every product that the site names."""
    rows = {row.slug: row for row in Sender.objects.all()}
    listed = [_listed(slug, name, rows.get(slug)) for slug, name in sorted(_names().items())]
    return SendersPage(
        described=tuple(row for row in listed if row.summary),
        others=tuple(row for row in listed if not row.summary),
    )


def sender_page(slug: str) -> SenderPage | None:
    """What is told of a product, or None when nothing is."""
    row = Sender.objects.filter(slug=slug).first()
    codes = tuple(_sent(slug))
    failures = tuple(_failures(slug))
    name = row.name if row else next(_names_in(codes, failures), None)
    if name is None:
        return None
    return SenderPage(
        **_listed(slug, name, row).model_dump(),
        text=row.text if row else None,
        sources=row.sources if row else (),
        numbers=row.codes if row else (),
        codes=codes,
        failures=failures,
    )


def _names_in(codes: Iterable[SentCode], failures: Iterable[SilentFailure]) -> Iterator[str]:
    """The name of the product, as it stands in each part that is told of it."""
    for sent in codes:
        yield from (owned.name for owned in (sent.owner,) if owned)
        yield from (row.software for row in sent.subcodes)
        yield from (row.software for row in sent.fingerprints)
        yield from (row.software for row in sent.messages)
    for failure in failures:
        yield from (row.software for row in failure.messages)


def _listed(slug: str, name: str, row: Sender | None) -> ListedSender:
    return ListedSender(name=name, slug=slug, summary=row.summary if row else None)


def _names() -> dict[str, str]:
    """The name of every product by its slug."""
    named = [*Sender.objects.values_list("slug", "name"), *OwnerRow.objects.values_list("slug", "name")]
    for model in (MessageRow, FailureMessage, FingerprintRow, SubcodeRow):
        named += model.objects.values_list("slug", "software").distinct()
    return dict(named)


def _sent(slug: str) -> Iterator[SentCode]:
    """The codes of a product, each with all that is told of the two."""
    owners = {row.status_code_id: owner(row) for row in OwnerRow.objects.filter(slug=slug)}
    subcodes = [(row.status_code_id, subcode(row)) for row in SubcodeRow.objects.filter(slug=slug)]
    fingerprints = [(row.status_code_id, fingerprint(row)) for row in FingerprintRow.objects.filter(slug=slug)]
    messages = [(row.status_code_id, message(row)) for row in MessageRow.objects.filter(slug=slug)]
    for status in StatusCode.objects.sent_by(slug).in_a_line():
        yield SentCode(
            code=code_summary(status),
            owner=owners.get(status.code),
            subcodes=tuple(row for code, row in subcodes if code == status.code),
            fingerprints=tuple(row for code, row in fingerprints if code == status.code),
            messages=tuple(row for code, row in messages if code == status.code),
        )


def _failures(slug: str) -> Iterator[SilentFailure]:
    messages = FailureMessage.objects.filter(slug=slug).select_related("failure")
    for failure, rows in groupby(messages, key=lambda row: row.failure):
        yield SilentFailure(title=failure.title, url=failure.url, messages=tuple(message(row) for row in rows))
