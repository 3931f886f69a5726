"""A graph as index arrays: what is exported from the store, and what models read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graph.errors import ModelMismatch

if TYPE_CHECKING:
    from .pyg import HeteroData

EdgeType = tuple[str, str, str]
Indices = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]
#: See `Pairs.cells`.
Cells = tuple[Indices, Indices, Indices]

NODE_TYPES = ("candidate", "job", "skill", "occupation", "company", "place", "industry")
#: Every relation that messages may pass along; `export` adds the reverse of each.
EDGE_TYPES: tuple[EdgeType, ...] = (
    ("candidate", "has_skill", "skill"),
    ("candidate", "held", "occupation"),
    ("candidate", "works_as", "occupation"),
    ("candidate", "worked_at", "company"),
    ("candidate", "located_in", "place"),
    ("job", "requires", "skill"),
    ("job", "for", "occupation"),
    ("job", "offered_by", "company"),
    ("job", "located_in", "place"),
    ("job", "in_industry", "industry"),
    ("occupation", "needs", "skill"),
    ("skill", "broader", "skill"),
    ("occupation", "broader", "occupation"),
    ("skill", "related", "skill"),
    ("occupation", "related", "occupation"),
    ("occupation", "leads_to", "occupation"),
)
#: How much each kind of interaction says about a match; VIEWED is idle curiosity, HIRED is proof.
INTERACTION_WEIGHTS: dict[str, float] = {
    "VIEWED": 0.2, "RATED": 0.4, "APPLIED": 0.6, "INTERVIEWED": 0.8, "HIRED": 1.0,
}  # fmt: skip
#: How the names of reverse relations begin.
_BACK = "rev_"


def reverse(edge: EdgeType) -> EdgeType:
    """The type of the same edges walked backwards."""
    source, relation, target = edge
    return target, f"{_BACK}{relation}", source


def forward(edge: EdgeType) -> EdgeType:
    """The type whose edges these are walked backwards; itself if it is no reverse."""
    return (edge[2], edge[1].removeprefix(_BACK), edge[0]) if edge[1].startswith(_BACK) else edge


@dataclass(frozen=True)
class Nodes:
    """The nodes of one type: `rows[i]` has the attributes of the node with index i, among them `id`."""

    rows: Sequence[Mapping[str, Any]]

    @cached_property
    def ids(self) -> list[str]:
        """Ids by index."""
        return [row["id"] for row in self.rows]

    @cached_property
    def index(self) -> dict[str, int]:
        """Index by id."""
        return {id_: i for i, id_ in enumerate(self.ids)}

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Pairs:
    """Candidate-job pairs by index, each with a weight: what a model is supervised by. All arrays are [n]."""

    source: Indices
    target: Indices
    weight: Vectors

    def __len__(self) -> int:
        return len(self.source)

    def where(self, keep: npt.NDArray[np.bool_]) -> Pairs:
        """The pairs that `keep` [n] marks."""
        return Pairs(self.source[keep], self.target[keep], self.weight[keep])

    def cells(self, rows: Indices, columns: Indices) -> Cells:
        """Where the pairs are in the matrix that sources `rows` and targets `columns` (in order) span: row, column and
        number of the pair, [cells] each."""
        order = np.argsort(self.source, kind="stable")
        first = np.searchsorted(self.source, rows, side="left", sorter=order)
        count = np.searchsorted(self.source, rows, side="right", sorter=order) - first
        row = np.repeat(np.arange(len(rows)), count)
        step = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        pair = order[np.repeat(first, count) + step]
        node = self.target[pair]
        column = np.minimum(np.searchsorted(columns, node), len(columns) - 1)
        keep = columns[column] == node
        return row[keep], column[keep], pair[keep]

    def turned(self) -> Pairs:
        """The same pairs with their ends exchanged."""
        return Pairs(self.target, self.source, self.weight)

    @staticmethod
    def of(rows: Iterable[tuple[int, int, float]]) -> Pairs:
        """Pairs from (source, target, weight) rows; of a repeated pair the greatest weight counts."""
        best: dict[tuple[int, int], float] = {}
        for source, target, weight in rows:
            best[source, target] = max(weight, best.get((source, target), 0.0))
        keys = sorted(best)
        return Pairs(
            np.array([s for s, _ in keys], np.int64),
            np.array([t for _, t in keys], np.int64),
            np.array([best[key] for key in keys], np.float32),
        )

    @staticmethod
    def join(*parts: Pairs) -> Pairs:
        """All pairs of the parts, repeats folded."""
        source = np.concatenate([part.source for part in parts])
        target = np.concatenate([part.target for part in parts])
        weight = np.concatenate([part.weight for part in parts])
        order = np.lexsort((target, source))
        source, target, weight = source[order], target[order], weight[order]
        first = np.flatnonzero(np.diff(source, prepend=-1) | np.diff(target, prepend=-1))
        best = np.maximum.reduceat(weight, first) if len(first) else weight
        return Pairs(source[first], target[first], best)


@dataclass(frozen=True)
class GraphData:
    """Nodes by type, message-passing edges by type as [2, n] index arrays, and supervision apart from both.

    `interactions` are pairs that feedback speaks for, `refused` those that it speaks against.
    """

    nodes: dict[str, Nodes]
    edges: dict[EdgeType, Indices]
    interactions: Pairs = field(default_factory=lambda: Pairs.of(()))
    refused: Pairs = field(default_factory=lambda: Pairs.of(()))
    ontology_version: str = ""

    def with_reverse(self) -> dict[EdgeType, Indices]:
        """All edges and their reverses; an edge within one node type is walked both ways as well."""
        return self.edges | {reverse(kind): pairs[::-1].copy() for kind, pairs in self.edges.items()}

    def hetero(self, features: Mapping[str, Vectors]) -> HeteroData:
        """As PyTorch Geometric's `HeteroData`, with `x` per node type and reverse edges.

        Raises:
            ModelMismatch: a feature matrix has another number of rows than its node type has nodes.
        """
        import torch

        from .pyg import HeteroData

        data = HeteroData()
        for kind, nodes in self.nodes.items():
            if len(features[kind]) != len(nodes):
                raise ModelMismatch(
                    f"{len(features[kind])} feature rows for {len(nodes)} nodes", where=kind, fix="Export again"
                )
            data[kind].x = torch.from_numpy(features[kind])
        for edge, pairs in self.with_reverse().items():
            data[edge].edge_index = torch.from_numpy(np.ascontiguousarray(pairs))
        return data


def edge_array(pairs: Iterable[tuple[int, int]]) -> Indices:
    """Pairs as a [2, n] array without repeats, sorted, so that the same graph gives the same array."""
    rows = np.array(list(pairs), np.int64).reshape(-1, 2)
    return distinct_edges(rows[:, 0], rows[:, 1])


def distinct_edges(source: Indices, target: Indices) -> Indices:
    """`edge_array` of two index arrays [n]."""
    width = int(target.max(initial=0)) + 1
    keys = np.unique(source * width + target)
    return np.stack([keys // width, keys % width])
