"""Ranking metrics over full rankings, with mean ranks for ties, and bootstrap intervals by group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Interval = tuple[float, float, float]


def ranks(
    scores: npt.NDArray[np.floating], gold: npt.NDArray[np.int64], known: npt.NDArray[np.int64] | None = None
) -> Floats:
    """Ranks of the gold items of one query, ascending, counted from 1.

    Items that share a score share the mean of their ranks, so an ordering of ties can win nothing. `known` items
    leave the ranking, unless they are gold. A score that is not a number is the worst.
    """
    scores = np.nan_to_num(np.asarray(scores, np.float64), nan=-np.inf)
    keep = np.ones(len(scores), bool)
    if known is not None:
        keep[known] = False
    keep[gold] = True
    kept = np.sort(scores[keep])
    mine = scores[gold]
    above = len(kept) - np.searchsorted(kept, mine, side="right")
    equal = np.searchsorted(kept, mine, side="right") - np.searchsorted(kept, mine, side="left")
    return np.sort(above + (equal + 1) / 2.0)


def mean_reciprocal_rank(found: Floats) -> float:
    """Reciprocal rank of the first hit; 0 without any."""
    return float(1.0 / found[0]) if len(found) else 0.0


def recall_at(found: Floats, k: int) -> float:
    """Share of the gold items within the first k."""
    return float(np.mean(found <= k)) if len(found) else 0.0


def hit_at(found: Floats, k: int) -> float:
    """1 if any gold item is within the first k."""
    return float(len(found) > 0 and found[0] <= k)


def ndcg_at(found: Floats, k: int) -> float:
    """Normalised discounted cumulative gain with binary gains (Järvelin & Kekäläinen 2002)."""
    if not len(found):
        return 0.0
    ideal = float(np.sum(1.0 / np.log2(np.arange(1, min(len(found), k) + 1) + 1)))
    return min(float(np.sum(1.0 / np.log2(found[found <= k] + 1))) / ideal, 1.0)


def r_precision_at(found: Floats, k: int) -> float:
    """Hits within the first k over min(k, number of gold items)."""
    # Ties share a mean rank, so more than k gold items may stand at or above rank k.
    return min(float(np.sum(found <= k)) / min(k, len(found)), 1.0) if len(found) else 0.0


def interval(values: Sequence[float] | Floats, *, draws: int = 1000, seed: int = 0) -> Interval:
    """Mean with its 95 % percentile bootstrap interval. One value a group (person): groups are drawn, not rows."""
    array = np.asarray(values, np.float64)
    if not len(array):
        return (0.0, 0.0, 0.0)
    random = np.random.default_rng(seed)
    means = np.array([array[random.integers(0, len(array), len(array))].mean() for _ in range(draws)])
    low, high = np.percentile(means, [2.5, 97.5])
    return (float(array.mean()), float(low), float(high))


def figure(values: Sequence[float] | Floats) -> list[float | None]:
    """`interval` as reports have it, to four decimals; nothing known where there are no values."""
    return [round(value, 4) for value in interval(values)] if len(values) else [None] * 3


def paired_difference(ours: Sequence[float] | Floats, theirs: Sequence[float] | Floats, *, seed: int = 0) -> Interval:
    """Mean of ours minus theirs over the same groups, with its 95 % bootstrap interval."""
    return interval(np.asarray(ours, np.float64) - np.asarray(theirs, np.float64), seed=seed)


def auc(scores: npt.NDArray[np.floating], labels: npt.NDArray[np.bool_]) -> float:
    """Area under the ROC curve, ties counted half (Mann-Whitney)."""
    positive, negative = np.asarray(scores)[labels], np.sort(np.asarray(scores)[~labels])
    if not len(positive) or not len(negative):
        return 0.5
    below = np.searchsorted(negative, positive, side="left")
    upto = np.searchsorted(negative, positive, side="right")
    return float(np.mean((below + upto) / 2.0) / len(negative))
