"""Content made up from ours, for measuring what growth costs."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

LEAST = "200"  # entries of 1xx have rules of their own, so none of them is a model


def with_an_entry_for_every_number(original: Path, content: Path) -> Path:
    """A copy of a content folder in which every number from 0 to 999 has an entry, the most that there can be."""
    shutil.copytree(original, content)
    # A number with an entry must have no other place.
    (content / "rumours.yaml").unlink(missing_ok=True)
    for sender in (content / "senders").glob("*.md"):
        sender.write_text(re.sub(r"^codes:\n(?:  .*\n)+", "", sender.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    models = [path.read_text(encoding="utf-8") for path in sorted((content / "codes").glob("*.md")) if path.stem >= LEAST]
    for path in _missing(content / "codes"):
        number = int(path.stem)
        path.write_text(copied(models[number % len(models)], number), encoding="utf-8")
    return content


def _missing(codes: Path) -> Iterable[Path]:
    return (path for number in range(1000) for path in [codes / f"{number:03}.md"] if not path.exists())


def copied(text: str, number: int) -> str:
    """An entry made from another: its own number, a name and aliases of its own, no relations."""
    front, body = text.split("\n---\n", 1)
    front = re.sub(r"^code: \d+$", f"code: {number}", front, flags=re.MULTILINE)
    front = re.sub(r"^name: (.*)$", rf'name: "Variant {number}"', front, flags=re.MULTILINE)
    front = re.sub(r"^related:\n(?:  .*\n)*", "related: {}\n", front, flags=re.MULTILINE)
    front = re.sub(r"^  - ([A-Za-z][^:\"'{}]*)$", rf"  - \1 v{number}", front, flags=re.MULTILINE)
    statuses = re.sub(r"(\bstatus: )\d{3}", rf"\g<1>{number}", body)
    return f"{front}\n---\n{statuses}"
