"""An HNSW graph over unit vectors (Malkov & Yashunin 2020, by usearch), kept on disk from one run to the next."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import numpy as np
import numpy.typing as npt

from .data import Vectors

_LOG = logging.getLogger(__name__)
Precision = Literal["f32", "i8"]
Keys = npt.NDArray[np.uint64]
_CONNECTIVITY, _EXPANSION_ADD, _EXPANSION_SEARCH = 16, 128, 256
#: Vectors that are added between two looks at whether to go on: about a second's work.
_BATCH = 1_000
#: Vectors whose sums are taken at once.
_CHUNK = 50_000


class Hnsw:
    """Proposes near neighbours by id.

    Args:
        dimension: of the vectors.
        precision: how the graph keeps them; `i8` takes a quarter of the memory.
        kept: where the graph lies between runs, without suffix; None to keep none.
    """

    def __init__(self, dimension: int, precision: Precision, kept: Path | None = None) -> None:
        self._kept = kept
        self._empty = partial(_empty, dimension, precision)
        self._graph = self._empty()
        self._ids: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def fill(
        self,
        ids: Sequence[str],
        vectors: Vectors,
        *,
        go_on: Callable[[], bool] = lambda: True,
        moving: Callable[[], Collection[str]] = lambda: (),
        threads: int = 0,
    ) -> int | None:
        """Hold exactly these vectors; what was kept of them is not added again. A million take minutes.

        Args:
            ids: their ids.
            vectors: [len(ids), dimension].
            go_on: asked about every second.
            moving: ids whose vectors changed meanwhile: these are added again in the next run.
            threads: how many add; 0 takes one a core.

        Returns:
            How many were added; None if it was told to stop.
        """
        keys, sums = np.array([_key(id_) for id_ in ids], np.uint64), _sums(vectors)
        known_keys, known_sums = self._read()
        known = dict(zip(known_keys.tolist(), known_sums.tolist(), strict=True))
        new = np.array([known.get(k) != s for k, s in zip(keys.tolist(), sums.tolist(), strict=True)], bool)
        stale = np.setdiff1d(known_keys, keys[~new])
        if len(stale):
            self._graph.remove(stale)
        rows = np.flatnonzero(new)
        for start in range(0, len(rows), _BATCH):
            if not go_on():
                return None
            part = rows[start : start + _BATCH]
            self._graph.add(keys[part], vectors[part], threads=threads)
        self._ids = dict(zip(keys.tolist(), ids, strict=True))
        if self._kept and (len(rows) or len(stale)):
            again = {_key(id_) for id_ in moving()}
            sums[[k in again for k in keys.tolist()]] = 0
            self._write(keys, sums)
        return len(rows)

    def put(self, id_: str, vector: Vectors) -> None:
        """Add a vector, or replace one, until the end of this run."""
        key = _key(id_)
        if key in self._ids:
            self._graph.remove(key)
        self._graph.add(key, np.asarray(vector, np.float32))
        self._ids[key] = id_

    def search(self, vector: Vectors, k: int) -> list[str]:
        """The ids that are probably nearest, the nearest first."""
        found = self._graph.search(np.asarray(vector, np.float32), k).keys
        return [self._ids[int(key)] for key in found if int(key) in self._ids]

    def _read(self) -> tuple[Keys, Keys]:
        """Take over the kept graph: its keys, and sums of the vectors that it was made of; empty if there is none."""
        from safetensors import SafetensorError, safe_open

        none = np.zeros(0, np.uint64)
        if not self._kept or not _rows_of(self._kept).is_file():
            return none, none
        try:
            with safe_open(_rows_of(self._kept), framework="numpy") as rows:
                keys, sums, told = rows.get_tensor("keys"), rows.get_tensor("sums"), rows.metadata()
            graph = self._kept.with_name(told["graph"])
            # Looked at before: usearch does not come back from a file that is no graph.
            if _digest(graph) == told["digest"]:
                self._graph.load(graph)
                return keys, sums
        except (OSError, RuntimeError, ValueError, KeyError, TypeError, SafetensorError):
            self._graph = self._empty()  # A cache that cannot be read is made anew.
        return none, none

    def _write(self, keys: Keys, sums: Keys) -> None:
        try:
            self._replace(keys, sums)
        except (OSError, RuntimeError) as error:
            _LOG.warning("the index is not kept: %s", error)

    def _replace(self, keys: Keys, sums: Keys) -> None:
        from safetensors.numpy import save_file

        assert self._kept
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        # The rows name their graph and come last, so that the two always fit each other.
        graph = self._kept.with_name(f"{self._kept.name}-{uuid4().hex[:8]}.usearch")
        self._graph.save(graph)
        part = _rows_of(self._kept).with_suffix(".part")
        save_file({"keys": keys, "sums": sums}, part, {"graph": graph.name, "digest": _digest(graph)})
        part.replace(_rows_of(self._kept))
        for old in self._kept.parent.glob(f"{self._kept.name}-*.usearch"):
            if old != graph:
                old.unlink(missing_ok=True)


def _empty(dimension: int, precision: Precision) -> Any:
    from usearch.index import Index

    return Index(
        ndim=dimension,
        metric="cos",
        dtype=precision,
        connectivity=_CONNECTIVITY,
        expansion_add=_EXPANSION_ADD,
        expansion_search=_EXPANSION_SEARCH,
    )


def _rows_of(kept: Path) -> Path:
    return kept.with_name(f"{kept.name}.safetensors")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def _key(id_: str) -> int:
    """64 bits of an id: two of a million share them once in 37 million graphs."""
    return int.from_bytes(hashlib.blake2b(id_.encode(), digest_size=8).digest(), "little")


def _sums(vectors: Vectors) -> Keys:
    """64 bits of each vector [n, dimension], never 0; equal on every machine."""
    odd = np.random.default_rng(0).integers(1, 1 << 63, vectors.shape[1], np.uint64) * np.uint64(2) + np.uint64(1)
    found = np.empty(len(vectors), np.uint64)
    for start in range(0, len(vectors), _CHUNK):
        part = np.ascontiguousarray(vectors[start : start + _CHUNK], np.float32)
        found[start : start + len(part)] = (part.view(np.uint32) * odd).sum(axis=1)
    return np.maximum(found, np.uint64(1))
