"""How benchmarks measure: wall time by a monotonic clock, several runs, the median and the spread."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from typing import Any


def measure(work: Callable[[], object], repeat: int, progress: Callable[[int, int], None] | None = None) -> list[float]:
    """Seconds of each of `repeat` runs."""
    seconds = []
    for done in range(repeat):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
        if progress:
            progress(done + 1, repeat)
    return seconds


def summary(name: str, items: int, unit: str, seconds: list[float], **facts: Any) -> dict[str, Any]:
    """One benchmark's figures, with what is needed to read them."""
    middle = statistics.median(seconds)
    return {
        "bench": name,
        "items": items,
        "unit": unit,
        "runs": len(seconds),
        "seconds_median": round(middle, 4),
        "seconds_min": round(min(seconds), 4),
        "seconds_max": round(max(seconds), 4),
        "items_per_second": round(items / middle, 2),
        **facts,
        **machine(),
    }


def machine() -> dict[str, Any]:
    """Where and under what load it was measured: the end of every benchmark's figures."""
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
