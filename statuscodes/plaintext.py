"""Markdown as text for a terminal: paragraphs set anew to 78 columns, code as it is. Pure."""

import re
import textwrap
from collections.abc import Iterator

WIDTH = 78
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
STRONG = re.compile(r"\*\*(.+?)\*\*")
ITEM = re.compile(r"^(- |\d+\. )")


def plain(text: str, indent: str = "") -> str:
    """A text of Markdown without its marks, every line indented; no line of prose is longer than 78 columns."""
    return "\n".join(_lines(text, indent)).strip("\n")


def _lines(text: str, indent: str) -> Iterator[str]:
    in_code = False
    paragraph: list[str] = []
    for line in [*text.splitlines(), ""]:
        fence = line.startswith("```")
        as_it_is = in_code or fence or line.startswith("|")
        if paragraph and (as_it_is or not line or ITEM.match(line)):
            yield from _filled(" ".join(paragraph), indent)
            paragraph = []
        if fence:
            in_code = not in_code
        elif as_it_is:
            yield f"{indent}{line}".rstrip()
        elif line:
            paragraph.append(line.strip())
        else:
            yield ""


def _filled(paragraph: str, indent: str) -> list[str]:
    """A paragraph, or an item of a list, in lines; an item's further lines hang under its first."""
    without_marks = STRONG.sub(r"\1", LINK.sub(_link, paragraph))
    mark = ITEM.match(without_marks)
    hanging = indent + " " * len(mark[1] if mark else "")
    return textwrap.wrap(
        without_marks, WIDTH, initial_indent=indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


def _link(link: re.Match[str]) -> str:
    return f"{link[1]} ({link[2]})" if link[2].startswith("http") else link[1]


def hanging(text: str, indent: str) -> str:
    """A text of several lines under a mark that is printed already: all lines but the first are indented."""
    first, *rest = text.splitlines() or [""]
    return "\n".join([first, *(f"{indent}{line}".rstrip() for line in rest)])
