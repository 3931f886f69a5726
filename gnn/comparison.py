"""A new model beside the one in service: the same held-out people, the whole way from embedding to ranking.

Both are judged alike. From these people neither GraphSAGE has learnt more than when to stop (`supervision.held_out`),
while the ranker of either was fitted on them. So each gets its ranker fitted anew on the same pairs, five times, and a
person is ranked by the one that has not seen them (`fitting.fit_without`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from graph.store import Store

from .data import GraphData, Pairs, Vectors
from .evaluation.metrics import interval, mean_reciprocal_rank, paired_difference, ranks
from .fitting import AnyRanker, Examples, fit_without
from .matching import POOL
from .mutual import Scorer
from .pairs import near_candidates, pair_features

#: More people than this would take minutes without changing the verdict.
MOST_JUDGED = 300


@dataclass(frozen=True)
class Comparison:
    """Mean reciprocal rank of a new model and of the one in service, each as (value, low, high) over people."""

    rival: str
    people: int
    new: tuple[float, float, float]
    old: tuple[float, float, float]
    difference: tuple[float, float, float]

    @property
    def worse(self) -> bool:
        """Whether the new one does worse on these people."""
        return self.difference[0] < 0

    def as_json(self) -> dict[str, Any]:
        """For the card."""
        return asdict(self)


@dataclass(frozen=True)
class Rival:
    """The model in service, and the vectors that it gives to the candidates and jobs of today."""

    id: str
    embedded: Mapping[str, Vectors]


def beside(
    rival: Rival,
    store: Store,
    data: GraphData,
    valid: Pairs,
    embedded: Mapping[str, Vectors],
    found: Examples,
    unseen: Mapping[int, AnyRanker],
) -> Comparison:
    """A new model and its rival, each with rankers by the same pairs of other people.

    Args:
        embedded: vectors of candidates and jobs by the new model.
        found: the pairs, as the new model sees them.
        unseen: what `fit_without` makes of them.
    """
    theirs = fit_without(found.seen_by(rival.embedded))
    new = reciprocal_ranks(store, data, valid, embedded, unseen)
    return compare(rival.id, new, reciprocal_ranks(store, data, valid, rival.embedded, theirs))


def compare(rival: str, new: Sequence[float], old: Sequence[float]) -> Comparison:
    """From the reciprocal ranks of the same people by both models."""
    return Comparison(rival, len(new), interval(new), interval(old), paired_difference(new, old))


def reciprocal_ranks(
    store: Store,
    data: GraphData,
    valid: Pairs,
    embedded: Mapping[str, Vectors],
    rankers: Mapping[int, Scorer],
) -> list[float]:
    """How high the service would rank the first true job of each held-out person if the person had done nothing yet:
    what they did is what is asked for, so no feedback has moved their embedding and no walk starts from them.

    As in the service the nearest jobs and those that share most skills are looked at closely. The others share the mean
    of the ranks behind.

    Args:
        embedded: vectors of candidates and jobs by one model.
        rankers: for each person (index of the candidate) one that was fitted without them.
    """
    found = []
    index = data.nodes["job"].index
    for person in judged(valid):
        row = data.nodes["candidate"].rows[person]
        near = near_candidates(store, [row])
        cosines = embedded["job"] @ embedded["candidate"][person]
        shared = store.read("gnn/jobs_sharing_skills", id=row["id"], limit=POOL)
        sharing = [index[other["id"]] for other in shared if other["id"] in index]
        pool = np.union1d(np.argsort(-cosines, kind="stable")[:POOL], np.array(sharing, np.int64))
        features = np.stack([pair_features(row, data.nodes["job"].rows[j], float(cosines[j]), near) for j in pool])
        scores = np.full(len(cosines), -np.inf)
        scores[pool] = rankers[person].score(features)
        found.append(mean_reciprocal_rank(ranks(scores, valid.target[valid.source == person])))
    return found


def judged(valid: Pairs) -> list[int]:
    """The held-out people that models are compared on, as candidate indices."""
    return [int(person) for person in np.unique(valid.source)[:MOST_JUDGED]]
