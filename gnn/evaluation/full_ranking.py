"""Full ranking of all adverts for asked applicants: the splits of the contract, a value for each person, intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ..baselines.base import Query
from ..data import Vectors
from .applicants import Applicants, Asked
from .metrics import interval, mean_reciprocal_rank, ndcg_at, paired_difference, ranks, recall_at

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


def spread(runs: Sequence[PerPerson]) -> dict[str, dict[str, float]]:
    """Standard deviation over seeds, two or more."""
    return {
        split: {
            metric: round(float(np.std([np.mean(run[split][metric]) for run in runs], ddof=1)), 4) for metric in METRICS
        }
        for split in SPLITS
    }


def intervals(values: PerPerson) -> dict[str, dict[str, list[float]]]:
    """Means with their 95 % bootstrap intervals by applicant."""
    return {
        split: {metric: [round(x, 4) for x in interval(values[split][metric])] for metric in METRICS}
        for split in SPLITS
    }


def gains(ours: PerPerson, theirs: PerPerson) -> dict[str, dict[str, list[float]]]:
    """Paired differences of ours over theirs, with their 95 % bootstrap intervals by applicant."""
    return {
        split: {
            metric: [round(x, 4) for x in paired_difference(ours[split][metric], theirs[split][metric])]
            for metric in METRICS
        }
        for split in SPLITS
    }
