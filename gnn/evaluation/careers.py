"""The task `careers`: the last occupation of a history from the ones before it, over all occupations."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from ..baselines.careers import Markov, MostFrequent, NextOccupation, RepeatLast
from ..data import Vectors
from ..sequences import CareerModel
from .metrics import hit_at, interval, mean_reciprocal_rank, paired_difference, ranks
from .report import EvalReport

METRICS = ("mrr", "r1", "r5", "r10")


def evaluate_careers(
    train: Sequence[Sequence[str]],
    test: Sequence[Sequence[str]],
    space: Sequence[str],
    vectors: Vectors,
    *,
    gold: str = "",
) -> EvalReport:
    """Rank all occupations of `space` as the last of each test sequence.

    Args:
        train, test: occupation ids in order of time; ids outside `space` are left out. Histories with fewer than two
            known occupations cannot be asked for.
        space: every occupation id that may be the answer.
        vectors: unit vectors of `space`, in its order.
    """
    started = time.perf_counter()
    index = {id_: i for i, id_ in enumerate(space)}
    known = [[index[id_] for id_ in sequence if id_ in index] for sequence in train]
    asked = [row for sequence in test if len(row := [index[id_] for id_ in sequence if id_ in index]) > 1]
    models: list[NextOccupation] = [CareerModel(vectors), RepeatLast(), MostFrequent(), Markov()]
    results = {}
    for model in models:
        model.fit(known, len(space))
        values: dict[str, list[float]] = {metric: [] for metric in METRICS}
        for sequence in asked:
            place = ranks(model.scores(sequence[:-1]), np.array([sequence[-1]]))
            values["mrr"].append(mean_reciprocal_rank(place))
            for k in (1, 5, 10):
                values[f"r{k}"].append(hit_at(place, k))
        results[model.name] = values
    ours = results.pop(CareerModel.name)
    seconds = time.perf_counter() - started
    return EvalReport(
        task="careers",
        gold=gold,
        n=len(asked),
        metrics={m: [round(x, 4) for x in interval(ours[m])] for m in METRICS},
        baselines={n: {m: [round(x, 4) for x in interval(v[m])] for m in METRICS} for n, v in results.items()},
        seconds=round(seconds, 1),
        items_per_second=round(len(asked) / max(seconds, 1e-9), 2),
        details={
            "left_out": len(test) - len(asked),
            "model": CareerModel.name,
            "gain_over": {
                n: {m: [round(x, 4) for x in paired_difference(ours[m], v[m])] for m in METRICS}
                for n, v in results.items()
            },
        },
    )
