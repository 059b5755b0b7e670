import pytest

from bench.servers import busy, rollup, small_environment

SMAPS = """\
55d0c8a00000-7ffd3f5f2000 ---p 00000000 00:00 0                          [rollup]
Rss:              125000 kB
Pss:              100000 kB
"""


def test_memory_is_in_megabytes() -> None:
    assert rollup(SMAPS) == {"Rss": 128.0, "Pss": 102.4}


def test_a_name_with_spaces_and_brackets_hides_no_processor_time() -> None:
    assert busy("42 (a) b) S 1 42 42 0 -1 4194304 90 0 0 0 150 50 0 0 20 0") == 2.0


def test_the_environment_of_a_server_is_as_small_as_that_of_a_container(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMETHING", "long")
    assert {*small_environment(PORT=80)} == {"PATH", "PORT"}
