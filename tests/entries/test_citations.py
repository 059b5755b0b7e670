import pytest

from statuscodes.entries.citations import Citation, citation, citations_in, rfc_url


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9110#15.5.5", Citation(9110, "15.5.5")),
        ("6585#4", Citation(6585, "4")),
        ("9110#B.3", Citation(9110, "B.3")),
        ("9110", None),
        ("RFC 9110, 15.5.5", None),
        ("9110#15.", None),
    ],
)
def test_a_citation_is_a_number_and_a_section(text: str, found: Citation | None) -> None:
    assert citation(text) == found
    assert found is None or str(found) == text


def test_prose_cites_with_a_comma_and_a_sentence_may_end_after_it() -> None:
    prose = "As RFC 9110, 15.5.5 says (RFC 6585,\n4). RFC 7231 is history, see RFC 9111, 4.2.2."
    assert citations_in(prose) == [Citation(9110, "15.5.5"), Citation(6585, "4"), Citation(9111, "4.2.2")]


def test_a_section_has_an_address_at_the_rfc_editor() -> None:
    assert rfc_url(9110, "15.5.5") == "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5"
