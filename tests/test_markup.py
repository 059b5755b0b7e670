import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuscodes import markup
from tests.conftest import ROOT

ALLOWED_TAGS = {
    *("a", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "span", "strong"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ALLOWED_ATTRIBUTES = {"href", "class", "id", "tabindex", "start", "title"}


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
        ("<div>\n\nblock\n\n</div>", "<p>&lt;div&gt;</p>\n<p>block</p>\n<p>&lt;/div&gt;</p>"),
        ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
        ("[x](JaVaScRiPt:alert(1))", "<p><a>x</a></p>"),
        ("[x](data:text/html,x)", "<p><a>x</a></p>"),
        ("[x](//elsewhere.example)", "<p><a>x</a></p>"),
        ("[x](/404)", '<p><a href="/404">x</a></p>'),
        ("[x](https://example.com/)", '<p><a href="https://example.com/">x</a></p>'),
        ("![x](https://example.com/x.png)", "<p>![x](https://example.com/x.png)</p>"),
        (
            "RFC 9110, 15.",
            '<p><a href="https://www.rfc-editor.org/rfc/rfc9110#section-15">RFC\N{NO-BREAK SPACE}9110,\N{NO-BREAK SPACE}15</a>.</p>',
        ),
        ("`RFC 9110, 15`", "<p><code>RFC 9110, 15</code></p>"),
        ("## A head", '<h2 id="a-head">A head</h2>'),
    ],
)
def test_a_text_becomes_this(text: str, html: str) -> None:
    assert markup.block(text) == html


def test_headings_start_at_the_level_of_the_page() -> None:
    assert markup.block("## A head", 2) == '<h3 id="a-head">A head</h3>'


def test_one_paragraph_fits_into_a_line() -> None:
    assert markup.inline("Choose one that `Allow` lists.") == "Choose one that <code>Allow</code> lists."


def test_code_is_coloured_and_reachable_by_keyboard() -> None:
    html = markup.block("```console\n$ curl -i\nHTTP/1.1 200 OK\n```")
    assert '<pre class="code" tabindex="0"><code><span class="gp">$ </span>curl' in html
    assert '<span class="go">HTTP/1.1 200 OK</span>' in html
    assert markup.code("x = 1\n", "python").count('tabindex="0"') == 1


def test_each_message_of_an_exchange_is_coloured_and_no_line_is_lost() -> None:
    text = "GET / HTTP/1.1\nHost: x\n\nHTTP/1.1 103 Early Hints\nLink: y\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{}\n"
    html = markup.wire(text)
    assert re.sub(r"<[^>]+>", "", html).strip() == text.strip()
    assert html.count('<span class="kr">HTTP</span>') == 3
    assert html.count('tabindex="0"') == 1


def test_a_message_marks_what_varies_and_escapes_everything() -> None:
    assert markup.message("<b> ‹host & port›") == "&lt;b&gt; <var>host &amp; port</var>"


@given(st.text())
def test_no_text_brings_a_tag_or_a_link_that_is_not_ours(text: str) -> None:
    reader = read(markup.block(text))
    assert reader.tags <= ALLOWED_TAGS
    for name, value in reader.attributes:
        assert name in ALLOWED_ATTRIBUTES
        if name == "href":
            assert markup.SAFE_LINK.match(value)


@given(st.text())
def test_no_message_brings_a_tag(text: str) -> None:
    assert read(markup.message(text)).tags <= {"var"}


def test_the_words_of_a_query_are_marked_in_any_form() -> None:
    assert markup.marked(markup.words_apart("Redirects <b>"), frozenset({"redirect"})) == "<mark>Redirects</mark> &lt;b&gt;"
    assert markup.marked(markup.words_apart("Not Found"), frozenset()) == "Not Found"


@given(st.text(), st.frozensets(st.text(max_size=3)))
def test_marks_are_the_only_tags_in_a_marked_text(text: str, stems: frozenset[str]) -> None:
    html = markup.marked(markup.words_apart(text), stems)
    assert read(html).tags <= {"mark"}
    assert unescape(html.replace("<mark>", "").replace("</mark>", "")) == text.replace(markup.APART, "")


def test_headings_of_several_texts_on_a_page_have_anchors_of_their_own() -> None:
    assert markup.block("### What you can do", section="dns") == '<h3 id="dns-what-you-can-do">What you can do</h3>'
    assert markup.block("### What you can do") == '<h3 id="what-you-can-do">What you can do</h3>'


def test_a_runbook_is_read_as_people_write_it() -> None:
    text = "Do:\n1. Look:\n   - here\n\n   ```sh\n   ls <x>\n   ```\n\n2. Done."
    assert markup.block(text) == (
        "<p>Do:</p>\n<ol>\n<li>\n<p>Look:</p>\n<ul>\n<li>here</li>\n</ul>\n"
        '<div class="highlight"><pre class="code" tabindex="0"><code>ls &lt;x&gt;\n</code></pre></div>\n\n'
        "</li>\n<li>\n<p>Done.</p>\n</li>\n</ol>"
    )


def test_code_in_a_list_is_as_safe_as_elsewhere() -> None:
    for language in ("", "nonsense", "html"):
        html = markup.block(f"- a\n\n  ```{language}\n  </code><script>alert(1)</script>\n")
        assert read(html).tags <= ALLOWED_TAGS
        assert "<script" not in html


def test_what_has_a_colour_is_marked_and_nothing_else() -> None:
    styles = re.sub(r"/\*.*?\*/", "", (ROOT / "static" / "css" / "code.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    classes = re.findall(r"\.(\w+)", " ".join(re.findall(r"^\.highlight (?::is\()?(.*?)\)? \{$", styles, re.MULTILINE)))
    assert sorted(classes) == sorted(markup.COLOURED)
    assert markup.code("x = call(1)  # so\n", "python") == (
        '<div class="highlight"><pre class="code" tabindex="0"><code>x = call(<span class="mi">1</span>)  '
        '<span class="c1"># so</span>\n</code></pre></div>\n'
    )
