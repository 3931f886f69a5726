"""GraphSAGE over a heterogeneous graph, with one tower for each end of the link that it predicts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .data import EdgeType
from .pyg import GATConv, HeteroConv, SAGEConv

Features = Mapping[str, Tensor]
Edges = Mapping[EdgeType, Tensor]
#: How the messages of one relation become one: their mean, their greatest values, or a mean weighted by attention.
Aggregation = Literal["mean", "max", "attention"]


@dataclass(frozen=True)
class ModelConfig:
    """The shape of a model.

    `inputs` maps node type to feature width; links are predicted from nodes of type `source` to those of `target`.
    """

    inputs: dict[str, int]
    edge_types: tuple[EdgeType, ...]
    source: str = "candidate"
    target: str = "job"
    hidden: int = 128
    out: int = 128
    layers: int = 2
    dropout: float = 0.2
    temperature: float = 0.07
    aggregation: Aggregation = "mean"

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)

    @staticmethod
    def from_json(values: dict[str, Any]) -> ModelConfig:
        """The inverse of `to_json`."""
        return ModelConfig(**{**values, "edge_types": tuple(tuple(edge) for edge in values["edge_types"])})


class SageLayer(nn.Module):
    """One round of messages: mean over the neighbours of each relation, summed over relations, plus the node itself
    (Hamilton, Ying & Leskovec 2017, "mean" aggregator, with one weight matrix a relation as in R-GCN). The
    aggregators "max" and "attention" (Veličković et al. 2018) are there to be compared."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        # No bias: a relation without edges then adds exactly nothing, so a new document that brings only some
        # relations is embedded as it would be in the full graph.
        self.relations = HeteroConv(
            {edge: _relation(config) for edge in config.edge_types},
            aggr="sum",
        )
        self.root = nn.ModuleDict({kind: nn.Linear(config.hidden, config.hidden) for kind in config.inputs})
        self.norm = nn.ModuleDict({kind: nn.LayerNorm(config.hidden) for kind in config.inputs})
        self.dropout = nn.Dropout(config.dropout)

    def forward(
        self,
        x: Features,
        edges: Edges,
        only: Collection[str] | None = None,
        first: Mapping[str, int] | None = None,
    ) -> dict[str, Tensor]:
        """New states [n, hidden] by node type; of the types in `only`, if given, or of so many `first` nodes of each
        type in `first`, to which edges then lead."""
        ends = x if first is None else {kind: x[kind][:count] for kind, count in first.items()}
        wanted = ends.keys() if only is None else only
        edges = {edge: index for edge, index in edges.items() if edge[2] in wanted and edge[0] in x}
        # By edge type, not by node type: where `first` cuts a type short, its two ends differ in length.
        messages = self.relations({edge: (x[edge[0]], ends[edge[2]]) for edge in edges}, edges) if edges else {}
        out = {}
        for kind in wanted:
            own = ends[kind]
            mixed = self.root[kind](own)
            if kind in messages:
                mixed = mixed + messages[kind]
            out[kind] = own + self.dropout(F.relu(self.norm[kind](mixed)))
        return out


class GraphSage(nn.Module):
    """Two-tower heterogeneous GraphSAGE: features and edges in, unit vectors of sources and targets out."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.project = nn.ModuleDict({kind: nn.Linear(width, config.hidden) for kind, width in config.inputs.items()})
        self.layers = nn.ModuleList(SageLayer(config) for _ in range(config.layers))
        kinds = sorted({config.source, config.target})
        # Both ends may be of one type (related occupations): then one tower serves both.
        self.towers = nn.ModuleDict({kind: nn.Linear(config.hidden, config.out) for kind in kinds})
        self.log_scale = nn.Parameter(torch.tensor(1.0 / config.temperature).log())
        self._tie()

    @torch.no_grad()
    def _tie(self) -> None:
        """Start both towers alike: equal weights wherever they play equal parts.

        Two nodes with the same text or the same neighbours then have like vectors before any training, so training
        begins at "what overlaps, fits" and not at noise."""
        projections = [cast(nn.Linear, linear) for linear in self.project.values()]
        widest = max(projections, key=lambda linear: linear.in_features)
        for linear in projections:
            linear.weight.copy_(widest.weight[:, : linear.in_features])
            linear.bias.copy_(widest.bias)
        for layer in self.layers:
            layer = cast(SageLayer, layer)
            _copy_first(layer.root.values())
            by_source: dict[str, list[nn.Module]] = {}
            for edge in self.config.edge_types:
                by_source.setdefault(edge[0], []).append(layer.relations.convs[edge])
            for relations in by_source.values():
                _copy_first(relations)
        _copy_first(self.towers.values())

    def start(self, x: Features) -> dict[str, Tensor]:
        """Features to states of layer 0, [n, hidden] by node type."""
        return {kind: F.relu(self.project[kind](values)) for kind, values in x.items()}

    def states(self, x: Features, edges: Edges) -> list[dict[str, Tensor]]:
        """The states of every layer, from layer 0 to the last."""
        found = [self.start(x)]
        for layer in self.layers:
            found.append(layer(found[-1], edges))
        return found

    def head(self, kind: str, state: Tensor) -> Tensor:
        """Last states of one type to unit vectors [n, out]."""
        # float: under bf16 the norm of a vector loses digits that ranking needs.
        return F.normalize(self.towers[kind](state).float(), dim=-1)

    def forward(self, x: Features, edges: Edges) -> tuple[Tensor, Tensor]:
        """Unit vectors of all sources [n, out] and all targets [m, out]."""
        source, target = self.config.source, self.config.target
        last = self.start(x)
        for i, layer in enumerate(self.layers):
            # Nobody reads the last states of other node types.
            last = layer(last, edges, only={source, target} if i + 1 == len(self.layers) else None)
        return self.head(source, last[source]), self.head(target, last[target])

    @property
    def scale(self) -> Tensor:
        """Inverse temperature, kept below 100 so that the softmax does not freeze."""
        return self.log_scale.exp().clamp(max=100.0)


def edge_count(edges: Edges) -> int:
    """Edges of all types."""
    return sum(index.shape[1] for index in edges.values())


def _relation(config: ModelConfig) -> nn.Module:
    """The messages of one relation."""
    width = config.hidden
    if config.aggregation == "attention":
        convolution: nn.Module = GATConv((width, width), width, add_self_loops=False, bias=False)
        return convolution
    return cast(nn.Module, SAGEConv(width, width, aggr=config.aggregation, root_weight=False, bias=False))


def _copy_first(modules: Iterable[nn.Module]) -> None:
    first, *others = modules
    for other in others:
        other.load_state_dict(first.state_dict())
