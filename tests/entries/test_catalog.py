import random
from pathlib import Path

import pytest

from statuscodes.entries.catalog import content_digest, read_catalog
from statuscodes.entries.problems import ContentError, Problem
from tests.conftest import FIXTURES, Edit


def problems(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_catalog(folder)
    return [str(problem) for problem in caught.value.problems]


def test_everything_that_is_wrong_is_told_in_one_run() -> None:
    with pytest.raises(ContentError) as caught:
        read_catalog(FIXTURES / "everything_wrong")
    assert str(caught.value) == (FIXTURES / "everything_wrong.txt").read_text(encoding="utf-8").rstrip("\n")


def test_sound_content_is_read_in_order(content: Path) -> None:
    catalog = read_catalog(content)
    assert [entry.code for entry in catalog.entries] == [404, 405]
    assert [row.slug for row in catalog.classes] == ["1xx", "2xx", "3xx", "4xx", "5xx"]
    assert [chapter.slug for chapter in catalog.chapters] == ["numbers"]
    assert [sender.slug for sender in catalog.senders] == ["django"]
    assert [failure.slug for failure in catalog.failures] == ["refused"]
    assert list(catalog.rumours) == [299]
    assert sorted(catalog.rfcs) == [2616, 9110]


def test_the_digest_is_that_of_the_files_and_not_of_their_dates(content: Path, edit: Edit) -> None:
    before = read_catalog(content).digest
    assert content_digest(content) == before
    for path in content.rglob("*.*"):
        path.touch()
    assert content_digest(content) == before
    edit("codes/404.md", "Nothing is here.", "Nothing was here.")
    assert content_digest(content) != before


def test_a_missing_folder_is_a_problem_and_not_a_traceback(tmp_path: Path) -> None:
    assert problems(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}:1: there is no such folder"]


def test_a_file_that_is_not_utf_8_names_the_line(content: Path) -> None:
    path = content / "codes" / "404.md"
    path.write_bytes(path.read_bytes().replace(b"Nothing is here.", b"Nothing \xff here."))
    assert problems(content) == ["content/codes/404.md:5: not UTF-8"]


def test_a_byte_order_mark_is_no_problem(content: Path) -> None:
    path = content / "codes" / "404.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_catalog(content).entries) == 2


def test_hidden_files_are_not_content_and_folders_are_told(content: Path) -> None:
    (content / "codes" / ".#404.md").symlink_to("nowhere")
    assert len(read_catalog(content).entries) == 2
    (content / "codes" / "406.md").mkdir()
    assert problems(content) == ["content/codes/406.md:1: a folder in codes is not read"]


def test_two_chapters_do_not_share_an_address(content: Path) -> None:
    (content / "guide" / "2-more.md").write_bytes((content / "guide" / "1-numbers.md").read_bytes())
    assert problems(content) == ["content/guide/2-more.md:2: the slug numbers is that of content/guide/1-numbers.md"]


def test_what_is_told_of_products_failures_and_rumours_may_be_absent(content: Path) -> None:
    for part in ("senders/django.md", "no-status/1-refused.md", "rumours.yaml"):
        (content / part).unlink()
    catalog = read_catalog(content)
    assert (catalog.senders, catalog.failures, catalog.rumours) == ((), (), {})


def test_a_sender_is_named_for_its_file(content: Path) -> None:
    (content / "senders" / "django.md").rename(content / "senders" / "jango.md")
    assert problems(content) == ["content/senders/jango.md:2: the file of Django is django.md"]


def test_two_failures_do_not_share_an_anchor(content: Path) -> None:
    (content / "no-status" / "2-again.md").write_bytes((content / "no-status" / "1-refused.md").read_bytes())
    assert problems(content) == ["content/no-status/2-again.md:2: the slug refused is that of content/no-status/1-refused.md"]


def test_what_is_told_of_a_number_belongs_to_its_entry_once_it_has_one(content: Path, edit: Edit) -> None:
    edit("senders/django.md", "number: 612", "number: 404")
    edit("rumours.yaml", "299:", "405:")
    assert problems(content) == [
        "content/rumours.yaml:2: 405 has an entry, and this belongs there",
        "content/senders/django.md:7: 404 has an entry, and this belongs there",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            "senders/django.md",
            "https://docs",
            "http://docs",
            "content/senders/django.md:5: sources: string should match pattern '^https://",
        ),
        ("senders/django.md", "seen: wire", "seen: somewhere", "content/senders/django.md:7: codes.seen: input should be 'wire', 'log', "),
        ("no-status/1-refused.md", "where: terminal", "where: sky", "content/no-status/1-refused.md:8: messages.where: input should be "),
        ("no-status/1-refused.md", "curl, where", "django, where", "content/no-status/1-refused.md:8: django is called Django elsewhere"),
        ("rumours.yaml", "names: [", "name: [", "content/rumours.yaml:2: names is missing"),
        ("rumours.yaml", "text: A", "text: [A]", "content/rumours.yaml:"),
        ("senders/django.md", "It writes", "RFC 9110, 99 says. It writes", "content/senders/django.md:9: RFC 9110, 99 is cited, but "),
    ],
)
def test_a_mistake_outside_the_entries_is_told_at_its_line(content: Path, edit: Edit, name: str, old: str, new: str, problem: str) -> None:
    edit(name, old, new)
    assert [told for told in problems(content) if told.startswith(problem)]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            "rfcs.yaml",
            '  sections:\n    "10.4.5": 404 Not Found\n',
            "  sections:\n",
            "content/rfcs.yaml:13: sections: input should be a mapping",
        ),
        ("rfcs.yaml", "[9110]", "9110", "content/rfcs.yaml:12: obsoleted_by: input should be a list, not 9110"),
        ("codes/405.md", "code: 405", "code: {a: 1}", "content/codes/405.md:2: code: input should be a valid integer"),
        ("codes/404.md", "kind: standard", "kind: !!bool maybe", "content/codes/404.md:4: not YAML: maybe is no value of its kind"),
        ("codes/404.md", "aliases:", "meaning: hello\naliases:", "content/codes/404.md:6: unknown field meaning: it stands in the body"),
        (
            "codes/404.md",
            "role: server",
            "filename: other.mjs\nrole: server",
            "content/codes/404.md:63: unknown field filename: it does not stand here",
        ),
        (
            "guide/1-numbers.md",
            "slug: numbers",
            "text: more\nslug: numbers",
            "content/guide/1-numbers.md:2: unknown field text: it stands in the body",
        ),
    ],
)
def test_what_has_the_wrong_form_is_a_problem_and_not_a_traceback(
    content: Path, edit: Edit, name: str, old: str, new: str, problem: str
) -> None:
    edit(name, old, new)
    assert problem in problems(content)


def test_a_missing_list_of_rfcs_is_told_once(content: Path) -> None:
    (content / "rfcs.yaml").unlink()
    assert problems(content) == ["content/rfcs.yaml:1: the file is missing, or names no RFC"]


def test_a_relation_that_both_entries_tell_is_told_once_too_often(content: Path, edit: Edit) -> None:
    edit("codes/404.md", "related: {}", "related: {405: the same again}")
    assert problems(content) == ["content/codes/405.md:18: the relation of 405 and 404 stands in content/codes/404.md already"]


def test_an_obsolete_rfc_may_still_define_a_code(content: Path, edit: Edit) -> None:
    edit("codes/404.md", "  - 9110#15.5.5\n", "  - 2616#10.4.5\n")
    assert problems(content) == ["content/codes/404.md:14: RFC 2616 is obsolete; cite RFC 9110"]
    edit("rfcs.yaml", "obsoleted_by: [9110]", "obsoleted_by: [9110]\n  still_defines: [404]")
    assert len(read_catalog(content).entries) == 2


def test_a_product_has_one_spelling(content: Path, edit: Edit) -> None:
    edit("codes/405.md", "software: Django", "software: django")
    assert problems(content) == ["content/codes/405.md:24: django is called Django elsewhere"]


def test_ten_mistakes_at_once_are_ten_lines(content: Path, edit: Edit) -> None:
    """What an author can break in one entry without breaking the rest of it."""
    edits = [
        ("code: 404", "code: 403"),
        ("kind: standard", "kind: normal"),
        ("cacheable_by_default: true", "cacheable_by_default: perhaps"),
        ("headers: []", "headers: []\ncolour: red"),
        ("  - 9110#15.5.5", "  - 9110#15.5.77"),
        ("related: {}", "related: {410: gone}"),
        ("year: 1996", "year: soon"),
        ("summary: Nothing is here.\n", ""),
        ("generated_by: [application]", "generated_by: [nobody]"),
        ("role: server", "role: waiter"),
    ]
    for old, new in edits:
        edit("codes/404.md", old, new)
    kinds = "'standard', 'temporary', 'reserved', 'deprecated', 'unofficial' or 'folklore'"
    assert problems(content) == [
        "content/codes/404.md:2: code is 403 but the file is named 404.md",
        "content/codes/404.md:2: summary is missing",
        f"content/codes/404.md:4: kind: input should be {kinds}, not 'normal'",
        "content/codes/404.md:7: cacheable_by_default: input should be a valid boolean, not 'perhaps'",
        "content/codes/404.md:11: first_defined.year: input should be a valid integer, not 'soon'",
        "content/codes/404.md:13: RFC 9110, 15.5.77 is cited, but content/rfcs.yaml does not know that section",
        "content/codes/404.md:15: unknown field colour",
        "content/codes/404.md:16: related to 410, which has no entry",
        "content/codes/404.md:20: generated_by: input should be 'client', 'cdn', 'proxy', 'server' or 'application', not 'nobody'",
        "content/codes/404.md:63: examples.role: input should be 'server' or 'client', not 'waiter'",
    ]


@pytest.mark.parametrize("seed", range(20))
def test_a_file_with_lines_missing_never_raises_anything_but_problems(content: Path, seed: int) -> None:
    path = content / "codes" / "404.md"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    chance = random.Random(seed)  # noqa: S311  # repeatable is what counts
    path.write_text("".join(line for line in lines if chance.random() > 0.1), encoding="utf-8")
    found: tuple[Problem, ...] = ()
    try:
        read_catalog(content)
    except ContentError as error:
        found = error.problems
    assert all(problem.path.startswith("content/") and problem.line >= 1 for problem in found)
