"""A content file as its author wrote it: the data in it, and the line that each part stands on."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from statuscodes.entries.problems import Problem
from statuscodes.entries.values import NotYaml, Place, mapping


class Line(NamedTuple):
    """A line of the file and its number, counted from 1."""

    number: int
    text: str


@dataclass
class Source:
    """A file as its author wrote it.

    `data` has plain dicts, tuples and scalars; `lines` leads from a place in it, such as
    ``("related", 502)``, to the line that it stands on. A source that is not `readable` has told so,
    and is not checked further. It lies in a `part` of the content, and in a `layer`: the folders count from 0.
    """

    path: str
    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    readable: bool = True
    part: str = ""
    layer: int = 0

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.path.rpartition("/")[2].removesuffix(".md")

    @property
    def related(self) -> dict[Any, Any]:
        """The codes that an entry tells itself from, with the line for each; empty where that is no mapping."""
        related = self.data.get("related")
        return related if isinstance(related, dict) else {}

    def pair_with(self, other: Any) -> frozenset[Any]:
        """What the relation to a code is about: the two codes, in whichever of their entries it stands."""
        code = self.data.get("code")
        return frozenset((code if isinstance(code, int) else self.path, other))

    def complain(self, line: int, message: str) -> None:
        """Note a problem at a line of this file."""
        self.problems.append(Problem(self.path, line, message))

    def refuse(self, line: int, message: str) -> None:
        """Note a problem that leaves nothing to check: what is missing cannot be told."""
        self.complain(line, message)
        self.readable = False

    def line_of(self, place: Place) -> int:
        """The line of a place in the data, or of the nearest part around it that has one."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(source: Source, place: Place, first_line: int, text: str) -> None:
    """Put the mapping that a YAML text holds into the source, at a place; what is there already stays, and is told."""
    try:
        read = mapping(text)
    except NotYaml as error:
        source.refuse(first_line + error.line, f"not YAML: {error}")
        return
    whole = source.lines.get(place, first_line + read.lines[()])
    source.lines |= {(*place, *inner): first_line + line for inner, line in read.lines.items()} | {place: whole}
    for name, line in read.twice:
        source.complain(first_line + line, f"{name} is given twice")
    target: Any = source.data
    for key in place:
        target = target[key]
    for name in read.data.keys() & target.keys():
        source.complain(source.line_of((*place, name)), f"unknown field {name}: it does not stand here")
    target.update({name: value for name, value in read.data.items() if name not in target})
