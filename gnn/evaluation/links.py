"""The task `links`: held-out O*NET edges by full ranking, GraphSAGE beside the simple predictors."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from ..baselines.links import adamic_adar, nearest_neighbours, popularity
from ..data import EdgeType, Indices, Pairs, Vectors, edge_array, reverse
from ..features import TextEncoder
from ..model import ModelConfig
from ..training import Episode, TrainConfig, train
from .metrics import interval, mean_reciprocal_rank, paired_difference, ranks, recall_at
from .occupations import NEEDED, Edge, OccupationTables, Relation, hold_out, load, load_gold
from .report import EvalReport

Progress = Callable[[int, int], None]
METRICS = ("mrr", "hits1", "hits10", "hits50")
EPOCHS = 40
Marks = npt.NDArray[np.bool_]
PerSource = dict[str, list[float]]


def evaluate_links(
    data: Path,
    relation: Relation,
    gold: Path | None = None,
    *,
    seeds: int = 5,
    device: str = "auto",
    encoder: TextEncoder | None = None,
    epochs: int = EPOCHS,
    progress: Progress | None = None,
) -> EvalReport:
    """Rank every target that is not linked in train. `mrr` is that of each occupation's first hit, `hitsK` the share
    of its held-out edges within the first K; means over occupations with 95 % intervals.

    Args:
        gold: held-out edges; without it a tenth of the edges in `data` is held out by seed 0.

    Raises:
        GoldFileError: a bad line.
    """
    started = time.perf_counter()
    tables = load(data)
    held = load_gold(gold, relation) if gold else hold_out(tables, relation)
    if encoder is None:
        from graph.encoder import Encoder

        encoder = Encoder(device=device)
    graph = OccupationGraph(tables, relation, held, encoder)
    results: dict[str, list[PerSource]] = defaultdict(list)
    for name, scores in graph.baselines().items():
        results[name].append(_judge(graph, scores))
    for seed in range(seeds):
        config = TrainConfig(epochs=epochs, batch=4096, negatives=2048, patience=6, seed=seed, device=device)
        supervision = EdgeSupervision(graph, seed)
        model = train(supervision, config).model
        whole = supervision.whole()
        with torch.no_grad():
            sources, targets = model(whole.x, whole.edges)
        results["graphsage"].append(_judge(graph, (sources @ targets.T).numpy()))
        if progress:
            progress(seed + 1, seeds)
    averaged = {
        name: {m: list(np.mean([run[m] for run in runs], axis=0)) for m in METRICS} for name, runs in results.items()
    }
    ours = averaged.pop("graphsage")
    seconds = time.perf_counter() - started
    return EvalReport(
        task="links",
        gold=str(gold or f"a tenth of {data}"),
        n=len(held),
        metrics={m: [round(x, 4) for x in interval(ours[m])] for m in METRICS},
        baselines={
            name: {m: [round(x, 4) for x in interval(values[m])] for m in METRICS} for name, values in averaged.items()
        },
        seconds=round(seconds, 1),
        items_per_second=round(len(held) / seconds, 2),
        details={
            "relation": relation,
            "occupations": len(graph.gold),
            "seeds": seeds,
            "seed_spread": {
                m: round(float(np.std([np.mean(run[m]) for run in results["graphsage"]], ddof=min(1, seeds - 1))), 4)
                for m in METRICS
            },
            "gain_over": {
                name: {m: [round(x, 4) for x in paired_difference(ours[m], values[m])] for m in METRICS}
                for name, values in averaged.items()
            },
        },
    )


class OccupationGraph:
    """O*NET as a graph, without the held-out edges."""

    def __init__(
        self, tables: OccupationTables, relation: Relation, held: Sequence[Edge], encoder: TextEncoder
    ) -> None:
        self.relation = relation
        self.occupations = {code: i for i, code in enumerate(sorted(tables.occupations))}
        self.technologies = {name: i for i, name in enumerate(tables.technologies)}
        targets = self.technologies if relation == "technology" else self.occupations
        self.targets = len(targets)
        held = [edge for edge in held if edge[0] in self.occupations and edge[1] in targets]
        gone = set(held)
        self.gold = _grouped((self.occupations[a], targets[b]) for a, b in held)
        self.train = np.array(
            [
                (self.occupations[a], targets[b])
                for a, b in getattr(tables, relation)
                if (a, b) not in gone and a in self.occupations and b in targets
            ],
            np.int64,
        )
        self.known = _grouped((int(a), int(b)) for a, b in self.train)
        if relation == "related":
            # A pair whose reverse is in train is never positive in this data; nor is an occupation related to itself.
            for a, b in self.train.tolist():
                self.known.setdefault(b, set()).add(a)
            for a in range(self.targets):
                self.known.setdefault(a, set()).add(a)
        elements = _index(name for _, name, _ in tables.elements)
        kinds = _index(tables.kinds.values())
        tools = _index(name for _, name in tables.tools)
        groups = _index(code[:n] for code in self.occupations for n in (2, 5))
        own = self.occupations
        self.importance: Vectors = np.zeros((len(own), len(elements)), np.float32)
        for code, name, value in tables.elements:
            self.importance[own[code], elements[name]] = value
        self.edges: dict[EdgeType, Indices] = {
            ("occupation", "needs", "element"): edge_array(
                (own[code], elements[name]) for code, name, value in tables.elements if value >= NEEDED
            ),
            ("occupation", "in_group", "group"): edge_array((own[c], groups[c[:n]]) for c in own for n in (2, 5)),
            ("occupation", "uses_tool", "tool"): edge_array((own[c], tools[name]) for c, name in tables.tools),
            ("skill", "kind_of", "kind"): edge_array((i, kinds[tables.kinds[n]]) for n, i in self.technologies.items()),
        }
        if relation == "technology":
            self.edges["occupation", "related", "occupation"] = edge_array((own[a], own[b]) for a, b in tables.related)
            self.link: EdgeType = ("occupation", "uses", "skill")
        else:
            self.edges["occupation", "uses", "skill"] = edge_array(
                (own[a], self.technologies[b]) for a, b in tables.technology
            )
            self.link = ("occupation", "related", "occupation")
        self.text = encoder.encode([tables.occupations[code] for code in own])
        names = {"skill": list(self.technologies), "element": list(elements), "kind": list(kinds), "tool": list(tools)}
        self.x = {kind: encoder.encode(texts) for kind, texts in names.items()}
        self.x["group"] = _group_means(self.text, self.edges["occupation", "in_group", "group"], len(groups))
        self.x["occupation"] = np.hstack([self.text, self.importance / 5.0]).astype(np.float32)

    def incidence(self) -> Vectors:
        """Train links, [occupations, targets]."""
        found: Vectors = np.zeros((len(self.occupations), self.targets), np.float32)
        found[self.train[:, 0], self.train[:, 1]] = 1.0
        return found

    def baselines(self) -> dict[str, Vectors]:
        """Scores of the simple predictors, [occupations, targets]."""
        links = self.incidence()
        technology = self.relation == "technology"
        profiles = [self.importance - self.importance.mean(axis=0), self.text]
        if technology:
            profiles.append(links / np.sqrt(np.maximum(links.sum(axis=0), 1.0)))
        return {
            "popularity": popularity(links),
            "adamic_adar": adamic_adar(links, bipartite=technology),
            "knn": nearest_neighbours(profiles, links if technology else None),
        }


class EdgeSupervision:
    """In each epoch a random third of the train edges is asked for and leaves the graph, with its reverses."""

    def __init__(self, graph: OccupationGraph, seed: int) -> None:
        self.graph, self.seed = graph, seed
        self.x = {kind: torch.from_numpy(values) for kind, values in graph.x.items()}
        fixed = graph.edges | {reverse(edge): pairs[::-1].copy() for edge, pairs in graph.edges.items()}
        self.fixed = {edge: torch.from_numpy(np.ascontiguousarray(pairs)) for edge, pairs in fixed.items()}
        random = np.random.default_rng((seed, 3))
        held = self._chosen(random, 0.08, graph.train)
        self.valid, self.learn = graph.train[held], graph.train[~held]
        kinds = (*self.fixed, graph.link, reverse(graph.link))
        widths = {kind: int(values.shape[1]) for kind, values in graph.x.items()}
        self.config = ModelConfig(widths, kinds, source="occupation", target=graph.link[2])

    def episode(self, epoch: int, /) -> Episode:
        """The split of one epoch."""
        asked = self._chosen(np.random.default_rng((self.seed, 11, epoch)), 0.35, self.learn)
        return self._episode(self.learn[~asked], self.learn[asked], self.learn[~asked])

    def validation(self) -> Episode:
        """Edges that no epoch shows."""
        return self._episode(self.learn, self.valid, self.learn)

    def whole(self) -> Episode:
        """Every train edge, for the final ranking."""
        return self._episode(self.graph.train, self.graph.train[:0], self.graph.train)

    def _chosen(self, random: np.random.Generator, share: float, edges: Indices) -> Marks:
        """A random share of the edges; both directions of a pair go together, or one would tell the other."""
        key = edges if self.graph.relation == "technology" else np.sort(edges, axis=1)
        _, pair = np.unique(key, axis=0, return_inverse=True)
        pair = pair.reshape(-1)
        drawn: Marks = random.random(int(pair.max(initial=0)) + 1) < share
        return drawn[pair]

    def _episode(self, shown: Indices, asked: Indices, known: Indices) -> Episode:
        link = torch.from_numpy(shown.T.copy())
        edges = self.fixed | {self.graph.link: link, reverse(self.graph.link): link.flip(0).contiguous()}
        return Episode(self.x, edges, _pairs(asked), _pairs(known))


def _judge(graph: OccupationGraph, scores: Vectors) -> PerSource:
    found: PerSource = {metric: [] for metric in METRICS}
    for source, gold in sorted(graph.gold.items()):
        known = np.array(sorted(graph.known.get(source, set())), np.int64)
        place = ranks(scores[source], np.array(sorted(gold), np.int64), known)
        found["mrr"].append(mean_reciprocal_rank(place))
        for k in (1, 10, 50):
            found[f"hits{k}"].append(recall_at(place, k))
    return found


def _pairs(edges: Indices) -> Pairs:
    return Pairs(edges[:, 0].copy(), edges[:, 1].copy(), np.ones(len(edges), np.float32))


def _grouped(edges: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for a, b in edges:
        found.setdefault(a, set()).add(b)
    return found


def _index(names: Iterable[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(sorted(set(names)))}


def _group_means(text: Vectors, members: Indices, count: int) -> Vectors:
    total: Vectors = np.zeros((count, text.shape[1]), np.float32)
    np.add.at(total, members[1], text[members[0]])
    length: Vectors = np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)
    return np.asarray(total / length, np.float32)
