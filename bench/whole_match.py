"""Whole matches over a synthetic graph in the Neo4j of the settings, which must be empty; one JSON line.

A model is trained for one epoch on hashed characters: its answers mean nothing, they cost what true ones cost.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from bench.export import build
from bench.synthetic import synthetic_graph
from gnn.data import Vectors
from gnn.features import CHARACTERS, Progress, character_vectors
from graph.errors import InputError
from graph.store import Store, open_store

EDGES_PER_JOB = 50


class _Characters:
    """Hashed characters in place of a sentence encoder."""

    name = "characters"
    dimension = CHARACTERS

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:  # noqa: ARG002
        return character_vectors(texts)


def match(store: Store, jobs: int, questions: int, seed: int) -> dict[str, Any]:
    """Build, train, and ask for the ten best, with reasons and gaps, for people and for jobs."""
    from gnn.matching import Matcher
    from gnn.pipeline import train_model

    if store.read("gnn/candidate_ids"):
        raise InputError("there are people in this graph", where=store.uri, fix="Use careergraph bench serving")
    graph = synthetic_graph(EDGES_PER_JOB * jobs, seed)
    began = time.perf_counter()
    build(store, graph)
    built = time.perf_counter() - began
    began = time.perf_counter()
    train_model(store, epochs=1, seed=seed, encoder=_Characters(), neighbours=(5, 5))
    trained = time.perf_counter() - began
    began = time.perf_counter()
    matcher = Matcher(store)
    started = time.perf_counter() - began
    random = np.random.default_rng(seed)
    people = [f"candidate:{i:08}" for i in random.integers(0, graph.counts["candidate"], questions)]
    wanted = [f"job:{i:08}" for i in random.integers(0, graph.counts["job"], questions)]
    return {
        "jobs": graph.counts["job"],
        "candidates": graph.counts["candidate"],
        "build_seconds": round(built, 1),
        "train_seconds": round(trained, 1),
        "matcher_start_seconds": round(started, 2),
        "jobs_for_a_person": _times(lambda id_: matcher.jobs_for(id_, k=10), people),
        "people_for_a_job": _times(lambda id_: matcher.people_for(id_, k=10), wanted),
    }


def _times(ask: Callable[[str], object], ids: Sequence[str]) -> dict[str, float]:
    ask(ids[0])
    each = []
    for id_ in ids:
        began = time.perf_counter()
        ask(id_)
        each.append(time.perf_counter() - began)
    return {
        "milliseconds_p50": round(1000 * statistics.median(each), 1),
        "milliseconds_p95": round(1000 * float(np.quantile(each, 0.95)), 1),
        "questions_per_second": round(len(each) / sum(each), 2),
    }


def main() -> None:
    """Read the arguments, write the line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, required=True)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with open_store() as store:
        found = match(store, given.jobs, given.questions, given.seed)
    os.write(1, json.dumps(found).encode() + b"\n")


if __name__ == "__main__":
    main()
