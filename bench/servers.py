"""The three servers: this site, nginx with the same files, and plain Django under gunicorn; each with one worker."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load import asked
from statuscodes.settings import NAMES
from tests.processes import free_port

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60  # seconds for a start
AT_REST = 0.1  # seconds in which a server that has nothing to do uses less processor time than is counted
BETWEEN = 0.002  # seconds between two attempts to reach a server that starts

NGINX = """
include /etc/nginx/modules-enabled/*.conf;
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    charset utf-8;
    charset_types text/css text/plain text/markdown text/javascript application/javascript;
    types {{ text/markdown md; }}
    client_body_temp_path {folder}/client; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    access_log off;
    sendfile on;
    tcp_nodelay on;
    keepalive_timeout 65;
    keepalive_requests 10000000;
    open_file_cache max=10000 inactive=10m;
    open_file_cache_valid 10m;
    open_file_cache_errors on;
    gzip_static on;
    brotli_static on;
    server_tokens off;
    server {{
        listen 127.0.0.1:{port} backlog=1024;
        root {pages};
{fields}
        error_page 404 /404.html;
        location / {{ try_files $uri/index.html $uri =404; }}
        location /api/ {{ default_type application/json; try_files $uri.json $uri =404; }}
        location /static/ {{ root {static}; }}
    }}
}}
"""
# What nginx says of a file by itself.
ITS_OWN = {"content-type", "content-length", "content-encoding", "etag", "last-modified", "date", "server", "connection", "accept-ranges"}


@dataclass(frozen=True)
class Server:
    """A server that answers; times in seconds."""

    port: int
    pid: int
    first_answer: float
    first_search: float | None = None

    def busy(self) -> float:
        """The seconds that its processes have kept a processor busy."""
        return sum(busy(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")) for pid in (self.pid, *children(self.pid)))

    def settle(self) -> None:
        """Wait until it has finished what a client has left behind: it would take time from whoever is measured next."""
        before = -1.0
        while (now := self.busy()) > before:
            before = now
            time.sleep(AT_REST)

    def memory(self) -> "Memory":
        """That of the worker, and of all processes together."""
        return Memory.of(self.pid, children(self.pid))


@dataclass(frozen=True)
class Memory:
    """Megabytes: all pages that a worker uses, its fair share of them, those that are its alone, and the fair shares of all processes."""

    resident: float
    proportional: float
    private: float
    together: float

    @classmethod
    def of(cls, main: int, others: Iterable[int]) -> "Memory":
        """The worker is the largest of the processes that the main one has started."""
        kept = {pid: rollup(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")) for pid in (main, *others)}
        worker = max((rows for pid, rows in kept.items() if pid != main), key=lambda rows: rows["Rss"])
        private = worker["Private_Clean"] + worker["Private_Dirty"]
        return cls(worker["Rss"], worker["Pss"], private, sum(rows["Pss"] for rows in kept.values()))


def busy(stat: str) -> float:
    """User and system time, in seconds, from /proc/…/stat; the name in it, in brackets, can hold spaces."""
    fields = stat.rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rollup(text: str) -> dict[str, float]:
    """The rows of /proc/…/smaps_rollup, in megabytes."""
    rows = (line.split() for line in text.splitlines()[1:])
    return {row[0].rstrip(":"): int(row[1]) * 1024 / 1e6 for row in rows}


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def small_environment(**settings: object) -> dict[str, str]:
    """As little as a container has."""
    return {"PATH": os.environ["PATH"], **{name: str(value) for name, value in settings.items()}}


@contextmanager
def running(command: Iterable[str], port: int, environment: Mapping[str, str], folder: Path, search: str | None = None) -> Iterator[Server]:
    """The server, as soon as it answers; its end is waited for."""
    log = folder / f"{port}.log"
    with log.open("wb") as output:
        begun = time.perf_counter()
        process = subprocess.Popen([*command], cwd=ROOT, env=environment, stdout=output, stderr=output)  # noqa: S603  # our own command
    try:
        first = since(begun, process, port, "/404", log)
        yield Server(port, process.pid, first, since(begun, process, port, search, log) if search else None)
    finally:
        process.terminate()
        process.wait()


def since(begun: float, process: "subprocess.Popen[bytes]", port: int, path: str, log: Path) -> float:
    """Seconds from then until the path is answered."""
    while time.perf_counter() - begun < PATIENCE and process.poll() is None:
        try:
            if asked(port, path).status == 200:  # noqa: PLR2004  # OK
                return time.perf_counter() - begun
        except ConnectionRefusedError:
            time.sleep(BETWEEN)
    raise SystemExit(f"{process.args!r} does not answer {path}:\n{log.read_text(encoding='utf-8')}")


@contextmanager
def this_site(var: Path, folder: Path, content: Path = ROOT / "content") -> Iterator[Server]:
    """The site as users run it."""
    port = free_port()
    quiet = {"ACCESS_LOG": "off"} if "ACCESS_LOG" in NAMES else {}
    environment = small_environment(VAR_DIR=var, CONTENT_DIR=content, PORT=port, **quiet)
    command = (sys.executable, "manage.py", "serve")
    with running(command, port, environment, folder, "/search?q=teapot") as server:
        yield server


@contextmanager
def nginx(var: Path, folder: Path, fields: Mapping[str, str]) -> Iterator[Server]:
    """The files that were built, with the fields that the site sends for the entry page."""
    port = free_port()
    added = "\n".join(f'        add_header {name} "{value}" always;' for name, value in fields.items() if name not in ITS_OWN)
    user = "user root;" if os.geteuid() == 0 else ""  # the folder is this user's alone
    pages = var / "pages"
    static = pages if (pages / "static").is_dir() else var
    configuration = folder / "nginx.conf"
    text = NGINX.format(folder=folder, port=port, pages=pages, static=static, fields=added, user=user)
    configuration.write_text(text, encoding="utf-8")
    command = (program("nginx"), "-e", str(folder / "error.log"), "-c", str(configuration))
    with running(command, port, small_environment(), folder) as server:
        yield server


@contextmanager
def django(var: Path, folder: Path, *workers: str) -> Iterator[Server]:
    """Django without what stands in front of it, under gunicorn with one worker of a class."""
    port = free_port()
    arguments = ("--bind", f"127.0.0.1:{port}", "--workers", "1", "--worker-class", *workers, "--worker-tmp-dir", str(folder))
    command = (sys.executable, "-m", "gunicorn", *arguments, "--no-control-socket", "statuscodes.wsgi:application")
    with running(command, port, small_environment(VAR_DIR=var), folder) as server:
        yield server


def program(name: str) -> str:
    """Where a program is."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        raise SystemExit(f"This needs {name}. On Debian: sudo apt-get install wrk nginx libnginx-mod-http-brotli-static")
    return found
