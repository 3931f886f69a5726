"""Exact nearest neighbours by cosine, in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from graph.errors import NotFound

from .data import Indices, Vectors


class VectorIndex:
    """Unit vectors by id. Exact: every search looks at every vector (a 10 ms matter at 100,000 of them)."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        self.ids = list(ids)
        self.rows = {id_: i for i, id_ in enumerate(self.ids)}
        # A copy: `put` writes into it.
        self._room: Vectors = np.array(vectors, np.float32, order="C")

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, id_: str) -> bool:
        return id_ in self.rows

    @property
    def vectors(self) -> Vectors:
        """All vectors, [n, dimension], in the order of `ids`."""
        return self._room[: len(self.ids)]

    def vector(self, id_: str) -> Vectors:
        """The vector of one id, [dimension].

        Raises:
            NotFound: the id is not in the index.
        """
        if id_ not in self.rows:
            raise NotFound("it has no embedding", where=id_, fix="Train a model, or embed new documents")
        row: Vectors = self._room[self.rows[id_]]
        return row

    def put(self, id_: str, vector: Vectors) -> None:
        """Add a vector, or replace one."""
        if id_ not in self.rows:
            self._grow(len(vector))
            self.rows[id_] = len(self.ids)
            self.ids.append(id_)
        self._room[self.rows[id_]] = vector

    def search(self, vector: Vectors, k: int, among: Collection[str] | None = None) -> list[tuple[str, float]]:
        """The k ids with greatest cosine (`among` these, if given), best first; ties in order of id."""
        rows = None if among is None else self._known(among)
        count = len(self.ids) if rows is None else len(rows)
        if count == 0 or k <= 0:
            return []
        scores = (self.vectors if rows is None else self._room[rows]) @ np.asarray(vector, np.float32)
        # Everything that ties with the k-th is kept until ids have decided.
        near = np.flatnonzero(scores >= np.partition(scores, -k)[-k]) if k < count else np.arange(count)
        found = [(self.ids[i if rows is None else rows[i]], float(scores[i])) for i in near]
        return sorted(found, key=lambda one: (-one[1], one[0]))[:k]

    def scores(self, vector: Vectors, ids: Sequence[str]) -> list[float]:
        """Cosines with the given ids; 0 for an id without a vector."""
        if not len(self.ids):
            return [0.0] * len(ids)
        return [float(score) for score in self.vectors_of(ids) @ np.asarray(vector, np.float32)]

    def vectors_of(self, ids: Sequence[str]) -> Vectors:
        """The vectors of these ids, [len(ids), dimension]; zeros for an id without one."""
        rows = np.array([self.rows.get(id_, -1) for id_ in ids], np.int64)
        found = np.zeros((len(ids), self._room.shape[1] if self._room.ndim == 2 else 0), np.float32)
        found[rows >= 0] = self._room[rows[rows >= 0]]
        return found

    def close(self) -> None:
        """Stop what is still being built for it; here that is nothing."""

    def _known(self, ids: Collection[str]) -> Indices:
        rows = (self.rows.get(id_, -1) for id_ in ids)
        return np.array([row for row in rows if row >= 0], np.int64)

    def _grow(self, dimension: int) -> None:
        """Room for one more: doubled when it is full, so that n additions cost O(n)."""
        if len(self.ids) < len(self._room):
            return
        room = np.zeros((max(16, 2 * len(self.ids)), dimension), np.float32)
        room[: len(self.ids)] = self._room.reshape(-1, dimension)
        self._room = room
