import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuscodes.nesting import nested


def read(*lines: str) -> list[str]:
    return nested(lines, lambda language, text: f"<{language}|{text}>")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["- a", "  more", "", "  Next."], ["- a", "    more", "", "    Next."]),
        (["1. a", "   - b", "   - c", "2. d"], ["1. a", "    - b", "    - c", "2. d"]),
        (["10. a", "", "    b"], ["10. a", "", "    b"]),
        (["- a", "goes on", "", "Out."], ["- a", "    goes on", "", "Out."]),
        (["Do:", "- a", "- b"], ["Do:", "", "- a", "- b"]),
        (["Do:", "1. a"], ["Do:", "", "1. a"]),
        (["It was in", "2019. We", "- b"], ["It was in", "2019. We", "", "- b"]),
        (["- a", "", "  ```sh", "  x", "", "    y", "  ```", "  b"], ["- a", "", "", "    <sh|x\n\n  y>", "", "", "    b"]),
        (["1. a", "   - b", "", "   ```", "   x"], ["1. a", "    - b", "", "", "    <|x>", "", ""]),
        (["- a", "```sh", "- x", "  y", "```", "b"], ["- a", "```sh", "- x", "  y", "```", "b"]),
        (["a", "", "    code", "    - code"], ["a", "", "    code", "    - code"]),
        (["**Bold.** a", "*so*"], ["**Bold.** a", "*so*"]),
    ],
    ids=lambda value: " / ".join(value)[:40] if isinstance(value, list) else "",
)
def test_what_is_in_a_list_is_indented_by_four_columns(lines: list[str], told: list[str]) -> None:
    assert read(*lines) == told


@given(st.lists(st.sampled_from(["- a", "1. a", "  - a", "   b", "b", "", "```", "   ```sh", "~~~"])))
def test_no_word_is_lost(lines: list[str]) -> None:
    assert "".join(read(*lines)).count("a") == "".join(lines).count("a")
    assert "".join(read(*lines)).count("b") == "".join(lines).count("b")
