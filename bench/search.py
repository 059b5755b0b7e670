"""Scores the search and times it: `make bench`. Writes docs/search.md.

The queries are those of tests/search/queries.jsonl, or of the files that are named. Beside ours stand MiniSearch
and lunr (in Node.js, with fuzzy matching and boosts) and plain FTS5 (bm25 over the whole text), over the same
content. A query counts as right when its first result is an accepted code; one that expects nothing, when
nothing is found.
"""

import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "statuscodes.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402

from bench.generated import with_an_entry_for_every_number  # noqa: E402
from bench.search_served import Environment, cost_of_lexicon, served  # noqa: E402
from statuscodes.entries.catalog import Catalog, read_catalog  # noqa: E402
from statuscodes.entries.wildcards import VARIABLE  # noqa: E402
from statuscodes.pages.search import search_page  # noqa: E402
from statuscodes.search import query as engine  # noqa: E402
from statuscodes.search.compiling import compiled  # noqa: E402
from statuscodes.search.lexicon import lexicon, read  # noqa: E402
from statuscodes.search.texts import PARTS, texts_of  # noqa: E402
from statuscodes.search.words import words  # noqa: E402

Query = dict[str, Any]
Results = list[list[str]]
Times = dict[str, tuple[float, float]]
WORD = re.compile(r"\w+")
MOST = 10


def main(files: list[str]) -> None:
    """Measure, print, and write the document."""
    paths = [Path(name) for name in files] or [ROOT / "tests" / "search" / "queries.jsonl"]
    queries: list[Query] = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    catalog = read_catalog(ROOT / "content")
    engines = {
        "statuscodes": [ours(row["q"]) for row in queries],
        **others(queries, catalog),
        "FTS5, bm25": plain_fts5(queries, catalog),
    }
    parts = [
        "# How well the search finds, and how fast",
        "",
        f"Written by `make bench`, with {len(queries)} queries of people (`tests/search/queries.jsonl`) and {len(lexicon().pages)} pages.",
        "The share of queries whose first result is right; in brackets, of those with a right one among five.",
        "",
        *scores(queries, engines),
        "",
        "## Messages that are not in their entry",
        "",
        *left_out(catalog),
        "",
        "## Time of a query",
        "",
        "In the process, without HTTP and without the memory of earlier queries, in milliseconds. The 1,000 entries are copies of",
        "ours with names of their own, so most of their phrases are those of another entry, too.",
        "",
        *costs(queries),
    ]
    (ROOT / "docs" / "search.md").write_text("\n".join(parts) + "\n", encoding="utf-8")
    print("\n".join(parts))  # noqa: T201  # a command's output


def ours(typed: str) -> list[str]:
    """The paths that our search finds."""
    return [result.url for result in search_page(typed, MOST).results]


def plain_fts5(queries: list[Query], catalog: Catalog) -> Results:
    """What SQLite finds with any of the words, ranked by bm25 without weights."""
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE texts USING fts5({', '.join(PARTS)}, path UNINDEXED, tokenize = 'porter unicode61')")
    marks = ", ".join("?" * (len(PARTS) + 1))
    database.executemany(f"INSERT INTO texts VALUES ({marks})", [(*text.values(), path) for path, text in texts_of(catalog).items()])  # noqa: S608  # marks
    found = []
    for row in queries:
        match = " OR ".join(f'"{word}"' for word in WORD.findall(row["q"])) or '""'
        rows = database.execute("SELECT path FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", [match, MOST])
        found.append([path for (path,) in rows])
    return found


def others(queries: list[Query], catalog: Catalog) -> dict[str, Results]:
    """What MiniSearch and lunr find."""
    documents = [{"path": path, **text} for path, text in texts_of(catalog).items()]
    asked = json.dumps({"documents": documents, "weights": PARTS, "queries": [row["q"] for row in queries]})
    command = ["node", str(ROOT / "bench" / "other_engines.mjs")]
    answered = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)  # noqa: S603  # our own program
    found: dict[str, Results] = json.loads(answered.stdout)
    return found


def scores(queries: list[Query], engines: dict[str, Results]) -> Iterable[str]:
    """A table: categories down, engines across."""
    yield f"| category | queries | {' | '.join(engines)} |"
    yield f"|---|---|{'---|' * len(engines)}"
    categories: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(queries):
        categories[row["category"]].append(place)
    for category, places in [*sorted(categories.items()), ("all", list(range(len(queries))))]:
        cells = [_cell([rank(queries[place], found[place]) for place in places]) for found in engines.values()]
        yield f"| {category.replace('_', ' ')} | {len(places)} | {' | '.join(cells)} |"


def _cell(ranks: list[int | None]) -> str:
    first = sum(found == 0 for found in ranks) / len(ranks)
    five = sum(found is not None and found < 5 for found in ranks) / len(ranks)  # noqa: PLR2004  # as the text says
    return f"{first:.2f} ({five:.2f})"


def rank(query: Query, found: list[str]) -> int | None:
    """Where the first accepted result stands, from 0; where nothing is expected, 0 if nothing was found."""
    if not query["expect"]:
        return None if found else 0
    accepted = {f"/{code:03}" for code in query["expect"]}
    if query["category"] == "number_partial_or_class":
        accepted |= {f"/{code // 100}xx" for code in query["expect"]}
    return next((place for place, path in enumerate(found) if path in accepted), None)


def left_out(catalog: Catalog, count: int = 120) -> Iterable[str]:
    """Take a message out of its entry, and search for a line of it: what the rest of the entry is worth."""
    by_text: dict[str, set[str]] = defaultdict(set)
    for entry in catalog.entries:
        for message in entry.messages:
            by_text[message.text].add(f"/{entry.slug}")
    texts = [text for text in sorted(by_text) if len(words(VARIABLE.sub(" ", text))) > 2]  # noqa: PLR2004  # words
    chosen = random.Random(6).sample(texts, min(count, len(texts)))  # noqa: S311  # repeatable is what counts
    ranks = []
    for text in chosen:
        known = read(compiled(_without(text, catalog)))
        paths = [row.page.path for row in engine.search_in(known, VARIABLE.sub("x7", text), MOST)]
        ranks.append(next((place for place, path in enumerate(paths) if path in by_text[text]), None))
    yield f"{len(chosen)} messages, each taken out of its entry and then searched for, its variable parts filled in:"
    yield f"{_cell(ranks)}."


def _without(text: str, catalog: Catalog) -> Catalog:
    """The catalog, with no entry that has a message."""
    entries = (
        entry.model_copy(update={"messages": tuple(message for message in entry.messages if message.text != text)})
        for entry in catalog.entries
    )
    return replace(catalog, entries=tuple(entries))


def costs(queries: list[Query]) -> Iterable[str]:
    """Tables of times: by category in the process, and over HTTP, each with this content and with ten times the entries."""
    here = os.environ | {"VAR_DIR": str(settings.VAR_DIR)}
    manage(here, "collectstatic", "--noinput", "-v", "0")
    with tempfile.TemporaryDirectory() as folder:
        many = large_site(Path(folder))
        yield from times(timed(queries), timed_in(many))
        yield from ("", "## Requests per second", "", *rates(here, many), "", "## The lexicon", "")
        for entries, environment in (("this content", here), ("1,000 entries", many)):
            size, taken, grown = cost_of_lexicon(environment)
            yield f"With {entries} it is {size:.1f} MB of JSON; a process reads it in {taken:.0f} ms, and grows by {grown:.0f} MB."


def times(here: Times, many: Times) -> Iterable[str]:
    """A table: median and 99th percentile by category, with this content and with an entry for every number."""
    yield "| category | median | 99th percentile | median with 1,000 entries | 99th percentile |"
    yield "|---|---|---|---|---|"
    for category in here:
        cells = [f"{value:.2f}" for value in (*here[category], *many[category])]
        yield f"| {category.replace('_', ' ')} | {' | '.join(cells)} |"


def rates(here: Environment, many: Environment) -> Iterable[str]:
    """A table: requests per second of one worker over HTTP."""
    yield "One worker (`manage.py serve`), wrk with four connections on the same machine, the same queries in turn. A new query is one that"
    yield "was never asked before; a repeated one is answered from memory. Median and 99th percentile in milliseconds."
    yield ""
    yield "| | queries | requests/s | median | 99th percentile | requests/s with 1,000 entries | median | 99th percentile |"
    yield "|---|---|---|---|---|---|---|---|"
    for (path, kind, one), (_, _, other) in zip(served(here), served(many), strict=True):
        cells = [f"{told.rate:,.0f} | {told.median:.1f} | {told.last:.1f}" for told in (one, other)]
        yield f"| `{path}` | {kind} | {' | '.join(cells)} |"


def timed(queries: list[Query]) -> Times:
    """Median and 99th percentile in milliseconds for each category, each query asked three times, never answered from memory."""
    known = lexicon()
    taken: dict[str, list[float]] = defaultdict(list)
    for row in queries * 3:
        start = time.perf_counter()
        engine.search_in(known, row["q"], MOST)
        taken[row["category"]].append((time.perf_counter() - start) * 1000)
    taken["all"] = [value for row in taken.values() for value in row]
    return {category: (statistics.median(row), sorted(row)[int(len(row) * 0.99)]) for category, row in sorted(taken.items())}


def timed_in(environment: Environment) -> Times:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--times"]
    told = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)  # noqa: S603  # our own
    return {category: (median, last) for category, (median, last) in json.loads(told.stdout).items()}


def large_site(folder: Path) -> Environment:
    """The settings of a site in which every number from 0 to 999 has an entry, most of them copies of ours, loaded."""
    content = with_an_entry_for_every_number(ROOT / "content", folder / "content")
    (folder / "var").mkdir()
    environment = os.environ | {"CONTENT_DIR": str(content), "VAR_DIR": str(folder / "var")}
    for command in (["migrate", "-v", "0"], ["load_content"], ["collectstatic", "--noinput", "-v", "0"]):
        manage(environment, *command)
    return environment


def manage(environment: Environment, *command: str) -> None:
    """Run a command of the site."""
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603  # our own


if __name__ == "__main__":
    if sys.argv[1:] == ["--times"]:
        lines = (ROOT / "tests" / "search" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        print(json.dumps(timed([json.loads(line) for line in lines])))  # noqa: T201  # read by the process that asked
    else:
        main(sys.argv[1:])
