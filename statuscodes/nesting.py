"""What stands inside the items of a list, as Python-Markdown reads it. Pure.

People indent it to where the item's text begins, by two or three columns, put fenced blocks of code
there, and begin a list right below a line of text. Python-Markdown wants four columns for each list,
knows fences at the margin only, and sees a list behind an empty line. Here the one becomes the other.
"""

import re
from collections.abc import Callable, Iterable, Iterator

ITEM = re.compile(r" *(?:[-*+]|(\d+)\.) +(?=\S)")
FENCE = re.compile(r" *(`{3,}|~{3,}) *([\w+-]*)[^`]*$")
BEGINS_A_LIST = {None, "1"}  # below a line of text: CommonMark 0.31.2, 5.2; with another number it is a sentence that goes on
STEP = " " * 4


def nested(lines: Iterable[str], stored: Callable[[str, str], str]) -> list[str]:
    """The lines of a text as Python-Markdown wants them; `stored` makes one line of the language and text of a block of code in a list."""
    text = _Text(stored)
    return [out for line in lines for out in text.read(line)] + list(text.end())


class _Text:
    """How far a text is read: the lists that are open, each by the column at which its item's text begins, and the fence."""

    def __init__(self, stored: Callable[[str, str], str]) -> None:
        self.stored = stored
        self.lists: list[int] = []
        self.fence = self.language = ""
        self.code: list[str] = []
        self.is_below_text = False
        self.is_below_item = False

    @property
    def column(self) -> int:
        return self.lists[-1] if self.lists else 0

    @property
    def margin(self) -> str:
        return STEP * len(self.lists)

    def read(self, line: str) -> Iterator[str]:
        """What becomes of the next line."""
        item, fence = ITEM.match(line), FENCE.match(line)
        if self.fence:
            yield from self._code(line)
        elif not line.strip():
            self.is_below_text = self.is_below_item = False
            yield ""
        elif fence:
            self._leave_lists(line)
            yield from self._opened(line, fence)
        elif item and self._is_item(line, item):
            self._leave_lists(line)
            yield from self._item(line, item)
        else:
            yield self._words(line)

    def _is_item(self, line: str, item: re.Match[str]) -> bool:
        """Whether it is neither a block of code by its columns nor a sentence that goes on with a number."""
        outer = max((column for column in self.lists if column <= _indent(line)), default=0)
        return _indent(line) - outer < len(STEP) and not (self.is_below_text and item[1] not in BEGINS_A_LIST)

    def _item(self, line: str, item: re.Match[str]) -> Iterator[str]:
        if self.is_below_text:
            yield ""
        yield self.margin + line.lstrip()
        self.lists.append(item.end())
        self.is_below_text, self.is_below_item = False, True

    def _words(self, line: str) -> str:
        """A line of a paragraph; right below an item it goes on with it, however it is indented."""
        if not self.is_below_item:
            self._leave_lists(line)
        self.is_below_text, self.is_below_item = not self.lists, bool(self.lists)
        return self.margin + line[min(_indent(line), self.column) :]

    def _opened(self, line: str, fence: re.Match[str]) -> Iterator[str]:
        self.fence, self.language, self.code = fence[1], fence[2], []
        self.is_below_text = self.is_below_item = False
        if not self.lists:
            yield line

    def _code(self, line: str) -> Iterator[str]:
        text = line.strip()
        is_end = text.startswith(self.fence) and not text.strip(self.fence[0])
        if not self.lists:
            yield line
        elif not is_end:
            self.code.append(line[min(_indent(line), self.column) :])
        if is_end:
            yield from self.end()

    def end(self) -> Iterator[str]:
        """What is left to say when a block of code ends, or the text."""
        if self.fence and self.lists:
            yield from ("", self.margin + self.stored(self.language, "\n".join(self.code)), "", "")
        self.fence = ""

    def _leave_lists(self, line: str) -> None:
        self.lists = [column for column in self.lists if column <= _indent(line)]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
