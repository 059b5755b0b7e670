"""The files of content folders: what lies where, which part of the content it is, and what is in the wrong place."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PARTS = ("classes", "codes", "guide", "no-status", "notes", "senders")
TABLES = {"rfcs.yaml": "rfcs", "rumours.yaml": "rumours"}
FLAT = "codes or notes"  # a file beside the folders, which shows by its front matter what it is
OF_A_CODE = re.compile(r"\d{3}(-[a-z0-9-]+)?\.md")  # 503.md, 503-payments.md
NOT_CONTENT = {"README.md", "LICENSE", "entry.schema.json", "lost+found"}  # what may lie beside it all the same


class File(NamedTuple):
    """What lies in a content folder, and where: `part` is empty, and `problem` says why, if it cannot be content."""

    path: Path
    label: str
    layer: int
    part: str = ""
    problem: str = ""


def content_files(*folders: Path) -> list[File]:
    """What lies in the folders, the first folder first, each sorted; only the first of them must be there."""
    named = enumerate(zip(folders, labels(*folders), strict=True))
    return [file for layer, (folder, label) in named for file in _files(folder, label, layer)]


def labels(*folders: Path) -> tuple[str, ...]:
    """What the folders are called in problems: each by its own name, or by its path where two have the same name."""
    count = Counter(folder.name for folder in folders)
    return tuple(folder.name if folder.name and count[folder.name] == 1 else str(folder) for folder in folders)


def _files(folder: Path, label: str, layer: int) -> Iterator[File]:
    try:
        for path in _listed(folder):
            if path.is_dir() and path.name in PARTS:
                yield from _files_of_a_part(path, f"{label}/{path.name}", layer)
            else:
                part = _part_beside_the_folders(path)
                yield File(path, f"{label}/{path.name}", layer, part, "" if part else _misplaced_beside_the_folders(path))
    except FileNotFoundError:
        if layer == 0:
            yield File(folder, str(folder), layer, problem="there is no such folder")
    except OSError as error:  # NotADirectoryError, PermissionError: a later folder that is there is meant to be read
        yield File(folder, str(folder), layer, problem=f"the folder cannot be read: {error.strerror}")


def _files_of_a_part(folder: Path, label: str, layer: int) -> Iterator[File]:
    try:
        for path in _listed(folder):
            problem = _misplaced_in_a_part(path)
            yield File(path, f"{label}/{path.name}", layer, "" if problem else folder.name, problem)
    except OSError as error:
        yield File(folder, label, layer, problem=f"the folder cannot be read: {error.strerror}")


def _listed(folder: Path) -> list[Path]:
    """What a folder holds, without hidden files and those that an editor leaves behind."""
    names = (path.name for path in folder.iterdir())
    return [folder / name for name in sorted(names) if name[0] not in ".#" and not name.endswith("~") and name not in NOT_CONTENT]


def _part_beside_the_folders(path: Path) -> str:
    if path.is_dir():
        return ""
    return FLAT if OF_A_CODE.fullmatch(path.name) else TABLES.get(path.name, "")


def _misplaced_beside_the_folders(path: Path) -> str:
    if path.is_dir():
        return f"no folder of this name is read; the folders are {', '.join(PARTS)}"
    return f"no file of this name is read here; beside the folders lie 503.md, {' and '.join(TABLES)}"


def _misplaced_in_a_part(path: Path) -> str:
    """Why a file cannot be content, or nothing when it can."""
    if path.is_dir():
        return f"a folder in {path.parent.name} is not read"
    if path.suffix != ".md":
        return "the name of a file in this folder ends with .md"
    if path.parent.name == "notes" and not OF_A_CODE.fullmatch(path.name):
        return "a note is named for its code: 503.md, or 503-payments.md"
    return ""
