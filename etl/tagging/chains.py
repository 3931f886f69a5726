"""Inference in a linear chain (a CRF's scores) with numpy: a hundred times less overhead a step than torch.

Forward and backward sums are scaled at every step (Rabiner 1989), so single precision bears documents of any length.
Shapes: emissions float [batch, length, tags]; mask bool [batch, length], true from the first position on without gaps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """Log scores of a chain: between tags [from, to], from the start [tags], to the end [tags]."""

    between: Floats
    first: Floats
    last: Floats


@dataclass(frozen=True, slots=True)
class Sums:
    """What forward-backward found.

    Attributes:
        log_z: log of the sum over all taggings [batch].
        forward: scaled sums up to and with each position [batch, length, tags].
        arriving: scaled sums from each position on, with its own emission [batch, length, tags].
        marginals: probability of each tag [batch, length, tags]; 0 where masked.
        moves: expected number of each move between tags [tags, tags].
        steps: exp(emission) over the scale of each position [batch, length, tags].
    """

    log_z: Floats
    forward: Floats
    arriving: Floats
    marginals: Floats
    moves: Floats
    steps: Floats


def forward_backward(emissions: Floats, mask: NDArray[np.bool_], scores: Scores) -> Sums:
    """Sums over all taggings of each sequence."""
    batch, length, tags = emissions.shape
    move, start, stop = np.exp(scores.between), np.exp(scores.first), np.exp(scores.last)
    top = emissions.max(2, keepdims=True)
    weight = np.exp(emissions - top)
    forward = np.empty((batch, length, tags), np.float32)
    scale = np.ones((batch, length), np.float32)
    full: list[bool] = np.asarray(mask.all(0)).tolist()
    now = start * weight[:, 0]
    scale[:, 0] = now.sum(1)
    now = forward[:, 0] = now / scale[:, :1]
    for at in range(1, length):
        then = (now @ move) * weight[:, at]
        total = then.sum(1)
        if not full[at]:
            then = np.where(mask[:, at, None], then, now)
            total[~mask[:, at]] = 1
        now = forward[:, at] = then / total[:, None]
        scale[:, at] = total
    closing = (now * stop).sum(1)
    steps = weight / scale[..., None]
    after = np.broadcast_to(stop, (batch, tags)) / closing[:, None]
    arriving = np.zeros((batch, length, tags), np.float32)
    leaving = np.empty((batch, length, tags), np.float32)
    leaving[:, -1] = after
    back = np.ascontiguousarray(move.T)
    for at in range(length - 1, 0, -1):
        arriving[:, at] = steps[:, at] * after
        then = arriving[:, at] @ back
        if not full[at]:
            arriving[:, at] *= mask[:, at, None]
            then = np.where(mask[:, at, None], then, after)
        after = leaving[:, at - 1] = then
    arriving[:, 0] = steps[:, 0] * leaving[:, 0]
    log_z = np.log(closing) + np.log(scale).sum(1) + (top[..., 0] * mask).sum(1)
    moves = move * np.einsum("blt,blu->tu", forward[:, :-1], arriving[:, 1:], optimize=True)
    return Sums(log_z, forward, arriving, forward * leaving * mask[..., None], moves, steps)
