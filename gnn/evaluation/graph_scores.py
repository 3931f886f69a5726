"""Scores of GraphSAGE for the ranker on top, which learns from scores by models that do not know what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..data import Pairs, Vectors
from ..training import TrainConfig, TrainResult, train
from .applicant_graph import ApplicantGraph, ViewSupervision
from .applicants import Asked, split_in_time

#: People of the other half on whom a half's early stopping is decided.
JUDGES = 200


class GraphScores:
    """Two models, each trained on a random half of the people. Whoever is in one half is scored by the model of the
    other (cross-fitting, Wolpert 1992); all others get the mean of both."""

    def __init__(
        self,
        graph: ApplicantGraph,
        people: Sequence[str],
        seed: int,
        *,
        epochs: int,
        device: str,
        negatives: int = 0,
        **learning: Any,
    ) -> None:
        """
        Args:
            learning: further settings of `TrainConfig`.

        Raises:
            NotEnoughData: a half has nothing to learn from.
        """
        self.graph = graph
        order = np.random.default_rng((seed, 5)).permutation(len(people))
        self._half = {people[row]: i % 2 for i, row in enumerate(order)}
        self.models: list[TrainResult] = []
        views, days = graph.data.views, graph.data.days
        for half in (0, 1):
            learners = [id_ for id_ in people if self._half[id_] == half]
            others = [id_ for id_ in people if self._half[id_] != half and len(views[id_]) > 1][:JUDGES]
            judges = {id_: split_in_time(views[id_], days[id_])[0] for id_ in others}
            # No other negatives than adverts that somebody viewed, by default: else a model learns that an advert
            # which nobody in training viewed is not wanted, and those hold most of what is asked for later.
            config = TrainConfig(
                epochs=epochs,
                batch=8192,
                negatives=negatives,
                validate_every=5,
                patience=3,
                seed=seed,
                device=device,
                **learning,
            )
            self.models.append(train(ViewSupervision(graph, learners, judges, seed), config))

    def scores(self, asked: Sequence[Asked]) -> Vectors:
        """Cosines [asked, adverts]; a person may be asked about with several histories."""
        times: Counter[str] = Counter()
        rounds: list[list[int]] = []
        for row, one in enumerate(asked):
            if times[one.id] == len(rounds):
                rounds.append([])
            rounds[times[one.id]].append(row)
            times[one.id] += 1
        if len(rounds) > 1:
            # In a graph each person has one history at a time.
            found: Vectors = np.zeros((len(asked), len(self.graph.data.items)), np.float32)
            for part in rounds:
                found[part] = self.scores([asked[row] for row in part])
            return found
        both = np.stack([self._cosines(model, asked) for model in self.models])
        if any(one.id in self._half for one in asked):
            rows = np.arange(len(asked))
            other = np.array([1 - self._half[one.id] if one.id in self._half else -1 for one in asked])
            return np.asarray(np.where((other >= 0)[:, None], both[other, rows], both.mean(axis=0)), np.float32)
        return np.asarray(both.mean(axis=0), np.float32)

    def _cosines(self, result: TrainResult, asked: Sequence[Asked]) -> Vectors:
        import torch

        episode = self.graph.episode({one.id: one.context for one in asked}, Pairs.of(()))
        with torch.no_grad():
            people, items = result.model(episode.x, episode.edges)
        found: Vectors = (people[[self.graph.row[one.id] for one in asked]] @ items.T).numpy()
        return found
