"""Vectors of the nodes of a training batch: cut from those of the whole graph, or computed from sampled blocks."""

from __future__ import annotations

import contextlib
from typing import Any

import torch
from torch import Tensor

from graph.errors import ModelMismatch

from . import sampling
from .data import Indices
from .distributed import Group
from .edge_dropout import EdgeDropout
from .model import Edges, Features, GraphSage, edge_count
from .objective import Batch
from .sampling import ALL, NeighbourSampler, all_vectors, embed_seeds

#: Neighbours a relation and layer where nobody says otherwise.
FANOUT = 10


class BatchEmbedder:
    """Embeds batches by the weights that a model has at the time, and lets gradients through.

    Args:
        neighbours: how many a relation and layer, from the pairs outwards; see `TrainConfig`.
        edge_dropout: share of the edges that each batch does without.

    Raises:
        ModelMismatch: `neighbours` does not name every layer, or `edge_dropout` is no share.
    """

    def __init__(
        self,
        model: GraphSage,
        group: Group,
        neighbours: tuple[int, ...] | None,
        seed: int,
        edge_dropout: float = 0.0,
    ) -> None:
        if neighbours and len(neighbours) != len(model.layers):
            raise ModelMismatch(
                f"{len(neighbours)} numbers of neighbours for {len(model.layers)} layers",
                where="neighbours",
                fix="Give one for each layer, for example 10,10",
            )
        if not 0.0 <= edge_dropout < 1.0:
            raise ModelMismatch(f"{edge_dropout} is no share of edges", where="edge_dropout", fix="From 0 to below 1")
        self.model = model
        self.group = group
        self._neighbours = neighbours
        self._seed = seed
        self._edge_dropout = edge_dropout
        self._sampler: NeighbourSampler | None = None
        self._given: Edges = {}

    def begin(self, x: Features, edges: Edges, epoch: int) -> None:
        """Bring an epoch's graph to the device; of the same edges as before, nothing is built again."""
        device = self.group.device
        self._epoch, self._batches = epoch, 0
        self._x = {kind: values.to(device) for kind, values in x.items()}
        # By epoch and process: a resumed run draws as an unbroken one, and no two processes draw alike.
        seed = (self._seed * 100_003 + epoch) * self.group.size + self.group.rank
        self._generator = torch.Generator(device).manual_seed(seed)
        if edges is self._given:
            return
        self._given = edges
        self._edges = {edge: index.to(device) for edge, index in edges.items()}
        self._fanouts = self._choose_fanouts()
        sizes = {kind: len(values) for kind, values in x.items()}
        self._sampler = NeighbourSampler(self._edges, sizes) if self._fanouts else None

    def __call__(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Unit vectors of the batch's sources and of its targets, [n, out] each."""
        # By seed, epoch and batch, and the same in all processes: they learn from one graph.
        step = (self._seed, self._epoch, self._batches)
        dropout = EdgeDropout(self._edge_dropout, step) if self._edge_dropout else None
        self._batches += 1
        if self._sampler is None:
            sources, targets = self.model(self._x, dropout.thin(self._edges) if dropout else self._edges)
            return sources[self._here(batch.sources)], targets[self._here(batch.targets)]
        config, group = self.model.config, self.group
        left = self._here(batch.sources[group.share(len(batch.sources))])
        right = self._here(batch.targets[group.share(len(batch.targets))])
        if config.source == config.target:
            both, place = torch.unique(torch.cat([left, right]), return_inverse=True)
            found = self._embed(self._sampler, {config.source: both}, dropout)[config.source][place]
            sources, targets = found[: len(left)], found[len(left) :]
        else:
            vectors = self._embed(self._sampler, {config.source: left, config.target: right}, dropout)
            none = self._x[config.source].new_zeros(0, config.out)
            sources, targets = vectors.get(config.source, none), vectors.get(config.target, none)
        return group.gather(sources, len(batch.sources)), group.gather(targets, len(batch.targets))

    def whole(self) -> tuple[Tensor, Tensor]:
        """Unit vectors of all sources and all targets over every edge, without dropout and gradients."""
        training = self.model.training
        self.model.eval()
        try:
            with autocast(self.group.device):
                return all_vectors(self.model, self._x, self._edges)
        finally:
            self.model.train(training)

    def _embed(
        self, sampler: NeighbourSampler, seeds: dict[str, Tensor], dropout: EdgeDropout | None
    ) -> dict[str, Tensor]:
        keeps = dropout.keeps if dropout else None
        return embed_seeds(self.model, self._x, sampler.sample(seeds, self._fanouts, self._generator, keeps))

    def _choose_fanouts(self) -> tuple[int, ...]:
        layers, alone = len(self.model.layers), self.group.size == 1
        if self._neighbours is None:
            return () if alone and edge_count(self._edges) <= sampling.FULL_BATCH_UP_TO else (FANOUT,) * layers
        # A process of several embeds its own share only, so it works with blocks in any case.
        return self._neighbours or (() if alone else (ALL,) * layers)

    def _here(self, rows: Indices) -> Tensor:
        return torch.from_numpy(rows).to(self.group.device)


def autocast(device: torch.device) -> contextlib.AbstractContextManager[Any]:
    """bf16 on a GPU, nothing elsewhere."""
    if device.type == "cuda":
        return torch.autocast("cuda", dtype=torch.bfloat16)
    return contextlib.nullcontext()
