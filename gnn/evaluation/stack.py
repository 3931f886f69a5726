"""The ranker of the task `matching`: trees over pairs, walks, expected days and GraphSAGE; and without some of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ..data import Vectors
from ..features import TextEncoder
from ..lambdarank import Group, LambdaRank
from .applicants import Applicants, Asked
from .day_features import DAY_FEATURES
from .examples import Example, Features, examples
from .walk_features import WALK_FEATURES

if TYPE_CHECKING:
    from ..model import Aggregation

#: Scores [people, adverts].
Scorer = Callable[[Sequence[Asked]], Vectors]
SAGE = "graphsage"
#: The ranker on top over more and more: pairs; walks; expected days; GraphSAGE.
STACKS = ("lightgbm", "lightgbm_walks", "lightgbm_graph", "service")
#: What the rankers for people with a history (True) and without do not see. "viewers" says nothing about the former: of
#: the adverts that they are asked for most have no viewer in training, because of how such data are cut, and that is no
#: signal. Of the latter the day of a wish is known at best, from which expected days tell nothing (cross-validated).
HIDDEN: dict[bool, frozenset[str]] = {True: frozenset({"viewers"}), False: frozenset(DAY_FEATURES)}
#: Features that never lower a score when they grow.
RISING = frozenset({*WALK_FEATURES, SAGE, "viewers"})


class Trained:
    """What all seeds share: examples to learn from, and the features of everybody who is asked about."""

    def __init__(
        self,
        data: Applicants,
        asked: Sequence[Asked],
        splits: Mapping[str, Sequence[Asked]],
        encoder: TextEncoder,
        posting_order: bool,
    ) -> None:
        self.data, self._encoder = data, encoder
        self._everybody = [*sorted(data.views), *(one.id for one in asked)]
        self._features = Features(data, encoder, self._everybody, order=posting_order)
        warm, cold = examples(self._features)
        self._examples = {True: warm, False: cold}
        self._matrices = {one: self._features.of(one) for name in ("warm", "cold") for one in splits[name]}
        self._graphs: dict[tuple[Any, ...], Any] = {}
        self.importance: dict[str, dict[str, float]] = {}

    def graph_scores(
        self,
        seed: int,
        epochs: int,
        device: str,
        *,
        edges: bool = True,
        aggregation: Aggregation = "mean",
        shuffled: bool = False,
        **learning: Any,
    ) -> Any:
        """GraphSAGE of a seed, trained."""
        from .applicant_graph import ApplicantGraph
        from .graph_scores import GraphScores

        kind = (edges, aggregation, shuffled)
        if kind not in self._graphs:
            self._graphs[kind] = ApplicantGraph(
                self.data, self._encoder, self._everybody, edges=edges, aggregation=aggregation, shuffled=shuffled
            )
        return GraphScores(self._graphs[kind], sorted(self.data.views), seed, epochs=epochs, device=device, **learning)

    def without_graph(self, seed: int) -> Scorer:
        """The ranker on top over pair features alone."""
        return self.stacks(lambda asked: np.zeros((len(asked), len(self.data.items)), np.float32), seed, ("lightgbm",))[
            "lightgbm"
        ]

    def stacks(self, sage: Scorer, seed: int, wanted: Sequence[str] = STACKS) -> dict[str, Scorer]:
        """The ranker in service and what it is without GraphSAGE and without any graph, trained with this seed.

        People with a history and people without have a ranker each.
        """
        # Every ranker asks for the same scores.
        known = lru_cache(maxsize=None)(sage)
        names = self._features.names
        pairs, everything = self._features.pairs.names, [*names, SAGE]
        walks = [*pairs, *self._features.walks.names]
        columns = {"lightgbm": pairs, "lightgbm_walks": walks, "lightgbm_graph": names, "service": everything}
        columns = {name: columns[name] for name in wanted}
        models: dict[tuple[str, bool], LambdaRank] = {}
        for warm, rows in self._examples.items():
            scores = known(tuple(row.asked for row in rows))
            matrices = [
                np.column_stack([row.features, score[row.adverts]]) for row, score in zip(rows, scores, strict=True)
            ]
            for name, own in columns.items():
                used = [column for column in own if column not in HIDDEN[warm]]
                keep = [everything.index(column) for column in used]
                models[name, warm] = LambdaRank(used, RISING, seed=seed)
                models[name, warm].fit(_groups(rows, matrices, keep))
        best = wanted[-1]
        self.importance = {"warm" if warm else "cold": models[best, warm].importance() for warm in (True, False)}

        def scorer(name: str) -> Scorer:
            def scores(asked: Sequence[Asked]) -> Vectors:
                graph = known(tuple(asked))
                found = []
                for one, score in zip(asked, graph, strict=True):
                    model = models[name, bool(one.context)]
                    matrix = np.column_stack([self._matrices[one], score])
                    found.append(model.scores(matrix[:, [everything.index(column) for column in model.names]]))
                return np.stack(found) if found else np.zeros((0, len(self.data.items)), np.float32)

            return scores

        return {name: scorer(name) for name in columns}


def _groups(rows: Sequence[Example], matrices: Sequence[Vectors], keep: Sequence[int]) -> list[Group]:
    return [Group(matrix[:, keep], row.chosen) for row, matrix in zip(rows, matrices, strict=True)]
