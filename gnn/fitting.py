"""The ranker of a trained model, fitted on held-out people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from graph.store import Store

from . import boosted, ranker
from .boosted import BoostedRanker
from .data import GraphData, Indices, Pairs, Vectors
from .evaluation.metrics import Interval, interval
from .pairs import FEATURES, near_candidates, pair_features
from .ranker import Ranker
from .walks import walks_from

Progress = Callable[[int, int], None]
NEGATIVES = 20
#: With fewer validating candidates than this there is no half to spare for calibration.
ENOUGH_TO_CALIBRATE = 40
#: With fewer people there is nothing for trees to learn that the logistic ranker does not say.
ENOUGH_FOR_TREES = 100
#: With fewer people the interval of a gain is too wide to say anything.
ENOUGH_FOR_WALKS = 40
FOLDS = 5
COSINE, WALK = FEATURES.index("cosine"), FEATURES.index("walk")
AnyRanker = Ranker | BoostedRanker


@dataclass(frozen=True)
class Examples:
    """Pairs of held-out people: features [n, …], whether they belong together [n], candidate and job by index [n]."""

    features: Vectors
    labels: npt.NDArray[np.bool_]
    person: Indices
    job: Indices

    def where(self, keep: npt.NDArray[np.bool_]) -> Examples:
        """The pairs that `keep` [n] marks."""
        return Examples(self.features[keep], self.labels[keep], self.person[keep], self.job[keep])

    def seen_by(self, embedded: Mapping[str, Vectors]) -> Examples:
        """The same pairs with the cosines of a model's vectors of candidates and jobs."""
        features = self.features.copy()
        features[:, COSINE] = np.einsum("nd,nd->n", embedded["candidate"][self.person], embedded["job"][self.job])
        return replace(self, features=features)

    def without_walks(self) -> Examples:
        """The same pairs, as if nobody had done anything with jobs."""
        features = self.features.copy()
        features[:, WALK] = 0.0
        return replace(self, features=features)

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
    """The validation pairs, against random jobs and those that feedback speaks against.

    What a person did is in two halves: pairs of one half are described as if only the other had been done, and so is
    every other one of the pairs beside them. No pair is described by its own edge.
    """
    random = np.random.default_rng(seed)
    people = np.unique(valid.source)
    jobs = data.nodes["job"].rows
    rows: list[Vectors] = []
    labels: list[bool] = []
    owner: list[int] = []
    about: list[int] = []
    for n, person in enumerate(people):
        candidate = data.nodes["candidate"].rows[person]
        near = near_candidates(store, [candidate])
        truth = set(valid.target[valid.source == person].tolist())
        walks = walks_from(store, candidate["id"])
        hidden = halves(sorted(walks.own.get(candidate["id"], ())))
        seen = [replace(near, walks=walks.hiding(candidate["id"], half)) for half in hidden]
        drawn = random.choice(len(jobs), min(NEGATIVES * len(truth), len(jobs)), replace=False).tolist()
        refused = data.refused.target[data.refused.source == person].tolist()
        for i, job in enumerate([*sorted(truth), *(j for j in dict.fromkeys([*refused, *drawn]) if j not in truth)]):
            near = seen[jobs[job]["id"] in hidden[1] if jobs[job]["id"] in hidden[0] | hidden[1] else i % 2]
            rows.append(pair_features(candidate, jobs[job], 0.0, near))
            labels.append(job in truth)
            owner.append(int(person))
            about.append(job)
        if progress:
            progress(n + 1, len(people))
    found = Examples(np.stack(rows), np.array(labels), np.array(owner, np.int64), np.array(about, np.int64))
    return found.seen_by(embedded)


def halves(ids: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Every other one, and the rest."""
    return frozenset(ids[::2]), frozenset(ids[1::2])


def fit(found: Examples) -> AnyRanker:
    """The ranker by all examples: logistic, or with trees on top; with walks over what others did, or without. More is
    taken only where it does better on people that it has not seen."""
    if not found.usable:
        return Ranker()
    if not walks_pay(found):
        found = found.without_walks()
    trees_pay = len(found.people) >= ENOUGH_FOR_TREES and trees_gain(found)[1] > 0
    return _fit_boosted(found) if trees_pay else _fit_logistic(found)


def walks_pay(found: Examples) -> bool:
    """Whether there are people enough to say that walks do better on others, and they do."""
    enough = len(found.people) >= ENOUGH_FOR_WALKS and bool(found.features[:, WALK].any())
    return enough and walks_gain(found)[1] > 0


def walks_gain(found: Examples) -> Interval:
    """What walks add to the average precision of a person's jobs, cross-validated over people: (mean, low, high)."""
    return _gain(found, found.without_walks(), _fit_logistic, _fit_logistic)


def trees_gain(found: Examples) -> Interval:
    """What trees add to the average precision of a person's jobs, cross-validated over people: (mean, low, high)."""
    return _gain(found, found, _fit_boosted, _fit_logistic)


def _gain(
    ours: Examples,
    theirs: Examples,
    fit_ours: Callable[[Examples], AnyRanker],
    fit_theirs: Callable[[Examples], AnyRanker],
) -> Interval:
    """Of one fit on some examples over another on the same pairs."""
    from sklearn.metrics import average_precision_score

    gains = []
    for fold in range(FOLDS):
        held = np.isin(ours.person, ours.people[fold::FOLDS])
        margins = [
            fit_one(some.where(~held)).margin(some.features[held])
            for some, fit_one in ((ours, fit_ours), (theirs, fit_theirs))
        ]
        labels, person = ours.labels[held], ours.person[held]
        for one in np.unique(person):
            own = person == one
            if labels[own].any() and not labels[own].all():
                better, worse = (average_precision_score(labels[own], margin[own]) for margin in margins)
                gains.append(better - worse)
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
    """For each person the ranker by the examples of others (in five folds), to judge it fairly. It is chosen, fitted
    and calibrated as `fit` does it for all."""
    fitted: dict[int, AnyRanker] = {}
    for fold in range(FOLDS):
        held = found.people[fold::FOLDS]
        without = fit(found.where(~np.isin(found.person, held)))
        fitted |= dict.fromkeys((int(person) for person in held), without)
    return fitted


def calibration_error(found: Examples, rankers: Mapping[int, AnyRanker]) -> float:
    """Expected calibration error on these pairs, each scored by the ranker of its person (see `fit_without`)."""
    scores = np.zeros(len(found.labels))
    for person in found.people:
        own = found.person == person
        scores[own] = rankers[int(person)].score(found.features[own])
    return ranker.expected_calibration_error(scores, found.labels)
