"""Texts with parts that vary: ``upstream timed out, client: ‹address›``.

The guillemets name a part that stands for anything, in the messages that software prints as in
what an example is expected to answer.
"""

import re
from typing import NamedTuple

VARIABLE = re.compile(r"‹([^‹›]+)›")


class Piece(NamedTuple):
    """A run of a text: as it stands, or the name of a part that varies."""

    text: str
    varies: bool


def pieces(text: str) -> tuple[Piece, ...]:
    """The text cut into what is fixed and what varies, in order, nothing empty."""
    cut = VARIABLE.split(text)
    return tuple(Piece(run, bool(number % 2)) for number, run in enumerate(cut) if run)


def pattern(text: str) -> re.Pattern[str]:
    """A pattern for the whole text, in which each variable part stands for one character or more."""
    return re.compile("".join(".+?" if piece.varies else re.escape(piece.text) for piece in pieces(text)), re.DOTALL)


def matches(text: str, actual: str) -> bool:
    """Whether the actual text is this one, whatever its variable parts hold."""
    return pattern(text).fullmatch(actual) is not None
