"""Kills and restarts copies under load: `make scale-test`. Prints one table; ends with 1 if any request failed.

Four copies (`manage.py serve`) stand behind nginx with the configuration of deploy/balancer. Clients ask all the time
and compare every answer with what one copy said before: the status and every octet. A cached page would prove nothing
of the copies, so two of three clients ask for what the cache does not have: pages with a query of their own, and searches.
"""

import http.client
import json
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.deploy.fleet import Balancer, Copy, fleet  # noqa: E402
from tests.processes import PATIENCE, free_ports  # noqa: E402

COPIES = 4
CLIENTS = 4  # of each kind
PAUSE = 0.005  # seconds between an answer and the next request of a client: on a full machine a copy takes long to start
PAGES = ("/", "/404", "/503", "/404.json", "/502.md", "/4xx", "/guide", "/api/codes", "/api/codes/404", "/sent-by/nginx")
QUERIES = 40
BEFORE, AFTER = 0.5, 0.5  # seconds of load around each event
COLUMNS = ("what happens", "requests", "by a copy", "asked again", "failed", "median ms", "99 % ms", "longest ms")

Targets = Iterator[tuple[str, str]]  # what is asked for, and which known answer it must equal


@dataclass
class Tally:
    """What the clients saw during one event."""

    times: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def main() -> int:
    """Every event under load, as a table."""
    folder = Path(tempfile.mkdtemp(prefix="statuscodes-scale-"))
    print(f"The logs are in {folder} if anything fails.", file=sys.stderr)  # noqa: T201  # a command's output
    with fleet(folder, ROOT / "var", ROOT / "content", free_ports(1 + COPIES)) as (balancer, copies):
        known = {target: ask(http.client.HTTPConnection(copies[0].address), target) for target in (*PAGES, *searches())}
        rows, failures = measure(balancer, copies, known)
    for row in (COLUMNS, *rows):
        print(f"{row[0]:42}", *(f"{cell:>11}" for cell in row[1:]))  # noqa: T201  # a command's output
    for failure in failures[:20]:
        print(failure)  # noqa: T201
    print(f"Failed requests: {len(failures)}.")  # noqa: T201
    if not failures:
        shutil.rmtree(folder)
    return 1 if failures else 0


def searches() -> list[str]:
    """The first queries of those that the search is held to."""
    lines = (ROOT / "tests" / "search" / "queries.jsonl").read_text(encoding="utf-8").splitlines()[:QUERIES]
    return [f"/api/search?q={quote(json.loads(line)['q'])}" for line in lines]


def ask(connection: http.client.HTTPConnection, target: str) -> bytes:
    """The content of an answer with 200, whole: http.client raises for a shorter one."""
    connection.request("GET", target, headers={"Host": "localhost"})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != http.client.OK:
        raise http.client.HTTPException(f"status {answer.status}")
    return content


def measure(balancer: Balancer, copies: list[Copy], known: dict[str, bytes]) -> tuple[list[tuple[str, ...]], list[str]]:
    """A row for each event, and every failure."""
    rows, failures, asked = [], [], [""]
    for name, event, kinds in events(copies):
        seen = len(balancer.logged())
        tally = under_load(balancer, known, kinds, event)
        asked = [line["copies"] for line in balancer.logged()[seen:]]
        rows.append(row(name, tally, asked))
        failures += [f"{name}: {failure}" for failure in tally.failures]
    return rows, failures + [f"{copy.address} is not asked any more" for copy in copies if copy.address not in asked]


def events(copies: list[Copy]) -> Iterator[tuple[str, Callable[[], None], tuple[Callable[[], Targets], ...]]]:
    """What is done to the copies, one after the other, and who asks meanwhile."""
    everybody = (from_the_cache, past_the_cache, searching)
    yield "nothing", lambda: time.sleep(3), everybody
    for number, copy in enumerate(copies, 1):
        yield f"copy {number}: SIGKILL, started again", restart_of(copy, copy.kill), everybody
    for number, copy in enumerate(copies, 1):
        yield f"copy {number}: SIGTERM, started again", restart_of(copy, copy.end), everybody
    yield "copy 1 stands still for 8 s (SIGSTOP)", lambda: freeze(copies[0]), everybody
    yield "all four: SIGKILL, started again", lambda: restart_all(copies), (from_the_cache,)
    yield "nothing any more", lambda: time.sleep(3), everybody


def restart_of(copy: Copy, end: Callable[[], None]) -> Callable[[], None]:
    """One copy ends, is away for a while, and comes back."""

    def restart() -> None:
        end()
        time.sleep(BEFORE)
        copy.start()
        copy.wait()

    return restart


def freeze(copy: Copy) -> None:
    """Longer than the balancer waits for an answer."""
    copy.signal(signal.SIGSTOP)
    time.sleep(8)
    copy.signal(signal.SIGCONT)


def restart_all(copies: list[Copy]) -> None:
    """No copy is left, then all come back."""
    for copy in copies:
        copy.kill()
    time.sleep(2)
    for copy in copies:
        copy.start()
    for copy in copies:
        copy.wait()


def from_the_cache() -> Targets:
    """Pages, again and again."""
    return cycle((page, page) for page in PAGES)


def past_the_cache() -> Targets:
    """Pages under addresses that the cache cannot have: a query is part of its key, and none to the page."""
    return ((f"{page}?client={threading.get_ident()}&n={number}", page) for number, page in zip(count(), cycle(PAGES), strict=False))


def searching() -> Targets:
    """Searches, which are not cached."""
    return cycle((target, target) for target in searches())


def under_load(balancer: Balancer, known: dict[str, bytes], kinds: tuple[Callable[[], Targets], ...], event: Callable[[], None]) -> Tally:
    """What clients of these kinds see while something happens."""
    tally, over = Tally(), threading.Event()
    clients = [threading.Thread(target=client, args=(balancer, known, kind(), tally, over)) for kind in kinds for _ in range(CLIENTS)]
    for each in clients:
        each.start()
    try:
        time.sleep(BEFORE)
        event()
        time.sleep(AFTER)
    finally:
        over.set()
        for each in clients:
            each.join(PATIENCE)
    return tally


def client(balancer: Balancer, known: dict[str, bytes], targets: Targets, tally: Tally, over: threading.Event) -> None:
    """Asks on one connection, which it opens again when the balancer has closed it."""
    connection = http.client.HTTPConnection("127.0.0.1", balancer.port, timeout=PATIENCE)
    while not over.wait(PAUSE):
        target, same_as = next(targets)
        began = time.perf_counter()
        try:
            content = ask(connection, target)
        except (OSError, http.client.HTTPException) as error:
            tally.failures.append(f"{target}: {type(error).__name__} {error}")
            connection.close()
            continue
        tally.times.append(time.perf_counter() - began)
        if content != known[same_as]:
            tally.failures.append(f"{target}: {len(content)} octets that differ from the {len(known[same_as])} known")
    connection.close()


def row(name: str, tally: Tally, copies: list[str]) -> tuple[str, ...]:
    """One event in figures; the balancer's log tells which copies each request came to: none, one, or one after the other."""
    centiles = statistics.quantiles(tally.times, n=100)
    figures = [len(tally.times), sum(map(bool, copies)), sum("," in addresses for addresses in copies), len(tally.failures)]
    return (name, *map(str, figures), *(f"{1000 * seconds:.1f}" for seconds in (centiles[49], centiles[98], max(tally.times))))


if __name__ == "__main__":
    sys.exit(main())
