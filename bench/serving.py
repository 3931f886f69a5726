"""Latency and throughput of serving at 10 thousand, 100 thousand and a million jobs, on synthetic vectors.

The vector index alone at every size, each way in a process of its own; the whole match (filters, ranker, reasons,
gaps) over a synthetic graph in a scratch Neo4j, at one size that a scratch database bears.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bench.child import MEMORY_GIB, measured
from bench.scratch import scratch_settings
from bench.timing import machine
from gnn.approximate import EXACT_UP_TO
from graph.settings import settings

SIZES = (10_000, 100_000, 1_000_000)
WAYS = ("exact", "f32", "i8")


def run(
    repeat: int = 3,
    progress: Callable[[int, int], None] | None = None,
    jobs: Sequence[int] = SIZES,
    graph_jobs: int = 10_000,
    limit: float = 1_800.0,
    seed: int = 0,
) -> dict[str, Any]:
    """Measure every way at every size.

    Args:
        repeat: times a hundred questions are asked of each.
        jobs: numbers of jobs for the index alone.
        graph_jobs: jobs of the graph for the whole match; 0 leaves it out.
        limit: seconds for each measurement, after which it is left out and said to be.
    """
    tasks = [(size, way) for size in jobs for way in WAYS]
    total = len(tasks) + bool(graph_jobs)
    found: dict[str, dict[str, Any]] = {}
    for done, (size, way) in enumerate(tasks, 1):
        arguments = [way, "--jobs", str(size), "--questions", str(100 * repeat), "--seed", str(seed)]
        found.setdefault(str(size), {})[way] = measured("bench.vector_search", arguments, seconds=limit)
        if progress:
            progress(done, total)
    whole: dict[str, Any] = {"skipped": "left out"}
    if graph_jobs:
        arguments = ["--jobs", str(graph_jobs), "--questions", str(20 * repeat), "--seed", str(seed)]
        whole = _whole_match(arguments, limit)
        if progress:
            progress(total, total)
    return {
        "bench": "serving",
        "synthetic": True,
        "unit": "questions for the 50 nearest of 128 numbers each",
        "index": found,
        "in_service": {str(size): in_service(size) for size in jobs},
        "whole_match": whole,
        "seed": seed,
        "limit_seconds": limit,
        "limit_gib": MEMORY_GIB,
        **machine(),
    }


def in_service(jobs: int) -> str:
    """Which of the ways a service with these settings goes at so many jobs."""
    return "exact" if jobs <= EXACT_UP_TO else settings().index_precision


def _whole_match(arguments: list[str], limit: float) -> dict[str, Any]:
    """In a scratch database, which is stopped here: a process that ran out of time cannot do it."""
    with scratch_settings() as config:
        environment = {"CAREERGRAPH_HOME": str(config.home), "NEO4J_URI": ""}
        return measured("bench.whole_match", arguments, seconds=limit, environment=environment)
