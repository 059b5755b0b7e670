import pytest

from statuscodes.entries.openings import Opening, opening


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("**Look.** Then act.", Opening("**Look.**", None, None, " Then act.")),
        ("**Look.** (operator) Then act.", Opening("**Look.**", None, "operator", " Then act.")),
        ("**Look.** (Laravel) Then act.", Opening("**Look.**", "Laravel", None, " Then act.")),
        ("**Look.** (Go net/http; client developer)", Opening("**Look.**", "Go net/http", "client developer", "")),
        ("**Look.** (operator; Laravel) No.", Opening("**Look.**", "operator; Laravel", None, " No.")),
        ("**Look** Then act.", None),
        ("Look.", None),
    ],
)
def test_an_opening_is_taken_apart(text: str, opened: Opening | None) -> None:
    assert opening(text) == opened


def test_the_text_is_the_same_without_its_product() -> None:
    opened = opening("**Look.** (Laravel; operator) Then **act**.")
    assert opened
    assert opened.text == "**Look.** (operator) Then **act**."
