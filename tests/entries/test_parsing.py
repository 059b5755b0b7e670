import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuscodes.entries.parsing import parse_entry, parse_prose, parse_yaml

FRONT = "---\ncode: 404\n---\n"


def told(text: str) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in parse_entry("404.md", text).problems]


def test_front_matter_is_yaml_1_2_in_which_no_is_a_word() -> None:
    source = parse_yaml("x.yaml", "verdict: no\nother: on\nsure: true\nnumber: 010\n")
    assert source.data == {"verdict": "no", "other": "on", "sure": True, "number": 10}


def test_every_part_knows_its_line() -> None:
    source = parse_entry(
        "404.md", "---\ncode: 404\nrelated:\n  410: gone\nlist:\n  - {a: 1,\n     b: 2}\n---\n\n## Causes\n\n- one\n- two\n"
    )
    assert source.line_of(("code",)) == 2
    assert source.line_of(("related", 410)) == 4
    assert source.line_of(("list", 0, "b")) == 7
    assert source.line_of(("list", 0, "c")) == 6
    assert source.line_of(("causes",)) == 10
    assert source.line_of(("causes", 1)) == 13
    assert source.line_of(("nothing",)) == 2


def test_items_keep_their_blocks_of_code_and_lose_their_indent() -> None:
    source = parse_entry(
        "404.md", FRONT + "## Causes\n\n- **One.**\n  More.\n\n  ```console\n  $ ls\n  - not an item\n  ```\n\n1. Two\n   more\n"
    )
    assert source.problems == []
    assert source.data["causes"] == ("**One.**\nMore.\n\n```console\n$ ls\n- not an item\n```", "Two\nmore")


def test_a_heading_inside_a_block_of_code_is_code() -> None:
    source = parse_entry("404.md", FRONT + "## Meaning\n\n```md\n## Causes\n```\n")
    assert source.data == {"code": 404, "meaning": "```md\n## Causes\n```"}


def test_an_example_has_its_declaration_and_its_code() -> None:
    source = parse_entry(
        "404.md", FRONT + "## Examples\n\n### Say no\n\n```yaml\nrole: server\n```\n\n```js server.mjs\n// one\n\n// two\n```\n"
    )
    assert source.problems == []
    assert source.data["examples"] == ({"title": "Say no", "filename": "server.mjs", "code": "// one\n\n// two\n", "role": "server"},)
    assert source.line_of(("examples", 0)) == 6
    assert source.line_of(("examples", 0, "role")) == 9
    assert source.line_of(("examples", 0, "code")) == 12


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("code: 404\n", "1: the file does not begin with front matter between two lines of ---"),
        ("---\n- 404\n---\n", "2: not YAML: it is no mapping of names to values"),
        ("---\ncode: 404\ncode: 405\n---\n", "3: code is given twice"),
        ("---\ncode: &a 404\n---\n", "2: not YAML: an anchor; write the value out"),
        ("---\n[1]: 404\n---\n", "2: not YAML: a name that is a list or a mapping"),
        ("---\ncode: !x 404\n---\n", "2: not YAML: 404 is no value of its kind"),
        ("---\nyes: 1\ncode: \x1b\n---\n", "3: not YAML: the character 27"),
        ("---\ncode: [\n---\n", "2: not YAML: did not find expected node content"),
        (FRONT + "text\n", "4: text before the first heading “## …”"),
        (
            FRONT + "## Causes\ntext\n",
            "5: section “Causes” is a list: each item starts with “- ” or “1. ”, and its further lines are indented",
        ),
        (FRONT + "## On the wire\ntext\n", "5: only fenced blocks of code may stand under “On the wire”"),
        (FRONT + "## On the wire\n```http\nGET\n", "4: a block of code under “On the wire” is not closed"),
        (FRONT + "## Examples\ntext\n", "5: text before the first heading “### …”"),
    ],
)
def test_a_wrong_form_is_told_with_its_line(text: str, problem: str) -> None:
    assert problem in told(text)


def test_a_chapter_is_front_matter_and_prose() -> None:
    source = parse_prose("1.md", "---\nslug: a\n---\n\n## Head\n\nText.\n")
    assert source.data == {"slug": "a", "text": "## Head\n\nText."}


@given(st.text())
def test_no_text_makes_parsing_fail(text: str) -> None:
    parse_entry("404.md", text)
    parse_entry("404.md", FRONT + text)
    parse_entry("404.md", f"---\n{text}\n---\n## Examples\n### x\n```yaml\n{text}\n```\n```js x.mjs\n```\n")
