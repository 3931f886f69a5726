"""Edge dropout (DropEdge, Rong et al. 2020): in each step a share of the message edges is not there.

What is dropped is read off a hash of the two ends and the step, not drawn edge by edge: an edge, its reverse and its
other copies (further layers, other processes) are then dropped together, also where blocks of neighbours are sampled
and no list of all edges is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import torch
from torch import Tensor

from .data import EdgeType, forward
from .model import Edges

#: Odd numbers of 64 bits, as torch's signed integers hold them: the multipliers of splitmix64 (Steele et al. 2014).
_GOLDEN, _FIRST, _SECOND = (number - 2**64 for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_BITS = 24


@dataclass(frozen=True)
class EdgeDropout:
    """What one step drops: a `share` (0..1) of the edges of each relation; which ones, `step` says."""

    share: float
    step: tuple[int, ...]

    def keeps(self, edge: EdgeType, sources: Tensor, targets: Tensor) -> Tensor:
        """Which edges [n] from `sources` [n] to `targets` [n] (indices in the whole graph) are there."""
        name = forward(edge)
        if name != edge:
            sources, targets = targets, sources
        if edge[0] == edge[2]:
            # Within a node type both directions may be listed under one name.
            sources, targets = torch.minimum(sources, targets), torch.maximum(sources, targets)
        mixed = _mix(sources * _GOLDEN + crc32(repr((name, self.step)).encode()))
        mixed = _mix(mixed + targets * _GOLDEN)
        kept: Tensor = (mixed & (2**_BITS - 1)) >= self.share * 2**_BITS
        return kept

    def thin(self, edges: Edges) -> dict[EdgeType, Tensor]:
        """The edges that are there, [2, n] by type."""
        return {edge: index[:, self.keeps(edge, index[0], index[1])] for edge, index in edges.items()}


def _mix(bits: Tensor) -> Tensor:
    """The finaliser of splitmix64: every bit of the input moves every bit of the output."""
    bits = (bits ^ _shifted(bits, 30)) * _FIRST
    bits = (bits ^ _shifted(bits, 27)) * _SECOND
    return bits ^ _shifted(bits, 31)


def _shifted(bits: Tensor, by: int) -> Tensor:
    """Shifted to the right, zeros coming in: `>>` of signed integers would copy the sign."""
    shifted: Tensor = (bits >> by) & (2 ** (64 - by) - 1)
    return shifted
