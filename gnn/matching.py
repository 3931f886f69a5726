"""Matches both ways: jobs for a candidate and people for a job, each with score, confidence, reasons and gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from graph.errors import NotFound
from graph.store import Store

from . import registry
from .data import Vectors
from .export import ontology_version, read_candidates, read_jobs
from .features import label
from .index import VectorIndex
from .pairs import Nearness, near_candidates, near_jobs, pair_features
from .ranker import Ranker
from .reasons import Reason, reasons, weigh

if TYPE_CHECKING:
    from .inference import Embedder

Row = Mapping[str, Any]
#: How many are looked at closely: the nearest by embedding, and those that share most skills.
POOL = 200
MOST_REASONS = 8


@dataclass(frozen=True)
class Gap:
    """A skill that the job asks for and the person lacks; `nearest` is the closest skill that they have."""

    skill: str
    label: str
    essential: bool
    nearest: str | None
    nearest_label: str | None = None


@dataclass(frozen=True)
class Match:
    """One job for a person, or one person for a job.

    `score` (0..1) says how well they fit; `confidence` (0..1) how much was known to say so.
    """

    kind: Literal["candidate", "job"]
    id: str
    title: str
    score: float
    confidence: float
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]
    features: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As JSON values, with `job_id` or `candidate_id`."""
        values = asdict(self)
        kind, id_ = values.pop("kind"), values.pop("id")
        return {f"{kind}_id": id_, **values}


@dataclass(frozen=True)
class MatchPage:
    """A page of matches, best first. `next` is the offset of the next page, None on the last."""

    items: tuple[Match, ...]
    model: dict[str, str]
    ontology: dict[str, str]
    next: int | None

    def as_json(self) -> dict[str, Any]:
        """The reply of the API."""
        items = [item.as_json() for item in self.items]
        return {"items": items, "model": self.model, "ontology": self.ontology, "next": self.next}


class Matcher:
    """Matches by the model in service. Open once and ask often: it keeps the embeddings in memory.

    Raises:
        NoModel: nothing has been trained on this graph.
    """

    def __init__(self, store: Store, model_id: str | None = None) -> None:
        self.store = store
        self.card = registry.load_card(model_id or registry.active(store))
        self.ranker = Ranker.from_json(self.card.ranker)
        self.version = ontology_version(store)

    @cached_property
    def embedder(self) -> Embedder:
        """Embeds documents that are newer than the model."""
        from .inference import Embedder

        return Embedder(self.store, self.card.id)

    @cached_property
    def jobs(self) -> VectorIndex:
        """All embedded jobs."""
        return self._index("gnn/job_embeddings")

    @cached_property
    def people(self) -> VectorIndex:
        """All embedded candidates."""
        return self._index("gnn/candidate_embeddings")

    def jobs_for(self, candidate_id: str, *, k: int = 10, offset: int = 0, lang: str = "en") -> MatchPage:
        """The best jobs for a candidate, of the 200 nearest by embedding and 200 that share most skills.

        Raises:
            NotFound: there is no such candidate.
        """
        own = self._one("candidate", candidate_id)
        vector = self._vector("candidate", candidate_id, self.people)
        shared = self.store.read("gnn/jobs_sharing_skills", id=candidate_id, limit=POOL)
        rows = read_jobs(self.store, self._pool(self.jobs, vector, shared))
        near = near_candidates(self.store, [own])
        cosines = self.jobs.scores(vector, [row["id"] for row in rows])
        return self._page("job", [own] * len(rows), rows, cosines, near, k, offset, lang)

    def people_for(self, job_id: str, *, k: int = 10, offset: int = 0, lang: str = "en") -> MatchPage:
        """The best candidates for a job, of the 200 nearest by embedding and 200 that share most skills.

        Raises:
            NotFound: there is no such job.
        """
        own = self._one("job", job_id)
        vector = self._vector("job", job_id, self.jobs)
        shared = self.store.read("gnn/candidates_sharing_skills", id=job_id, limit=POOL)
        rows = read_candidates(self.store, self._pool(self.people, vector, shared))
        near = near_jobs(self.store, [own])
        cosines = self.people.scores(vector, [row["id"] for row in rows])
        return self._page("candidate", rows, [own] * len(rows), cosines, near, k, offset, lang)

    def _page(
        self,
        kind: Literal["candidate", "job"],
        candidates: Sequence[Row],
        jobs: Sequence[Row],
        cosines: Sequence[float],
        near: Nearness,
        k: int,
        offset: int,
        lang: str,
    ) -> MatchPage:
        features = np.array(
            [pair_features(c, j, cos, near) for c, j, cos in zip(candidates, jobs, cosines, strict=True)], np.float32
        ).reshape(len(jobs), -1)
        scores = self.ranker.score(features) if len(jobs) else np.zeros(0)
        ids = [row["id"] for row in (jobs if kind == "job" else candidates)]
        order = sorted(range(len(ids)), key=lambda i: (-scores[i], ids[i]))
        chosen = order[offset : offset + k]
        pairs = [(candidates[i]["id"], jobs[i]["id"]) for i in chosen]
        paths = reasons(
            self.store, {row["id"]: row for row in candidates}, {row["id"]: row for row in jobs}, pairs, lang
        )
        names = self._labels([jobs[i] for i in chosen], [candidates[i] for i in chosen], lang)
        items = []
        for i, pair in zip(chosen, pairs, strict=True):
            candidate, job, cosine = candidates[i], jobs[i], cosines[i]

            def score(c: Row, j: Row, n: Nearness, cosine: float = cosine) -> float:
                return float(self.ranker.score(pair_features(c, j, cosine, n)[None])[0])

            why = weigh(paths.get(pair, []), candidate, job, near, score, MOST_REASONS)
            items.append(
                Match(
                    kind,
                    ids[i],
                    str((job if kind == "job" else candidate)["title"] or ""),
                    float(scores[i]),
                    confidence(candidate, job),
                    tuple(why),
                    tuple(_gaps(candidate, job, near, names)),
                    _named(features[i]),
                )
            )
        model = {"id": self.card.id, "trained_at": self.card.trained_at}
        following = offset + k if offset + k < len(order) else None
        return MatchPage(tuple(items), model, {"version": self.version}, following)

    def _one(self, kind: str, id_: str) -> Row:
        rows = (read_candidates if kind == "candidate" else read_jobs)(self.store, [id_])
        if not rows:
            raise NotFound(f"there is no such {kind}", where=id_, fix="careergraph ingest loads documents")
        return rows[0]

    def _vector(self, kind: str, id_: str, index: VectorIndex) -> Vectors:
        if id_ not in index:
            index.put(id_, self.embedder.embed_new(kind, [id_])[0])
        return index.vector(id_)

    def _index(self, name: str) -> VectorIndex:
        rows = self.store.read(name, model=self.card.id)
        vectors = np.array([row["embedding"] for row in rows], np.float32)
        return VectorIndex([row["id"] for row in rows], vectors)

    def _pool(self, index: VectorIndex, vector: Vectors, shared: Sequence[Row]) -> list[str]:
        near = [id_ for id_, _ in index.search(vector, POOL)]
        return sorted({*near, *(row["id"] for row in shared)})

    def _labels(self, jobs: Sequence[Row], candidates: Sequence[Row], lang: str) -> dict[str, str]:
        ids = {skill["id"] for row in [*jobs, *candidates] for skill in row["skills"]}
        return {row["id"]: label(row, lang) for row in self.store.read("gnn/concept_labels", ids=sorted(ids))}


def confidence(candidate: Row, job: Row) -> float:
    """How much is known of the two: enough skills on both sides, found with certainty, and the basic facts."""

    def known(row: Row, enough: int) -> float:
        sure = sum(float(skill["confidence"]) for skill in row["skills"])
        facts = [row["title"], row["seniority"], row["years"] is not None or None, row["places"] or None]
        return 0.7 * min(1.0, sure / enough) + 0.3 * sum(fact is not None for fact in facts) / len(facts)

    return float(np.sqrt(known(candidate, 8) * known(job, 6)))


def _gaps(candidate: Row, job: Row, near: Nearness, names: Mapping[str, str]) -> list[Gap]:
    has = [skill["id"] for skill in candidate["skills"]]
    found = []
    for skill in job["skills"]:
        if skill["id"] not in has:
            nearest = near.nearest_skill(skill["id"], has)
            found.append(
                Gap(
                    skill["id"],
                    names.get(skill["id"], skill["id"]),
                    bool(skill["essential"]),
                    nearest,
                    names.get(nearest, nearest) if nearest else None,
                )
            )
    return found


def _named(features: Vectors) -> dict[str, float]:
    from .pairs import FEATURES

    return {name: round(float(value), 4) for name, value in zip(FEATURES, features, strict=True)}
