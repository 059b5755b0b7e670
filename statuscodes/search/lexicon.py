"""What search knows of the content. A process reads it once; then a search asks nobody.

`compiling` says what each part is made of.
"""

import json
import os
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.conf import settings

from statuscodes.models import Load, StoredLexicon


class Told(NamedTuple):
    """A page that can be found, as a result tells of it; what is no code has none, and what is no class either has none."""

    path: str
    code: int | None
    status_class: str | None
    name: str
    summary: str


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Pages and phrases, by their numbers, and where each word stands. `read` makes it."""

    pages: list[Told] = field(default_factory=list)
    prior: list[float] = field(default_factory=list)  # of each page
    page_of: list[int] = field(default_factory=list)  # of each phrase; those of a shape stand together
    reason_of: list[str] = field(default_factory=list)
    kind_of: list[int] = field(default_factory=list)  # of each shape, as are the next two
    ends: list[int] = field(default_factory=list)  # the first phrase of each shape, and where the last one ends
    weight_of: list[float] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)  # of each stem
    shapes: dict[str, tuple[list[int], list[int], list[int]]] = field(default_factory=dict)  # with a stem, by group
    texts: dict[str, tuple[list[int], list[int], list[float]]] = field(default_factory=dict)
    squashed: dict[str, list[int]] = field(default_factory=dict)
    vocabulary: dict[str, str] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    names: list[str] = field(default_factory=list)
    finer: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    own: dict[str, list[int]] = field(default_factory=dict)
    cited: dict[str, list[tuple[int, str, bool]]] = field(default_factory=dict)
    former: dict[str, list[int]] = field(default_factory=dict)
    mentions: dict[str, list[tuple[int, list[str]]]] = field(default_factory=dict)

    @cached_property
    def page_at(self) -> dict[str, int]:
        """The number of the page with a path."""
        return {page.path: number for number, page in enumerate(self.pages)}

    def kind_of_phrase(self, number: int) -> int:
        """The kind of a phrase, which is that of its shape."""
        return self.kind_of[bisect_right(self.ends, number) - 1]

    @cached_property
    def words(self) -> list[str]:
        """The vocabulary, sorted."""
        return list(self.vocabulary)

    @cached_property
    def words_by_length(self) -> list[str]:
        """The vocabulary, short words first."""
        return sorted(self.words, key=len)


def read(compiled: str) -> Lexicon:
    """The lexicon that was compiled."""
    parts = json.loads(compiled)
    return Lexicon(**parts | {"pages": [Told(*row) for row in parts["pages"]], "written": frozenset(parts["written"])})


def lexicon() -> Lexicon:
    """The lexicon of what is loaded, empty where nothing is; it is read anew when something else has been loaded."""
    return _read(loaded_digest())


def loaded_digest() -> str:
    """The content that is loaded; the database is asked only when its file has changed."""
    try:
        state = os.stat(str(settings.DATABASES["default"]["NAME"]))  # noqa: PTH116  # a Path takes longer than the question
    except FileNotFoundError:  # a database in memory
        return _digest()
    return _digest_at(state.st_ino, state.st_mtime_ns)


@lru_cache(maxsize=1)
def _digest_at(inode: int, changed: int) -> str:  # noqa: ARG001  # they name a state of the file
    return _digest()


def _digest() -> str:
    return Load.objects.values_list("digest", flat=True).first() or ""


@lru_cache(maxsize=1)
def _read(digest: str) -> Lexicon:
    return read(StoredLexicon.objects.get(digest=digest).compiled) if digest else Lexicon()
