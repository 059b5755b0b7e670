from pathlib import Path

from statuscodes.entries.catalog import read_catalog
from statuscodes.entries.repetition import nearly_said_twice, said_twice, sentences
from tests.conftest import Edit

SENTENCE = "The server found no page that would live at this address."
ALIKE = "The server found no page that would live at that address."


def test_sentences_are_cut_at_their_ends_and_leave_code_and_short_ones_out() -> None:
    text = f"Try again later. {SENTENCE} Why?\n\n```console\n$ echo this is code and not a sentence. At all.\n```\n"
    assert list(sentences(text)) == [SENTENCE]


def test_a_sentence_on_two_pages_is_told_with_both(content: Path, edit: Edit) -> None:
    (content / "codes" / "405.md").unlink()
    assert said_twice(read_catalog(content)) == {}
    edit("codes/404.md", "## Meaning\n\n", f"## Meaning\n\n{SENTENCE}\n\n")
    edit("classes/4xx.md", "---\n\n", f"---\n\n{SENTENCE}\n\n")
    assert said_twice(read_catalog(content)) == {SENTENCE: ["404", "4xx"]}


def test_a_list_item_counts_whatever_its_length(content: Path, edit: Edit) -> None:
    assert "Go home." not in said_twice(read_catalog(content))
    for code in ("404", "405"):
        edit(f"codes/{code}.md", "## What you can do\n\n", "## What you can do\n\n1. Go home.\n")
    assert said_twice(read_catalog(content))["Go home."] == ["404", "405"]


def test_sentences_that_differ_in_a_word_are_listed_once_with_their_likeness(content: Path, edit: Edit) -> None:
    (content / "codes" / "405.md").unlink()
    assert nearly_said_twice(read_catalog(content)) == []
    edit("codes/404.md", "## Meaning\n\n", f"## Meaning\n\n{SENTENCE}\n\n")
    edit("classes/4xx.md", "---\n\n", f"---\n\n{ALIKE}\n\n")
    (twins,) = nearly_said_twice(read_catalog(content))
    assert {(twins.first, twins.first_page), (twins.second, twins.second_page)} == {(SENTENCE, "404"), (ALIKE, "4xx")}
    assert 90 < twins.likeness < 100
    assert nearly_said_twice(read_catalog(content), likeness=99.0) == []
