"""Exact nearest neighbours by cosine, in memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.errors import NotFound

from .data import Vectors


class VectorIndex:
    """Unit vectors by id. Exact: every search looks at every vector (a 10 ms matter at 100,000 of them)."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        # Sorted by id, so that equal scores come out in the same order whatever the order of loading.
        order = np.argsort(np.array(ids, dtype=object), kind="stable") if len(ids) else np.array([], np.int64)
        self.ids = [ids[i] for i in order]
        self.vectors: Vectors = np.ascontiguousarray(np.asarray(vectors, np.float32)[order])
        self.rows = {id_: i for i, id_ in enumerate(self.ids)}

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, id_: str) -> bool:
        return id_ in self.rows

    def vector(self, id_: str) -> Vectors:
        """The vector of one id, [dimension].

        Raises:
            NotFound: the id is not in the index.
        """
        if id_ not in self.rows:
            raise NotFound("it has no embedding", where=id_, fix="Train a model, or embed new documents")
        row: Vectors = self.vectors[self.rows[id_]]
        return row

    def put(self, id_: str, vector: Vectors) -> None:
        """Add a vector, or replace one."""
        if id_ in self.rows:
            self.vectors[self.rows[id_]] = vector
            return
        place = int(np.searchsorted(np.array(self.ids, dtype=object), id_)) if self.ids else 0
        self.ids.insert(place, id_)
        old = self.vectors.reshape(-1, len(vector))
        self.vectors = np.insert(old, place, vector, axis=0)
        self.rows = {known: i for i, known in enumerate(self.ids)}

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The k ids with greatest cosine, best first; ties in order of id."""
        if not self.ids or k <= 0:
            return []
        scores = self.vectors @ np.asarray(vector, np.float32)
        if k < len(scores):
            # Everything that ties with the k-th is kept until ids have decided.
            least = np.partition(scores, -k)[-k]
            near = np.flatnonzero(scores >= least)
        else:
            near = np.arange(len(scores))
        best = near[np.argsort(-scores[near], kind="stable")][:k]
        return [(self.ids[i], float(scores[i])) for i in best]

    def scores(self, vector: Vectors, ids: Sequence[str]) -> list[float]:
        """Cosines with the given ids; 0 for an id without a vector."""
        rows = [self.rows.get(id_, -1) for id_ in ids]
        return [float(self.vectors[row] @ vector) if row >= 0 else 0.0 for row in rows]
