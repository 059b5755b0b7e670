"""What supervisors ask of the image."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.container.engine import READ_ONLY, Server, done, healthcheck, run, started


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with started(*READ_ONLY) as container:
        yield container


def test_its_healthcheck_tells_a_server_from_none(server: Server) -> None:
    assert done("exec", server.name, *healthcheck()) == ""
    elsewhere = run("exec", "-e", "PORT=8001", server.name, *healthcheck())
    assert (elsewhere.returncode, elsewhere.stdout) == (1, "")
    assert elsewhere.stderr.startswith("no answer on 0.0.0.0 port 8001: ")


def test_its_healthcheck_asks_on_whatever_hosts_are_allowed() -> None:
    with started(*READ_ONLY, "--env=ALLOWED_HOSTS=codes.example", "--env=HTTPS=true") as container:
        assert done("exec", container.name, *healthcheck()) == ""
        assert container.answer("/404").status == 400


def test_it_is_ready_with_the_content_and_the_version_of_this_checkout(server: Server, site: Client) -> None:
    ready = server.answer("/readyz")
    assert ready.status == 200
    assert json.loads(ready.content) == site.get("/readyz").json()
