"""Guards against leakage: what is to be predicted must not be readable from the message-passing graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph.errors import ModelMismatch

from ..data import EdgeType, Pairs

if TYPE_CHECKING:
    from ..model import Edges, ModelConfig


def leaks(edges: Edges, pairs: Pairs, source: str, target: str) -> dict[EdgeType, int]:
    """Edge types that join a pair to be predicted, in either direction, with the number of such pairs."""
    found: dict[EdgeType, int] = {}
    width = 1 + max(
        [int(pairs.target.max(initial=0)), int(pairs.source.max(initial=0))]
        + [int(index.max()) for index in edges.values() if index.numel()]
    )
    wanted = np.unique(pairs.source * width + pairs.target)
    for edge, index in edges.items():
        rows = index.cpu().numpy()
        keys = []
        if (edge[0], edge[2]) == (source, target):
            keys.append(rows[0] * width + rows[1])
        if (edge[2], edge[0]) == (source, target):
            keys.append(rows[1] * width + rows[0])
        count = int(np.isin(wanted, np.concatenate(keys)).sum()) if keys else 0
        if count:
            found[edge] = count
    return found


def check_no_leak(edges: Edges, pairs: Pairs, config: ModelConfig) -> None:
    """Refuse to train where a supervision edge, or its reverse, passes messages.

    Raises:
        ModelMismatch: it names the edge types.
    """
    found = leaks(edges, pairs, config.source, config.target)
    if found:
        raise ModelMismatch(
            "pairs to be predicted are edges of the message-passing graph",
            where=", ".join("-".join(edge) + f" ({count})" for edge, count in found.items()),
            fix="Take these edges and their reverses out of the graph before training",
        )
