from dataclasses import replace
from pathlib import Path

import pytest

from bench.built import Built
from bench.findings import Findings, Grown
from bench.load import Answer, Sample
from bench.machine import Machine
from bench.report import document
from bench.rows import ALL, DJANGO, NGINX, OURS, ROWS
from bench.servers import Memory
from bench.targets import targets

SAMPLES = {OURS: Sample(40000, 0.4, 1.2, 25), NGINX: Sample(50000, 0.3, 0.8, 12), DJANGO: Sample(500, 30, 60, 2000)}
FINDINGS = Findings(
    samples={row.name: {name: [SAMPLES[name]] * 3 for name in row.servers} for row in ROWS},
    answers={row.name: Answer(200, {}, b"page") for row in ROWS},
    memory=dict.fromkeys(ALL, Memory(100, 90, 60, 130)),
    starts={name: [(1.5, 1.75 if name == OURS else None)] * 3 for name in ALL},
    tried={"sync": 400.0, "gthread": 500.0},
)
SMALL = Grown(Built(Path(), Path(), 100, 4, 10, 2, 30), [SAMPLES[OURS]] * 3, [Sample(2000, 1, 2, 400)] * 3, Memory(100, 90, 60, 130), 1.5)
LARGE = replace(SMALL, site=Built(Path(), Path(), 1000, 40, 100, 20, 300), search=[Sample(1000, 1, 2, 800)] * 3)
MACHINE = Machine("2026-01-01", "A processor", 2, 25.0, 0.1, "Python 3.11.7")


def test_every_target_holds_where_it_does() -> None:
    assert [target.what for target in targets(FINDINGS, (SMALL, LARGE)) if not target.holds] == []


@pytest.mark.parametrize(
    ("name", "sample", "missed"),
    [
        (OURS, Sample(29000, 0.4, 1.2, 25), "entry: at least 0.6 of nginx's requests per second"),
        (OURS, Sample(40000, 0.4, 2.5, 25), "entry: 99th percentile at most 3 times nginx's"),
        (DJANGO, Sample(4100, 3, 6, 240), "entry: at least 10 times plain Django"),
    ],
)
def test_a_target_that_is_missed_is_said_to_be(name: str, sample: Sample, missed: str) -> None:
    samples = {**FINDINGS.samples, "entry": {**FINDINGS.samples["entry"], name: [sample] * 3}}
    findings = replace(FINDINGS, samples=samples)
    assert missed in [target.what for target in targets(findings, None) if not target.holds]
    assert f"| {missed} | " in document(MACHINE, findings, None)


def test_growth_is_held_to_the_number_of_entries() -> None:
    slow = replace(
        LARGE, site=replace(LARGE.site, load=49, build=121), search=[Sample(600, 1, 2, 900)] * 3, entry=[Sample(30000, 1, 2, 33)] * 3
    )
    assert [target.what.partition(", ")[2] for target in targets(FINDINGS, (SMALL, slow)) if not target.holds] == [
        "load_content, s: at most 12.0 times",
        "build_pages, s: at most 12.0 times",
        "time of an entry page, µs: at most 1.1 times",
        "time of a search, µs: at most 3 times",
    ]


def test_the_document_shows_each_row_with_what_it_is_compared_to() -> None:
    lines = document(MACHINE, FINDINGS, (SMALL, LARGE)).splitlines()
    assert "| entry | 4 | 40,000 | 50,000 | 500 | 0.80 (0.80–0.80) | 80 (80–80) |" in lines
    assert "| entry, zstd | 4 | 40,000 |  |  |  |  |" in lines
    assert "| entry | 0.40 / 1.20 | 0.30 / 0.80 | 30.00 / 60.00 | 1.50 (1.50–1.50) | 0.0200 (0.0200–0.0200) |" in lines
    assert "| entry | 25 | 12 | 2,000 | 2.08 (2.08–2.08) | 0.0125 (0.0125–0.0125) |" in lines
    assert "| statuscodes | 100 | 90 | 60 | 130 | 1.50 (1.50–1.50) | 1.75 (1.75–1.75) |" in lines
    assert "| nginx | 100 | 90 | 60 | 130 | 1.50 (1.50–1.50) |  |" in lines
    assert "| build_pages, s | 10.00 | 100.00 | 10.00 |" in lines
    assert not [line for line in lines if "not held" in line]


def test_figures_of_a_busy_machine_are_called_so() -> None:
    assert "The machine had other work" in document(replace(MACHINE, load=3.0), FINDINGS, None)
    assert "The machine had other work" not in document(MACHINE, FINDINGS, None)
