"""What is near a title: the labels of each occupation, and titles that somebody has labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .titles_features import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class Nearest:
    """Cosines with known texts, summed up for the one that each belongs to.

    Args:
        rows: unit rows [texts, buckets].
        owners: whose text each is, 0..n-1.
        n: how many owners there are.
    """

    def __init__(self, rows: csr_matrix, owners: NDArray[np.int64], n: int) -> None:
        order = np.argsort(owners, kind="stable")
        self._columns = rows[order].T.tocsr()
        self._owners, self._starts = np.unique(owners[order], return_index=True)
        self._n = n

    def best(self, cosines: Floats) -> Floats:
        """Highest cosine of each owner, [queries, owners]; 0 for one without texts."""
        found = np.zeros((len(cosines), self._n), np.float32)
        if len(self._owners):
            found[:, self._owners] = np.maximum.reduceat(cosines, self._starts, axis=1)
        return found

    def votes(self, cosines: Floats, sharpness: float) -> Floats:
        """Log of one plus the sum over its texts of exp(sharpness * cosine) - 1, [queries, owners].

        Many near texts weigh more than one, and near ones far more than distant ones (kernel regression:
        Nadaraya 1964).
        """
        found = np.zeros((len(cosines), self._n), np.float32)
        if len(self._owners):
            near = np.expm1(sharpness * np.maximum(cosines, 0))
            found[:, self._owners] = np.log1p(np.add.reduceat(near, self._starts, axis=1))
        return found

    def cosines(self, queries: csr_matrix) -> Floats:
        """Cosine of each query with each text, [queries, texts], texts in the order of their owners."""
        found: Floats = np.asarray((queries @ self._columns).toarray(), np.float32)
        return found
