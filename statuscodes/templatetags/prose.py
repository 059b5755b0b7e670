"""What templates need beside Django's own: an author's texts, results of a search, addresses.

It is the one place where HTML that is made elsewhere enters a page.
"""

from functools import cache, lru_cache

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.base import Parser, Token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from statuscodes import markup, plaintext
from statuscodes.entries.entry import software_slug
from statuscodes.pages.search import Result

REASON = "\N{OBJECT REPLACEMENT CHARACTER}"

register = template.Library()


class Once(template.Node):
    """A part of a page that is rendered the first time alone."""

    def __init__(self, inside: template.NodeList) -> None:
        self.inside = inside
        self.rendered: SafeString | None = None

    def render(self, context: template.Context) -> SafeString:
        """What the part was when it was rendered first."""
        if self.rendered is None:
            self.rendered = self.inside.render(context)
        return self.rendered


@register.tag
def once(parser: Parser, token: Token) -> Once:  # noqa: ARG001  # Django's signature
    """`{% once %} … {% endonce %}` around what no request changes."""
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(inside)


@register.simple_tag
@cache
def static(path: str) -> str:
    """The URL of a static file; its name has a hash, which takes longer to look up than the rest of a page's head takes."""
    return staticfiles_storage.url(path)


@register.filter
def prose(text: str, level: int = 1) -> SafeString:
    """Markdown as paragraphs, lists, tables and code; its ``#`` is an h1, or the level that is named."""
    return mark_safe(markup.block(text, level))  # noqa: S308  # markup escapes what is not its own


@register.filter
def prose_of(text: str, section: str) -> SafeString:
    """The same for one of several texts on a page: the anchors of its headings begin with the name of its section."""
    return mark_safe(markup.block(text, section=section))  # noqa: S308  # as above


@register.filter
def prose_of_note(text: str, number: int) -> SafeString:
    """The same for a note, which stands below an h2: its ``#`` is an h3."""
    return mark_safe(markup.block(text, 3, f"note-{number}"))  # noqa: S308  # as above


@register.filter
def line(text: str) -> SafeString:
    """One paragraph of Markdown, without the paragraph around it."""
    return mark_safe(markup.inline(text))  # noqa: S308  # as above


@register.filter
def highlighted(text: str, language: str) -> SafeString:
    """Code in colour."""
    return mark_safe(markup.code(text, language))  # noqa: S308  # as above


@register.filter
def wire(text: str) -> SafeString:
    """HTTP messages in colour."""
    return mark_safe(markup.wire(text))  # noqa: S308  # as above


@register.filter
def message(text: str) -> SafeString:
    """What software prints, with its variable parts marked."""
    return mark_safe(markup.message(text))  # noqa: S308  # as above


@register.filter
def words_apart(text: str) -> SafeString:
    """A text in which `list_items` finds the words to mark."""
    return mark_safe(markup.words_apart(text))  # noqa: S308  # as above


@register.filter
def list_items(results: tuple[Result, ...], stems: frozenset[str]) -> SafeString:
    """Results of a search, with the words marked that have one of the stems."""
    return mark_safe("\n".join(_list_item(result, stems) for result in results))  # noqa: S308  # as above


def _list_item(result: Result, stems: frozenset[str]) -> str:
    item = _item(result.url, result.slug, result.status_class, result.name, result.summary)
    return markup.marked(item, stems).replace(REASON, markup.marked(markup.words_apart(result.reason), stems))


@lru_cache(maxsize=2048)
def _item(url: str, slug: str, status_class: str | None, name: str, summary: str) -> str:
    """The HTML of a result before its words are marked, with a place for its reason; a template takes much longer than both."""
    told = {"url": url, "slug": slug, "status_class": status_class, "name": name, "summary": summary, "reason": REASON}
    return render_to_string("partials/_result.html", {"result": told})


@register.filter
def plain(text: str, indent: int = 0) -> str:
    """Markdown as text for a terminal, indented by so many columns."""
    return plaintext.plain(text, " " * indent)


@register.filter
def deepened(text: str, levels: int) -> str:
    """Markdown to stand below a heading: its own are so many levels deeper."""
    return plaintext.deepened(text, levels)


@register.filter
def hanging(text: str, indent: int) -> str:
    """All lines but the first indented by so many columns, to stand under a mark."""
    return plaintext.hanging(text, " " * indent)


@register.filter
def sender_url(software: str) -> str:
    """The page of a product."""
    return f"/sent-by/{software_slug(software)}"


@register.filter
def product_anchor(software: str) -> str:
    """Where a page tells of the causes that are a product's own."""
    return f"for-{software_slug(software)}"


@register.filter
def without_scheme(url: str) -> str:
    """An address as people write it."""
    return url.removeprefix("https://")
