"""Matches both ways: jobs for a candidate and people for a job, each with score, confidence, reasons and gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.errors import NotFound
from graph.store import Store

from . import nearline, registry
from .data import Vectors
from .diversity import diversify
from .export import ontology_version, read_candidates, read_jobs
from .features import label
from .filtering import Kind, Selection, named_skills, select, varied
from .in_step import IndexInStep
from .index import VectorIndex
from .matches import Gap, Match, MatchPage, confidence, gaps
from .mutual import employer_scores, mutual_scores, person_scores
from .pairs import FEATURES, Nearness, near_candidates, near_jobs, pair_features
from .reasons import reasons, walk_reasons, weigh
from .walks import walks_from, walks_to
from .wishes import Wishes

if TYPE_CHECKING:
    from .inference import Embedder

__all__ = ["Gap", "Match", "MatchPage", "Matcher", "Wishes"]

Row = Mapping[str, Any]
#: How many are looked at closely: the nearest by embedding, and those that share most skills.
POOL = 200
MOST_REASONS = 8
ANY = Wishes()


@dataclass(frozen=True)
class Pool:
    """The pairs that are looked at closely: rows of both sides, cosine and nearness; `kind` is what is sought."""

    kind: Kind
    candidates: Sequence[Row]
    jobs: Sequence[Row]
    cosines: Sequence[float]
    near: Nearness
    selection: Selection | None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def sought(self) -> Sequence[Row]:
        """The rows of what is sought."""
        return self.jobs if self.kind == "job" else self.candidates


class Matcher:
    """Matches by the model in service. Open once and ask often: it keeps the embeddings in memory.

    Raises:
        NoModel: nothing has been trained on this graph.
    """

    def __init__(self, store: Store, model_id: str | None = None) -> None:
        self.store = store
        self.card = registry.load_card(model_id or registry.active(store))
        self.ranker = registry.load_ranker(self.card)
        self._indexes: dict[Kind, IndexInStep] = {}

    @cached_property
    def embedder(self) -> Embedder:
        """Embeds documents that are newer than the model."""
        from .inference import Embedder

        return Embedder(self.store, self.card.id)

    @property
    def jobs(self) -> VectorIndex:
        """All embedded jobs."""
        return self._index("job").index

    @property
    def people(self) -> VectorIndex:
        """All embedded candidates, where their feedback has moved them."""
        return self._index("candidate").index

    def close(self) -> None:
        """Stop what is still being built for it."""
        for known in self._indexes.values():
            known.index.close()

    def jobs_for(
        self, candidate_id: str, *, k: int = 10, offset: int = 0, lang: str = "en", wishes: Wishes = ANY
    ) -> MatchPage:
        """The best jobs for a candidate, of those that pass the filters: the 200 nearest by embedding, and 200 that
        share most skills.

        Raises:
            NotFound: there is no such candidate.
            InputError: a filter or skill that the graph does not know.
        """
        self._catch_up()
        own = self._varied("candidate", self._one("candidate", candidate_id), wishes)
        passed = select(self.store, "job", wishes.filters, candidate_id)
        vector, facts = self._person(own, wishes)
        shared = self.store.read("gnn/jobs_sharing_skills", id=candidate_id, limit=POOL)
        rows = read_jobs(self.store, self._nearest(self.jobs, vector, shared, passed))
        cosines = self.jobs.scores(vector, [row["id"] for row in rows])
        near = near_candidates(self.store, [own])
        if self.ranker.walks:
            near = replace(near, walks=walks_from(self.store, candidate_id))
        return self._page(Pool("job", [own] * len(rows), rows, cosines, near, passed, facts), k, offset, lang, wishes)

    def people_for(
        self, job_id: str, *, k: int = 10, offset: int = 0, lang: str = "en", wishes: Wishes = ANY
    ) -> MatchPage:
        """The best candidates for a job, of those that pass the filters: the 200 nearest by embedding, and 200 that
        share most skills.

        Raises:
            NotFound: there is no such job.
            InputError: a filter or skill that the graph does not know, or a filter that is for jobs.
        """
        wishes.for_people()
        self._catch_up()
        own = self._varied("job", self._one("job", job_id), wishes)
        passed = select(self.store, "candidate", wishes.filters, job_id)
        vector = self._job(own, wishes)
        shared = self.store.read("gnn/candidates_sharing_skills", id=job_id, limit=POOL)
        rows = read_candidates(self.store, self._nearest(self.people, vector, shared, passed))
        cosines = self.people.scores(vector, [row["id"] for row in rows])
        near = near_jobs(self.store, [own])
        if self.ranker.walks:
            near = replace(near, walks=walks_to(self.store, job_id, [row["id"] for row in rows]))
        return self._page(Pool("candidate", rows, [own] * len(rows), cosines, near, passed), k, offset, lang, wishes)

    def embed(self, kind: Kind, id_: str) -> None:
        """Give a new or changed candidate or job its vector, in the graph and in the index.

        Raises:
            NotFound: it is not in the graph.
        """
        vector = self.embedder.embed_new(kind, [id_])[0]
        if kind == "job":
            self.jobs.put(id_, vector)
        else:
            self.heed([id_])

    def heed(self, candidate_ids: Sequence[str]) -> dict[str, int]:
        """Move these people, and nobody else, to where their feedback says now, in the graph and in the index.

        Returns:
            The number of events that count, by candidate; those without an embedding are left out.
        """
        moved = nearline.apply(self.store, self.card.id, candidate_ids)
        for id_, person in moved.items():
            self.people.put(id_, person.vector)
        return {id_: len(person.liking) for id_, person in moved.items()}

    def _page(self, pool: Pool, k: int, offset: int, lang: str, wishes: Wishes) -> MatchPage:
        rows = zip(pool.candidates, pool.jobs, pool.cosines, strict=True)
        features = np.array([pair_features(c, j, cosine, pool.near) for c, j, cosine in rows], np.float32)
        features = features.reshape(-1, len(FEATURES))
        scores = self._score(features, wishes) if len(features) else np.zeros(0)
        ids = [row["id"] for row in pool.sought]
        order = sorted(range(len(ids)), key=lambda i: (-scores[i], ids[i]))
        vectors = (self.jobs if pool.kind == "job" else self.people).vectors_of(ids)
        chosen = diversify(order, scores, vectors, wishes.diversity)[offset : offset + k]
        return MatchPage(
            self._items(pool, chosen, features, scores, lang, wishes),
            {"id": self.card.id, "trained_at": self.card.trained_at} | pool.facts,
            {"version": ontology_version(self.store)},
            offset + k if offset + k < len(order) else None,
            pool.selection.as_json() if pool.selection else None,
        )

    def _items(
        self, pool: Pool, chosen: Sequence[int], features: Vectors, scores: Any, lang: str, wishes: Wishes
    ) -> tuple[Match, ...]:
        """Reasons, gaps and the two sides, of those that are shown."""
        pairs = [(pool.candidates[i]["id"], pool.jobs[i]["id"]) for i in chosen]
        people, jobs = ({row["id"]: row for row in rows} for rows in (pool.candidates, pool.jobs))
        paths = reasons(self.store, people, jobs, pairs, lang)
        missing = [gaps(pool.candidates[i], pool.jobs[i], pool.near) for i in chosen]
        names = self._labels([gap for some in missing for gap in some], lang)
        shown = features[list(chosen)]
        wants, suits = (side(self.ranker, shown) if len(shown) else () for side in (person_scores, employer_scores))
        items = []
        for n, (i, pair) in enumerate(zip(chosen, pairs, strict=True)):
            candidate, job, cosine = pool.candidates[i], pool.jobs[i], pool.cosines[i]
            cited = [*paths.get(pair, []), *walk_reasons(pool.near.walks, candidate, job)]
            why = weigh(cited, candidate, job, cosine, pool.near, lambda x: self._score(x, wishes), MOST_REASONS)
            items.append(
                Match(
                    pool.kind,
                    pool.sought[i]["id"],
                    str(pool.sought[i]["title"] or ""),
                    float(scores[i]),
                    confidence(candidate, job),
                    float(wants[n]),
                    float(suits[n]),
                    tuple(why),
                    tuple(gap.named(names) for gap in missing[n]),
                    {name: round(float(value), 4) for name, value in zip(FEATURES, features[i], strict=True)},
                )
            )
        return tuple(items)

    def _score(self, features: Vectors, wishes: Wishes) -> Any:
        return mutual_scores(self.ranker, features) if wishes.mutual else self.ranker.score(features)

    def _one(self, kind: Kind, id_: str) -> Row:
        rows = (read_candidates if kind == "candidate" else read_jobs)(self.store, [id_])
        if not rows:
            raise NotFound(f"there is no such {kind}", where=id_, fix="careergraph ingest loads documents")
        return rows[0]

    def _varied(self, kind: Kind, row: Row, wishes: Wishes) -> Row:
        if not wishes.add and not wishes.drop:
            return row
        known = named_skills(self.store, [*wishes.add, *wishes.drop])
        # A name that several schemes share: one of them is enough to have, all must go.
        add = [known[name][0] for name in wishes.add]
        return varied(row, kind, add, [id_ for name in wishes.drop for id_ in known[name]])

    def _person(self, row: Row, wishes: Wishes) -> tuple[Vectors, dict[str, Any]]:
        """The embedding of a candidate, moved by their feedback as of now, and what the reply says of that."""
        id_ = row["id"]
        found = nearline.people(self.store, self.card.id, [id_])
        if not found:
            self.embed("candidate", id_)
            found = nearline.people(self.store, self.card.id, [id_])
        person = found[id_]
        if wishes.add or wishes.drop:
            vector = person.liking.move(self.embedder.embed_rows("candidate", [row])[0])
        else:
            vector = person.vector
            self.people.put(id_, vector)
        return vector, {"feedback": len(person.liking)} if len(person.liking) else {}

    def _job(self, row: Row, wishes: Wishes) -> Vectors:
        if wishes.add or wishes.drop:
            varied_vector: Vectors = self.embedder.embed_rows("job", [row])[0]
            return varied_vector
        if row["id"] not in self.jobs:
            self.embed("job", row["id"])
        return self.jobs.vector(row["id"])

    def _index(self, kind: Kind) -> IndexInStep:
        if kind not in self._indexes:
            kept = registry.folder(self.card.id) / "indexes" / kind
            self._indexes[kind] = IndexInStep(self.store, kind, self.card.id, kept)
        return self._indexes[kind]

    def _catch_up(self) -> None:
        """Take in what other processes have embedded, so that an open matcher ranks what a new one would."""
        for known in self._indexes.values():
            known.catch_up()

    def _nearest(
        self, index: VectorIndex, vector: Vectors, shared: Sequence[Row], passed: Selection | None
    ) -> list[str]:
        among = passed.ids if passed else None
        if among is not None and len(among) <= POOL:
            return sorted(among)
        near = {id_ for id_, _ in index.search(vector, POOL, among)}
        sharing = {row["id"] for row in shared}
        return sorted(near | (sharing if among is None else sharing & among))

    def _labels(self, missing: Sequence[Gap], lang: str) -> dict[str, str]:
        ids = {id_ for gap in missing for id_ in (gap.skill, gap.nearest) if id_}
        return {row["id"]: label(row, lang) for row in self.store.read("gnn/concept_labels", ids=sorted(ids))}
