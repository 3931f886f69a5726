"""GraphSAGE with its edges taken away: two towers over texts, to see what the graph is worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from graph.errors import NotEnoughData

from ..data import Pairs, Vectors
from ..features import TextEncoder, character_vectors
from .base import Query, Task
from .episodes import shown_choices
from .sentence import beside_seen, mean_texts

if TYPE_CHECKING:
    from ..model import ModelConfig
    from ..training import Episode

#: One person in so many judges when training has to stop.
JUDGES = 10


class Towers:
    """The layers, loss and training of the GraphSAGE in service with no relation to pass messages along: a multilayer
    perceptron for each side, and the cosine of both. A person is the mean of their texts and of the titles they looked
    at, an item its title; places are edges, so they are not seen.

    In each epoch every training person shows their choices up to a random one, often none, and the rest is asked for.
    """

    name = "mlp"

    def __init__(self, encoder: TextEncoder, seed: int = 0, *, epochs: int = 60, device: str = "cpu") -> None:
        self._encoder, self._seed, self._epochs, self._device = encoder, seed, epochs, device

    def fit(self, task: Task) -> None:
        import torch

        from ..training import TrainConfig, train

        titles = [item.texts[0] for item in task.items]
        self._titles = self._encoder.encode(titles)
        supervision = _Choices(self, task, np.hstack([self._titles, character_vectors(titles)]))
        # No other negatives than items that somebody chose: else those that nobody chose are learnt to be unwanted.
        config = TrainConfig(
            epochs=self._epochs,
            batch=8192,
            negatives=0,
            validate_every=5,
            patience=3,
            seed=self._seed,
            device=self._device,
        )
        try:
            self._model = train(supervision, config).model
        except NotEnoughData:
            self._items = np.zeros((len(task.items), supervision.config.out), np.float32)
            return
        with torch.no_grad():
            states = self._model.states({"job": torch.from_numpy(supervision.items)}, {})
            self._items = self._model.head("job", states[-1]["job"]).numpy()

    def scores(self, queries: Sequence[Query]) -> Vectors:
        if not self._items.any() or not queries:
            return np.zeros((len(queries), len(self._items)), np.float32)
        import torch

        with torch.no_grad():
            own = mean_texts(self._encoder, [query.texts for query in queries])
            x = beside_seen(own, self._titles, ((row, query.context) for row, query in enumerate(queries)))
            states = self._model.states({"candidate": torch.from_numpy(x)}, {})
            people: Vectors = self._model.head("candidate", states[-1]["candidate"]).numpy()
        return people @ self._items.T


class _Choices:
    """Episodes of `training.train` from the choices of a task."""

    def __init__(self, towers: Towers, task: Task, items: Vectors) -> None:
        from ..model import ModelConfig

        self._towers, self._task, self.items = towers, task, items
        self._own = mean_texts(towers._encoder, [query.texts for query in task.queries])
        width = 3 * self._own.shape[1] if len(self._own) else 3 * towers._encoder.dimension
        self.config: ModelConfig = ModelConfig({"candidate": width, "job": items.shape[1]}, (), dropout=0.3)
        random = np.random.default_rng((towers._seed, 5))
        several = [row for row, chosen in enumerate(task.chosen) if len(chosen) > 1]
        drawn = random.choice(several, -(-len(several) // JUDGES), replace=False).tolist() if several else []
        self._judges = frozenset(drawn) if len(several) > 1 else frozenset()

    def episode(self, epoch: int, /) -> Episode:
        """The split of one epoch; those who judge are not in it."""
        random = np.random.default_rng((self._towers._seed, 17, epoch))
        shown = {}
        for row, (query, chosen) in enumerate(zip(self._task.queries, self._task.chosen, strict=True)):
            count = shown_choices(len(chosen), bool(query.texts), random)
            if row not in self._judges and count is not None:
                shown[row] = count
        return self._split(shown)

    def validation(self) -> Episode:
        """Who judges shows two thirds."""
        return self._split({row: 2 * len(self._task.chosen[row]) // 3 for row in self._judges})

    def _split(self, shown: dict[int, int]) -> Episode:
        import torch

        from ..training import Episode

        asked, known = [], []
        for row, count in shown.items():
            chosen = self._task.chosen[row]
            known += [(row, item, 1.0) for item in chosen[:count]]
            # Each person counts alike however much they chose.
            asked += [(row, item, 1.0 / (len(chosen) - count) ** 0.5) for item in chosen[count:]]
        contexts = ((row, self._task.chosen[row][:count]) for row, count in shown.items())
        x = {"candidate": beside_seen(self._own, self._towers._titles, contexts), "job": self.items}
        tensors = {kind: torch.from_numpy(values.astype(np.float32)) for kind, values in x.items()}
        return Episode(tensors, {}, Pairs.of(asked), Pairs.of(known))
