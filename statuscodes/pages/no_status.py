"""The page of what happens instead of an answer: there is no status code, and still a message."""

from statuscodes.entries.entry import Message
from statuscodes.models import Failure
from statuscodes.pages.code import message
from statuscodes.pages.page import Page


class ToldFailure(Page):
    """One way to get no answer; its text is Markdown."""

    slug: str
    title: str
    summary: str
    aliases: tuple[str, ...]
    messages: tuple[Message, ...]
    text: str


class NoStatusPage(Page):
    """Every way to get no answer, in the order in which a request could fail."""

    failures: tuple[ToldFailure, ...]


def no_status_page() -> NoStatusPage:
    """All failures."""
    rows = Failure.objects.prefetch_related("messages")
    failures = (
        ToldFailure(
            slug=row.slug,
            title=row.title,
            summary=row.summary,
            aliases=row.aliases,
            messages=tuple(message(line) for line in row.messages.all()),
            text=row.text,
        )
        for row in rows
    )
    return NoStatusPage(failures=tuple(failures))
