"""One way of searching vectors, in a process of its own: latency, throughput, recall and memory as one JSON line."""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from gnn.approximate import ApproximateIndex, recall
from gnn.data import Vectors
from gnn.hnsw import Precision
from gnn.index import VectorIndex

DIMENSION = 128
CENTRES = 1_000
NOISE = 0.6
K = 50


def vectors(count: int, seed: int, part: int) -> Vectors:
    """Unit vectors [count, 128] around a thousand seeded centres: embeddings are no uniform noise.

    `part` tells jobs from questions, which share the centres.
    """
    centres = np.random.default_rng(seed).standard_normal((CENTRES, DIMENSION), np.float32)
    random = np.random.default_rng((seed, part))
    found = random.standard_normal((count, DIMENSION), np.float32)
    found *= NOISE
    found += centres[random.integers(0, CENTRES, count)]
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


def built(way: str, ids: list[str], stored: Vectors) -> tuple[VectorIndex, float, float]:
    """The index of a way (exact, f32 or i8), the seconds to build it, and to have it again in the next run."""
    began = time.perf_counter()
    if way == "exact":
        index = VectorIndex(ids, stored)
        return index, time.perf_counter() - began, time.perf_counter() - began
    precision: Precision = "i8" if way == "i8" else "f32"
    with TemporaryDirectory() as folder:
        ApproximateIndex(ids, stored, precision, Path(folder) / "jobs").build()
        done = time.perf_counter()
        again = ApproximateIndex(ids, stored, precision, Path(folder) / "jobs")
        assert again.build() == 0, "everything is kept"
        return again, done - began, time.perf_counter() - done


def search(way: str, jobs: int, questions: int, seed: int) -> dict[str, float]:
    """Build the index of a way and ask it for the 50 nearest."""
    ids = [f"job:{i:08}" for i in range(jobs)]
    stored, asked = vectors(jobs, seed, 0), vectors(questions, seed, 1)
    index, building, again = built(way, ids, stored)
    del stored
    index.search(asked[0], K)
    each, cpu = [], time.process_time()
    for vector in asked:
        began = time.perf_counter()
        index.search(vector, K)
        each.append(time.perf_counter() - began)
    cpu = time.process_time() - cpu
    began = time.perf_counter()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda vector: index.search(vector, K), asked))
    together = time.perf_counter() - began
    approximate = way != "exact"
    return {
        "build_seconds": round(building, 2),
        "again_seconds": round(again, 2),
        "milliseconds_p50": round(1000 * statistics.median(each), 3),
        "milliseconds_p95": round(1000 * float(np.quantile(each, 0.95)), 3),
        "cpu_milliseconds": round(1000 * cpu / len(each), 3),
        "questions_per_second": round(len(asked) / together, 1),
        "recall_10": round(recall(index, asked[:100], 10), 4) if approximate else 1.0,
        "recall_50": round(recall(index, asked[:100], 50), 4) if approximate else 1.0,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    """Read the arguments, write the line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("way", choices=["exact", "f32", "i8"])
    parser.add_argument("--jobs", type=int, required=True)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    os.write(1, json.dumps(search(given.way, given.jobs, given.questions, given.seed)).encode() + b"\n")


if __name__ == "__main__":
    main()
