"""Documents and characters a second on one core: the gazetteer beside its peers, and whole profiles. No graph.

Each way runs in a process of its own (`bench.extraction_paths`), pinned to one core; rates are of CPU time, so that
other work on the machine hardly shows, with wall time beside them. Peers read the same English texts for the same
labels.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.extraction_paths import SAMPLE, documents
from bench.timing import machine, measure
from graph.errors import InputError

ROOT = Path(__file__).resolve().parents[1]
#: (name in the report, way, further arguments)
WAYS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("gazetteer", "gazetteer", ("--lang", "en")),
    ("phrase_matcher", "phrase_matcher", ("--lang", "en")),
    ("skillner", "skillner", ("--lang", "en")),
    ("rules", "rules", ()),
    ("full", "full", ()),
    ("full_resumes", "full", ("--kind", "resume")),
)


def run(
    repeat: int = 3,
    progress: Callable[[int, int], None] | None = None,
    ontology: Path | None = None,
    data: Path | None = None,
    most: int | None = None,
) -> dict[str, Any]:
    """Time every way; one whose package is missing says so.

    Args:
        ontology: folder with the tables of ESCO (`esco`) and O*NET (`onet`), added to the starter's labels.
        data: folder with `resumes` and `postings`; the bundled sample if None.
        most: so many documents of each way at most.
    """
    ways: dict[str, Any] = {}
    more: tuple[tuple[str, object], ...] = (("--ontology", ontology), ("--data", data), ("--most", most))
    options = [str(part) for option in more if option[1] is not None for part in option]
    for done, (name, way, own) in enumerate(WAYS, 1):
        if way == "skillner" and find_spec("skillNer") is None:
            ways[name] = {"skipped": "pip install 'careergraph[peers]'"}
        else:
            ways[name] = _child([way, "--repeat", str(repeat), *options, *own])
        if progress:
            progress(done, len(WAYS))
    reading = min(measure(documents, repeat)) if data is None else None
    return {
        "bench": "extraction",
        "unit": "documents",
        "ways": ways,
        "gazetteer_times_as_fast_as": {
            name: round(ways["gazetteer"]["characters_per_cpu_second"] / ways[name]["characters_per_cpu_second"], 1)
            for name in ("phrase_matcher", "skillner")
            if "characters_per_cpu_second" in ways[name]
        },
        "reading_documents_per_second": round(len(documents()) / reading, 2) if reading else None,
        "texts": str(data or SAMPLE),
        "runs": repeat,
        **machine(),
    }


def _child(arguments: list[str]) -> dict[str, Any]:
    environment = os.environ | {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    command = [sys.executable, "-W", "ignore", "-m", "bench.extraction_paths", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise InputError(f"the benchmark broke off: {last[0]}", where=arguments[0])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
