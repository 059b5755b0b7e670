import gzip
import json

import pytest
import zstandard

from bench.load import Answer, Sample, sample


def told(**changed: float) -> str:
    return json.dumps({"answers": 5000, "seconds": 2.0, "median": 0.4, "last": 1.5, "unsuccessful": 0, "broken": 0} | changed)


def test_what_wrk_tells_becomes_rates_and_milliseconds() -> None:
    assert sample(told(), 200, busy=1.5) == Sample(per_second=2500, median=0.4, last=1.5, processor=300)


def test_a_404_is_measured_where_it_is_wanted() -> None:
    assert sample(told(unsuccessful=5000), 404).per_second == 2500


@pytest.mark.parametrize(
    ("status", "changed"),
    [(200, {"unsuccessful": 1}), (404, {"unsuccessful": 4999}), (200, {"broken": 1}), (200, {"answers": 0})],
    ids=["one error", "one success", "a broken connection", "silence"],
)
def test_other_answers_than_those_wanted_are_no_sample(status: int, changed: dict[str, float]) -> None:
    with pytest.raises(SystemExit, match=f"Not the answers that were to be measured, which are {status}"):
        sample(told(**changed), status)


@pytest.mark.parametrize(
    ("coding", "content"),
    [
        ("identity", b"page"),
        ("gzip", gzip.compress(b"page", mtime=0)),
        ("br", b"\x8b\x01\x80page\x03"),
        ("zstd", zstandard.compress(b"page")),
    ],
)
def test_an_answer_is_read_in_every_coding(coding: str, content: bytes) -> None:
    fields = {} if coding == "identity" else {"content-encoding": coding}
    assert Answer(200, fields, content).decoded == b"page"
