from typing import Any

import pytest

from statuscodes.entries.checking import checked_entry
from statuscodes.entries.entry import Entry
from statuscodes.entries.parsing import parse_entry
from tests.conftest import FIXTURES

TEXT = (FIXTURES / "content" / "codes" / "404.md").read_text(encoding="utf-8")


def told(old: str = "", new: str = "") -> list[str]:
    """The problems of a sound entry in which one text was replaced."""
    assert old in TEXT
    source = parse_entry("404.md", TEXT.replace(old, new, 1) if old else TEXT)
    checked_entry(source)
    return [f"{problem.line}: {problem.message}" for problem in source.problems]


def sound() -> Entry:
    entry = checked_entry(parse_entry("404.md", TEXT))
    assert entry
    return entry


def test_a_sound_entry_is_known_good() -> None:
    entry = sound()
    assert (entry.code, entry.slug, entry.status_class, entry.name) == (404, "404", "4xx", "Not Found")
    assert entry.retry.verdict == "after a change"
    assert [str(cited) for cited in entry.citations] == ["9110#15.5.5"]
    assert entry.what_you_can_do == ("Check the address.", "Go to the home page.")
    assert [(example.filename, example.language, example.role) for example in entry.examples] == [
        ("server.mjs", "node", "server"),
        ("client.py", "python", "client"),
    ]
    assert (entry.examples[0].expects[0].method, entry.examples[0].expects[0].path) == ("GET", "/nowhere")


def test_an_entry_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        sound().code = 405  # type: ignore[misc]


@pytest.mark.parametrize(
    ("code", "status_class", "slug"),
    [(0, "other", "000"), (99, "other", "099"), (100, "1xx", "100"), (599, "5xx", "599"), (600, "other", "600")],
)
def test_a_number_outside_100_to_599_has_no_class(code: int, status_class: str, slug: str) -> None:
    entry = sound().model_copy(update={"code": code})
    assert (entry.status_class, entry.slug) == (status_class, slug)


MISTAKES = [
    ("a word for a number", "code: 404", "code: four", "2: code: input should be a valid integer, not 'four'"),
    ("a quoted number", "code: 404", 'code: "404"', "2: code: input should be a valid integer, not '404'"),
    ("a number too large", "code: 404", "code: 1404", "2: code: input should be less than or equal to 999, not 1404"),
    ("a missing name", "name: Not Found\n", "", "2: name is missing"),
    ("an empty summary", "summary: Nothing is here.", 'summary: ""', "5: summary: string should have at least 1 character, not ''"),
    ("an unknown field", "kind: standard", "kind: standard\nsince: 1996", "5: unknown field since"),
    ("a list for a text", "name: Not Found", "name: [Not, Found]", "3: name: input should be a valid string"),
    ("a missing section", "## Meaning\n\nThe server has nothing at this address.\n", "", "2: section “Meaning” is missing"),
    (
        "no owner of an unofficial code",
        "kind: standard",
        "kind: unofficial",
        "4: an unofficial code needs its owners; if nobody is known to send it, its kind is folklore",
    ),
    (
        "a standard code that cites nothing",
        "citations:\n  - 9110#15.5.5",
        "citations: []",
        "13: a standard code cites the section that defines it",
    ),
    ("a relation to itself", "related: {}", "related: {404: me}", "16: 404 is related to itself"),
    (
        "an actor who takes no part",
        "generated_by: [application]",
        "generated_by: [proxy]",
        "20: proxy generates the code, but takes no part in the exchange",
    ),
    ("no example in Python", "py client.py", "js client.mjs", "58: no example in python"),
    (
        "an answer with another code",
        "expects: {request: GET /nowhere, status: 404}\n```\n\n```js",
        "expects: {request: GET /nowhere, status: 410}\n```\n\n```js",
        "65: no answer of server.mjs has the status 404",
    ),
    ("a client that prints nothing", "output: nothing there\n", "", "74: client.py is a client, and declares no output"),
    ("a client against nothing", "output: nothing there\n", "output: x\nagainst: x.mjs\n", "81: x.mjs is no server example of this entry"),
    (
        "a server against something",
        "framework: node:http\n",
        "framework: node:http\nagainst: client.py\n",
        "65: server.mjs is a server, and runs against nothing",
    ),
    (
        "a file of no known language",
        "js server.mjs",
        "js server.js",
        "68: examples.filename: string should match pattern '^[a-z0-9_]+\\.(mjs|py)$', not 'server.js'",
    ),
]


@pytest.mark.parametrize(("old", "new", "problem"), [mistake[1:] for mistake in MISTAKES], ids=[mistake[0] for mistake in MISTAKES])
def test_a_mistake_is_told_at_its_line(old: str, new: str, problem: str) -> None:
    assert told(old, new) == [problem]


def test_a_sound_entry_has_no_problems() -> None:
    assert told() == []


def test_an_unreadable_file_is_told_once() -> None:
    source = parse_entry("404.md", "nothing")
    result: Any = checked_entry(source)
    assert result is None
    assert [problem.message for problem in source.problems] == [
        "the file does not begin with front matter between two lines of ---",
        "text before the first heading “## …”",
    ]


OWNER = """owners:
  - name: Laravel
    reason: Gone Astray
    meaning: It has lost its way.
    seen: inside
    status: 410
    source: https://laravel.com/docs
cacheable_by_default"""


def test_an_example_may_show_what_an_owner_sends_in_place_of_the_code() -> None:
    stated = TEXT.replace("status: 404}", "status: 410}")
    source = parse_entry("404.md", stated.replace("cacheable_by_default", OWNER, 1))
    entry = checked_entry(source)
    assert entry
    assert entry.received == {404, 410}


def test_an_example_may_show_the_code_inside_the_content() -> None:
    inside = "status: 207, content: 'HTTP/1.1 404 Not Found'}"
    source = parse_entry("404.md", TEXT.replace("status: 404}", inside, 1))
    assert checked_entry(source)


@pytest.mark.parametrize(
    ("seen", "status", "problems"),
    [
        ("inside", "status: 410", []),
        ("wire", "status: 410", ["13: Laravel sends 404 on the wire, so there is no other status"]),
        ("content", "# none", ["9: Laravel has 404 in the content: under which status?"]),
        ("content", "status: 200", []),
    ],
)
def test_an_owner_says_where_its_number_is(seen: str, status: str, problems: list[str]) -> None:
    owner = OWNER.replace("seen: inside", f"seen: {seen}").replace("status: 410", status)
    assert told("cacheable_by_default", owner) == problems


def test_a_cause_may_name_an_owner_and_nobody_else() -> None:
    text = TEXT.replace("cacheable_by_default", OWNER, 1)
    for brackets, problems in (("Laravel; operator", []), ("Django", ["49: Django is neither a role"])):
        source = parse_entry("404.md", text.replace("**Ask for it.**", f"**Ask for it.** ({brackets})"))
        checked_entry(source)
        found = [f"{problem.line}: {problem.message}" for problem in source.problems]
        assert [row.partition(" (")[0] for row in found] == [row.partition(" (")[0] for row in problems]


@pytest.mark.parametrize(
    ("causes", "problems"),
    [
        ("- **A.** (Laravel) One.\n- **B.** Two.", ["this belongs to those of no product, which come first: move it there"]),
        ("- **A.** Two.\n- **B.** (Laravel) One.\n- **C.** (Laravel; operator) Three.", []),
        ("- **A.** (Laravel) One.\n- **B.** (Octane) Two.\n- **C.** (Laravel) Three.", ["this belongs to Laravel: move it there"]),
    ],
)
def test_what_is_about_one_product_stands_together(causes: str, problems: list[str]) -> None:
    owners = OWNER.replace("cacheable_by_default", OWNER.removeprefix("owners:\n").replace("Laravel", "Octane"))
    text = TEXT.replace("cacheable_by_default", owners, 1)
    before, after = text.split("## Causes\n\n")[0], text.split("\n\n## Debugging")[1]
    source = parse_entry("404.md", f"{before}## Causes\n\n{causes}\n\n## Debugging{after}")
    checked_entry(source)
    assert [problem.message for problem in source.problems] == problems
