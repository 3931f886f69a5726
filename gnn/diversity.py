"""Pages that are not ten times the same: maximal marginal relevance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .data import Vectors


def diversify(order: Sequence[int], scores: npt.NDArray[np.float64], vectors: Vectors, diversity: float) -> list[int]:
    """Reorder a ranking by maximal marginal relevance (Carbonell & Goldstein 1998).

    Each place goes to the item with the greatest `(1 - diversity) * score - diversity * likeness`, where likeness is
    the greatest cosine with an item that is placed already. The first item stays first, and the first k of the new
    order do not depend on how many are read, so that pages join.

    Args:
        order: the ranking, best first, as rows of `scores` [n] and `vectors` [n, dimension] (of length 1, or zeros).
        diversity: 0 leaves the order as it is, 1 heeds likeness alone.
    """
    if diversity <= 0 or len(order) < 3:
        return list(order)
    rows = np.array(order)
    gain, known = (1 - diversity) * scores[rows], vectors[rows]
    likeness = np.full(len(rows), -1.0)
    left = np.ones(len(rows), bool)
    placed: list[int] = []
    best = 0
    while True:
        placed.append(int(rows[best]))
        left[best] = False
        if not left.any():
            return placed
        likeness = np.maximum(likeness, known @ known[best])
        # argmax takes the first of equals: the better one of the ranking.
        best = int(np.argmax(np.where(left, gain - diversity * likeness, -np.inf)))
