"""A real browser on a real server with the real content."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.processes import ROOT, SERVE, answered, free_port

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of the site as `make run` serves it, on a port of its own; tests side by side share what it builds."""
    base = tmp_path_factory.getbasetemp()
    folder: Path = (base if worker_id == "master" else base.parent) / "site"
    folder.mkdir(exist_ok=True)
    url, log = f"http://127.0.0.1:{(port := free_port())}", base / "site.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            SERVE, cwd=ROOT, env=os.environ | {"VAR_DIR": str(folder), "PORT": str(port)}, stdout=output, stderr=output
        )
    try:
        answered(f"{url}/healthz", process, log)
        yield url
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
