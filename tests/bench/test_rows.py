from itertools import islice
from urllib.parse import unquote

import pytest

from bench.load import Answer
from bench.rows import DJANGO, ENTRY, NGINX, OURS, ROWS, SEARCH, SEARCH_AGAIN, compare, searched

PAGE = Answer(200, {}, b"page")


def test_a_search_that_is_never_repeated_is_not_repeated() -> None:
    assert len(set(islice(searched(SEARCH), 100_000))) == 100_000


def test_the_searches_of_people_come_again_in_the_same_order() -> None:
    first, again = (list(islice(searched(SEARCH_AGAIN), 700)) for _ in range(2))
    assert first == again
    assert len(set(first)) < 350
    assert "/search?q=401 vs 403" in [unquote(path) for path in first]


def test_the_same_octets_may_be_measured_and_so_may_those_that_django_compresses_for_itself() -> None:
    row = next(row for row in ROWS if row.name == "entry, gzip")
    other = Answer(200, {"content-encoding": "identity"}, b"page")
    compare(row, {OURS: PAGE, NGINX: PAGE, DJANGO: other})


def test_other_content_is_not_measured() -> None:
    with pytest.raises(SystemExit, match="nginx sends other content for entry than statuscodes does"):
        compare(ENTRY, {OURS: PAGE, NGINX: Answer(200, {}, b"another")})


def test_each_row_has_a_name_of_its_own() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
