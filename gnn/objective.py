"""What training minimises: in-batch softmax with sampled and explicit negatives, both ways, over the vectors of one
batch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from .data import Cells, Indices, Pairs, Vectors

#: The logit of what is no negative: nothing is left of it in a softmax.
_NEVER = -1e4


@dataclass(frozen=True)
class Batch:
    """Pairs to be predicted, with the distinct nodes, in order, whose vectors that takes.

    `targets` are those of the pairs, the negatives that were drawn for all, and those of `explicit`: pairs that are
    negatives of their own source (and target) only, each counting as many times as its weight says. `counts`
    [len(targets)] says how much a target counts as a negative of every source: 1 (or more, where popularity is
    corrected for), 0 if it is there for others only.
    """

    pairs: Pairs
    sources: Indices
    targets: Indices
    explicit: Pairs
    counts: Vectors


def draw_batch(
    pairs: Pairs,
    targets: int,
    negatives: int,
    random: np.random.Generator,
    *,
    explicit: Pairs | None = None,
    among: Indices | None = None,
) -> Batch:
    """The batch of these pairs, with so many negatives among all the `targets` nodes.

    Args:
        explicit: negatives of certain sources; those of sources in the batch come along.
        among: how many pairs of the epoch each of the `targets` nodes has [targets]. If given, popularity is corrected
            for: a target counts by the inverse of its chance to be in such a batch, which is logQ (Yi et al. 2019) for
            batches where each target stands once. Without it, popular targets are negatives more often than others.
    """
    drawn = random.choice(targets, min(negatives, targets), replace=False)
    sources = np.unique(pairs.source)
    own = Pairs.of(()) if explicit is None else explicit.where(np.isin(explicit.source, sources))
    for_all = np.union1d(pairs.target, drawn)
    columns = np.union1d(for_all, own.target)
    counts = np.isin(columns, for_all).astype(np.float32)
    if among is not None:
        counts /= _chances(among[columns], int(among.sum()), len(pairs), len(drawn) / targets)
    return Batch(pairs, sources, columns, own, counts)


def _chances(of: Indices, pairs: int, batch: int, drawn: float) -> Vectors:
    """The chance that a target with `of` [n] of all `pairs` is in a batch of some pairs, when a share is `drawn`."""
    missed = (1.0 - batch / pairs) ** of * (1.0 - drawn)
    # Nothing that is neither asked for nor drawn is there for all, so that its chance does not matter.
    return np.asarray(np.maximum(1.0 - missed, 1e-9), np.float32)


def softmax_loss(
    scale: Tensor,
    sources: Tensor,
    targets: Tensor,
    batch: Batch,
    positives: Pairs,
    *,
    rows: slice = slice(None),
) -> Tensor:
    """Softmax over the targets of the batch, and over its sources the other way, weighted by pair; a scalar.

    The other true pairs of a source are masked, so that no truth is pushed away as a negative.

    Args:
        sources, targets: the unit vectors of `batch.sources` and `batch.targets`, [n, out].
        positives: every pair that is true.
        rows: the pairs that count, all if not given; the parts of a cut batch add up to the whole.
    """
    device = sources.device
    pairs = Pairs(batch.pairs.source[rows], batch.pairs.target[rows], batch.pairs.weight[rows])
    seat = np.searchsorted(batch.sources, pairs.source)
    place = np.searchsorted(batch.targets, pairs.target)
    left, right = torch.from_numpy(seat).to(device), torch.from_numpy(place).to(device)
    against = batch.explicit

    logits = scale * (sources[left] @ targets.T)
    logits = _counted(logits, batch.counts, against.weight, against.cells(pairs.source, batch.targets), place)
    logits = _masked(logits, positives.cells(pairs.source, batch.targets), place)
    forward = F.cross_entropy(logits, right, reduction="none")

    back = scale * (targets[right] @ sources.T)
    once = np.ones(len(batch.sources), np.float32)
    back = _counted(back, once, against.weight, against.turned().cells(pairs.target, batch.sources), seat)
    back = _masked(back, positives.turned().cells(pairs.target, batch.sources), seat)
    backward = F.cross_entropy(back, left, reduction="none")
    weight = torch.from_numpy(pairs.weight).to(device)
    return ((forward + 0.5 * backward) * weight).sum() / float(batch.pairs.weight.sum())


def _counted(logits: Tensor, counts: Vectors, weights: Vectors, explicit: Cells, own: Indices) -> Tensor:
    """Logits as if each column were there as many times as `counts` [columns] says, and at the `explicit` cells by
    their weight more; a row's `own` column never counts as explicit."""
    row, column, pair = explicit
    if not len(row) and (counts == 1.0).all():
        return logits
    with np.errstate(divide="ignore"):
        for_all = np.maximum(np.log(counts), _NEVER)
    times = torch.from_numpy(for_all).to(logits.device).expand(len(own), -1).clone()
    apart = column != own[row]
    row, column, pair = row[apart], column[apart], pair[apart]
    more = torch.from_numpy(np.log(counts[column] + weights[pair])).to(logits.device)
    return logits + times.index_put(
        (torch.from_numpy(row).to(times.device), torch.from_numpy(column).to(times.device)), more
    )


def _masked(logits: Tensor, true: Cells, own: Indices) -> Tensor:
    """Logits in which the `true` cells are no negatives, but for the `own` column of each row."""
    row, column, _ = true
    other = column != own[row]
    at = torch.from_numpy(row[other]).to(logits.device), torch.from_numpy(column[other]).to(logits.device)
    return logits.index_put(at, logits.new_tensor(_NEVER))
