"""Every example of every entry, executed as it is printed."""

from pathlib import Path

import pytest

from statuscodes.entries.checking import checked_entry
from statuscodes.entries.entry import Entry, Example
from statuscodes.entries.parsing import parse_entry
from tests.examples.harness import ROOT, ExampleError, disagreements, folder_for, handled, report, served
from tests.examples.wire import bad_notes


def _entries() -> list[Entry]:
    """The entries that are sound; those that are not fail in the content tests, with their problems."""
    paths = sorted(Path(ROOT, "content", "codes").glob("*.md"))
    read = (checked_entry(parse_entry(path.name, path.read_text(encoding="utf-8"))) for path in paths)
    return [entry for entry in read if entry]


CASES = [pytest.param(entry, example, id=f"{entry.slug}-{example.filename}") for entry in _entries() for example in entry.examples]


@pytest.mark.timeout(90)
@pytest.mark.parametrize(("entry", "example"), CASES)
def test_an_example_does_what_it_declares(entry: Entry, example: Example) -> None:
    with folder_for(f"{entry.slug}-{example.filename}") as folder:
        if example.role == "server":
            run, recorded = served(example, folder)
        else:
            run, recorded = handled(example, entry.examples, folder)
        problems = list(disagreements(example.expects, recorded))
        if example.output and not run.printed(example.output):
            problems.append(f"no line of its output is {example.output!r}")
        if example.role == "server":
            problems += [note for exchange in recorded for note in bad_notes(exchange)]
        if problems:
            raise ExampleError(report("\n".join(problems), run, recorded))
