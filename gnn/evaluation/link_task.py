"""The question of `eval links`: which links may be seen, which targets are ranked, and how an answer is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..data import Indices, Vectors
from .metrics import Interval, mean_reciprocal_rank, ranks, recall_at
from .occupations import Edge, OccupationTables, Relation

Marks = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
#: By occupation, then by edge; see `LinkTask.judge`.
METRICS = ("mrr", "hits1", "hits10", "hits50")
EDGE_METRICS = ("edge_mrr", "edge_hits10")


@dataclass(frozen=True)
class Judged:
    """Figures of one ranking: `by_source[metric]` has a value for each occupation asked for; `edges[metric]` the sums
    over its held-out edges, `count` how many these are."""

    by_source: dict[str, Floats]
    edges: dict[str, Floats]
    count: Floats


class LinkTask:
    """Occupations, targets and links as indices.

    Attributes:
        train: links that may be seen, [n, 2].
        gold: held-out targets by source.
        unseen: by occupation code the number of held-out edges to a target that no table names or no train link has
            (or from such an occupation); they cannot be ranked and are not in `gold`.
    """

    def __init__(self, tables: OccupationTables, relation: Relation, held: Sequence[Edge]) -> None:
        self.relation = relation
        self.undirected = relation == "related"
        self.sources = {code: i for i, code in enumerate(sorted(tables.occupations))}
        self.targets = self.sources if self.undirected else {name: i for i, name in enumerate(tables.technologies)}
        gone = set(held)
        links: tuple[Edge, ...] = getattr(tables, relation)
        rows = [(self.sources[a], self.targets[b]) for a, b in links if (a, b) not in gone]
        self.train: Indices = np.array(rows, np.int64).reshape(-1, 2)
        self.gold: dict[int, list[int]] = {}
        self.unseen: Counter[str] = Counter()
        known: Marks = np.asarray(self.rankable(self.train).any(axis=0))
        for a, b in sorted(gone):
            if a in self.sources and b in self.targets and known[self.targets[b]]:
                self.gold.setdefault(self.sources[a], []).append(self.targets[b])
            else:
                self.unseen[a] += 1

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of sources and targets."""
        return len(self.sources), len(self.targets)

    def incidence(self, links: Indices) -> Vectors:
        """Links as a matrix, [sources, targets]."""
        found: Vectors = np.zeros(self.shape, np.float32)
        found[links[:, 0], links[:, 1]] = 1.0
        return found

    def rankable(self, links: Indices) -> Marks:
        """Which cells [sources, targets] are ranked when `links` are known: every target that is not linked.

        Of related pairs the reverse of a link is left out, for it is never positive in this data, and so is an
        occupation itself. A technology without any link is in no table of O*NET and so no target.
        """
        found = np.ones(self.shape, bool)
        found[links[:, 0], links[:, 1]] = False
        if self.undirected:
            found[links[:, 1], links[:, 0]] = False
            np.fill_diagonal(found, False)
        else:
            found[:, np.bincount(links[:, 1], minlength=self.shape[1]) == 0] = False
        return found

    @cached_property
    def ranked(self) -> Marks:
        """Which cells are ranked when all train links are known."""
        return self.rankable(self.train)

    def judge(self, scores: Vectors) -> Judged:
        """Figures of a ranking by `scores` [sources, targets].

        By occupation: `mrr` is the reciprocal rank of its first hit, `hitsK` the share of its held-out edges within
        the first K; other held-out edges stay in the ranking. By edge, as in knowledge graph completion (Bordes et al.
        2013, "filtered"): `edge_mrr` is the reciprocal rank of each held-out edge when the other held-out edges of its
        occupation leave the ranking, `edge_hits10` whether that rank is within 10.
        """
        by_source: dict[str, list[float]] = {metric: [] for metric in METRICS}
        edges: dict[str, list[float]] = {metric: [] for metric in EDGE_METRICS}
        for source, gold in sorted(self.gold.items()):
            place = ranks(scores[source], np.array(gold, np.int64), np.flatnonzero(~self.ranked[source]))
            by_source["mrr"].append(mean_reciprocal_rank(place))
            for k in (1, 10, 50):
                by_source[f"hits{k}"].append(recall_at(place, k))
            alone = np.maximum(place - np.arange(len(place)), 1.0)
            edges["edge_mrr"].append(float(np.sum(1.0 / alone)))
            edges["edge_hits10"].append(float(np.sum(alone <= 10)))
        count = np.array([len(gold) for _, gold in sorted(self.gold.items())], np.float64)
        return Judged({m: np.array(v) for m, v in by_source.items()}, {m: np.array(v) for m, v in edges.items()}, count)

    def with_unseen(self, judged: Judged) -> dict[str, float]:
        """Figures by occupation if a target that cannot be ranked counts as missed."""
        code = {i: name for name, i in self.sources.items()}
        found = [self.unseen[code[source]] for source in sorted(self.gold)]
        share = judged.count / (judged.count + np.array(found))
        occupations = len({code[source] for source in self.gold} | set(self.unseen))
        return {
            metric: float(np.sum(values if metric == "mrr" else values * share)) / max(occupations, 1)
            for metric, values in judged.by_source.items()
        }


def mean_judged(runs: Sequence[Judged]) -> Judged:
    """The mean over runs (seeds), occupation by occupation."""
    first = runs[0]
    return Judged(
        {m: np.mean([run.by_source[m] for run in runs], axis=0) for m in first.by_source},
        {m: np.mean([run.edges[m] for run in runs], axis=0) for m in first.edges},
        first.count,
    )


def ratio_interval(sums: Floats, count: Floats, *, draws: int = 1000, seed: int = 0) -> Interval:
    """Sum over count, with its 95 % percentile bootstrap interval; whole groups are drawn."""
    random = np.random.default_rng(seed)
    drawn = random.integers(0, len(sums), (draws, len(sums)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / count[drawn].sum(axis=1), [2.5, 97.5])
    return float(sums.sum() / count.sum()), float(low), float(high)
