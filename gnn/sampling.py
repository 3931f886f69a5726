"""Neighbour sampling in plain torch, on the device of the graph (Hamilton, Ying & Leskovec 2017, section 3.1).

PyTorch Geometric's loaders need pyg-lib or torch-sparse, which have no wheels on the package index. Here a graph is
kept as compressed sparse columns, and each layer of a model gets a block: the nodes it computes and, for each, a
uniform subset of its neighbours, drawn for all nodes at once. With every neighbour taken, the block computes exactly
what the full graph does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor

from .data import EdgeType
from .model import Edges, Features, GraphSage, SageLayer, edge_count

#: Fan-out that takes every neighbour.
ALL = -1
#: Which edges [n] of a type there are, by the indices of their two ends in the whole graph.
Keeps = Callable[[EdgeType, Tensor, Tensor], Tensor]
#: Edges, both directions counted, up to which the whole graph is embedded at once (memory: docs/performance.md).
FULL_BATCH_UP_TO = 4_000_000


@dataclass(frozen=True)
class Block:
    """One layer's part of the graph: edges [2, n] by type, from places among the nodes before the layer to places
    among the nodes after it, which are the first `sizes` of those before."""

    edges: dict[EdgeType, Tensor]
    sizes: dict[str, int]


@dataclass(frozen=True)
class Sample:
    """What some seeds need: `nodes` are indices in the whole graph by type, the seeds first; `blocks` are in the order
    of the layers."""

    nodes: dict[str, Tensor]
    blocks: list[Block]

    def features(self, x: Features) -> dict[str, Tensor]:
        """The rows of `x` that belong to `nodes`."""
        return {kind: x[kind][index] for kind, index in self.nodes.items()}


@dataclass(frozen=True)
class Columns:
    """The edges of one type by their target: `neighbours[start[i]:start[i + 1]]` are the sources of target i."""

    start: Tensor
    neighbours: Tensor

    @staticmethod
    def of(index: Tensor, targets: int) -> Columns:
        """From edges [2, n] to as many target nodes as there are."""
        order = torch.argsort(index[1], stable=True)
        counts = torch.bincount(index[1], minlength=targets)
        start = torch.zeros(targets + 1, dtype=torch.int64, device=index.device)
        torch.cumsum(counts, 0, out=start[1:])
        return Columns(start, index[0][order])

    def degrees(self, nodes: Tensor) -> Tensor:
        """Number of neighbours of each of these targets."""
        return self.start[nodes + 1] - self.start[nodes]

    def draw(self, nodes: Tensor, fanout: int, generator: torch.Generator | None) -> tuple[Tensor, Tensor]:
        """Up to `fanout` distinct neighbours of each node, every subset equally likely: (neighbour, place of node)."""
        degree = self.degrees(nodes)
        take = degree if fanout == ALL else degree.clamp(max=fanout)
        place = torch.repeat_interleave(torch.arange(len(nodes), device=nodes.device), take)
        step = torch.arange(len(place), device=nodes.device) - (take.cumsum(0) - take)[place]
        if fanout != ALL:
            crowded = degree > fanout
            chosen = _subsets(degree[crowded], fanout, generator)
            step[crowded[place]] = chosen.flatten()
        return self.neighbours[self.start[nodes][place] + step], place


def _subsets(sizes: Tensor, count: int, generator: torch.Generator | None) -> Tensor:
    """A uniform subset of `count` of the numbers below each size (all sizes greater than count): [len(sizes), count].

    Robert Floyd's algorithm (Bentley & Floyd 1987), a column at a time for all rows at once: no row costs more for
    its node having many neighbours.
    """
    chosen = torch.full((len(sizes), count), -1, dtype=torch.int64, device=sizes.device)
    for i in range(count):
        last = sizes - count + i
        drawn = torch.rand(len(sizes), generator=generator, device=sizes.device, dtype=torch.float64)
        number = (drawn * (last + 1)).long()
        taken = (chosen[:, :i] == number[:, None]).any(dim=1)
        chosen[:, i] = torch.where(taken, last, number)
    return chosen


class NeighbourSampler:
    """Samples blocks from a graph that it keeps on the device of its edges.

    Args:
        edges: [2, n] by type, message passing only: what is to be predicted must not be among them.
        sizes: number of nodes by type.
    """

    def __init__(self, edges: Edges, sizes: Mapping[str, int]) -> None:
        self.sizes = dict(sizes)
        self.columns = {edge: Columns.of(index, self.sizes[edge[2]]) for edge, index in edges.items()}
        device = next(iter(edges.values())).device if edges else torch.device("cpu")
        # Places of nodes in the sample that is being made; -1 everywhere between calls.
        self._places = {kind: torch.full((n,), -1, dtype=torch.int64, device=device) for kind, n in sizes.items()}

    def sample(
        self,
        seeds: Mapping[str, Tensor],
        fanouts: Sequence[int] | Mapping[EdgeType, Sequence[int]],
        generator: torch.Generator | None = None,
        keeps: Keeps | None = None,
    ) -> Sample:
        """Blocks that compute the seeds.

        Args:
            seeds: distinct node indices by type.
            fanouts: neighbours a relation, for each layer counted from the seeds; `ALL` takes every one. By edge type
                if relations differ; a type that is left out passes nothing.
            generator: where randomness comes from, on the device of the graph.
            keeps: which of the edges that were drawn stay; all if not given.
        """
        nodes = {kind: index for kind, index in seeds.items() if len(index)}
        for kind, index in nodes.items():
            self._places[kind][index] = torch.arange(len(index), device=index.device)
        by_edge = dict(fanouts) if isinstance(fanouts, Mapping) else dict.fromkeys(self.columns, fanouts)
        blocks = []
        try:
            for layer in range(max(map(len, by_edge.values()), default=0)):
                fanout = {edge: per_layer[layer] for edge, per_layer in by_edge.items()}
                block, nodes = self._block(nodes, fanout, generator, keeps)
                blocks.append(block)
        finally:
            for kind, index in nodes.items():
                self._places[kind][index] = -1
        return Sample(nodes, blocks[::-1])

    def _block(
        self,
        nodes: dict[str, Tensor],
        fanouts: Mapping[EdgeType, int],
        generator: torch.Generator | None,
        keeps: Keeps | None,
    ) -> tuple[Block, dict[str, Tensor]]:
        """The block that leads to these nodes, and the nodes before it."""
        drawn = {
            edge: self.columns[edge].draw(nodes[edge[2]], fanout, generator)
            for edge, fanout in fanouts.items()
            if edge in self.columns and edge[2] in nodes
        }
        if keeps:
            for edge, (neighbours, place) in drawn.items():
                kept = keeps(edge, neighbours, nodes[edge[2]][place])
                drawn[edge] = neighbours[kept], place[kept]
        sizes = {kind: len(index) for kind, index in nodes.items()}
        before = dict(nodes)
        for kind, places in self._places.items():
            found = [neighbours for edge, (neighbours, _) in drawn.items() if edge[0] == kind]
            if not found:
                continue
            met = torch.cat(found)
            new = torch.unique(met[places[met] < 0])
            known = before.get(kind, new[:0])
            places[new] = torch.arange(len(known), len(known) + len(new), device=new.device)
            before[kind] = torch.cat([known, new])
        edges = {
            edge: torch.stack([self._places[edge[0]][neighbours], place])
            for edge, (neighbours, place) in drawn.items()
            if len(place)
        }
        return Block(edges, sizes), {kind: index for kind, index in before.items() if len(index)}


def embed_seeds(model: GraphSage, x: Features, sample: Sample) -> dict[str, Tensor]:
    """Unit vectors of the seeds of a sample, [seeds, out] for each type that has a tower; `x` is of the whole graph."""
    state = model.start(sample.features(x))
    for layer, block in zip(model.layers, sample.blocks, strict=True):
        state = layer(state, block.edges, first=block.sizes)
    return {kind: model.head(kind, values) for kind, values in state.items() if kind in model.towers}


def all_states(model: GraphSage, x: Features, edges: Edges) -> list[dict[str, Tensor]]:
    """`model.states`, without gradients: at once, or layer by layer where the graph is too large for that."""
    with torch.no_grad():
        if edge_count(edges) <= FULL_BATCH_UP_TO:
            return model.states(x, edges)
        return layerwise_states(model, x, edges)


def all_vectors(model: GraphSage, x: Features, edges: Edges) -> tuple[Tensor, Tensor]:
    """Unit vectors of all sources and all targets as they are ranked, without gradients: [n, out] and [m, out]."""
    with torch.no_grad():
        last = all_states(model, x, edges)[-1]
        return model.head(model.config.source, last[model.config.source]), model.head(
            model.config.target, last[model.config.target]
        )


@torch.no_grad()
def layerwise_states(
    model: GraphSage, x: Features, edges: Edges, *, most_edges: int = 1_000_000
) -> list[dict[str, Tensor]]:
    """What `model.states` computes, a layer at a time for some nodes at a time, so that messages fit into memory.

    Args:
        most_edges: messages at once, all relations together; a node with more neighbours than that goes alone.
    """
    sampler = NeighbourSampler(edges, {kind: len(values) for kind, values in x.items()})
    found = [model.start(x)]
    for layer in model.layers:
        found.append(_layer(cast(SageLayer, layer), found[-1], sampler, most_edges))
    return found


def _layer(layer: SageLayer, x: Features, sampler: NeighbourSampler, most_edges: int) -> dict[str, Tensor]:
    out = {kind: torch.empty_like(values) for kind, values in x.items()}
    for kind, values in out.items():
        for nodes in _parts(kind, sampler, most_edges):
            sample = sampler.sample({kind: nodes}, [ALL])
            (block,) = sample.blocks
            values[nodes] = layer(sample.features(x), block.edges, first=block.sizes)[kind].to(values.dtype)
    return out


def _parts(kind: str, sampler: NeighbourSampler, most_edges: int) -> Iterator[Tensor]:
    """All nodes of a type, cut where their edges add up to `most_edges`."""
    count = sampler.sizes[kind]
    if not count:
        return
    nodes = torch.arange(count, device=sampler._places[kind].device)
    # A node costs something even without neighbours.
    cost = torch.ones_like(nodes)
    for edge, columns in sampler.columns.items():
        if edge[2] == kind:
            cost += columns.degrees(nodes)
    part = torch.div(cost.cumsum(0) - cost, most_edges, rounding_mode="floor")
    _, lengths = torch.unique_consecutive(part, return_counts=True)
    yield from torch.split(nodes, lengths.tolist())
