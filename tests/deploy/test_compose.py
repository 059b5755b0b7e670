"""deploy/compose.scale.yaml: the copies are those of compose.yaml, and the balancer is as locked up as they are."""

import re

from statuscodes import settings
from statuscodes.management.commands.serve import PATIENCE
from tests.deploy.fleet import BALANCER
from tests.deploy.manifests import read

ONE = read("compose.yaml")["services"]["statuscodes"]
SCALED = read("deploy/compose.scale.yaml")["services"]


def test_the_copies_are_those_of_the_one_container() -> None:
    assert SCALED["statuscodes"]["ports"] is None, "two copies cannot share a port of the host"
    assert SCALED["statuscodes"]["deploy"]["replicas"] == 4
    assert set(SCALED["statuscodes"]) == {"ports", "deploy", "healthcheck"}, "everything else is said in compose.yaml"


def test_the_balancer_finds_the_copies_and_is_found() -> None:
    assert f"server statuscodes:{settings.PORT} resolve " in (BALANCER / "copies.conf").read_text(encoding="utf-8")
    listens = re.search(r"listen (\d+) ", (BALANCER / "nginx.conf").read_text(encoding="utf-8"))
    assert listens
    assert SCALED["balancer"]["ports"] == [f"8000:{listens[1]}"]
    assert f"http://127.0.0.1:{listens[1]}/healthz" in SCALED["balancer"]["healthcheck"]["test"]
    assert SCALED["balancer"]["volumes"] == ["./deploy/balancer:/etc/statuscodes:ro"]
    assert "/etc/statuscodes/nginx.conf" in SCALED["balancer"]["entrypoint"]


def test_the_balancer_may_do_no_more_than_a_copy() -> None:
    for name in ("read_only", "cap_drop", "security_opt"):
        assert SCALED["balancer"][name] == ONE[name]
    assert SCALED["balancer"]["user"] != "0:0"


def test_what_is_in_flight_has_its_time() -> None:
    for service in (ONE, SCALED["balancer"]):
        assert int(service["stop_grace_period"].removesuffix("s")) > PATIENCE


def test_the_cache_fits_into_its_folder_and_the_folder_into_the_memory() -> None:
    cache = re.search(r"max_size=(\d+)m", (BALANCER / "nginx.conf").read_text(encoding="utf-8"))
    folder = re.search(r"size=(\d+)m", SCALED["balancer"]["tmpfs"][0])
    assert cache
    assert folder
    assert 2 * int(cache[1]) <= int(folder[1]) < int(SCALED["balancer"]["mem_limit"].removesuffix("m"))
