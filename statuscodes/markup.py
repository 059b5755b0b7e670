"""Markdown and code as HTML that is safe to show. Pure; a text is rendered once in a process.

The texts are an author's: raw HTML in them is shown as text, links lead to the web or to this
site and nowhere else, images are left out, and ``RFC 9110, 15.5.5`` becomes a link to that section.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from html import escape
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.codehilite import CodeHilite, CodeHiliteExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Text, _TokenType

from statuscodes.entries.citations import IN_PROSE, rfc_url
from statuscodes.entries.wildcards import pieces
from statuscodes.nesting import nested
from statuscodes.search.words import stem

CODE_BEGINS, CODE_ENDS = '<pre class="code" tabindex="0"><code>', "</code></pre>"
NEXT_MESSAGE = re.compile(r"\n\n(?=HTTP/|[A-Z]+ \S+ HTTP/)")
WORDS = re.compile(r"([^\W_]+)")
APART = "\N{INVISIBLE SEPARATOR}"
SAFE_LINK = re.compile(r"https?://|/(?!/)|#|mailto:")
# The classes of Pygments that have a colour in code.css. What has none stands without a mark: that is a quarter of a page.
COLOURED = frozenset(
    (  # noqa: SIM905  # a list of sixty strings is no easier to read
        "c c1 ch cm cp cpf cs sd k kc kd kn kp kr kt ow nf fm nc nd ne nn s s1 s2 sa sb sc dl se sh si sr ss sx ld "
        "m mb mf mh mi mo il na nt nb bp nv vc vg vi gp gu go gd gi gh gs"
    ).split()
)
UNWANTED_PATTERNS = ("html", "entity", "image_link", "image_reference", "short_image_ref")


@cache
def block(text: str, level: int = 1, section: str = "") -> str:
    """A text of paragraphs, lists, tables and code as HTML; ``#`` is an h of the level.

    Its headings have anchors, which begin with the name of a section where several texts share a page.
    """
    return _markdown(level, section).convert(text)


@cache
def inline(text: str) -> str:
    """One paragraph as HTML that fits into a line: without the paragraph around it."""
    return block(text).removeprefix("<p>").removesuffix("</p>")


@cache
def code(text: str, language: str) -> str:
    """Code in colour, in a language that Pygments knows, such as http, js or python."""
    return highlight(text, get_lexer_by_name(language), _CodeFormatter())


@cache
def wire(text: str) -> str:
    """An exchange in colour; a message begins where a line after an empty one is a request line or a status line."""
    lexer = get_lexer_by_name("http")
    formatter = _Formatter(nowrap=True)
    messages = "\n\n".join(highlight(message, lexer, formatter).strip() for message in NEXT_MESSAGE.split(text))
    return f'<div class="highlight">{CODE_BEGINS}{messages}\n{CODE_ENDS}</div>'


def message(text: str) -> str:
    """A text that software prints, with its variable parts marked as such."""
    return "".join(f"<var>{escape(piece.text)}</var>" if piece.varies else escape(piece.text) for piece in pieces(text))


@lru_cache(maxsize=2048)
def words_apart(text: str) -> str:
    """A text as HTML in which each word is set apart, so that `marked` need not look for them."""
    runs = (escape(run) for run in WORDS.split(text.replace(APART, "")))
    return "".join(f"{APART}{run}{APART}" if place % 2 else run for place, run in enumerate(runs))


def marked(html: str, stems: frozenset[str]) -> str:
    """HTML with words that are set apart, in which those are marked that have one of the stems."""
    runs = html.split(APART)
    for place, found in enumerate(_stems(html)):
        if found in stems:
            runs[2 * place + 1] = f"<mark>{runs[2 * place + 1]}</mark>"
    return "".join(runs)


@lru_cache(maxsize=2048)
def _stems(html: str) -> tuple[str, ...]:
    """The stem of each word that is set apart."""
    return tuple(stem(word.lower()) for word in html.split(APART)[1::2])


class _Formatter(HtmlFormatter[str]):
    """Code with marks around what has a colour."""

    def format_unencoded(self, tokensource: Iterable[tuple[_TokenType, str]], outfile: Any) -> None:
        coloured = ((kind if STANDARD_TYPES.get(kind) in COLOURED else Text, text) for kind, text in tokensource)
        super().format_unencoded(coloured, outfile)


class _CodeFormatter(_Formatter):
    """A block of code; one that is wider than its column scrolls, so the keyboard must reach it."""

    def wrap(self, source: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        yield 0, CODE_BEGINS
        yield from source
        yield 0, CODE_ENDS


HIGHLIGHTING: dict[str, Any] = {"css_class": "highlight", "guess_lang": False, "pygments_formatter": _CodeFormatter}


class _RfcLinks(InlineProcessor):
    """``RFC 9110, 15.5.5`` as a link to that section."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802  # Markdown's signature
        link = ET.Element("a", {"href": rfc_url(int(m[1]), m[2])})
        link.text = "\N{NO-BREAK SPACE}".join(m[0].split())
        return link, m.start(0), m.end(0)


class _OnlySafeLinks(Treeprocessor):
    """A link that leads anywhere but to the web or this site loses its target."""

    def run(self, root: ET.Element) -> None:
        for link in root.iter("a"):
            if not SAFE_LINK.match(link.get("href", "")):
                link.attrib.pop("href", None)


class _NestedLists(Preprocessor):
    """Lists as people write them, and code in them."""

    def run(self, lines: list[str]) -> list[str]:
        return nested(lines, self._stored)

    def _stored(self, language: str, text: str) -> str:
        code = CodeHilite(text, lang=language or None, **HIGHLIGHTING)
        placeholder: str = self.md.htmlStash.store(code.hilite(shebang=False))
        return placeholder


class _House(Extension):
    """What this site adds to Markdown, and what it takes away."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's name
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(_NestedLists(md), "nested_lists", 27)  # before fenced_code_block, after normalize_whitespace
        for name in UNWANTED_PATTERNS:
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(_RfcLinks(IN_PROSE.pattern, md), "rfc", 75)
        md.treeprocessors.register(_OnlySafeLinks(md), "only_safe_links", 0)


def _markdown(level: int, section: str) -> Markdown:
    def anchor(heading: str, separator: str) -> str:
        return slugify(f"{section} {heading}", separator)

    extensions: list[Any] = [
        FencedCodeExtension(),
        CodeHiliteExtension(**HIGHLIGHTING),
        TableExtension(),
        TocExtension(baselevel=level, slugify=anchor),
        _House(),
    ]
    return Markdown(extensions=extensions, output_format="html")
