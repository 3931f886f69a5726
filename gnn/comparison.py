"""A new model beside the one in service: the same held-out people, the whole way from embedding to ranking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from graph.store import Store

from .data import GraphData, Pairs, Vectors
from .evaluation.metrics import interval, mean_reciprocal_rank, paired_difference, ranks
from .mutual import Scorer
from .pairs import near_candidates, pair_features

#: As many jobs as the service looks at closely; a truth that is not among them counts as ranked last.
POOL = 200
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


def compare(rival: str, new: Sequence[float], old: Sequence[float]) -> Comparison:
    """From the reciprocal ranks of the same people by both models."""
    return Comparison(rival, len(new), interval(new), interval(old), paired_difference(new, old))


def reciprocal_ranks(
    store: Store,
    data: GraphData,
    valid: Pairs,
    embedded: Mapping[str, Vectors],
    ranker_of: Callable[[int], Scorer],
) -> list[float]:
    """How high the service would rank the first true job of each held-out person, over all jobs, if the person had done
    nothing yet: what they did is what is asked for.

    Args:
        embedded: vectors of candidates and jobs by one model.
        ranker_of: the ranker for a person (index of the candidate), so that one fitted without them can be taken.
    """
    found = []
    for person in judged(valid):
        row = data.nodes["candidate"].rows[person]
        near = near_candidates(store, [row])
        cosines = embedded["job"] @ embedded["candidate"][person]
        pool = np.argsort(-cosines, kind="stable")[:POOL]
        features = np.stack([pair_features(row, data.nodes["job"].rows[j], float(cosines[j]), near) for j in pool])
        scores = np.full(len(cosines), -np.inf)
        scores[pool] = ranker_of(person).score(features)
        found.append(mean_reciprocal_rank(ranks(scores, valid.target[valid.source == person])))
    return found


def judged(valid: Pairs) -> list[int]:
    """The held-out people that models are compared on, as candidate indices."""
    return [int(person) for person in np.unique(valid.source)[:MOST_JUDGED]]
