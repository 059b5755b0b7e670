"""The site, made from a content folder as `make run` makes it, with the time that each step takes."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.servers import ROOT, small_environment


@dataclass(frozen=True)
class Built:
    """A site that can be served; times in seconds, sizes in megabytes."""

    content: Path
    var: Path
    entries: int
    load: float
    build: float
    database: float
    pages: float


def built(content: Path, var: Path) -> Built:
    """The site of a content folder, made in a folder of its own."""
    var.mkdir()
    _manage(content, var, "migrate", "-v", "0")
    load = _manage(content, var, "load_content")
    _manage(content, var, "collectstatic", "--noinput", "-v", "0")
    build = _manage(content, var, "build_pages")
    sizes = [sum(path.stat().st_size for path in paths) / 1e6 for paths in (var.glob("*.sqlite3"), (var / "pages").rglob("*.*"))]
    return Built(content, var, len([*(content / "codes").glob("*.md")]), load, build, *sizes)


def _manage(content: Path, var: Path, *command: str) -> float:
    """The seconds that a command of manage.py takes."""
    begun = time.perf_counter()
    environment = small_environment(CONTENT_DIR=content, VAR_DIR=var)
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"manage.py {command[0]}: {done.stderr}")
    return time.perf_counter() - begun
