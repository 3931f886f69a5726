"""Seconds to read a synthetic graph of a million edges out of Neo4j into index arrays, and then into tensors.

The graph is made in an embedded server of its own, under a temporary folder, and taken down afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import psutil

from bench.scratch import scratch_settings
from bench.synthetic import Synthetic, edge_count, synthetic_graph
from bench.timing import measure, summary
from gnn.data import EdgeType, GraphData
from graph import server
from graph.settings import Settings
from graph.store import Store, open_store

NAMED = {"company", "place", "industry"}


def run(
    repeat: int = 3,
    progress: Callable[[int, int], None] | None = None,
    edges: Sequence[int] = (1_000_000,),
    seed: int = 0,
) -> dict[str, Any]:
    """Build a graph of so many edges and export it `repeat` times; the first time the server's caches are cold.

    Of several sizes, figures stand by size.
    """
    if len(edges) == 1:
        return _measured(edges[0], repeat, seed, progress)
    return {"bench": "export", "edges": {str(size): _measured(size, repeat, seed, progress) for size in edges}}


def _measured(edges: int, repeat: int, seed: int, progress: Callable[[int, int], None] | None) -> dict[str, Any]:
    from gnn.export import export

    with scratch_settings() as config, open_store(config) as store:
        graph = synthetic_graph(edges, seed)
        began = time.perf_counter()
        build(store, graph)
        built = time.perf_counter() - began
        found: list[GraphData] = []
        tensors: list[float] = []
        own, served = time.process_time(), _server_cpu(config)

        def once() -> None:
            found[:] = [export(store)]
            start = time.perf_counter()
            _tensors(found[0])
            tensors.append(time.perf_counter() - start)

        seconds = measure(once, repeat, progress)
        own, served = time.process_time() - own, _server_cpu(config) - served
        count = edge_count(found[0].edges)
        return summary(
            "export",
            count,
            "edges",
            seconds,
            synthetic=True,
            seed=seed,
            nodes=sum(len(nodes) for nodes in found[0].nodes.values()),
            all_there=count == edge_count(graph.edges),
            first_seconds=round(seconds[0], 2),
            cpu_seconds_here=round(own / repeat, 2),
            cpu_seconds_of_server=round(served / repeat, 2),
            tensor_seconds=round(min(tensors), 3),
            build_seconds=round(built, 1),
        )


def build(store: Store, graph: Synthetic) -> None:
    """Create the graph in an empty store, with attributes such as ingestion gives."""
    for kind, count in graph.counts.items():
        store.write_batches("bench/create_nodes", [_node(kind, i) for i in range(count)], label=kind.capitalize())
    for kind in dict.fromkeys(edge[0] for edge in graph.edges):
        rows: list[dict[str, Any]] = [{"id": _id(kind, i)} for i in range(graph.counts[kind])]
        for (source, relation, target), index in graph.edges.items():
            if source != kind:
                continue
            for row in rows:
                row[relation] = []
            for a, b in index.T.tolist():
                rows[a][relation].append(_id(target, b))
        store.write_batches(f"bench/{kind}_edges", rows, size=1_000)


def _id(kind: str, i: int) -> str:
    return f"{kind}:{i:08}"


def _node(kind: str, i: int) -> dict[str, Any]:
    name = f"{kind} {i}"
    own: dict[str, Any] = {"id": _id(kind, i)}
    if kind == "candidate":
        return own | {"headline": name, "lang": "en", "seniority": "mid", "years_experience": float(i % 30)}
    if kind == "job":
        return own | {"title": name, "lang": "en", "seniority": "mid", "years_min": float(i % 10), "remote": False}
    return own | ({"name": name} if kind in NAMED else {"label_en": name, "label_zh": name})


def _server_cpu(config: Settings) -> float:
    running = server.status(config)
    if running is None:
        return 0.0
    times = psutil.Process(running.pid).cpu_times()
    return float(times.user + times.system)


def _tensors(data: GraphData) -> dict[EdgeType, Any]:
    import torch

    return {edge: torch.from_numpy(np.ascontiguousarray(pairs)) for edge, pairs in data.with_reverse().items()}
