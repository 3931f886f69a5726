"""What the matching model learns from: interactions, and where they are few, overlap of skills and occupations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.errors import NotEnoughData

from .data import EdgeType, GraphData, Indices, Pairs, Vectors, reverse

if TYPE_CHECKING:
    from .model import ModelConfig
    from .training import Episode

#: Below this many interactions, overlap pairs are added: a model cannot learn what fits from a handful of clicks.
ENOUGH_INTERACTIONS = 2_000
OVERLAP_PER_CANDIDATE = 3
OVERLAP_WEIGHT = 0.25
LEAST_CANDIDATES = 4


@dataclass(frozen=True)
class Split:
    """Pairs to train on and to validate on; no candidate is in both. `counts` says how many of each origin."""

    train: Pairs
    valid: Pairs
    counts: dict[str, int]


def split(data: GraphData, *, share: float = 0.2, seed: int = 0) -> Split:
    """Split the supervision by candidate; `share` of the candidates validate.

    Raises:
        NotEnoughData: fewer than four candidates have anything to learn from.
    """
    pairs, counts = data.interactions, {"interactions": len(data.interactions), "overlap": 0}
    if len(pairs) < ENOUGH_INTERACTIONS:
        extra = overlap_pairs(data)
        counts["overlap"] = len(extra)
        pairs = Pairs.join(pairs, extra)
    people = np.unique(pairs.source)
    if len(people) < LEAST_CANDIDATES:
        raise NotEnoughData(
            f"{len(people)} candidates have interactions or shared skills with a job; {LEAST_CANDIDATES} are needed",
            fix="Ingest more resumes and postings, then train again",
        )
    # Truths to validate on are interactions where there are any, since those are not read off the graph.
    judged = np.unique(data.interactions.source)
    pool = judged if len(judged) >= LEAST_CANDIDATES else people
    # By a hash of the id: who is held out stays so as the graph grows, and no model is judged by whom it learnt from.
    order = sorted(pool, key=lambda person: sha256(f"{seed}:{data.nodes['candidate'].ids[person]}".encode()).digest())
    held = np.array(order[: max(1, round(len(pool) * share))], np.int64)
    mask = np.isin(pairs.source, held)
    truth = data.interactions if pool is judged else pairs
    return Split(pairs.where(~mask), truth.where(np.isin(truth.source, held)), counts)


def overlap_pairs(data: GraphData) -> Pairs:
    """The jobs whose demanded skills and occupation overlap most with each candidate's, three a candidate.

    Shared skills count by their rarity (inverse document frequency among jobs), a shared occupation as much as two
    skills of middling rarity; at least some skill or occupation must be shared.
    """
    from scipy.sparse import csr_matrix, diags

    people, jobs = len(data.nodes["candidate"]), len(data.nodes["job"])
    if not people or not jobs:
        return Pairs.of(())

    def incidence(edges: list[EdgeType], rows: int, columns: int) -> Any:
        joined: Indices = np.concatenate([data.edges[edge] for edge in edges], axis=1)
        matrix = csr_matrix((np.ones(joined.shape[1], np.float32), (joined[0], joined[1])), (rows, columns))
        matrix.data[:] = 1.0
        return matrix

    skills, occupations = len(data.nodes["skill"]), len(data.nodes["occupation"])
    wanted = incidence([("job", "requires", "skill")], jobs, skills)
    has = incidence([("candidate", "has_skill", "skill")], people, skills)
    rarity = np.log((1 + jobs) / (1 + np.asarray(wanted.sum(axis=0)).ravel()))
    # A posting with a hundred demands would otherwise match everybody.
    size = np.sqrt(np.maximum(np.asarray(wanted.sum(axis=1)).ravel(), 1.0))
    by_job = diags(1.0 / size) @ wanted @ diags(rarity)
    held = incidence(
        [("candidate", "held", "occupation"), ("candidate", "works_as", "occupation")], people, occupations
    )
    aimed = incidence([("job", "for", "occupation")], jobs, occupations)
    bonus = float(np.median(rarity[rarity > 0])) if (rarity > 0).any() else 1.0
    rows: list[tuple[int, int, float]] = []
    for start in range(0, people, 256):
        part = slice(start, min(start + 256, people))
        scores = (has[part] @ by_job.T).toarray() + bonus * (held[part] @ aimed.T).toarray()
        for i, row in enumerate(scores):
            for job in np.argsort(-row, kind="stable")[:OVERLAP_PER_CANDIDATE]:
                if row[job] > 0:
                    rows.append((start + i, int(job), OVERLAP_WEIGHT))
    return Pairs.of(rows)


class GraphSupervision:
    """Episodes over one exported graph: the graph stays the same, only the batches differ."""

    def __init__(self, data: GraphData, features: Mapping[str, Vectors], parts: Split) -> None:
        import torch

        self.parts = parts
        self.x = {kind: torch.from_numpy(values) for kind, values in features.items()}
        self.edges = {
            edge: torch.from_numpy(np.ascontiguousarray(pairs)) for edge, pairs in data.with_reverse().items()
        }
        self.config: ModelConfig = model_config(features, list(data.edges))

    def episode(self, _epoch: int, /) -> Episode:
        """All training pairs; the validation pairs of other people are neither shown nor masked."""
        from .training import Episode

        return Episode(self.x, self.edges, self.parts.train)

    def validation(self) -> Episode:
        """The held-out people."""
        from .training import Episode

        return Episode(self.x, self.edges, self.parts.valid)


def model_config(features: Mapping[str, Vectors], edges: list[EdgeType]) -> ModelConfig:
    """The model that fits these features and edge types (their reverses are added)."""
    from .model import ModelConfig

    widths = {kind: int(values.shape[1]) for kind, values in features.items()}
    return ModelConfig(widths, (*edges, *(reverse(edge) for edge in edges)))
