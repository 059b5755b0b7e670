"""The image as its users run it: started by Docker or Podman with what compose.yaml says, and no network but a loopback.

`make image-test` says which engine, image and base image there are.
"""

import json
import os
import subprocess
import uuid
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import yaml

from tests.conftest import ROOT

HERE = ROOT / "tests" / "container"
ENGINE, IMAGE, BASE = (os.environ[name] for name in ("ENGINE", "IMAGE", "BASE"))
PODMAN = "podman" in ENGINE
PYTHON = "python3"
NEIGHBOUR = "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit()); signal.pause()"
CLIENT = (HERE / "client.py").read_text(encoding="utf-8")

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["statuscodes"]
LIMITS = (
    *(f"--cap-drop={name}" for name in COMPOSE["cap_drop"]),
    *(f"--security-opt={option}" for option in COMPOSE["security_opt"]),
    f"--memory={COMPOSE['mem_limit']}",
    f"--pids-limit={COMPOSE['pids_limit']}",
)
# Nothing at all can be written to. Podman would still give /tmp, /var/tmp and /run.
READ_ONLY = ("--read-only", "--read-only-tmpfs=false") if PODMAN else ("--read-only",)
TEMPORARY = tuple(f"--tmpfs={path}" for path in COMPOSE["tmpfs"])


def run(*command: str, content: str = "") -> subprocess.CompletedProcess[str]:
    """What a command of the engine gives, whether it succeeds or not."""
    environment = os.environ | ({"CONTAINERS_CONF": str(HERE / "podman.conf")} if PODMAN else {})
    return subprocess.run([ENGINE, *command], input=content, capture_output=True, text=True, env=environment, check=False)


def done(*command: str, content: str = "") -> str:
    """What a command prints, which must succeed."""
    result = run(*command, content=content)
    assert result.returncode == 0, f"{' '.join(command)}: {result.stderr}"
    return result.stdout.strip()


def inspected(image: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done("image", "inspect", image))[0]
    return found


def healthcheck() -> list[str]:
    """The command of the image's HEALTHCHECK; Docker and Podman keep it in two places."""
    image = inspected(IMAGE)
    kind, *command = (image.get("Healthcheck") or image["Config"]["Healthcheck"])["Test"]
    assert kind == "CMD", "no shell"
    return list(command)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes


@dataclass(frozen=True)
class Server:
    """A container of the image, and a neighbour that shares its loopback and outlives it."""

    name: str
    neighbour: str

    def answers(self, *requests: bytes, before_reading: str = "") -> list[bytes]:
        """What each request receives, all of them sent at once, each on a connection of its own, until the server closes it."""
        told = json.dumps({"requests": [b64encode(request).decode() for request in requests]})
        command = [ENGINE, "exec", "-i", self.neighbour, PYTHON, "-c", CLIENT]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
            assert client.stdin
            assert client.stdout
            client.stdin.write(told + "\n")
            client.stdin.flush()
            assert client.stdout.readline() == "sent\n"
            if before_reading:
                done("kill", "-s", before_reading, self.name)
            client.stdin.write("read\n")
            client.stdin.flush()
            return [b64decode(line) for line in json.loads(client.stdout.readline())]

    def answer(self, path: str, **headers: str) -> Answer:
        fields = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in {"Host": "localhost", **headers}.items())
        (received,) = self.answers(f"GET {path} HTTP/1.1\r\nConnection: close\r\n{fields}\r\n".encode())
        head, _, content = received.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        return Answer(int(status.split()[1]), dict(line.lower().split(": ", 1) for line in lines), content)

    def processes(self) -> int:
        """How many there are, without the line above them."""
        return len(done("top", self.name).splitlines()) - 1

    def logs(self) -> str:
        result = run("logs", self.name)
        return result.stdout + result.stderr

    def status(self) -> int:
        """The exit status, once it has ended."""
        return int(done("wait", self.name))


@contextmanager
def starting(*options: str, until: str) -> Iterator[str]:
    """The name of a container with these options, once it has said something that tells how far its start is."""
    name = f"statuscodes-{uuid.uuid4().hex[:8]}"
    done("run", "-d", "--name", name, "--network=none", *LIMITS, *options, IMAGE)
    try:
        with subprocess.Popen([ENGINE, "logs", "-f", name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as logs:
            assert logs.stdout
            assert any(until in line for line in logs.stdout)
            logs.terminate()
        yield name
    finally:
        done("rm", "-f", "-v", name)


@contextmanager
def started(*options: str, patience: int = 60) -> Iterator[Server]:
    """The image's own command with these options; it listens when this gives it."""
    name = f"statuscodes-{uuid.uuid4().hex[:8]}"
    neighbour = f"{name}-neighbour"
    try:
        done(*("run", "-d", "--name", neighbour, "--network=none", "--entrypoint", PYTHON, IMAGE, "-c", NEIGHBOUR))
        done("run", "-d", "--name", name, f"--network=container:{neighbour}", *LIMITS, *options, IMAGE)
        server = Server(name, neighbour)
        listens = run("exec", neighbour, PYTHON, "-c", CLIENT, "wait", str(patience))
        assert listens.returncode == 0, server.logs()
        yield server
    finally:
        for container in (name, neighbour):
            done("rm", "-f", "-v", container)
