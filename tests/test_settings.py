import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def start(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of manage.py with these variables and no others."""
    environment = {"PATH": os.environ["PATH"]} | variables
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("variables", "line"),
    [
        ({"PORT": "abc"}, "PORT='abc': not a valid integer"),
        ({"PORT": "0"}, "PORT='0': must be greater than or equal to 1 and less than or equal to 65535"),
        ({"PORT": "65536"}, "PORT='65536': must be greater than or equal to 1 and less than or equal to 65535"),
        ({"DEBUG": "maybe"}, "DEBUG='maybe': not a valid boolean"),
        ({"HTTPS": "perhaps"}, "HTTPS='perhaps': not a valid boolean"),
        ({"WORKERS": "many"}, "WORKERS='many': not a valid integer"),
        ({"CROSS_ORIGIN": "some"}, "CROSS_ORIGIN='some': not a valid boolean"),
        ({"ACCESS_LOG": "verbose"}, "ACCESS_LOG='verbose': must be one of: off, line, json"),
        ({"METRICS_PORT": "0"}, "METRICS_PORT='0': must be greater than or equal to 1 and less than or equal to 65535"),
        ({"METRICS_PORT": "8000"}, "METRICS_PORT='8000': the site itself is there (PORT)"),
        ({"HOST": "localhost"}, "HOST='localhost': not an ip address"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS='': empty"),
        ({"CONTENT_DIR": "", "VAR_DIR": ""}, "CONTENT_DIR='': empty; VAR_DIR='': empty"),
        ({"CONTENT_DIR": "/nowhere/at/all"}, "CONTENT_DIR='/nowhere/at/all': there is no such folder"),
        ({"PORT": "abc", "DEBUG": "maybe"}, "DEBUG='maybe': not a valid boolean; PORT='abc': not a valid integer"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
@pytest.mark.parametrize("command", ["serve", "load_content"])
def test_a_bad_value_stops_the_start_with_one_line(variables: dict[str, str], line: str, command: str) -> None:
    result = start(command, **variables)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", f"error: {line}\n")


def test_deployment_settings_have_nothing_to_warn_of(tmp_path: Path) -> None:
    result = start("check", "--deploy", "--fail-level", "WARNING", HTTPS="true", VAR_DIR=str(tmp_path))
    assert (result.returncode, result.stderr) == (0, "")


def test_content_is_checked_from_any_folder(tmp_path: Path) -> None:
    result = start("load_content", "--check", CONTENT_DIR=str(tmp_path), VAR_DIR=str(tmp_path))
    assert result.returncode == 1
    assert "the class has no such file" in result.stderr
