"""On what was measured: the machine, and the versions of what ran on it."""

import os
import platform
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.servers import program


@dataclass(frozen=True)
class Machine:
    """What a figure depends on, before anything was measured."""

    day: str
    processor: str
    cores: int
    memory: float  # gigabytes
    load: float  # processes that wanted to run, over the last minute
    versions: str


def machine() -> Machine:
    """The one that this runs on, now."""
    model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return Machine(
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        processor=model[1] if model else platform.machine(),
        cores=len(os.sched_getaffinity(0)),
        memory=os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9,
        load=os.getloadavg()[0],
        versions=_versions(),
    )


def _versions() -> str:
    libraries = (f"{name} {version(name)}" for name in ("Django", "uvloop", "httptools", "gunicorn"))
    programs = (_told(program("nginx"), r"nginx/([\d.]+)", "nginx"), _told(program("wrk"), r"wrk (?:debian/)?([\d.]+)", "wrk"))
    return ", ".join((f"Python {platform.python_version()}", *libraries, *programs))


def _told(path: str, pattern: str, name: str) -> str:
    """The version that a program tells."""
    told = subprocess.run([path, "-v"], check=False, capture_output=True, text=True)  # noqa: S603  # wrk and nginx; wrk -v fails
    found = re.search(pattern, told.stdout + told.stderr)
    return f"{name} {found[1]}" if found else name
