"""Vectors of Chinese characters and character pairs, learnt from plain text by counting.

Positive pointwise mutual information between a unit and the characters around it (by relative place), factorised by
truncated SVD (Levy, Goldberg and Dagan 2015). It needs minutes on one core, and the same texts give the same vectors.
The result is kept as int8 with one scale a row.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graph.errors import ModelError, NotEnoughData

from .base import Progress
from .characters_text import canonical

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

#: How far to each side the characters count, beside the unit itself.
_WINDOW = 2
_EDGE = "\n"


@dataclass(frozen=True, slots=True)
class Vectors:
    """Units (characters and pairs), and their vectors float32 [units, width]."""

    units: tuple[str, ...]
    table: NDArray[np.float32]


def pretrain(
    weighted: Sequence[tuple[Iterable[str], float]],
    out: Path,
    *,
    width: int = 64,
    pairs: int = 30000,
    characters: int = 4500,
    seed: int = 0,
    progress: Progress | None = None,
) -> Path:
    """Learn vectors from texts and write them to a safetensors file.

    Args:
        weighted: collections of texts, each with how much one occurrence in it counts.
        pairs: how many of the most frequent character pairs get a vector.

    Raises:
        NotEnoughData: the texts have fewer different characters than a vector has numbers.
    """
    texts = [([canonical(text) for text in group], weight) for group, weight in weighted]
    units = _units(texts, characters, pairs)
    contexts = [unit for unit in units if len(unit) == 1]
    if len(contexts) <= width:
        raise NotEnoughData("too few different characters to learn vectors from")
    counts = _counts(texts, units, contexts, progress)
    write_vectors(out, Vectors(tuple(units), _factorise(counts, width, seed)))
    return out


def _units(texts: Sequence[tuple[Sequence[str], float]], characters: int, pairs: int) -> list[str]:
    single: Counter[str] = Counter()
    double: Counter[str] = Counter()
    for group, weight in texts:
        one: Counter[str] = Counter()
        two: Counter[str] = Counter()
        for text in group:
            one.update(text)
            two.update(map("".join, pairwise(text)))
        for unit, count in one.items():
            single[unit] += count * weight  # type: ignore[assignment]
        for unit, count in two.items():
            double[unit] += count * weight  # type: ignore[assignment]
    kept = sorted(single, key=lambda unit: (-single[unit], unit))[:characters]
    return kept + sorted((u for u in double if double[u] >= 2), key=lambda u: (-double[u], u))[:pairs]


def _counts(
    texts: Sequence[tuple[Sequence[str], float]], units: list[str], contexts: list[str], progress: Progress | None
) -> csr_matrix:
    from scipy.sparse import coo_matrix, csr_matrix

    row_of = {unit: at for at, unit in enumerate(units)}
    column_of = {unit: at for at, unit in enumerate(contexts)}
    shape = (len(units), len(contexts) * 2 * _WINDOW)
    total = csr_matrix(shape, dtype=np.float64)
    parts = [(chunk, weight) for group, weight in texts for chunk in _chunks(group)]
    for done, (chunk, weight) in enumerate(parts, 1):
        joined = (_EDGE * _WINDOW).join(["", *chunk, ""])
        one = np.array([row_of.get(c, -1) for c in joined])
        two = np.array([row_of.get(joined[at : at + 2], -1) for at in range(len(joined))])
        near = np.array([column_of.get(c, -1) for c in joined])
        rows, columns = [], []
        for unit, size in ((one, 1), (two, 2)):
            for place in range(_WINDOW):
                for step, offset in ((-1 - place, place), (size + place, _WINDOW + place)):
                    other = np.roll(near, -step)
                    good = (unit >= 0) & (other >= 0)
                    rows.append(unit[good])
                    columns.append(other[good] + offset * len(contexts))
        row, column = np.concatenate(rows), np.concatenate(columns)
        total = total + coo_matrix((np.full(len(row), weight), (row, column)), shape=shape).tocsr()
        if progress:
            progress(done, len(parts))
    return total


def _chunks(texts: Sequence[str], size: int = 1_000_000) -> Iterable[list[str]]:
    chunk: list[str] = []
    held = 0
    for text in texts:
        chunk.append(text)
        held += len(text) + 1
        if held >= size:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


def _factorise(counts: csr_matrix, width: int, seed: int) -> NDArray[np.float32]:
    from sklearn.utils.extmath import randomized_svd

    of_row = np.asarray(counts.sum(1)).ravel()
    of_column = np.asarray(counts.sum(0)).ravel() ** 0.75
    share = counts.tocoo()
    # Contexts smoothed as in word2vec; rare ones would look too telling.
    information = np.log(share.data * of_column.sum() / (of_row[share.row] * of_column[share.col]))
    share.data = np.maximum(information, 0.0).astype(np.float32)
    left, strength, _ = randomized_svd(share.tocsr(), width, n_iter=4, random_state=seed)
    table = left * np.sqrt(strength)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    found: NDArray[np.float32] = (table * np.sqrt(width) * 0.25).astype(np.float32)
    return found


def write_vectors(path: Path, vectors: Vectors) -> None:
    """As int8 with one scale a row; the units lie in the file's metadata."""
    from safetensors.numpy import save_file

    scale = np.abs(vectors.table).max(1, keepdims=True) / 127 + 1e-12
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(
        {"table": np.round(vectors.table / scale).astype(np.int8), "scale": scale.astype(np.float16)},
        path,
        metadata={"units": json.dumps(vectors.units, ensure_ascii=False)},
    )


def read_vectors(path: Path) -> Vectors:
    """What `write_vectors` wrote.

    Raises:
        ModelError: the file is missing or damaged.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            units = json.loads(file.metadata()["units"])
            table = file.get_tensor("table").astype(np.float32) * file.get_tensor("scale").astype(np.float32)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise ModelError("the character vectors cannot be read", where=str(path)) from error
    return Vectors(tuple(units), table)
