"""The ranker of a trained model, fitted on held-out people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.store import Store

from . import boosted, ranker
from .boosted import BoostedRanker
from .data import GraphData, Indices, Pairs, Vectors
from .evaluation.metrics import Interval, interval
from .pairs import near_candidates, pair_features
from .ranker import Ranker

Progress = Callable[[int, int], None]
NEGATIVES = 20
#: With fewer validating candidates than this there is no half to spare for calibration.
ENOUGH_TO_CALIBRATE = 40
#: With fewer people there is nothing for trees to learn that the logistic ranker does not say.
ENOUGH_FOR_TREES = 100
FOLDS = 5
AnyRanker = Ranker | BoostedRanker


@dataclass(frozen=True)
class Examples:
    """Pairs of held-out people: features [n, …], whether they belong together [n], and whose they are [n]."""

    features: Vectors
    labels: npt.NDArray[np.bool_]
    person: Indices

    def where(self, keep: npt.NDArray[np.bool_]) -> Examples:
        """The pairs that `keep` [n] marks."""
        return Examples(self.features[keep], self.labels[keep], self.person[keep])

    @property
    def people(self) -> Indices:
        """Candidate indices, each once."""
        return np.unique(self.person)

    @property
    def usable(self) -> bool:
        """Whether there is something to tell apart."""
        return bool(self.labels.any() and not self.labels.all())


def examples(
    store: Store,
    data: GraphData,
    valid: Pairs,
    embedded: Mapping[str, Vectors],
    seed: int,
    progress: Progress | None = None,
) -> Examples:
    """The validation pairs, against random jobs and those that feedback speaks against."""
    random = np.random.default_rng(seed)
    people = np.unique(valid.source)
    jobs = data.nodes["job"].rows
    rows: list[Vectors] = []
    labels: list[bool] = []
    owner: list[int] = []
    for n, person in enumerate(people):
        candidate = data.nodes["candidate"].rows[person]
        near = near_candidates(store, [candidate])
        truth = set(valid.target[valid.source == person].tolist())
        drawn = random.choice(len(jobs), min(NEGATIVES * len(truth), len(jobs)), replace=False).tolist()
        refused = data.refused.target[data.refused.source == person].tolist()
        for job in [*sorted(truth), *(j for j in dict.fromkeys([*refused, *drawn]) if j not in truth)]:
            cosine = float(embedded["candidate"][person] @ embedded["job"][job])
            rows.append(pair_features(candidate, jobs[job], cosine, near))
            labels.append(job in truth)
            owner.append(int(person))
        if progress:
            progress(n + 1, len(people))
    return Examples(np.stack(rows), np.array(labels), np.array(owner, np.int64))


def fit(found: Examples) -> AnyRanker:
    """The ranker by all examples: logistic, or with trees on top where these do better on people they have not seen."""
    if not found.usable:
        return Ranker()
    trees_pay = len(found.people) >= ENOUGH_FOR_TREES and trees_gain(found)[1] > 0
    return _fit_boosted(found) if trees_pay else _fit_logistic(found)


def trees_gain(found: Examples) -> Interval:
    """What trees add to the average precision of a person's jobs, cross-validated over people: (mean, low, high)."""
    from sklearn.metrics import average_precision_score

    gains = []
    for fold in range(FOLDS):
        held = np.isin(found.person, found.people[fold::FOLDS])
        train, test = found.where(~held), found.where(held)
        rankers = (_fit_boosted(train), _fit_logistic(train))
        margins = [one.margin(test.features) for one in rankers]
        for person in test.people:
            own = test.person == person
            if test.labels[own].any() and not test.labels[own].all():
                boosted, logistic = (average_precision_score(test.labels[own], margin[own]) for margin in margins)
                gains.append(boosted - logistic)
    return interval(gains)


def _fit_logistic(found: Examples) -> Ranker:
    """Where there are enough people, half of them calibrate."""
    half = _calibrating(found)
    fitted = ranker.fit(found.features[~half], found.labels[~half])
    return ranker.calibrate(fitted, found.features[half], found.labels[half]) if half.any() else fitted


def _fit_boosted(found: Examples) -> BoostedRanker:
    """Trees on the logistic ranker; where there are enough people, half of them calibrate."""
    half = _calibrating(found)
    base = ranker.fit(found.features[~half], found.labels[~half])
    grown = boosted.boost(base, found.features[~half], found.labels[~half])
    return boosted.calibrate(grown, found.features[half], found.labels[half]) if half.any() else grown


def _calibrating(found: Examples) -> npt.NDArray[np.bool_]:
    people = found.people
    return np.isin(found.person, people[1::2] if len(people) >= ENOUGH_TO_CALIBRATE else [])


def fit_without(found: Examples) -> dict[int, AnyRanker]:
    """For each person the ranker by the examples of others (in five folds), to judge it fairly."""
    fitted: dict[int, AnyRanker] = {}
    for fold in range(FOLDS):
        held = found.people[fold::FOLDS]
        without = fit(found.where(~np.isin(found.person, held)))
        fitted |= dict.fromkeys((int(person) for person in held), without)
    return fitted
