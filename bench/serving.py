"""Measures how fast the site is served: `make bench`. Writes docs/performance.md.

Side by side, in one run: this site as users run it, nginx with the files that were built, and plain Django under
gunicorn; then the site with an entry for every number, for what growth costs.
"""

import argparse
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from bench.built import Built, built
from bench.findings import Findings, Grown
from bench.generated import with_an_entry_for_every_number
from bench.load import Answer, Sample, asked, loaded, sample
from bench.machine import machine
from bench.report import document
from bench.rows import DJANGO, ENTRY, NGINX, OURS, SEARCH, Row, compare, rows, searched
from bench.servers import ROOT, Server, django, nginx, program, this_site

CLASSES = (("gthread", "--threads", "4"), ("sync",))  # two ways of gunicorn to work, of which the faster one is measured
MOST = 10000  # searches in one sample: more than are answered

Start = Callable[[], AbstractContextManager[Server]]


@dataclass(frozen=True)
class Bench:
    """How long is measured, and the folder for what that needs; `searches` go on where they stopped."""

    folder: Path
    seconds: int
    rounds: int
    searches: dict[str, Iterator[str]] = field(default_factory=dict)

    def sample(self, row: Row, server: Server) -> Sample:
        """A few seconds of a row."""
        row = row.of(server)
        options = [f"-c{row.connections}", f"-d{self.seconds}s", *(f"-H{name}: {value}" for name, value in row.fields.items())]
        url = f"http://127.0.0.1:{server.port}{'' if row.searches else row.path}"
        paths = self._paths(row) if row.searches else None
        before = server.busy()
        line = loaded(options, url, paths)
        taken = sample(line, row.status, server.busy() - before)
        server.settle()
        return taken

    def _paths(self, row: Row) -> Path:
        """A file with the next searches."""
        searches = self.searches.setdefault(row.name, searched(row))
        paths = self.folder / "paths.txt"
        paths.write_text("".join(f"{path}\n" for path in islice(searches, MOST)), encoding="ascii")
        return paths


def main() -> None:
    """Measure, print, and write the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="to try it: a second for each sample, once, no growth; nothing is written")
    is_quick = parser.parse_args().quick
    for name in ("wrk", "nginx"):
        program(name)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # so that everything that was started is ended, too
    ran_on = machine()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), *((1, 1) if is_quick else (2, 3)))
        site = built(ROOT / "content", bench.folder / "site")
        findings = side_by_side(bench, site)
        growth = None if is_quick else grown(bench, site)
    text = document(ran_on, findings, growth)
    print(text)  # noqa: T201  # a command's output
    if not is_quick:
        (ROOT / "docs" / "performance.md").write_text(text, encoding="utf-8")


def side_by_side(bench: Bench, site: Built) -> Findings:
    """The three servers, each row of one after that of the other, in rounds."""
    starts: dict[str, Start] = {OURS: partial(this_site, site.var, bench.folder)}
    with starts[OURS]() as server:
        starts[NGINX] = partial(nginx, site.var, bench.folder, asked(server.port, ENTRY.path).fields)
    probes = {" ".join(words): partial(django, site.var, bench.folder, *words) for words in CLASSES}
    tried = {words: probed(bench, start) for words, start in probes.items()}
    starts[DJANGO] = probes[max(tried, key=lambda words: tried[words])]
    begun = {name: [begun_in(start) for _ in range(bench.rounds)] for name, start in starts.items()}
    with ExitStack() as running:
        servers = {name: running.enter_context(start()) for name, start in starts.items()}
        answers, samples = measured(bench, servers)
        return Findings(samples, answers, {name: server.memory() for name, server in servers.items()}, begun, tried)


def probed(bench: Bench, start: Start) -> float:
    """The entry pages in a second of one way to run Django."""
    with start() as server:
        return bench.sample(ENTRY, server).per_second


def begun_in(start: Start) -> tuple[float, float | None]:
    """The seconds from a start to the first page, and to the first search."""
    with start() as server:
        return server.first_answer, server.first_search


def measured(bench: Bench, servers: Mapping[str, Server]) -> tuple[dict[str, Answer], dict[str, dict[str, list[Sample]]]]:
    """For each row the answer of this site, and what wrk saw of each server, round by round."""
    answers = {}
    samples: dict[str, dict[str, list[Sample]]] = defaultdict(lambda: defaultdict(list))
    asked_for = [*rows(servers[OURS])]
    for row in asked_for:
        given = {name: row.of(servers[name]).checked(name, servers[name]) for name in row.servers}
        compare(row, given)
        answers[row.name] = given[OURS]
    for _ in range(bench.rounds):
        for row in asked_for:
            for name in row.servers:
                samples[row.name][name].append(bench.sample(row, servers[name]))
    return answers, samples


def grown(bench: Bench, site: Built) -> tuple[Grown, Grown]:
    """The site as it is, and with an entry for every number, one after the other in rounds."""
    content = with_an_entry_for_every_number(site.content, bench.folder / "content")
    sites = (site, built(content, bench.folder / "grown"))
    samples: dict[tuple[int, str], list[Sample]] = defaultdict(list)
    with ExitStack() as running:
        servers = [running.enter_context(this_site(built.var, bench.folder, built.content)) for built in sites]
        for _ in range(bench.rounds):
            for row in (ENTRY, SEARCH):
                for place, server in enumerate(servers):
                    samples[place, row.name].append(bench.sample(row, server))
        first, second = (
            Grown(each, samples[place, ENTRY.name], samples[place, SEARCH.name], servers[place].memory(), servers[place].first_answer)
            for place, each in enumerate(sites)
        )
    return first, second


if __name__ == "__main__":
    main()
