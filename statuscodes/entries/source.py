"""A content file as its author wrote it: the data in it, and the line that each part stands on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from statuscodes.entries.problems import Problem

Place = tuple[str | int, ...]


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
        data = _mapping(source, place, first_line, text)
    except ReaderError as error:
        source.refuse(first_line + text[: error.position].count("\n"), f"not YAML: the character {error.character!r}")
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        source.refuse(first_line + (mark.line if mark else 0), f"not YAML: {error.problem or error.context}")
    except YAMLError as error:
        source.refuse(first_line, f"not YAML: {error}")
    else:
        target: Any = source.data
        for key in place:
            target = target[key]
        for name in data.keys() & target.keys():
            source.complain(source.line_of((*place, name)), f"unknown field {name}: it does not stand here")
        target.update({name: value for name, value in data.items() if name not in target})


def _mapping(source: Source, place: Place, first_line: int, text: str) -> dict[Any, Any]:
    yaml = YAML(typ="safe", pure=True)  # YAML 1.2, in which `no` is a word and not a boolean
    node = yaml.compose(text)
    if not isinstance(node, MappingNode):
        raise YAMLError("it is no mapping of names to values")
    data: dict[Any, Any] = _plain(source, place, first_line, node, yaml.constructor.construct_object)
    return data


def _plain(source: Source, place: Place, first_line: int, node: Node, scalar: Callable[[Node], Any]) -> Any:
    """A YAML node as dicts, tuples and scalars; the line of each goes into the source."""
    source.lines.setdefault(place, first_line + node.start_mark.line)
    if node.anchor:
        raise MarkedYAMLError(problem="an anchor; write the value out", problem_mark=node.start_mark)
    if isinstance(node, SequenceNode):
        return tuple(_plain(source, (*place, number), first_line, item, scalar) for number, item in enumerate(node.value))
    if not isinstance(node, MappingNode):
        return _scalar(node, scalar)
    data: dict[Any, Any] = {}
    for key_node, value in node.value:
        if not isinstance(key_node, ScalarNode):
            raise MarkedYAMLError(problem="a name that is a list or a mapping", problem_mark=key_node.start_mark)
        key, line = _scalar(key_node, scalar), first_line + key_node.start_mark.line
        if key in data:
            source.complain(line, f"{key} is given twice")
        source.lines[(*place, key)] = line
        data[key] = _plain(source, (*place, key), first_line, value, scalar)
    return data


def _scalar(node: Node, scalar: Callable[[Node], Any]) -> Any:
    try:
        return scalar(node)
    except (KeyError, ValueError) as error:  # such as !!bool maybe, or a date that no calendar has
        raise MarkedYAMLError(problem=f"{node.value} is no value of its kind", problem_mark=node.start_mark) from error
