from pathlib import Path

from bench.generated import with_an_entry_for_every_number
from statuscodes.entries.catalog import read_catalog


def test_every_number_has_an_entry_and_the_content_is_right(content: Path, tmp_path: Path) -> None:
    """The sender's number 612 and the rumoured 299, which may have no entry, are no sender's and no rumour any more."""
    catalog = read_catalog(with_an_entry_for_every_number(content, tmp_path / "many"))
    assert [entry.code for entry in catalog.entries] == [*range(1000)]
    assert [(sender.name, sender.codes) for sender in catalog.senders] == [("Django", ())]
    assert [catalog.entries[code].name for code in (299, 404, 405, 612)] == [
        "Variant 299",
        "Not Found",
        "Method Not Allowed",
        "Variant 612",
    ]
