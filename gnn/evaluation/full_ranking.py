"""Full ranking of all adverts for asked applicants: the splits of the contract, a value for each person, intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from graph.errors import GoldFileError

from ..baselines.base import Query
from ..data import Vectors
from .applicants import Applicants, Asked, load_gold
from .metrics import figure, mean_reciprocal_rank, ndcg_at, ranks, recall_at

METRICS = ("mrr", "r10", "r50", "ndcg10")
SPLITS = ("warm", "cold", "cold_no_top6")
#: So many adverts draw a fifth of the people without context; one split leaves out those who want nothing else.
TOP = 6
#: split -> metric -> one value an applicant.
PerPerson = dict[str, dict[str, list[float]]]


def splits(data: Applicants, asked: Sequence[Asked]) -> dict[str, list[Asked]]:
    """Warm: context given. Cold: people with a profile, context hidden, every view a target."""
    warm = [one for one in asked if one.context and one.targets]
    cold = [
        Asked(one.id, (), tuple(sorted({*one.context, *one.targets})))
        for one in asked
        if data.person(one.id).has_profile
    ]
    views = np.bincount([item for items in data.views.values() for item in items], minlength=len(data.items))
    top = set(np.argsort(-views, kind="stable")[:TOP].tolist())
    return {"warm": warm, "cold": cold, "cold_no_top6": [one for one in cold if not set(one.targets) <= top]}


def read_splits(gold: Path, data: Applicants) -> tuple[list[Asked], dict[str, list[Asked]]]:
    """Everybody in a gold file, and who of them is asked about in which split.

    Raises:
        GoldFileError: see `load_gold`; or nobody in the file can be asked about.
    """
    asked = load_gold(gold, data)
    found = splits(data, asked)
    if not any(found.values()):
        raise GoldFileError(
            "nobody can be asked about: no applicant has a context and a target, or a profile", where=str(gold)
        )
    return asked, found


def judge(
    parts: Mapping[str, Sequence[Asked]], scores: Callable[[Sequence[Query]], Vectors], data: Applicants
) -> PerPerson:
    """Every metric of every person, by a ranker of queries."""
    return judge_asked(parts, lambda rows: scores([data.query(one.id, one.context) for one in rows]))


def judge_asked(parts: Mapping[str, Sequence[Asked]], scores: Callable[[Sequence[Asked]], Vectors]) -> PerPerson:
    """Every metric of every person; what is known of a person leaves their ranking."""
    found: PerPerson = {}
    known: dict[Asked, tuple[float, ...]] = {}
    for name, rows in parts.items():
        # One split is a part of another.
        new = [one for one in rows if one not in known]
        for one, row in zip(new, scores(new) if new else (), strict=True):
            place = ranks(row, np.array(one.targets, np.int64), np.array(one.context, np.int64))
            known[one] = mean_reciprocal_rank(place), recall_at(place, 10), recall_at(place, 50), ndcg_at(place, 10)
        found[name] = {metric: [known[one][i] for one in rows] for i, metric in enumerate(METRICS)}
    return found


def average(runs: Sequence[PerPerson]) -> PerPerson:
    """Per person, the mean over seeds."""
    return {
        split: {metric: list(np.mean([run[split][metric] for run in runs], axis=0)) for metric in METRICS}
        for split in SPLITS
    }


def spread(runs: Sequence[PerPerson]) -> dict[str, dict[str, float | None]]:
    """Standard deviation over seeds, two or more."""
    return {split: {metric: _deviation([run[split][metric] for run in runs]) for metric in METRICS} for split in SPLITS}


def intervals(values: PerPerson) -> dict[str, dict[str, list[float | None]]]:
    """Means with their 95 % bootstrap intervals by applicant."""
    return {split: {metric: figure(values[split][metric]) for metric in METRICS} for split in SPLITS}


def gains(ours: PerPerson, theirs: PerPerson) -> dict[str, dict[str, list[float | None]]]:
    """Paired differences of ours over theirs, with their 95 % bootstrap intervals by applicant."""
    return {
        split: {metric: figure(np.subtract(ours[split][metric], theirs[split][metric])) for metric in METRICS}
        for split in SPLITS
    }


def _deviation(runs: Sequence[Sequence[float]]) -> float | None:
    return round(float(np.std([np.mean(run) for run in runs], ddof=1)), 4) if runs[0] else None
