"""Workers forked from a process in which a tagger has already run: OpenMP's threads do not survive the fork."""

from __future__ import annotations

import subprocess
import sys

CODE = """
from pathlib import Path
from etl.extract import Extractor
from etl.tagging.reading import Taggers
from etl.workers import FileUnit, Job, run_unit, run_units
from ontology.vocabulary import starter_vocabulary

job = Job(Extractor(starter_vocabulary(), today="2024-06", taggers=Taggers()), "resume", 10**7, "v", {})
units = [FileUnit(path, path.name) for path in sorted(Path("etl/sample/resumes").iterdir())[::4]]
alone = [outcome for unit in units for outcome in run_unit(unit, job)]
together = [outcome for _, found in run_units(units, job, 2) for outcome in found]
assert sorted(map(repr, alone)) == sorted(map(repr, together))
"""


def test_they_neither_hang_nor_differ() -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", CODE], check=True, timeout=300)
