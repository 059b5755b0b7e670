"""How a cause or a step opens: its act in bold, and in brackets whose product it is about and who does it.

``**The session has expired.** (Laravel; server developer) …`` The brackets may name one of the two, or be absent.
"""

import re
from typing import NamedTuple

ROLES = ("anybody", "client developer", "server developer", "operator")
BOLD_OPENING = re.compile(r"(?P<act>\*\*[^*]+[.?!:]\*\*)(?: \((?P<brackets>[^)]*)\))?(?=\s|$)")


class Opening(NamedTuple):
    """The first words of a cause or a step, and what the brackets behind them name."""

    act: str
    product: str | None
    role: str | None
    rest: str

    @property
    def text(self) -> str:
        """The text without its product, for a list of things that are all about that product."""
        return f"{self.act} ({self.role}){self.rest}" if self.role else self.act + self.rest


def opening(text: str) -> Opening | None:
    """The opening of a cause or step, or None when the text does not open in bold."""
    found = BOLD_OPENING.match(text)
    if not found:
        return None
    names = [name.strip() for name in (found["brackets"] or "").split(";") if name.strip()]
    role = names.pop() if names and names[-1] in ROLES else None
    return Opening(found["act"], "; ".join(names) or None, role, text[found.end() :])
