"""A graph network without features: embeddings of people and items, smoothed along who chose what."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..data import Vectors
from .base import Query, Task, choice_matrix
from .popularity import Popularity, for_the_cold


class LightGcn:
    """LightGCN (He et al. 2020) by PyTorch Geometric, trained full batch with BPR (Rendle et al. 2009).

    As in the paper a training choice is both an edge and a label; the people it is asked about are in neither. A
    new person is the mean embedding of the items in their context. People without context get popularity. An item
    that nobody chose has no edge: its embedding is its random start, so its scores are set to 0, the score of
    no relation.
    """

    name = "lightgcn"

    def __init__(
        self, seed: int = 0, *, dimension: int = 64, layers: int = 2, epochs: int = 100, rate: float = 0.01
    ) -> None:
        self._seed, self._dimension, self._layers = seed, dimension, layers
        self._epochs, self._rate = epochs, rate

    def fit(self, task: Task) -> None:
        import torch

        from ..pyg import LightGCN

        items, people = len(task.items), len(task.queries)
        choices = choice_matrix(task.chosen, items).tocoo()
        person = torch.from_numpy(choices.row.astype(np.int64)) + items
        item = torch.from_numpy(choices.col.astype(np.int64))
        edges = torch.stack([torch.cat([person, item]), torch.cat([item, person])])
        random = torch.Generator().manual_seed(self._seed)
        model = LightGCN(items + people, self._dimension, self._layers)
        with torch.no_grad():
            model.embedding.weight.normal_(0.0, 0.1, generator=random)
        optimizer = torch.optim.Adam(model.parameters(), lr=self._rate)
        for _ in range(self._epochs if len(item) else 0):
            other = torch.randint(items, item.shape, generator=random)
            pairs = torch.stack([torch.cat([person, person]), torch.cat([item, other])])
            better, worse = model(edges, pairs).chunk(2)
            loss = model.recommendation_loss(better, worse, node_id=torch.unique(pairs))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            self._vectors = model.get_embedding(edges)[:items].numpy()
        self._popularity = Popularity()
        self._popularity.fit(task)
        self._vectors[np.setdiff1d(np.arange(items), choices.col)] = 0.0

    def scores(self, queries: Sequence[Query]) -> Vectors:
        contexts = choice_matrix([query.context for query in queries], len(self._vectors))
        size = np.maximum(contexts.sum(axis=1), 1.0)
        people = np.asarray(contexts @ self._vectors) / np.asarray(size)
        found = np.asarray(people @ self._vectors.T, np.float32)
        return for_the_cold(found, queries, self._popularity)
