from hypothesis import given
from hypothesis import strategies as st

from statuscodes.entries.wildcards import Piece, matches, pieces

FIXED = st.text(st.characters(exclude_characters="‹›"))


def test_a_text_is_cut_into_what_is_fixed_and_what_varies() -> None:
    assert pieces("upstream ‹address› timed out") == (Piece("upstream ", False), Piece("address", True), Piece(" timed out", False))
    assert pieces("‹all›") == (Piece("all", True),)
    assert pieces("") == ()


def test_a_variable_part_stands_for_one_character_or_more() -> None:
    assert matches("waited ‹n› s", "waited 12 s")
    assert not matches("waited ‹n› s", "waited  s")
    assert not matches("waited ‹n› s", "waited 12 s or so")


@given(FIXED)
def test_a_text_without_variable_parts_matches_itself_alone(text: str) -> None:
    assert matches(text, text)
    assert not matches(text, text + "x")


@given(FIXED, FIXED.filter(bool), FIXED)
def test_whatever_stands_in_the_variable_part_matches(before: str, value: str, after: str) -> None:
    assert matches(f"{before}‹part›{after}", before + value + after)
