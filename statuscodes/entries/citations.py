"""How a section of an RFC is cited: ``9110#15.5.5`` in front matter, ``RFC 9110, 15.5.5`` in prose."""

import re
from typing import NamedTuple

SECTION = r"[A-Z0-9]+(?:\.\d+)*"
REFERENCE = re.compile(rf"(\d+)#({SECTION})")
IN_PROSE = re.compile(rf"\bRFC\s+(\d+),\s+({SECTION})")  # it may be broken over two lines


class Citation(NamedTuple):
    """A section of an RFC; as a string it is what an author writes."""

    rfc: int
    section: str

    def __str__(self) -> str:
        return f"{self.rfc}#{self.section}"


def citation(text: str) -> Citation | None:
    """The section that ``9110#15.5.5`` names, or None when the text is nothing of the kind."""
    parts = REFERENCE.fullmatch(text)
    return Citation(int(parts[1]), parts[2]) if parts else None


def citations_in(prose: str) -> list[Citation]:
    """Every section that a text mentions, in order."""
    return [Citation(int(mention[1]), mention[2]) for mention in IN_PROSE.finditer(prose)]


def rfc_url(rfc: int, section: str) -> str:
    """Where a section of an RFC can be read."""
    return f"https://www.rfc-editor.org/rfc/rfc{rfc}#section-{section}"
