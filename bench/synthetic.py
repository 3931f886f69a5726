"""A seeded synthetic graph over the project's node types, with power-law degrees: its numbers mean nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gnn.data import EdgeType, Indices, Pairs, Vectors

#: Share of all edges by relation, roughly as in a graph of resumes and postings under ESCO.
SHARES: dict[EdgeType, float] = {
    ("candidate", "has_skill", "skill"): 0.34,
    ("candidate", "held", "occupation"): 0.06,
    ("candidate", "works_as", "occupation"): 0.02,
    ("candidate", "worked_at", "company"): 0.06,
    ("candidate", "located_in", "place"): 0.02,
    ("job", "requires", "skill"): 0.30,
    ("job", "for", "occupation"): 0.02,
    ("job", "offered_by", "company"): 0.02,
    ("job", "located_in", "place"): 0.02,
    ("job", "in_industry", "industry"): 0.02,
    ("occupation", "needs", "skill"): 0.09,
    ("skill", "broader", "skill"): 0.01,
    ("occupation", "broader", "occupation"): 0.003,
    ("skill", "related", "skill"): 0.01,
    ("occupation", "related", "occupation"): 0.004,
    ("occupation", "leads_to", "occupation"): 0.003,
}
#: The greater, the longer the tail: a node's rank is n * u**STEEP for uniform u, so degrees fall as rank**(1/STEEP-1).
STEEP = 2.5
PAIRS_PER_CANDIDATE = 3


@dataclass(frozen=True)
class Synthetic:
    """Number of nodes by type, edges by type as [2, n], and candidate-job pairs that are in no edge."""

    counts: dict[str, int]
    edges: dict[EdgeType, Indices]
    pairs: Pairs

    def features(self, width: int, seed: int = 0) -> dict[str, Vectors]:
        """Noise, [n, width] by node type."""
        random = np.random.default_rng((seed, 1))
        return {kind: random.standard_normal((n, width), np.float32) for kind, n in self.counts.items()}


def synthetic_graph(edges: int, seed: int = 0) -> Synthetic:
    """A graph of `edges` edges (1,000 or more), each counted once; no edge is there twice."""
    random = np.random.default_rng(seed)
    counts = _counts(edges)
    wanted = {edge: round(edges * share) for edge, share in SHARES.items()}
    wanted[max(SHARES, key=SHARES.__getitem__)] += edges - sum(wanted.values())
    found = {edge: _draw(random, counts[edge[0]], counts[edge[2]], count) for edge, count in wanted.items()}
    chosen = _draw(random, counts["candidate"], counts["job"], PAIRS_PER_CANDIDATE * counts["candidate"])
    return Synthetic(counts, found, Pairs(chosen[0], chosen[1], np.ones(chosen.shape[1], np.float32)))


def edge_count(edges: Mapping[EdgeType, Indices]) -> int:
    """Edges of all types."""
    return sum(index.shape[1] for index in edges.values())


def _counts(edges: int) -> dict[str, int]:
    return {
        # Of small graphs so many that a quarter of all pairs (see `_draw`) is enough.
        "candidate": max(90, edges // 60),
        "job": max(90, edges // 50),
        "skill": min(14_000, max(90, edges // 60)),
        "occupation": min(3_000, max(25, edges // 300)),
        "company": max(10, edges // 300),
        "place": max(10, edges // 2_000),
        "industry": 20 if edges < 100_000 else 100,
    }


def _draw(random: np.random.Generator, sources: int, targets: int, wanted: int) -> Indices:
    """Distinct pairs, [2, n] in order; sources mildly, targets strongly skewed. Fewer than `wanted` if they run out."""
    wanted = min(wanted, sources * targets // 4)
    order = random.permutation(targets)
    keys = np.zeros(0, np.int64)
    while len(keys) < wanted:
        count = int(1.3 * (wanted - len(keys))) + 10
        source = (sources * random.random(count) ** 1.3).astype(np.int64)
        target = order[(targets * random.random(count) ** STEEP).astype(np.int64)]
        keys = np.union1d(keys, source * targets + target)
    keys = np.sort(random.choice(keys, wanted, replace=False))
    return np.stack([keys // targets, keys % targets])
