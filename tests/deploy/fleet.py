"""Copies of the site as processes, and the real balancer in front of them, on loopback ports."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tests.processes import PATIENCE, ROOT, SERVE, answered

BALANCER = ROOT / "deploy" / "balancer"
READY = "/readyz"


class Copy:
    """One copy: `manage.py serve` with a worker, as a container would start it."""

    def __init__(self, port: int, var: Path, content: Path, log: Path) -> None:
        self.port = port
        self.environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(var), "CONTENT_DIR": str(content), "PORT": str(port)}
        self.log = log
        self.start()

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begin; `wait` until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(SERVE, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def wait(self) -> None:
        """Until it is ready."""
        answered(f"http://{self.address}{READY}", self.process, self.log)

    def processes(self) -> list[int]:
        """The main process, and its workers."""
        children = [path.read_text().split() for path in Path(f"/proc/{self.process.pid}/task").glob("*/children")]
        return [self.process.pid, *(int(pid) for pids in children for pid in pids)]

    def signal(self, number: signal.Signals) -> None:
        """To all of it at once, as the end of a container would be."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        """Without warning."""
        self.signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def end(self) -> None:
        """As it is asked to in an update."""
        self.process.terminate()
        self.process.wait(PATIENCE)


class Balancer:
    """nginx with the configuration of deploy/balancer; only addresses differ."""

    def __init__(self, port: int, folder: Path, copies: list[Copy], nginx: str = "nginx") -> None:
        self.port = port
        self.log = folder / "access.jsonl"
        prefix = folder / "prefix"
        prefix.mkdir(parents=True)
        configuration = write_configuration(folder, port, [copy.address for copy in copies])
        options = "daemon off;" + (" user root;" if os.getuid() == 0 else "")
        self.command = [nginx, "-p", f"{prefix}/", "-c", str(configuration), "-e", "/dev/stderr", "-g", options]
        self.errors = folder / "errors.log"
        with self.log.open("ab") as log, self.errors.open("ab") as errors:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=errors)

    @property
    def url(self) -> str:
        """Where the site is reached."""
        return f"http://127.0.0.1:{self.port}"

    def logged(self) -> list[dict[str, str]]:
        """Every request that it has answered."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def end(self) -> None:
        """At once."""
        self.process.terminate()
        self.process.wait(PATIENCE)


def write_configuration(folder: Path, port: int, addresses: list[str]) -> Path:
    """The configuration of deploy/balancer for these addresses: each server has the parameters that stand there."""
    main = (BALANCER / "nginx.conf").read_text(encoding="utf-8")
    copies = (BALANCER / "copies.conf").read_text(encoding="utf-8")
    found = re.search(r"server statuscodes:8000 resolve (.*);", copies)
    assert found
    assert "listen 8080 " in main
    servers = "\n".join(f"server {address} {found[1]};" for address in addresses)
    without_dns = re.sub(r"^resolver.*\n", "", copies, flags=re.MULTILINE)
    (folder / "copies.conf").write_text(without_dns.replace(found[0], servers), encoding="utf-8")
    (folder / "nginx.conf").write_text(main.replace("listen 8080 ", f"listen 127.0.0.1:{port} "), encoding="utf-8")
    return folder / "nginx.conf"


@contextmanager
def fleet(folder: Path, var: Path, content: Path, ports: list[int], nginx: str = "nginx") -> Iterator[tuple[Balancer, list[Copy]]]:
    """A balancer on the first port, and a copy on each of the others; all ready."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        copies = []
        for port in ports[1:]:
            copies.append(Copy(port, var, content, folder / f"copy-{port}.log"))
            stack.callback(copies[-1].kill)
            copies[-1].wait()  # the first one may still have to load the content and build the pages
        balancer = Balancer(ports[0], folder, copies, nginx)
        stack.callback(balancer.end)
        answered(balancer.url + READY, balancer.process, balancer.errors)
        yield balancer, copies
