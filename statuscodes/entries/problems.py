"""What is wrong with content, told to its author as ``content/codes/499.md:2: …``."""

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One mistake of an author; problems sort by file, then line, then message."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class ContentError(Exception):
    """Content that cannot be used, with every problem that was found in it, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join([*map(str, self.problems), self.count]))

    @property
    def count(self) -> str:
        """How many problems there are, as the last line of the report."""
        number = len(self.problems)
        return f"{number} problem{'s' if number != 1 else ''} in the content; nothing was loaded."
