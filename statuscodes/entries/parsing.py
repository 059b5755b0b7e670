"""An entry taken apart: front matter, the sections of its body, and the examples in them.

Nothing is judged here but the form: front matter that is YAML, known sections in their order,
lists that are lists, examples that have their three parts. What the parts say is for `entry`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from statuscodes.entries.entry import FrontMatter
from statuscodes.entries.source import Line, Source, read_yaml

FENCE = re.compile(r"^\s*(`{3,})")
OPENING_FENCE = re.compile(r"^(`{3,})(\S+)(?: +(\S+))?$")
ITEM = re.compile(r"^(- |\d+\. )")


class Part(NamedTuple):
    """A part of the body under a heading, and the field that it fills."""

    source: Source
    field: str
    heading: Line
    lines: list[Line]

    def complain(self, message: str, line: int | None = None) -> None:
        """Note a problem at a line of this part, or at its heading."""
        self.source.complain(line or self.heading.number, message)


def parse_entry(path: str, text: str) -> Source:
    """Take an entry apart: its front matter, and its body by sections."""
    source, body = _front_matter(path, text)
    for section in SECTIONS:
        _refuse_in_front_matter(source, section.field)
    known = [section.heading for section in SECTIONS]
    found: list[str] = []
    for heading, lines in _under_headings(body, "## ", source):
        if heading.text not in known:
            source.complain(heading.number, f"unknown section “{heading.text}”; the sections are {', '.join(known)}")
        elif heading.text in found:
            source.complain(heading.number, f"section “{heading.text}” stands here a second time")
        else:
            found.append(heading.text)
            section = SECTIONS[known.index(heading.text)]
            source.lines[(section.field,)] = heading.number
            source.data[section.field] = section.read(Part(source, section.field, heading, lines))
    if found != sorted(found, key=known.index):
        source.complain(source.lines[(SECTIONS[known.index(found[0])].field,)], f"the sections are not in their order: {', '.join(known)}")
    return source


def parse_prose(path: str, text: str) -> Source:
    """Take a chapter apart: its front matter, and the whole body as ``text``."""
    source, body = _front_matter(path, text)
    _refuse_in_front_matter(source, "text")
    source.data["text"] = _text(body)
    source.lines[("text",)] = body[0].number if body else 1
    return source


def parse_note(path: str, text: str) -> Source:
    """Take a note apart: prose, before which front matter may stand."""
    if text.partition("\n")[0].rstrip() == "---":
        return parse_prose(path, text)
    return Source(path, data={"text": text.strip()})


def parse_beside_the_folders(path: str, text: str) -> Source:
    """An entry if its front matter has a field of one, else a note; `part` says which."""
    note = parse_note(path, text)
    if note.data.keys() & FrontMatter.model_fields.keys():
        return replace(parse_entry(path, text), part="codes")
    return replace(note, part="notes")


def parse_yaml(path: str, text: str) -> Source:
    """A file that is YAML and nothing else."""
    source = Source(path)
    read_yaml(source, (), 1, text)
    return source


def _front_matter(path: str, text: str) -> tuple[Source, list[Line]]:
    source = Source(path)
    lines = [Line(number, line.rstrip()) for number, line in enumerate(text.splitlines(), start=1)]
    match [line.number for line in lines if line.text == "---"]:
        case [1, end, *_]:
            read_yaml(source, (), 2, "\n".join(line.text for line in lines[1 : end - 1]))
            return source, lines[end:]
    source.refuse(1, "the file does not begin with front matter between two lines of ---")
    return source, lines


def _refuse_in_front_matter(source: Source, name: str) -> None:
    """What the body says cannot be said in the front matter."""
    if name in source.data:
        source.complain(source.line_of((name,)), f"unknown field {name}: it stands in the body")
        del source.data[name]


def _under_headings(lines: list[Line], mark: str, source: Source) -> list[tuple[Line, list[Line]]]:
    """Each heading that starts with the mark, and the lines below it; text before the first is refused."""
    found: list[tuple[Line, list[Line]]] = []
    for line, in_code in _with_fences(lines):
        if line.text.startswith(mark) and not in_code:
            found.append((Line(line.number, line.text.removeprefix(mark).strip()), []))
        elif found:
            found[-1][1].append(line)
        elif line.text:
            source.complain(line.number, f"text before the first heading “{mark}…”")
    return found


def _with_fences(lines: list[Line]) -> Iterator[tuple[Line, bool]]:
    """Each line, and whether it belongs to a fenced block of code."""
    fence = ""
    for line in lines:
        mark = FENCE.match(line.text)
        if not fence and mark:
            fence = mark[1]
            yield line, True
        else:
            yield line, bool(fence)
            if fence and mark and line.text.strip() == fence:
                fence = ""


def _text(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines).strip()


def _prose(part: Part) -> str:
    return _text(part.lines)


def _items(part: Part) -> tuple[str, ...]:
    """The items of a list, each as Markdown of its own."""
    items: list[list[str]] = []
    indent = 0
    for line, in_code in _with_fences(part.lines):
        mark = None if in_code and items and line.text.startswith(" ") else ITEM.match(line.text)
        if mark:
            indent = len(mark[1])
            part.source.lines[(part.field, len(items))] = line.number
            items.append([line.text[indent:]])
        elif not line.text:
            if items:
                items[-1].append("")
        elif items and line.text.startswith(" " * indent):
            items[-1].append(line.text[indent:])
        else:
            form = "each item starts with “- ” or “1. ”, and its further lines are indented"
            part.complain(f"section “{part.heading.text}” is a list: {form}", line.number)
    return tuple("\n".join(item).strip() for item in items)


def _wire(part: Part) -> str:
    """The one block of code that the section consists of."""
    blocks = list(_blocks(part))
    if [block.language for block in blocks] != ["http"]:
        part.complain(f"section “{part.heading.text}” is one block of code in the language http")
    return blocks[0].code if blocks else ""


class Block(NamedTuple):
    """A fenced block of code, its info string taken apart."""

    line: int
    language: str
    name: str
    code: str


def _blocks(part: Part) -> Iterator[Block]:
    """The fenced blocks of a part that holds nothing else."""
    opening: re.Match[str] | None = None
    code: list[Line] = []
    for line in part.lines:
        if opening is None:
            opening = OPENING_FENCE.match(line.text)
            if line.text and not opening:
                part.complain(f"only fenced blocks of code may stand under “{part.heading.text}”", line.number)
        elif line.text == opening[1]:
            first = code[0].number - 1 if code else line.number - 1
            yield Block(first, opening[2], opening[3] or "", "\n".join(item.text for item in code) + "\n")
            opening, code = None, []
        else:
            code.append(line)
    if opening:
        part.complain(f"a block of code under “{part.heading.text}” is not closed")


def _examples(part: Part) -> tuple[dict[str, Any], ...]:
    """The examples: a title, a block of YAML that declares, a block of code with its file's name."""
    examples: list[dict[str, Any]] = []
    part.source.data[part.field] = examples  # where read_yaml puts what each one declares
    for heading, lines in _under_headings(part.lines, "### ", part.source):
        example = Part(part.source, part.field, heading, lines)
        match list(_blocks(example)):
            case [Block(language="yaml") as declared, Block(name=filename, code=code, line=line)] if filename:
                place = (part.field, len(examples))
                examples.append({"title": heading.text, "filename": filename, "code": code})
                part.source.lines |= {place: heading.number, (*place, "filename"): line, (*place, "code"): line}
                read_yaml(part.source, place, declared.line + 1, declared.code)
            case _:
                example.complain(
                    f"example “{heading.text}” is not a yaml block and then a block of code whose fence names the file: ```js server.mjs",
                )
    return tuple(examples)


class Section(NamedTuple):
    """A section of an entry's body: its heading, the field that it fills, and how it is read."""

    heading: str
    field: str
    read: Callable[[Part], Any]


SECTIONS = (
    Section("Meaning", "meaning", _prose),
    Section("What you can do", "what_you_can_do", _items),
    Section("Causes", "causes", _items),
    Section("Debugging", "debug_steps", _items),
    Section("On the wire", "wire", _wire),
    Section("Examples", "examples", _examples),
)
