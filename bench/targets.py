"""What the site is held to, and whether it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from bench.findings import Findings, Grown
from bench.rows import DJANGO, ENTRY, ENTRY_BR, ENTRY_GZIP, NGINX, OURS, SEARCH, SEARCH_API

OF_NGINX, OF_DJANGO, LAST, SEARCHES, MEMORY, START = 0.6, 10, 3, 1000, 120, 2
GROWTH, SEARCH_GROWTH = 1.2, 3  # the first for each entry: 12 times for 10 times the entries
NOISE = 1.1  # what the same page's time differs by from server to server


@dataclass(frozen=True)
class Target:
    """One of them, in words and figures."""

    what: str
    measured: str
    holds: bool


def targets(findings: Findings, growth: tuple[Grown, Grown] | None) -> Iterator[Target]:
    """All of them, the pages first."""
    for row in (ENTRY, ENTRY_BR, ENTRY_GZIP):
        ratio = findings.ratio(row.name, NGINX).median
        yield Target(f"{row.name}: at least {OF_NGINX} of nginx's requests per second", f"{ratio:.2f}", ratio >= OF_NGINX)
    ratio = findings.ratio(ENTRY.name, DJANGO).median
    yield Target(f"entry: at least {OF_DJANGO} times plain Django", f"{ratio:.0f}", ratio >= OF_DJANGO)
    for row in (ENTRY, ENTRY_BR, ENTRY_GZIP):
        ratio = findings.ratio(row.name, NGINX, attrgetter("last")).median
        yield Target(f"{row.name}: 99th percentile at most {LAST} times nginx's", f"{ratio:.1f}", ratio <= LAST)
    for row in (SEARCH, SEARCH_API):
        found = findings.per_second(row.name, OURS).median
        yield Target(f"{row.name}: at least {SEARCHES:,} a second", f"{found:,.0f}", found >= SEARCHES)
    resident = findings.memory[OURS].resident
    yield Target(f"worker after the load: at most {MEMORY} MB", f"{resident:.0f} MB", resident <= MEMORY)
    first = max(page for page, _ in findings.starts[OURS])
    yield Target(f"first page: less than {START} s after the start", f"{first:.2f} s", first < START)
    yield from of_growth(*growth) if growth else ()


def of_growth(before: Grown, after: Grown) -> Iterator[Target]:
    """What may grow with the entries, and what may not."""
    ratios = {name: after.figures[name] / figure for name, figure in before.figures.items()}
    entries = ratios["entries"]
    for name in ("load_content, s", "build_pages, s", "worker's memory (RSS), MB"):
        most = GROWTH * entries
        yield Target(f"{entries:.1f} times the entries, {name}: at most {most:.1f} times", f"{ratios[name]:.1f}", ratios[name] <= most)
    for name, most in (("time of an entry page, µs", NOISE), ("time of a search, µs", SEARCH_GROWTH)):
        yield Target(f"{entries:.1f} times the entries, {name}: at most {most} times", f"{ratios[name]:.2f}", ratios[name] <= most)
