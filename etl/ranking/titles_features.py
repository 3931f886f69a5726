"""Titles and labels as sparse vectors: words, pairs of words and character n-grams, hashed and weighed by rarity.

Hashing (Weinberger et al. 2009) keeps a model small and free of any text that it was trained on. Chinese titles are
their characters, alone and in runs of two and three.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from etl.text import is_han, norm

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
_WORDS = re.compile(r"[^\W_\u3400-\u9fff]+[+#.]*|[\u3400-\u9fff]+")
_SIZES = (3, 4, 5)


def grams(text: str) -> set[str]:
    """The features of a text; `?` alone where it has no letter or digit."""
    found: set[str] = set()
    before = ""
    for match in _WORDS.finditer(norm(text)):
        word = match[0]
        if is_han(word[0]):
            for size in (1, 2, 3):
                found.update(word[i : i + size] for i in range(len(word) - size + 1))
            found.add(f"{word[-2:]}>")  # What a Chinese title ends with says what it is.
            continue
        found.add(f"={word}")
        if before:
            found.add(f"{before}_{word}")
        before = word
        edged = f"<{word}>"
        for size in _SIZES:
            found.update(edged[i : i + size] for i in range(len(edged) - size + 1))
    return found or {"?"}


@dataclass(frozen=True)
class Hashing:
    """Which column a feature falls into, and what it weighs.

    `idf` is float32 [buckets]: 0 for columns that were never seen. The number of buckets is a power of two.
    """

    idf: Floats

    @classmethod
    def fit(cls, texts: Sequence[str], buckets: int) -> Hashing:
        """Rarity of each column in `texts` (smoothed inverse document frequency)."""
        return cls.fit_rows(texts, buckets)[0]

    @classmethod
    def fit_rows(cls, texts: Sequence[str], buckets: int) -> tuple[Hashing, csr_matrix]:
        """`fit` and the rows of the same texts, whose features are found only once."""
        columns, starts = _columns(texts, buckets)
        counts = np.bincount(columns, minlength=buckets)
        found = cls(np.where(counts, np.log((1 + len(texts)) / (1 + counts)) + 1, 0).astype(np.float32))
        return found, found._rows(columns, starts)

    def __call__(self, texts: Sequence[str]) -> csr_matrix:
        """Unit rows, float32 [len(texts), buckets]; a text without a known feature is a row of zeros."""
        return self._rows(*_columns(texts, len(self.idf)))

    def _rows(self, columns: NDArray[np.int32], starts: NDArray[np.int32]) -> csr_matrix:
        from scipy.sparse import csr_matrix

        texts = len(starts) - 1
        values = self.idf[columns]
        lengths = np.sqrt(np.add.reduceat(values * values, starts[:-1])) if texts else values
        values = values / np.repeat(np.maximum(lengths, 1e-6), np.diff(starts))
        found: Any = csr_matrix((values, columns, starts), shape=(texts, len(self.idf)))
        found.eliminate_zeros()
        return found


def _columns(texts: Sequence[str], buckets: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Columns of all texts after each other, rising within a text, and where each text starts."""
    mask = buckets - 1
    hashed: dict[str, int] = {}
    columns: list[int] = []
    starts = [0]
    for text in texts:
        found = grams(text)
        for gram in found:
            if gram not in hashed:
                hashed[gram] = zlib.crc32(gram.encode()) & mask
        columns += sorted({hashed[gram] for gram in found})
        starts.append(len(columns))
    return np.array(columns, np.int32), np.array(starts, np.int32)
