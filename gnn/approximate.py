"""Nearest neighbours among many: an HNSW graph (Malkov & Yashunin 2020) proposes, exact cosines decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from graph.settings import settings

from .data import Vectors
from .index import VectorIndex

if TYPE_CHECKING:
    from usearch.index import Index

#: Up to here every vector is looked at: no slower, and nothing is missed.
EXACT_UP_TO = 200_000
#: So many times the wanted number are proposed, since order among near equals is what 8 bits lose first.
OVERSAMPLE = 2
_CONNECTIVITY, _EXPANSION_ADD, _EXPANSION_SEARCH = 16, 128, 256

Precision = Literal["f32", "i8"]


class ApproximateIndex(VectorIndex):
    """A `VectorIndex` whose searches over everything ask usearch; a search `among` some ids stays exact.

    Args:
        precision: how the HNSW graph keeps the vectors; `i8` takes a quarter of the memory. The vectors themselves
            stay in 32 bits beside it, so cosines are exact in either case.
    """

    def __init__(self, ids: Sequence[str], vectors: Vectors, precision: Precision = "f32") -> None:
        super().__init__(ids, vectors)
        self.precision = precision
        self._graph = _graph(self._room.shape[1], precision)
        # Keys are rows: ids of usearch are numbers.
        self._graph.add(np.arange(len(self.ids), dtype=np.uint64), self.vectors)

    def put(self, id_: str, vector: Vectors) -> None:
        """Add a vector, or replace one."""
        known = id_ in self.rows
        super().put(id_, vector)
        row = self.rows[id_]
        if known:
            self._graph.remove(row)
        self._graph.add(row, np.asarray(vector, np.float32))

    def search(self, vector: Vectors, k: int, among: Collection[str] | None = None) -> list[tuple[str, float]]:
        """The k ids with greatest cosine (`among` these, if given), best first; ties in order of id."""
        if among is not None or k <= 0 or OVERSAMPLE * k >= len(self.ids):
            return super().search(vector, k, among)
        rows = self._graph.search(np.asarray(vector, np.float32), OVERSAMPLE * k).keys
        scores = self._room[rows] @ np.asarray(vector, np.float32)
        found = [(self.ids[int(row)], float(score)) for row, score in zip(rows, scores, strict=True)]
        return sorted(found, key=lambda one: (-one[1], one[0]))[:k]


def build_index(ids: Sequence[str], vectors: Vectors) -> VectorIndex:
    """The index for so many vectors, with the precision of the settings (`index_precision`)."""
    if len(ids) <= EXACT_UP_TO:
        return VectorIndex(ids, vectors)
    return ApproximateIndex(ids, vectors, settings().index_precision)


def recall(index: VectorIndex, queries: Vectors, k: int) -> float:
    """Share of the exact k nearest that the index finds, over `queries` [n, dimension]."""
    shares = []
    for query in queries:
        exact = {id_ for id_, _ in VectorIndex.search(index, query, k)}
        shares.append(len(exact & {id_ for id_, _ in index.search(query, k)}) / max(1, len(exact)))
    return float(np.mean(shares))


def _graph(dimension: int, precision: Precision) -> Index:
    from usearch.index import Index

    options: dict[str, Any] = {
        "connectivity": _CONNECTIVITY,
        "expansion_add": _EXPANSION_ADD,
        "expansion_search": _EXPANSION_SEARCH,
    }
    return Index(ndim=dimension, metric="cos", dtype=precision, **options)
