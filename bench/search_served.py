"""What search costs a worker: requests per second over HTTP, and the lexicon's time and memory. `bench/search.py` prints it."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CONNECTIONS = 4  # that ask at the same time; one worker answers one after the other
SECONDS = 4
PATHS = ("/api/search", "/search")

Environment = dict[str, str]


class Served(NamedTuple):
    """What wrk measured: requests in a second, median and 99th percentile in milliseconds."""

    rate: float
    median: float
    last: float


def served(environment: Environment, port: int = 9130) -> Iterator[tuple[str, str, Served]]:
    """For each path and kind of queries, new or repeated, how fast one worker answers."""
    with _one_worker(environment, port) as url:
        for path in PATHS:
            for kind in ("new", "repeated"):
                yield path, kind, _measured(url, path, kind)


@contextmanager
def _one_worker(environment: Environment, port: int) -> Iterator[str]:
    settings = {"HOST": "127.0.0.1", "PORT": str(port), "WORKERS": "1", "ACCESS_LOG": "off"}
    command = [sys.executable, "manage.py", "serve"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment | settings, stderr=subprocess.DEVNULL)  # noqa: S603  # our own
    try:
        yield _answering(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait()


def _answering(url: str, server: subprocess.Popen[bytes]) -> str:
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/healthz").close()  # noqa: S310  # our own server
        except urllib.error.URLError:
            time.sleep(0.05)
        else:
            return url
    raise SystemExit(f"the server has ended with {server.returncode}")


def _measured(url: str, path: str, kind: str) -> Served:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}", "--latency", "-s", "bench/search.lua", url, "--", path, kind]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603
    if " 0 of them wrong" not in told:
        raise SystemExit(told)
    rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0])
    median, last = (_milliseconds(*re.findall(rf" {share}%\s+([\d.]+)(us|ms|s)", told)[0]) for share in (50, 99))
    return Served(rate, median, last)


def _milliseconds(value: str, unit: str) -> float:
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def cost_of_lexicon(environment: Environment) -> tuple[float, float, float]:
    """The lexicon's size in MB, the milliseconds that a process takes to read it, and the MB that a process grows by that."""
    command = [sys.executable, str(Path(__file__)), "--read"]
    told = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout  # noqa: S603  # our own
    size, taken, grown = json.loads(told)
    return size, taken, grown


def _read() -> tuple[float, float, float]:
    import django  # noqa: PLC0415  # before it, the settings must be named

    django.setup()
    from statuscodes.models import StoredLexicon  # noqa: PLC0415  # after Django is set up
    from statuscodes.search.lexicon import lexicon  # noqa: PLC0415  # as above

    size = sum(len(row.compiled.encode()) for row in StoredLexicon.objects.all()) / 1e6
    before, start = _resident(), time.perf_counter()
    lexicon()
    return size, (time.perf_counter() - start) * 1000, _resident() - before


def _resident() -> float:
    """The memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "statuscodes.settings")
    print(json.dumps(_read()))  # noqa: T201  # read by the process that asked
