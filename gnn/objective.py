"""What training minimises: in-batch softmax with sampled negatives, both ways, over the vectors of one batch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from .data import Indices, Pairs


@dataclass(frozen=True)
class Batch:
    """Pairs to be predicted, with the distinct nodes, in order, whose vectors that takes.

    `targets` are those of the pairs and the negatives that were drawn; `frequency` [len(targets)] counts how often each
    is there.
    """

    pairs: Pairs
    sources: Indices
    targets: Indices
    frequency: Indices


def draw_batch(pairs: Pairs, targets: int, negatives: int, random: np.random.Generator) -> Batch:
    """The batch of these pairs, with so many negatives among all the `targets` nodes."""
    drawn = random.choice(targets, min(negatives, targets), replace=False)
    columns, frequency = np.unique(np.concatenate([pairs.target, drawn]), return_counts=True)
    return Batch(pairs, np.unique(pairs.source), columns, frequency)


def softmax_loss(
    scale: Tensor,
    sources: Tensor,
    targets: Tensor,
    batch: Batch,
    positives: Pairs,
    *,
    popularity: bool = False,
    rows: slice = slice(None),
) -> Tensor:
    """Softmax over the targets of the batch, and over its sources the other way, weighted by pair; a scalar.

    The other true pairs of a source are masked, so that no truth is pushed away as a negative.

    Args:
        sources, targets: the unit vectors of `batch.sources` and `batch.targets`, [n, out].
        positives: every pair that is true.
        popularity: correct for how often a target is in the batch (logQ, Yi et al. 2019).
        rows: the pairs that count, all if not given; the parts of a cut batch add up to the whole.
    """
    device = sources.device
    pairs = Pairs(batch.pairs.source[rows], batch.pairs.target[rows], batch.pairs.weight[rows])
    seat = np.searchsorted(batch.sources, pairs.source)
    place = np.searchsorted(batch.targets, pairs.target)
    left, right = torch.from_numpy(seat).to(device), torch.from_numpy(place).to(device)

    logits = scale * (sources[left] @ targets.T)
    if popularity:
        logits = logits - torch.from_numpy(np.log(batch.frequency.astype(np.float32))).to(device)
    truth = _other_truths(pairs.source, place, batch.targets, positives.source, positives.target)
    logits = logits.index_put(truth, logits.new_tensor(-1e4))
    forward = F.cross_entropy(logits, right, reduction="none")

    back = scale * (targets[right] @ sources.T)
    truth = _other_truths(pairs.target, seat, batch.sources, positives.target, positives.source)
    back = back.index_put(truth, back.new_tensor(-1e4))
    backward = F.cross_entropy(back, left, reduction="none")
    weight = torch.from_numpy(pairs.weight).to(device)
    return ((forward + 0.5 * backward) * weight).sum() / float(batch.pairs.weight.sum())


def _other_truths(
    rows: Indices, own: Indices, columns: Indices, left: Indices, right: Indices
) -> tuple[Tensor, Tensor]:
    """Cells (row, column) that are true by the pairs (left, right), but for the `own` column of each row.

    `rows` and `columns` (sorted) are node indices of the two ends; the answer indexes the matrix they span.
    """
    order = np.argsort(left, kind="stable")
    first = np.searchsorted(left[order], rows, side="left")
    count = np.searchsorted(left[order], rows, side="right") - first
    row = np.repeat(np.arange(len(rows)), count)
    step = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    node = right[order][np.repeat(first, count) + step]
    column = np.minimum(np.searchsorted(columns, node), len(columns) - 1)
    keep = (columns[column] == node) & (column != own[row])
    return torch.from_numpy(row[keep]), torch.from_numpy(column[keep])
