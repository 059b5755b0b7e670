import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import FIXTURES
from tests.processes import prepare
from tests.serving_process.running import Running, serving


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small content, loaded, and its static files collected, with a large one among them."""
    folder = tmp_path_factory.mktemp("serving")
    shutil.copytree(FIXTURES / "content", folder / "content")
    prepare(folder, "build_pages")
    (folder / "var" / "static" / "large.bin").write_bytes(bytes(4_000_000))
    return folder


@pytest.fixture(scope="module")
def running(loaded: Path) -> Iterator[Running]:
    """The site as a process."""
    with serving(loaded) as server:
        yield server
