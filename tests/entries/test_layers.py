"""What two content folders say together: the small one of the fixtures, and `content-extra` above it."""

import shutil
from pathlib import Path

import pytest

from statuscodes.entries.catalog import Catalog, content_digest, read_catalog
from statuscodes.entries.problems import ContentError
from tests.conftest import FIXTURES, Edit


def problems(*folders: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_catalog(*folders)
    return [str(problem) for problem in caught.value.problems]


def related(catalog: Catalog) -> dict[int, dict[int, str]]:
    return {entry.code: entry.related for entry in catalog.entries}


def test_everything_that_is_wrong_in_a_second_folder_is_told_in_one_run() -> None:
    with pytest.raises(ContentError) as caught:
        read_catalog(FIXTURES / "content", FIXTURES / "everything_wrong_extra")
    assert str(caught.value) == (FIXTURES / "everything_wrong_extra.txt").read_text(encoding="utf-8").rstrip("\n")


def test_problems_of_both_folders_come_at_once(content: Path, extra: Path, edit: Edit) -> None:
    edit("codes/405.md", "kind: standard", "kind: wrong")
    (extra / "code").mkdir()
    assert [told.partition(": ")[0] for told in problems(content, extra)] == ["content-extra/code:1", "content/codes/405.md:4"]


def test_a_file_overrides_that_of_the_same_number_and_adds_others(content: Path, extra: Path) -> None:
    catalog = read_catalog(content, extra)
    assert {entry.code: entry.summary for entry in catalog.entries} == {
        404: "Nothing is here, says Acme.",
        405: "The method is not for here.",
        612: "The shop has sold the last one.",
    }
    assert catalog.own == {404, 612}
    assert [sender.name for sender in catalog.senders] == ["Acme Shop", "Django"]


def test_a_chapter_overrides_that_of_the_same_slug_and_stands_where_its_file_name_says(content: Path, extra: Path) -> None:
    chapters = read_catalog(content, extra).chapters
    assert [chapter.title for chapter in chapters] == ["Codes at Acme", "Numbers at Acme"]


def test_tables_are_merged_by_key(content: Path, extra: Path) -> None:
    catalog = read_catalog(content, extra)
    assert {number: rumour.names for number, rumour in catalog.rumours.items()} == {298: ("Gossip",), 299: ("Warning",)}
    assert sorted(catalog.rfcs) == [2616, 7807, 9110]
    assert catalog.rfcs[9110].sections == read_catalog(content).rfcs[9110].sections | {"9": "Methods"}


def test_notes_are_kept_by_code_in_the_order_of_their_names(content: Path, extra: Path) -> None:
    notes = read_catalog(content, extra).notes
    assert {code: [note.title for note in told] for code, told in notes.items()} == {404: [None], 405: ["Runbook: the gatekeeper", None]}


def test_what_is_added_is_told_in_numbers(content: Path, extra: Path) -> None:
    assert read_catalog(content).in_numbers == "2 entries"
    assert read_catalog(content, extra).in_numbers == "3 entries, 2 of them your own, and 3 notes"
    for name in ("612.md", "404.md", "codes/404.md", "notes/405.md"):
        (extra / name).unlink()
    assert read_catalog(content, extra).in_numbers == "2 entries and 1 note"


def test_beside_the_folders_an_entry_is_known_by_its_front_matter(content: Path, extra: Path) -> None:
    (extra / "405.md").write_text("---\ntitle: Flat\n---\n\nA note.\n", encoding="utf-8")
    notes = read_catalog(content, extra).notes
    assert [note.title for note in notes[405]] == ["Flat", "Runbook: the gatekeeper", None]
    shutil.move(extra / "612.md", extra / "codes" / "612.md")
    assert 612 in read_catalog(content, extra).own
    shutil.copy(extra / "codes" / "612.md", extra / "612.md")
    assert problems(content, extra) == [
        "content-extra/codes/612.md:2: 612 has an entry already, in content-extra/612.md",
        "content-extra/codes/612.md:21: the relation of 612 and 404 stands in content-extra/612.md already",
    ]


def test_the_later_line_between_two_codes_holds(content: Path, extra: Path) -> None:
    own = "Acme answers 404 where the address is unknown, 405 where the method is."
    assert related(read_catalog(content)) == {404: {}, 405: {404: "405 admits that something is there."}}
    assert related(read_catalog(content, extra)) == {
        404: {405: own},
        405: {},
        612: {404: "An article that is sold out still has its page."},
    }


def test_an_override_without_relations_keeps_those_that_others_have_to_it(content: Path, extra: Path, edit: Edit) -> None:
    path = extra / "codes" / "404.md"
    front, _, rest = path.read_text(encoding="utf-8").partition("related:\n")
    path.write_text(f"{front}related: {{}}\n{rest.partition(chr(10))[2]}", encoding="utf-8")
    assert related(read_catalog(content, extra))[405] == {404: "405 admits that something is there."}


def test_an_entry_takes_its_number_from_those_that_have_none(content: Path, extra: Path) -> None:
    """Django has 612 among its own numbers, in the folder below: that is no mistake of either author."""
    catalog = read_catalog(content, extra)
    assert [row.number for sender in catalog.senders for row in sender.codes] == [612]


def test_an_entry_of_the_first_folder_has_examples_and_one_above_it_may(content: Path, extra: Path) -> None:
    assert read_catalog(content, extra).entries[0].examples == ()
    path = content / "codes" / "405.md"
    without = path.read_text(encoding="utf-8").partition("## Examples")[0]
    path.write_text(without, encoding="utf-8")
    assert problems(content) == ["content/codes/405.md:2: section “Examples” is missing"]
    path.write_text(f"{without}## Examples\n", encoding="utf-8")
    assert problems(content) == ["content/codes/405.md:60: no example in node", "content/codes/405.md:60: no example in python"]


def test_a_folder_that_is_missing_or_empty_says_nothing(content: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    alone = read_catalog(content)
    assert read_catalog(content, tmp_path / "nowhere") == read_catalog(content, tmp_path / "empty") == alone
    assert content_digest(content, tmp_path / "nowhere") == content_digest(content, tmp_path / "empty") == alone.digest


def test_the_digest_is_that_of_both_folders_wherever_they_are(content: Path, extra: Path, tmp_path: Path) -> None:
    before = read_catalog(content, extra).digest
    assert before == content_digest(content, extra) != content_digest(content)
    moved = tmp_path / "elsewhere" / "own"
    shutil.copytree(extra, moved)
    assert content_digest(content, moved) == before
    (moved / "notes" / "405.md").write_text("Less.\n", encoding="utf-8")
    assert content_digest(content, moved) != before


def test_a_file_in_the_wrong_place_changes_the_digest_so_that_it_is_told(content: Path, extra: Path) -> None:
    before = content_digest(content, extra)
    (extra / "code").mkdir()
    assert content_digest(content, extra) != before
