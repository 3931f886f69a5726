"""What the rankers of the task `matching` learn from: training people made like those who are asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..data import Indices, Vectors
from ..features import TextEncoder
from .applicants import Applicants, Asked, split_in_time
from .day_features import DayFeatures
from .pair_features import PairFeatures
from .walk_features import WalkFeatures

Progress = Callable[[int, int], None]
FOLDS = 4
#: Adverts of one kind to learn from, at most: those near, those alike, those viewed often; and some at random.
NEAR, ALIKE, POPULAR, RANDOM = 250, 30, 30, 60
#: Each history is also cut at so many other places, at random; and of the adverts of a person with a history that they
#: did not view so many are kept, others for each cut. More cuts teach more than more adverts of the same cut.
CUTS, OTHERS = 2, 100


@dataclass(frozen=True)
class Example:
    """A training person as if asked about, the adverts to learn from (shuffled), and their features."""

    asked: Asked
    adverts: Indices
    features: Vectors

    @property
    def chosen(self) -> Vectors:
        """1 for the adverts that are asked for."""
        return np.isin(self.adverts, self.asked.targets).astype(np.float32)


class Features:
    """Features of pairs, of walks and of days, side by side: `names` are those of the columns."""

    def __init__(self, data: Applicants, encoder: TextEncoder, people: Sequence[str], *, order: bool) -> None:
        self.data = data
        self.pairs = PairFeatures(data, encoder, people, order=order)
        self.walks = WalkFeatures(data)
        self.days = DayFeatures(data, self.pairs)
        self.names = [*self.pairs.names, *self.walks.names, *self.days.names]

    def fit(self, people: Sequence[str]) -> None:
        """Learn from the views of these people."""
        self.pairs.fit(people)
        self.walks.fit(people)
        self.days.fit(people)

    def of(self, asked: Asked) -> Vectors:
        """[adverts, features]."""
        return np.hstack([self.pairs.of(asked), self.walks.of(asked), self.days.of(asked)])


def examples(
    features: Features, seed: int = 0, progress: Progress | None = None
) -> tuple[list[Example], list[Example]]:
    """Examples with a history and examples without, for every training person who can be either.

    A history is cut where the gold file cuts it, and at `CUTS` other places, so that a person may stand in several
    examples. Features of a person are fitted on other people only, those of the other folds. Leaves `features` fitted
    on all training people.
    """
    data, random = features.data, np.random.default_rng((seed, 11))
    people = sorted(data.views)
    fold = random.permutation(len(people)) % FOLDS
    warm: list[Example] = []
    cold: list[Example] = []
    for k in range(FOLDS):
        features.fit([id_ for id_, its in zip(people, fold, strict=True) if its != k])
        for id_ in (id_ for id_, its in zip(people, fold, strict=True) if its == k):
            views, days = data.views[id_], data.days[id_]
            for cut in cuts(len(views), len(split_in_time(views, days)[0]), random):
                asked = Asked(id_, views[:cut], views[cut:], days[:cut])
                warm.append(_thinned(_example(features, asked, random), random))
            if data.person(id_).has_profile:
                cold.append(_example(features, Asked(id_, (), views), random))
            if progress:
                progress(len(warm) + len(cold), 2 * len(people))
    features.fit(people)
    return warm, cold


def cuts(views: int, usual: int, random: np.random.Generator) -> list[int]:
    """Lengths of the histories that are made of so many views: the usual one, and at most `CUTS` others."""
    if not usual:
        return []
    others = [cut for cut in range(1, views) if cut != usual]
    return [usual, *random.permutation(others)[:CUTS].astype(int).tolist()]


def _thinned(example: Example, random: np.random.Generator) -> Example:
    """With at most `OTHERS` of the adverts that were not viewed."""
    others = np.flatnonzero(example.chosen == 0)
    gone = random.permutation(others)[OTHERS:]
    keep = np.setdiff1d(np.arange(len(example.adverts)), gone)
    return Example(example.asked, example.adverts[keep], example.features[keep])


def _example(features: Features, asked: Asked, random: np.random.Generator) -> Example:
    matrix = features.of(asked)
    column = {name: matrix[:, i] for i, name in enumerate(features.names)}
    state = column["state_share"] if asked.context else column["state_profile"]
    near = np.flatnonzero(state > 0)
    alike = np.nan_to_num(column["meaning_max"] if asked.context else column["wish_meaning"], nan=0.0)
    found = [
        np.array(asked.targets, np.int64),
        near if len(near) <= NEAR else random.choice(near, NEAR, replace=False),
        np.argsort(-alike, kind="stable")[:ALIKE],
        np.argsort(-column["viewers"], kind="stable")[:POPULAR],
        random.choice(len(matrix), min(RANDOM, len(matrix)), replace=False),
    ]
    adverts = np.unique(np.concatenate(found))
    # Shuffled, so that no tie is won by coming first.
    adverts = random.permutation(adverts[~np.isin(adverts, asked.context)])
    return Example(asked, adverts, matrix[adverts])
