"""Nearest neighbours among many: an HNSW graph proposes, exact cosines decide."""

from __future__ import annotations

import atexit
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from threading import Event, Lock, Thread

import numpy as np

from graph.settings import settings

from .data import Vectors
from .hnsw import Hnsw, Precision
from .index import VectorIndex

#: Up to here every vector is looked at: no slower, and nothing is missed.
EXACT_UP_TO = 200_000
#: So many times the wanted number are proposed, since order among near equals is what 8 bits lose first.
OVERSAMPLE = 2
#: The graph is built once so many searches were asked: a command that asks one question does not wait for it.
_WORTH_BUILDING = 2


class ApproximateIndex(VectorIndex):
    """A `VectorIndex` whose searches over everything ask an HNSW graph, once that is built; a search `among` some ids
    stays exact. Until then every search is exact (at a million vectors 50 ms in place of 2).

    Args:
        precision: how the graph keeps the vectors. The vectors themselves stay in 32 bits beside it, so cosines are
            exact in either case.
        kept: where the graph lies between runs, without suffix; None to keep none.
    """

    def __init__(
        self, ids: Sequence[str], vectors: Vectors, precision: Precision = "f32", kept: Path | None = None
    ) -> None:
        super().__init__(ids, vectors)
        self.precision = precision
        self._making = Hnsw(self._room.shape[1], precision, kept)
        self._graph: Hnsw | None = None
        self._late: dict[str, Vectors] = {}
        self._lock, self._stop = Lock(), Event()
        self._asked, self._thread = 0, Thread(target=self.build, name="hnsw", daemon=True)

    @property
    def ready(self) -> bool:
        """Whether the graph is built."""
        return self._graph is not None

    def build(self, threads: int = max(1, (os.cpu_count() or 1) // 2)) -> int | None:
        """Build the graph, or bring the kept one up to date; returns how many vectors were added, None if stopped."""
        with self._lock:
            ids, vectors = list(self.ids), self.vectors
            self._late.clear()
        added = self._making.fill(
            ids, vectors, go_on=lambda: not self._stop.is_set(), moving=lambda: set(self._late), threads=threads
        )
        if added is not None:
            with self._lock:
                for id_, vector in self._late.items():
                    self._making.put(id_, vector)
                self._graph = self._making
        return added

    def build_in_background(self) -> Thread:
        """Start to build; the end of the process stops it."""
        atexit.register(self.close)
        self._thread.start()
        return self._thread

    def close(self) -> None:
        """Stop building; it takes a second at most."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        atexit.unregister(self.close)

    def put(self, id_: str, vector: Vectors) -> None:
        """Add a vector, or replace one."""
        if id_ in self.rows and np.array_equal(self.vector(id_), vector):
            return
        with self._lock:
            super().put(id_, vector)
            if self._graph is None:
                self._late[id_] = np.array(vector, np.float32)
            else:
                self._graph.put(id_, vector)

    def search(self, vector: Vectors, k: int, among: Collection[str] | None = None) -> list[tuple[str, float]]:
        """The k ids with greatest cosine (`among` these, if given), best first; ties in order of id."""
        if among is not None or k <= 0 or OVERSAMPLE * k >= len(self.ids):
            return super().search(vector, k, among)
        if self._graph is None:
            self._asked += 1
            if self._asked == _WORTH_BUILDING:
                self.build_in_background()
            return super().search(vector, k)
        ids = self._graph.search(vector, OVERSAMPLE * k)
        scores = self.vectors_of(ids) @ np.asarray(vector, np.float32)
        return sorted(zip(ids, scores.tolist(), strict=True), key=lambda one: (-one[1], one[0]))[:k]


def build_index(ids: Sequence[str], vectors: Vectors, kept: Path | None = None) -> VectorIndex:
    """The index for so many vectors, with the precision of the settings (`index_precision`).

    Args:
        kept: where an HNSW graph lies between runs, without suffix and precision.
    """
    if len(ids) <= EXACT_UP_TO:
        return VectorIndex(ids, vectors)
    precision = settings().index_precision
    return ApproximateIndex(ids, vectors, precision, kept and kept.with_name(f"{kept.name}-{precision}"))


def recall(index: VectorIndex, queries: Vectors, k: int) -> float:
    """Share of the exact k nearest that the index finds, over `queries` [n, dimension]."""
    shares = []
    for query in queries:
        exact = {id_ for id_, _ in VectorIndex.search(index, query, k)}
        shares.append(len(exact & {id_ for id_, _ in index.search(query, k)}) / max(1, len(exact)))
    return float(np.mean(shares))
