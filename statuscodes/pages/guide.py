"""The guide: how status codes work, and why the right one matters."""

from statuscodes.models import Chapter
from statuscodes.pages.page import Page


class GuideChapter(Page):
    """A chapter; its text is Markdown."""

    slug: str
    title: str
    summary: str
    text: str


class GuidePage(Page):
    """All chapters in their order."""

    chapters: tuple[GuideChapter, ...]


def guide_page() -> GuidePage:
    """The whole guide."""
    rows = Chapter.objects.all()
    chapters = (GuideChapter(slug=row.slug, title=row.title, summary=row.summary, text=row.text) for row in rows)
    return GuidePage(chapters=tuple(chapters))
