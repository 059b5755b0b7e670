import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

from statuscodes.entries.catalog import read_catalog
from statuscodes.search.compiling import compiled
from statuscodes.search.lexicon import Lexicon
from tests.conftest import ROOT

PRINTS_IT = """
import sys
from pathlib import Path
from statuscodes.entries.catalog import read_catalog
from statuscodes.search.compiling import compiled
sys.stdout.buffer.write(compiled(read_catalog(Path(sys.argv[1]))).encode())
"""


def test_what_is_compiled_is_what_a_lexicon_holds(content: Path) -> None:
    assert list(json.loads(compiled(read_catalog(content)))) == [field.name for field in dataclasses.fields(Lexicon)]


def test_the_same_content_makes_the_same_octets_in_every_process(content: Path) -> None:
    made = {
        subprocess.run(
            [sys.executable, "-c", PRINTS_IT, str(content)],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert made == {compiled(read_catalog(content)).encode()}


def test_phrases_of_one_kind_with_the_same_words_are_compared_once(content: Path) -> None:
    made = json.loads(compiled(read_catalog(content)))
    reasons = [made["reason_of"][start:end] for start, end in zip(made["ends"], made["ends"][1:], strict=False)]
    assert ["sent by Django", "sent by Django", "sent by Django"] in reasons
