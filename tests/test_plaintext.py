from hypothesis import given
from hypothesis import strategies as st

from statuscodes.plaintext import WIDTH, deepened, hanging, plain


def test_a_paragraph_is_set_anew_and_loses_its_marks() -> None:
    text = "**Look at it.** Then read\n[the log](/500), and [the manual](https://example.com/), with `cat`.\n\nNext."
    assert plain(text) == "Look at it. Then read the log, and the manual (https://example.com/), with\n`cat`.\n\nNext."


def test_code_stays_as_it_is() -> None:
    assert plain("Look:\n\n```console\n$ cat   file\n\n**not bold**\n```\n\nDone.", "  ") == (
        "  Look:\n\n  $ cat   file\n\n  **not bold**\n\n  Done."
    )


def test_the_items_of_a_list_hang_under_their_marks() -> None:
    words = "word " * 20
    assert plain(f"- {words}\n- two") == f"- {'word ' * 14}word\n  {'word ' * 4}word\n- two"


def test_a_table_stands_in_columns() -> None:
    table = "| Code | Name |\n|---|---|\n| [404](/404) | **Not Found** |\n| 1 | a \\| b |"
    assert plain(table, "  ") == "  Code  Name\n  ----  ---------\n  404   Not Found\n  1     a | b"


def test_a_table_that_is_too_wide_is_told_row_by_row() -> None:
    table = f"Who:\n\n| Who | What it does |\n|---|---|\n| curl | {'word ' * 16}|\n| Wget | nothing |\n\nDone."
    told = f"Who:\n\ncurl\n  - What it does: {'word ' * 11}word\n    {'word ' * 3}word\nWget\n  - What it does: nothing\n\nDone."
    assert plain(table) == told


def test_a_table_that_somebody_wrote_in_a_hurry_is_a_table_all_the_same() -> None:
    assert plain("| room |\n| --- | --- |\n| hall | large |\n|") == "room\n----\nhall"
    assert plain("| alone |") == "alone\n-----"


def test_headings_lists_in_lists_and_indented_code_keep_their_lines() -> None:
    text = "# Call\nFirst *this*:\n\n1. One:\n   - a\n   - b\n\n   ```console\n   $ call   now\n   ```\n\n## Then ##\n\n* go"
    told = "Call\nFirst *this*:\n\n1. One:\n   - a\n   - b\n\n   $ call   now\n\nThen\n\n* go"
    assert plain(text) == told


def test_headings_go_below_another_one_and_those_in_code_stay() -> None:
    text = "# One\n\n```sh\n# two\n```\n\n##### Five"
    assert deepened(text, 2) == "### One\n\n```sh\n# two\n```\n\n###### Five"


def test_all_lines_but_the_first_are_indented() -> None:
    assert hanging("one\n\ntwo", "   ") == "one\n\n   two"


@given(st.text(st.characters(categories=["L"]), min_size=1).flatmap(lambda word: st.lists(st.just(word[:20]), min_size=1)))
def test_no_line_of_prose_is_too_long_and_no_word_is_lost(words: list[str]) -> None:
    text = plain(" ".join(words), "    ")
    assert text.split() == " ".join(words).split()
    assert all(len(line) <= WIDTH for line in text.splitlines())
