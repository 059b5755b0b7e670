"""What people type, and the codes they mean: `queries.jsonl`, scored as a whole and by category."""

import json
from collections import defaultdict

import pytest

from statuscodes.pages.search import Result, search_page
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db

QUERIES = [json.loads(line) for line in (ROOT / "tests" / "search" / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
# The share of queries whose first result is right, at least.
FIRST = {"name_exact": 0.97, "typo": 0.97, "constant": 0.95, "number_exact": 0.97, "error_message": 0.9, "no_result": 0.95, "rfc": 0.95}
FIRST_OF_THE_OTHERS = 0.7
FIRST_OF_ALL, FIVE_OF_ALL = 0.93, 0.97


def place(query: dict[str, object]) -> int | None:
    """Where the first accepted result stands, from 0; for a query that expects nothing, 0 means that there was none."""
    results = search_page(str(query["q"]), 10).results
    if not query["expect"]:
        return 0 if not results else None
    return next((number for number, result in enumerate(results) if is_accepted(result, query)), None)


def is_accepted(result: Result, query: dict[str, object]) -> bool:
    codes: list[int] = query["expect"]  # type: ignore[assignment]
    if result.code is None:
        classes = {f"{code // 100}xx" for code in codes}
        return query["category"] == "number_partial_or_class" and result.status_class in classes
    return result.code in codes


def test_what_people_type_finds_what_they_mean() -> None:
    places = defaultdict(list)
    for query in QUERIES:
        places[query["category"]].append(place(query))
    first = {category: sum(found == 0 for found in row) / len(row) for category, row in places.items()}
    assert {category: share for category, share in first.items() if share < FIRST.get(category, FIRST_OF_THE_OTHERS)} == {}
    every = [found for row in places.values() for found in row]
    assert sum(found == 0 for found in every) / len(every) >= FIRST_OF_ALL
    assert sum(found is not None and found < 5 for found in every) / len(every) >= FIVE_OF_ALL
