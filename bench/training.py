"""Step time and peak memory of training at 0.1, 1 and 10 million edges, beside plain PyTorch Geometric.

Synthetic graphs, seeded; an edge is counted once and passes messages both ways. Every way at every size runs in a
process of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bench.child import MEMORY_GIB, measured
from bench.timing import machine
from bench.training_step import BATCH, HIDDEN, NEGATIVES, WAYS, WIDTH

SIZES = (100_000, 1_000_000, 10_000_000)


def run(
    repeat: int = 3,
    progress: Callable[[int, int], None] | None = None,
    edges: Sequence[int] = SIZES,
    limit: float = 600.0,
    seed: int = 0,
) -> dict[str, Any]:
    """Measure every way at every size.

    Args:
        repeat: steps after the first.
        edges: numbers of edges.
        limit: seconds for each measurement, after which it is left out and said to be.
    """
    found: dict[str, dict[str, Any]] = {}
    tasks = [(size, way) for size in edges for way in WAYS]
    for done, (size, way) in enumerate(tasks, 1):
        arguments = [way, "--edges", str(size), "--steps", str(repeat), "--seed", str(seed)]
        found.setdefault(str(size), {})[way] = measured("bench.training_step", arguments, seconds=limit)
        if progress:
            progress(done, len(tasks))
    return {
        "bench": "training",
        "synthetic": True,
        "unit": f"a step over {BATCH} pairs",
        "edges": found,
        "times_as_fast_as_pyg": {size: _ratios(ways) for size, ways in found.items()},
        "model": {"layers": 2, "hidden": HIDDEN, "features": WIDTH, "negatives": NEGATIVES},
        "pyg_sampled": "skipped: LinkNeighborLoader needs pyg-lib or torch-sparse, which have no wheels here",
        "seed": seed,
        "limit_seconds": limit,
        "limit_gib": MEMORY_GIB,
        **machine(),
    }


def _ratios(ways: dict[str, dict[str, Any]]) -> dict[str, float]:
    """CPU seconds of PyTorch Geometric's step over ours: other work on the machine hardly shows in them."""
    if "skipped" in ways["pyg_full"]:
        return {}
    return {
        way: round(ways["pyg_full"]["step_cpu_seconds"] / figures["step_cpu_seconds"], 2)
        for way, figures in ways.items()
        if way != "pyg_full" and "skipped" not in figures
    }
