"""Splits for cross-validation: the same share of every label in each fold, and near-copies always on one side."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graph.errors import InputError

Ints = npt.NDArray[np.int64]
#: Two texts are near-copies when this share of the shorter one's runs of words stands in the other.
SHARED = 0.5
_RUN = 5


def near_copies(texts: Sequence[str], shared: float = SHARED) -> Ints:
    """The group of each text, int [len(texts)]: texts that share half of their five-word runs are in one group.

    Shared runs are counted exactly (Broder 1997, "On the resemblance and containment of documents", without sketches),
    against the shorter text, so that a resume that was only extended is found as well.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    rows, columns = [], []
    for row, text in enumerate(texts):
        found = _runs(text)
        rows += [row] * len(found)
        columns += sorted(found)
    sizes = np.maximum(np.bincount(rows, minlength=len(texts)), 1)
    _, columns_at, times = np.unique(np.array(columns, np.int64), return_inverse=True, return_counts=True)
    several = times[columns_at] > 1  # Most runs stand in one text only.
    at = (np.array(rows, np.int64)[several], columns_at[several])
    holds = csr_matrix((np.ones(len(at[0]), np.int32), at), shape=(len(texts), len(times)))
    common = (holds @ holds.T).tocoo()
    near = common.data >= shared * np.minimum(sizes[common.row], sizes[common.col])
    graph = csr_matrix((np.ones(int(near.sum()), np.int8), (common.row[near], common.col[near])), shape=common.shape)
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)


def _runs(text: str) -> set[int]:
    words = re.findall(r"[^\W_\u3400-\u9fff]+|[\u3400-\u9fff]", text.lower())
    return {zlib.crc32(" ".join(words[at : at + _RUN]).encode()) for at in range(max(len(words) - _RUN + 1, 1))}


def folds(labels: Ints, groups: Ints, count: int, seed: int = 0) -> list[tuple[Ints, Ints]]:
    """(train, test) indices of each fold, in which no group is on both sides.

    Raises:
        InputError: a label has fewer groups of texts than there are folds.
    """
    from sklearn.model_selection import StratifiedGroupKFold

    fewest = min(len(set(groups[labels == label].tolist())) for label in np.unique(labels))
    if fewest < count:
        raise InputError(
            f"a label has only {fewest} texts that are no copies of each other, too few for {count} folds",
            where="--folds",
            fix="Give more texts, or fewer folds",
        )
    split = StratifiedGroupKFold(count, shuffle=True, random_state=seed)
    return [(np.asarray(train), np.asarray(test)) for train, test in split.split(labels, labels, groups)]
