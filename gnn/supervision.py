"""What the matching model learns from: interactions, and where they are few, overlap of skills and occupations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.errors import NotEnoughData

from .data import EdgeType, GraphData, Indices, Pairs, Vectors, reverse

if TYPE_CHECKING:
    from .model import Aggregation, ModelConfig
    from .training import Episode

#: Below this many interactions, overlap pairs are added: a model cannot learn what fits from a handful of clicks.
ENOUGH_INTERACTIONS = 2_000
OVERLAP_PER_CANDIDATE = 3
OVERLAP_WEIGHT = 0.25
LEAST_CANDIDATES = 4
#: Share of all people from whom no model ever learns.
HELD_OUT = 0.2


@dataclass(frozen=True)
class Split:
    """Pairs to train on and to validate on; no candidate is in both. `refused` are pairs that feedback of the training
    people speaks against. `counts` says how many pairs of each origin there are."""

    train: Pairs
    valid: Pairs
    counts: dict[str, int]
    refused: Pairs = field(default_factory=lambda: Pairs.of(()))


def split(data: GraphData) -> Split:
    """Split the supervision by candidate; the people that `held_out` names validate, always the same.

    With so few people that this names none or all of those who could validate, it is a fifth of these.

    Raises:
        NotEnoughData: fewer than four candidates have anything to learn from.
    """
    pairs, refused = data.interactions, data.refused
    # Whoever only refused has nothing that the refused could be worse than; overlap stands in.
    only = None if len(pairs) < ENOUGH_INTERACTIONS else np.setdiff1d(refused.source, pairs.source)
    extra = overlap_pairs(data, only)
    counts = {"interactions": len(pairs), "overlap": len(extra), "refused": len(refused)}
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
    ids = data.nodes["candidate"].ids
    # Also those who have done nothing so far: they may be judged by what they do tomorrow.
    held = np.array([person for person in people.tolist() if held_out(ids[person])], np.int64)
    if len(np.intersect1d(pool, held)) in (0, len(pool)) or len(held) == len(people):
        order = sorted(pool.tolist(), key=lambda person: place_in_order(ids[person]))
        held = np.array(order[: max(1, round(len(pool) * HELD_OUT))], np.int64)
    truth = data.interactions if pool is judged else pairs
    return Split(
        pairs.where(~np.isin(pairs.source, held)),
        truth.where(np.isin(truth.source, held)),
        counts,
        refused.where(np.isin(refused.source, np.setdiff1d(people, held))),
    )


def held_out(candidate: str) -> bool:
    """Whether a person (id of the candidate) only ever validates. That hangs on nothing else, neither on a seed nor on
    who else there is, so that every model can be judged by people from whom no embedding was learnt."""
    return place_in_order(candidate) < HELD_OUT


def place_in_order(candidate: str) -> float:
    """Where the hash of an id puts a person, 0..1."""
    return int.from_bytes(sha256(f"held out:{candidate}".encode()).digest()[:8]) / 2**64


def overlap_pairs(data: GraphData, only: Indices | None = None) -> Pairs:
    """The jobs whose demanded skills and occupation overlap most with each candidate's, three a candidate.

    Shared skills count by their rarity (inverse document frequency among jobs), a shared occupation as much as two
    skills of middling rarity; at least some skill or occupation must be shared. What feedback speaks against is no such
    job.

    Args:
        only: the candidates whose jobs are wanted, as indices; all if not given.
    """
    from scipy.sparse import csr_matrix, diags

    people, jobs = len(data.nodes["candidate"]), len(data.nodes["job"])
    asked = np.arange(people) if only is None else only
    if not len(asked) or not jobs:
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
    for start in range(0, len(asked), 256):
        part = asked[start : start + 256]
        scores = (has[part] @ by_job.T).toarray() + bonus * (held[part] @ aimed.T).toarray()
        refused = data.refused.cells(part, np.arange(jobs))
        scores[refused[0], refused[1]] = 0.0
        for person, row in zip(part, scores, strict=True):
            for job in np.argsort(-row, kind="stable")[:OVERLAP_PER_CANDIDATE]:
                if row[job] > 0:
                    rows.append((int(person), int(job), OVERLAP_WEIGHT))
    return Pairs.of(rows)


class GraphSupervision:
    """Episodes over one exported graph: the graph stays the same, only the batches differ."""

    def __init__(
        self, data: GraphData, features: Mapping[str, Vectors], parts: Split, aggregation: Aggregation = "mean"
    ) -> None:
        import torch

        self.parts = parts
        self.x = {kind: torch.from_numpy(values) for kind, values in features.items()}
        self.edges = {
            edge: torch.from_numpy(np.ascontiguousarray(pairs)) for edge, pairs in data.with_reverse().items()
        }
        self.config: ModelConfig = model_config(features, list(data.edges), aggregation)

    def episode(self, _epoch: int, /) -> Episode:
        """All training pairs; the validation pairs of other people are neither shown nor masked."""
        from .training import Episode

        return Episode(self.x, self.edges, self.parts.train, refused=self.parts.refused)

    def validation(self) -> Episode:
        """The held-out people."""
        from .training import Episode

        return Episode(self.x, self.edges, self.parts.valid)


def model_config(
    features: Mapping[str, Vectors], edges: list[EdgeType], aggregation: Aggregation = "mean"
) -> ModelConfig:
    """The model that fits these features and edge types (their reverses are added)."""
    from .model import ModelConfig

    widths = {kind: int(values.shape[1]) for kind, values in features.items()}
    return ModelConfig(widths, (*edges, *(reverse(edge) for edge in edges)), aggregation=aggregation)
