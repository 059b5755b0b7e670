"""Asking a server: once, to see what it answers, and as fast as it can, with wrk."""

import gzip
import http.client
import json
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import brotli
import zstandard

SCRIPT = Path(__file__).with_name("wrk.lua")
PATIENCE = 60  # seconds for one answer: the first search may have to read all names

DECODED: Mapping[str, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda content: zstandard.ZstdDecompressor().decompressobj().decompress(content),
}


@dataclass(frozen=True)
class Answer:
    """One response."""

    status: int
    fields: Mapping[str, str]  # by lower-case name
    content: bytes

    @property
    def coding(self) -> str:
        """The content coding: br, gzip, zstd, or identity."""
        return self.fields.get("content-encoding", "identity")

    @property
    def decoded(self) -> bytes:
        """The content without its coding."""
        return DECODED[self.coding](self.content)


def asked(port: int, path: str, fields: Mapping[str, str] | None = None) -> Answer:
    """What the server on a port of this machine answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "identity", **(fields or {})})
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    finally:
        connection.close()


@dataclass(frozen=True)
class Sample:
    """What wrk saw in a few seconds, with what that cost the server; times in milliseconds."""

    per_second: float
    median: float
    last: float  # the 99th percentile
    processor: float = 0.0  # microseconds of processor time for an answer


def loaded(options: Iterable[str], url: str, paths: Path | None = None) -> str:
    """Load a server with one path, or in turn with the paths of a file, on connections that stay open: the last line of wrk."""
    command = ["wrk", "-t1", f"--timeout={PATIENCE}s", f"-s{SCRIPT}", *options, url, *([str(paths)] if paths else [])]
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # wrk, with our own arguments
    return told.stdout.splitlines()[-1]


def sample(line: str, status: int, busy: float = 0.0) -> Sample:
    """What the last line of wrk tells, and how many seconds a processor was busy; only if answers were those that were to be measured."""
    told = json.loads(line)
    wanted = told["answers"] if status >= HTTPStatus.BAD_REQUEST else 0
    if told["broken"] or told["unsuccessful"] != wanted or not told["answers"]:
        raise SystemExit(f"Not the answers that were to be measured, which are {status}: {line}")
    return Sample(told["answers"] / told["seconds"], told["median"], told["last"], busy / told["answers"] * 1e6)
