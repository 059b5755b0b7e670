"""YAML as plain values, with the line that each stands on.

The values are those of YAML 1.2, in which `no` is a word. libyaml reads the text, far
faster than Python could; it is asked for no values, so they are told apart here (YAML 1.2.2, 10.3.2).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.events import CollectionEndEvent, MappingStartEvent, NodeEvent, ScalarEvent, SequenceStartEvent
from yaml.reader import ReaderError

Place = tuple[str | int, ...]

DEEPEST = 20  # no part of the content is nested half as deeply
STANDARD = "tag:yaml.org,2002:"
VALUES: tuple[tuple[str, re.Pattern[str], Callable[[str], Any]], ...] = (
    ("null", re.compile(r"null|Null|NULL|~|"), lambda _: None),
    ("bool", re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    ("int", re.compile(r"[-+]?[0-9]+"), int),
    ("float", re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    ("str", re.compile(r".*", re.DOTALL), str),
)


class NotYaml(Exception):  # noqa: N818  # it says what the text is
    """A text that cannot be read, and the line of it, counted from 0, on which that shows."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass
class Mapping:
    """What a text says: plain dicts, tuples and scalars; lines are counted from 0."""

    data: dict[Any, Any] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    twice: list[tuple[Any, int]] = field(default_factory=list)  # the names that a mapping gives again


def mapping(text: str) -> Mapping:
    """The mapping that a YAML text is. Raises `NotYaml`."""
    read = Mapping()
    try:
        events = (event for event in yaml.parse(text, Loader=yaml.CBaseLoader) if isinstance(event, NodeEvent | CollectionEndEvent))
        first = next(events, None)
        if not isinstance(first, MappingStartEvent):
            raise NotYaml(0, "it is no mapping of names to values")
        read.data = _value(read, (), first, events)
        if second := next(events, None):
            raise NotYaml(_line_of(second.start_mark), "a second document")
    except ReaderError as error:
        raise NotYaml(text.encode()[: error.position].count(b"\n"), f"the character {error.character!r}") from error
    except MarkedYAMLError as error:
        line = min(_line_of(error.problem_mark or error.context_mark), text.count("\n"))  # the end is no line to look at
        raise NotYaml(line, str(error.problem or error.context)) from error
    return read


def _value(read: Mapping, place: Place, event: NodeEvent, events: Iterator[Any]) -> Any:
    """The value that begins with an event; what belongs to it is taken from the events that follow."""
    if event.anchor:  # of an alias, too: what is written once is read once
        raise NotYaml(_line_of(event.start_mark), "an anchor; write the value out")
    if len(place) > DEEPEST:
        raise NotYaml(_line_of(event.start_mark), "lists in lists in lists")
    read.lines.setdefault(place, _line_of(event.start_mark))
    if isinstance(event, ScalarEvent):
        return _scalar(event)
    if isinstance(event, SequenceStartEvent):
        return tuple(_value(read, (*place, number), item, events) for number, item in enumerate(_until_its_end(events)))
    data: dict[Any, Any] = {}
    for name in _until_its_end(events):
        if not isinstance(name, ScalarEvent):
            raise NotYaml(_line_of(name.start_mark), "a name that is a list or a mapping")
        key, line = _scalar(name), _line_of(name.start_mark)
        if key in data:
            read.twice.append((key, line))
        read.lines[(*place, key)] = line
        data[key] = _value(read, (*place, key), next(events), events)
    return data


def _until_its_end(events: Iterator[Any]) -> Iterator[NodeEvent]:
    """The events with which the items of a list or mapping begin; each item takes its own before the next one is asked for."""
    for event in events:
        if isinstance(event, CollectionEndEvent):
            return
        yield event


def _line_of(mark: Any) -> int:
    return int(mark.line) if mark else 0


def _scalar(event: ScalarEvent) -> Any:
    is_plain, is_quoted = event.implicit
    if is_quoted:
        return event.value
    for tag, pattern, value in VALUES:
        if (is_plain or event.tag == STANDARD + tag) and pattern.fullmatch(event.value):
            with suppress(ValueError):  # a number of thousands of digits
                return value(event.value)
    raise NotYaml(_line_of(event.start_mark), f"{event.value} is no value of its kind")
