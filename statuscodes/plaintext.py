"""Markdown as text for a terminal: paragraphs set anew to 78 columns, tables in columns, code as it is. Pure."""

import re
import textwrap
from collections.abc import Iterator

WIDTH = 78
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
STRONG = re.compile(r"\*\*(.+?)\*\*")
CELL_END = re.compile(r"(?<!\\)\|")
ITEM = re.compile(r"^ *([-*+] |\d+\. )")
HEADING = re.compile(r"^(#{1,6} +)(.+?)[ #]*$")
RULE = re.compile(r":?-+:?")


def plain(text: str, indent: str = "") -> str:
    """A text of Markdown without its marks, every line indented; no line of prose is longer than 78 columns."""
    return "\n".join(_lines(text, indent)).strip("\n")


def _lines(text: str, indent: str) -> Iterator[str]:
    in_code = False
    paragraph: list[str] = []
    table: list[str] = []
    for line in [*text.splitlines(), ""]:
        fence = line.lstrip().startswith("```")
        heading = None if in_code else HEADING.match(line)
        is_row = line.startswith("|") and not in_code
        if table and not is_row:
            yield from _table([_cells(row) for row in table], indent)
            table = []
        if paragraph and (in_code or fence or is_row or heading or not line or ITEM.match(line)):
            yield from _filled(" ".join(paragraph), indent)
            paragraph = []
        if fence:
            in_code = not in_code
        elif in_code:
            yield f"{indent}{line}".rstrip()
        elif heading:
            yield from _filled(heading[2], indent)
        elif is_row:
            table.append(line)
        elif line:
            paragraph.append(line.strip() if paragraph else line)
        else:
            yield ""


def _cells(row: str) -> list[str]:
    return [_without_marks(cell.strip().replace(r"\|", "|")) for cell in CELL_END.split(row.strip().strip("|"))]


def _table(rows: list[list[str]], indent: str) -> Iterator[str]:
    """A table in columns, or where that is too wide, each row as its first cell with the others listed below it."""
    header, *below = rows
    body = [(row + [""] * len(header))[: len(header)] for row in below if not all(map(RULE.fullmatch, row))]
    widths = [max(map(len, column)) for column in zip(header, *body, strict=True)]
    if len(indent) + sum(widths) + 2 * (len(widths) - 1) <= WIDTH:
        for row in (header, ["-" * width for width in widths], *body):
            yield (indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()
        return
    for first, *others in body:
        yield from _filled(first, indent)
        for name, cell in zip(header[1:], others, strict=True):
            yield from _filled(f"- {name}: {cell}", f"{indent}  ")


def _filled(paragraph: str, indent: str) -> list[str]:
    """A paragraph, or an item of a list, in lines that are indented as its first is; an item's further lines hang under that."""
    without_marks = _without_marks(paragraph).lstrip()
    mark = ITEM.match(without_marks)
    own = indent + " " * (len(paragraph) - len(paragraph.lstrip()))
    hanging = own + " " * len(mark[1] if mark else "")
    return textwrap.wrap(
        without_marks, WIDTH, initial_indent=own, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


def _without_marks(text: str) -> str:
    return STRONG.sub(r"\1", LINK.sub(_link, text))


def _link(link: re.Match[str]) -> str:
    return f"{link[1]} ({link[2]})" if link[2].startswith("http") else link[1]


def hanging(text: str, indent: str) -> str:
    """A text of several lines under a mark that is printed already: all lines but the first are indented."""
    first, *rest = text.splitlines() or [""]
    return "\n".join([first, *(f"{indent}{line}".rstrip() for line in rest)])


def deepened(text: str, levels: int) -> str:
    """Markdown with its headings so many levels deeper, to stand below a heading itself."""
    in_code = False
    lines = []
    for line in text.splitlines():
        in_code ^= line.lstrip().startswith("```")
        heading = None if in_code else HEADING.match(line)
        lines.append(f"{'#' * min(levels, 6 - heading[1].count('#'))}{line}" if heading else line)
    return "\n".join(lines)
