"""The site as processes of its own on loopback: commands of manage.py, free ports, and when somebody answers.

Benchmarks use this module too, and without Django.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300  # seconds for whatever is waited for, the building of all pages included; nothing here measures how soon
SERVE = (sys.executable, "manage.py", "serve")


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """This environment, for the content in a folder and what is made from it there."""
    return os.environ | {"VAR_DIR": str(folder / "var"), "CONTENT_DIR": str(folder / "content")} | variables


def manage(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What a command of manage.py says, and how it ends, on the content in a folder."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment(folder, **variables),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def prepare(folder: Path, *commands: str) -> None:
    """Load the content in a folder and collect the static files; then run further commands."""
    for command in ("migrate -v 0", "load_content", "collectstatic --noinput -v 0", *commands):
        done = manage(folder, *command.split())
        assert done.returncode == 0, done.stderr


def free_ports(number: int) -> list[int]:
    """So many ports that nobody listens on."""
    with ExitStack() as stack:
        found = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(number)]
        return [each.getsockname()[1] for each in found]


def free_port() -> int:
    """A port that nobody listens on."""
    return free_ports(1)[0]


def answered(url: str, process: "subprocess.Popen[bytes]", log: Path) -> bytes:
    """The content at an URL, as soon as it answers 200; a process that ends instead is an error, with the end of its log."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return bytes(answer.read())
        except (urllib.error.URLError, ConnectionError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"{url} does not answer:\n{log.read_text(encoding='utf-8')[-2000:]}") from None
            time.sleep(0.05)
