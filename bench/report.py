"""docs/performance.md: the findings as tables, with the way in which they were found."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from bench.findings import Findings, Grown, Spread
from bench.machine import Machine
from bench.rows import ALL, DJANGO, NGINX
from bench.targets import targets

HEAD = """\
# How fast the site is

Written by `make bench`, on {day}: one run on {cores} cores ({processor}, {memory:.0f} GB), of which wrk takes about one. Nothing
is pinned to a core. {load:.1f} processes wanted to run before it began. {versions}.

**statuscodes** is the site as users run it: `manage.py serve`, with one worker and without access log. **nginx** has one worker too, and
serves the folder that `manage.py build_pages` has made: precompressed files, `sendfile`, `open_file_cache`, no access log. It adds the same
header fields. `tcp_nopush` is off, for with it a page of 100 KB waits for an acknowledgement
now and then, 40 ms long. **Django** is `statuscodes.wsgi` under gunicorn with one worker, which renders each page anew:
{django}.
"""

BUSY = """\
**The machine had other work: what stands below wants to be measured again when it has none.**
"""
IDLE = 1.0  # processes that want to run, at most, where nothing else does

HOW = """\
## How it was measured

wrk with one thread on keep-alive connections, 16 unless a row says otherwise; each sample lasts two seconds. The servers run all the time,
and take turns: every row is measured on one after the other, and that three times over. A figure is the median of the three rounds,
with the least and the most of them behind it where it is a ratio. A ratio is computed in each round for itself, so that what disturbs a
round disturbs both sides. Before a row is measured, its answer is compared: status and content coding must be the wanted ones, and
pages must be the same octets from all three servers (after decoding, where Django compresses for itself). A sample with another status
or a broken connection ends the run. After each sample it is waited until the server has finished what wrk has left behind: Django would
work on for most of a second.

Searches are those of people (`tests/search/queries.jsonl`), in turn; or each with a word of another one behind it, so that none is asked
twice. nginx answers an unknown address with its error page from the same folder. It takes no part in zstd, for which Debian has no
module, and in searches. Plain Django has no brotli.

Memory is read from `/proc/…/smaps_rollup` after the load. RSS counts all pages that a process uses, PSS divides those that it shares, and
what is private is what one more worker adds; “all processes” is the sum of their PSS, with the one that watches over the worker. A start is
the time from starting the command until a client that tries every two milliseconds has its answer. Processor time is that of the main
process and the worker, from `/proc/…/stat`, which counts in hundredths of a second.

wrk is one thread, and takes a core when a server is fast. Then it is wrk that limits nginx, whose requests per second could be more with a
faster client; processor time shows by how much.

For growth, every number from 0 to 999 gets an entry, copied from another one; more are not possible. Both sites run side by side.

## What is not measured

A network: client and server share one machine, so wrk takes time from the server, and what a slow client costs does not show. TLS. More
than one worker: on two cores there is no room for it. HTTP/2. Other machines
give other figures; ratios travel better than requests per second.
"""


def document(ran_on: Machine, findings: Findings, growth: tuple[Grown, Grown] | None) -> str:
    """The whole document."""
    tried = ", ".join(f"`{name}` ({figure:,.0f} entry pages a second)" for name, figure in findings.tried.items())
    head = HEAD.format(**vars(ran_on), django=f"the faster of {tried}")
    parts = [head, *([BUSY] if ran_on.load > IDLE else []), "## Targets\n", *held(findings, growth), ""]
    for section in (throughput, latency, cost, processes):
        parts += [*section(findings), ""]
    parts += ["## Growth\n", *grown(*growth), ""] if growth else []
    return "\n".join([*parts, HOW])


def table(head: Iterable[str], body: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table in Markdown."""
    columns = [*head]
    yield f"| {' | '.join(columns)} |"
    yield f"|---|{'---:|' * (len(columns) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in body)


def held(findings: Findings, growth: tuple[Grown, Grown] | None) -> Iterator[str]:
    """What was wanted, and whether it is so."""
    rows = ((target.what, target.measured, "PASS" if target.holds else "**not held**") for target in targets(findings, growth))
    return table(("target", "measured", "holds"), rows)


def throughput(findings: Findings) -> Iterator[str]:
    """Requests per second, with ratios."""
    yield "## Requests per second\n"
    head = ("row", "octets", *ALL, "to nginx", "to Django")
    yield from table(head, ([row, f"{len(findings.answers[row].content):,}", *_throughput(findings, row)] for row in findings.samples))


def _throughput(findings: Findings, row: str) -> Iterator[str]:
    measured = findings.samples[row]
    yield from (f"{findings.per_second(row, name).median:,.0f}" if name in measured else "" for name in ALL)
    yield from (_spread(findings.ratio(row, name)) if name in measured else "" for name in (NGINX, DJANGO))


def _spread(ratio: Spread) -> str:
    digits = next(digits for digits, least in ((0, 10), (2, 0.1), (4, 0)) if ratio.median >= least)
    return f"{ratio.median:.{digits}f} ({ratio.least:.{digits}f}–{ratio.most:.{digits}f})"


def latency(findings: Findings) -> Iterator[str]:
    """Median and 99th percentile."""
    yield "## Time of an answer\n"
    yield "Median and 99th percentile in milliseconds; then the 99th percentile as a ratio.\n"
    head = ("row", *ALL, "to nginx", "to Django")
    yield from table(head, ([row, *_latency(findings, row)] for row in findings.samples))


def _latency(findings: Findings, row: str) -> Iterator[str]:
    measured = findings.samples[row]
    for name in ALL:
        yield f"{findings.median(row, name).median:.2f} / {findings.last(row, name).median:.2f}" if name in measured else ""
    yield from (_spread(findings.ratio(row, name, attrgetter("last"))) if name in measured else "" for name in (NGINX, DJANGO))


def cost(findings: Findings) -> Iterator[str]:
    """Processor time."""
    yield "## Processor time of an answer\n"
    yield "Microseconds that all processes and threads of a server spend on one answer; other programs disturb it least of all figures.\n"
    yield from table(("row", *ALL, "to nginx", "to Django"), ([row, *_cost(findings, row)] for row in findings.samples))


def _cost(findings: Findings, row: str) -> Iterator[str]:
    measured = findings.samples[row]
    yield from (f"{findings.processor(row, name).median:,.0f}" if name in measured else "" for name in ALL)
    yield from (_spread(findings.ratio(row, name, attrgetter("processor"))) if name in measured else "" for name in (NGINX, DJANGO))


def processes(findings: Findings) -> Iterator[str]:
    """Memory and starts."""
    yield "## Memory and start\n"
    head = ("", "worker's RSS, MB", "PSS, MB", "private, MB", "all processes, MB", "start to first page, s", "to first search, s")
    yield from table(head, ([name, *_process(findings, name)] for name in ALL))


def _process(findings: Findings, name: str) -> Iterator[str]:
    memory = findings.memory[name]
    yield from (f"{figure:.0f}" for figure in (memory.resident, memory.proportional, memory.private, memory.together))
    for starts in zip(*findings.starts[name], strict=True):
        times = [start for start in starts if start is not None]
        yield _spread(Spread.of(times)) if times else ""


def grown(before: Grown, after: Grown) -> Iterator[str]:
    """Two sizes side by side."""
    pairs = ((name, figure, after.figures[name]) for name, figure in before.figures.items())
    rows = ((name, f"{small:,.{_digits(small)}f}", f"{large:,.{_digits(small)}f}", f"{large / small:.2f}") for name, small, large in pairs)
    return table(("", "as it is", "an entry for every number", "ratio"), rows)


def _digits(figure: float) -> int:
    return 0 if figure >= 20 else 2  # noqa: PLR2004  # three digits are enough
