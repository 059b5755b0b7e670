import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuscodes.entries.values import NotYaml, mapping


def test_values_are_those_of_yaml_1_2() -> None:
    text = """
        word: no
        other: on
        sure: true
        number: -010
        part: .5
        date: 2026-11-26
        nothing: ~
        empty:
        quoted: "12"
        tagged: !!str 12
        lines: |
          one
          two
        list: [1, {a: b}]
    """
    assert mapping(text).data == {
        "word": "no",
        "other": "on",
        "sure": True,
        "number": -10,
        "part": 0.5,
        "date": "2026-11-26",
        "nothing": None,
        "empty": None,
        "quoted": "12",
        "tagged": "12",
        "lines": "one\ntwo\n",
        "list": (1, {"a": "b"}),
    }


def test_every_value_has_the_line_that_it_or_its_name_stands_on() -> None:
    read = mapping("# comment\na:\n  - b\n  - c:\n      d\n404: e\n")
    assert read.lines == {(): 1, ("a",): 1, ("a", 0): 2, ("a", 1): 3, ("a", 1, "c"): 3, (404,): 5}


def test_a_name_that_is_given_again_is_told_with_its_line() -> None:
    assert mapping("a: 1\nb: {a: 1}\na: 2\n").twice == [("a", 2)]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 0, "it is no mapping of names to values"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("a: 1\nb: [1", 1, "did not find expected ',' or ']'"),
        ("a: 'x\ny", 1, "found unexpected end of stream"),
        ("é: 1\nb: \x1b", 1, "the character 27"),
        ("a: 1\nb: *a", 1, "an anchor; write the value out"),
        ("a: 1\nb: !!int x", 1, "x is no value of its kind"),
        (f"a: {'[' * 5000}", 0, "lists in lists in lists"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(NotYaml, match=f"^{message.replace('[', '.').replace(']', '.')}$") as caught:
        mapping(text)
    assert caught.value.line == line


@given(st.text())
def test_any_text_is_a_mapping_or_not_yaml(text: str) -> None:
    for tried in (text, f"a: {text}", f"a: [{text}]"):
        last = 0
        try:
            mapping(tried)
        except NotYaml as error:
            last = error.line
        assert 0 <= last <= tried.count("\n")
