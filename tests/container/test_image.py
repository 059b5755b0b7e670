"""What the image is: small, labelled, nobody's but root's."""

import json
import re
import subprocess
import tomllib

from tests.conftest import ROOT
from tests.container.engine import BASE, COMPOSE, IMAGE, LIMITS, PYTHON, done, inspected

MEGABYTE = 1_000_000

# Run as the image's user, with a root that may be written to: what could it change, what belongs to it?
WRITABLE = """
import json, os
found = {"writable": [], "owned": []}
for folder, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(folder, name) not in ("/proc", "/sys", "/dev")]
    for path in (folder, *(os.path.join(folder, name) for name in files)):
        if not os.path.islink(path):
            if os.access(path, os.W_OK): found["writable"].append(path)
            if os.stat(path).st_uid == os.getuid() or os.stat(path).st_gid == os.getgid(): found["owned"].append(path)
print(json.dumps(found))
"""


def python(code: str) -> str:
    return done("run", "--rm", "--network=none", *LIMITS, "--entrypoint", PYTHON, IMAGE, "-c", code)


def test_it_adds_less_than_120_megabytes_to_its_base() -> None:
    whole, base = inspected(IMAGE)["Size"], inspected(BASE)["Size"]
    print(f"\nThe image: {(whole - base) / MEGABYTE:.0f} MB on top of its base, which has {base / MEGABYTE:.0f} MB.")
    assert whole - base < 120 * MEGABYTE


def test_its_user_has_a_number_and_is_not_root() -> None:
    assert inspected(IMAGE)["Config"]["User"] == "65532:65532"
    assert python("import os; print(os.getuid(), os.getgid(), os.getgroups())") in {"65532 65532 []", "65532 65532 [65532]"}


def test_nothing_in_it_belongs_to_its_user_or_can_be_changed_by_it() -> None:
    found = json.loads(python(WRITABLE))
    assert found["owned"] == []
    assert set(found["writable"]) <= {"/tmp", "/var/tmp", "/run/lock"}  # noqa: S108 - everybody's, in any Debian


def test_it_has_no_capability() -> None:
    state = python("print(open('/proc/self/status').read())")
    assert re.findall(r"^Cap(?:Prm|Eff|Bnd|Amb):\s*(\w+)$", state, re.MULTILINE) == ["0" * 16] * 4
    assert re.findall(r"^NoNewPrivs:\s*(\d)$", state, re.MULTILINE) == ["1"]


def test_its_labels_say_what_it_is() -> None:
    labels = inspected(IMAGE)["Config"]["Labels"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "org.opencontainers.image."
    revision, created = subprocess.run(
        ["git", "log", "-1", "--format=%H %cI"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert {name.removeprefix(prefix): value for name, value in labels.items() if name.startswith(prefix)} == {
        "title": project["name"],
        "description": project["description"],
        "licenses": project["license"],
        "version": project["version"],
        "revision": revision,
        "created": created,
    }


def test_it_holds_nothing_that_only_building_needs() -> None:
    missing = "import importlib.util as u; print([name for name in ('pip', 'pytest', 'tests') if u.find_spec(name)])"
    assert python(missing) == "[]"
    assert python("import os; print(sorted(os.listdir('/var/lib/apt/lists')))") == "[]"
    assert python("import shutil; print([name for name in ('gcc', 'strip', 'git', 'node', 'make') if shutil.which(name)])") == "[]"


def test_compose_starts_it_as_locked_up_as_these_tests_do() -> None:
    assert COMPOSE["read_only"] is True
    assert COMPOSE["cap_drop"] == ["ALL"]
    assert COMPOSE["security_opt"] == ["no-new-privileges"]
    assert COMPOSE["tmpfs"] == ["/tmp"]  # noqa: S108
