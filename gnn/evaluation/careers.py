"""The task `careers`: the last occupation of a history from the ones before it, over all occupations."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from graph.errors import GoldFileError

from ..baselines.careers import Markov, MostFrequent, NextOccupation, RepeatLast
from ..data import Vectors
from ..sequences import CareerModel
from .metrics import figure, hit_at, mean_reciprocal_rank, ranks
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

    Raises:
        GoldFileError: no history can be asked for.
    """
    started = time.perf_counter()
    index = {id_: i for i, id_ in enumerate(space)}
    known = [[index[id_] for id_ in sequence if id_ in index] for sequence in train]
    asked = [row for sequence in test if len(row := [index[id_] for id_ in sequence if id_ in index]) > 1]
    if not asked:
        raise GoldFileError("no history has two positions of known occupations", where=gold)
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
        metrics={m: figure(ours[m]) for m in METRICS},
        baselines={n: {m: figure(v[m]) for m in METRICS} for n, v in results.items()},
        seconds=round(seconds, 1),
        items_per_second=round(len(asked) / max(seconds, 1e-9), 2),
        details={
            "left_out": len(test) - len(asked),
            "model": CareerModel.name,
            "gain_over": {n: {m: figure(np.subtract(ours[m], v[m])) for m in METRICS} for n, v in results.items()},
        },
    )
