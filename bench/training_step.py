"""Training steps of one way over a synthetic graph, in a process of its own: time and memory as one JSON line."""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from bench.synthetic import Synthetic, edge_count, synthetic_graph
from gnn.batches import FANOUT, BatchEmbedder
from gnn.data import GraphData, Nodes, Pairs
from gnn.distributed import Group
from gnn.model import GraphSage
from gnn.objective import draw_batch, softmax_loss
from gnn.pyg import HeteroData, SAGEConv, to_hetero
from gnn.supervision import model_config
from graph.device import pick_device

BATCH, NEGATIVES, HIDDEN, WIDTH = 1024, 512, 128, 128
WAYS = ("sampled", "full", "pyg_full")


def run(way: str, edges: int, steps: int, seed: int) -> dict[str, Any]:
    """Median seconds of a step over 1,024 pairs, after one that warms up, and the peak memory of the process;
    `idle_mib` of it were there before the graph was."""
    device = torch.device(pick_device())
    torch.manual_seed(seed)
    idle = _peak_mib(device)
    began = time.perf_counter()
    graph = synthetic_graph(edges, seed)
    made = time.perf_counter() - began
    began = time.perf_counter()
    step = _pyg(graph, device, seed) if way == "pyg_full" else _ours(graph, device, way, seed)
    prepared = time.perf_counter() - began
    first, *rest = (_timed(step, graph.pairs, i, seed, device) for i in range(steps + 1))
    return {
        "edges": edge_count(graph.edges),
        "nodes": sum(graph.counts.values()),
        "step_seconds": round(statistics.median(one[0] for one in rest), 4),
        "step_cpu_seconds": round(statistics.median(one[1] for one in rest), 4),
        "first_step_seconds": round(first[0], 4),
        "prepare_seconds": round(prepared, 2),
        "make_graph_seconds": round(made, 2),
        "peak_mib": _peak_mib(device),
        "idle_mib": idle,
        "steps": steps,
        "device": torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu",
    }


def _timed(
    step: Callable[[Pairs, np.random.Generator], None], pairs: Pairs, i: int, seed: int, device: torch.device
) -> tuple[float, float]:
    random = np.random.default_rng((seed, i))
    chosen = np.zeros(len(pairs), np.bool_)
    chosen[random.choice(len(pairs), min(BATCH, len(pairs)), replace=False)] = True
    began, cpu = time.perf_counter(), time.process_time()
    step(pairs.where(chosen), random)
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter() - began, time.process_time() - cpu


def _peak_mib(device: torch.device) -> int:
    if device.type == "cuda":
        return int(torch.cuda.max_memory_allocated(device) // 2**20)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _ours(graph: Synthetic, device: torch.device, way: str, seed: int) -> Callable[[Pairs, np.random.Generator], None]:
    """A step of `gnn.training`: in-batch softmax with 512 negatives, over blocks or over the whole graph."""
    features = graph.features(WIDTH, seed)
    data = _data(graph)
    config = model_config(features, list(graph.edges))
    model = GraphSage(config).to(device).train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    neighbours = () if way == "full" else (FANOUT,) * config.layers
    embedder = BatchEmbedder(model, Group(device), neighbours, seed)
    embedder.begin(*_tensors(data, features), 0)

    def step(pairs: Pairs, random: np.random.Generator) -> None:
        batch = draw_batch(pairs, graph.counts["job"], NEGATIVES, random)
        with torch.autocast("cuda", torch.bfloat16, enabled=device.type == "cuda"):
            loss = softmax_loss(model.scale, *embedder(batch), batch, graph.pairs)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()

    return step


class _TutorialGnn(nn.Module):
    """Two layers of `SAGEConv` with lazy sizes, as the tutorial on heterogeneous graphs has them for `to_hetero`."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = SAGEConv((-1, -1), HIDDEN)
        self.conv2 = SAGEConv((-1, -1), HIDDEN)

    def forward(self, x: Tensor, edge_index: Tensor) -> Tensor:
        found: Tensor = self.conv2(self.conv1(x, edge_index).relu(), edge_index)
        return found


def _pyg(graph: Synthetic, device: torch.device, seed: int) -> Callable[[Pairs, np.random.Generator], None]:
    """PyTorch Geometric as its tutorials use it: `to_hetero` over the full graph, dot product, one random negative a
    pair, binary cross-entropy. Its `LinkNeighborLoader` needs pyg-lib or torch-sparse, for which there are no wheels
    on the package index, and has no other fall-back."""
    hetero: HeteroData = _data(graph).hetero(graph.features(WIDTH, seed)).to(device)
    model = to_hetero(_TutorialGnn(), hetero.metadata(), aggr="sum").to(device)
    with torch.no_grad():
        model(hetero.x_dict, hetero.edge_index_dict)
    optimiser = torch.optim.Adam(model.parameters(), lr=3e-3)

    def step(pairs: Pairs, random: np.random.Generator) -> None:
        found = model(hetero.x_dict, hetero.edge_index_dict)
        other = random.integers(0, graph.counts["job"], len(pairs))
        left = torch.from_numpy(np.concatenate([pairs.source, pairs.source])).to(device)
        right = torch.from_numpy(np.concatenate([pairs.target, other])).to(device)
        truth = torch.cat([torch.ones(len(pairs)), torch.zeros(len(pairs))]).to(device)
        loss = F.binary_cross_entropy_with_logits((found["candidate"][left] * found["job"][right]).sum(dim=-1), truth)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()

    return step


def _data(graph: Synthetic) -> GraphData:
    return GraphData({kind: Nodes([{"id": ""}] * n) for kind, n in graph.counts.items()}, graph.edges)


def _tensors(data: GraphData, features: dict[str, Any]) -> tuple[dict[str, Tensor], dict[Any, Tensor]]:
    edges = {edge: torch.from_numpy(np.ascontiguousarray(index)) for edge, index in data.with_reverse().items()}
    return {kind: torch.from_numpy(values) for kind, values in features.items()}, edges


def main() -> None:
    """Read the arguments, write the line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("--edges", type=int, required=True)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    os.write(1, json.dumps(run(given.way, given.edges, given.steps, given.seed)).encode() + b"\n")


if __name__ == "__main__":
    main()
