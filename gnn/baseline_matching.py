"""Matches by a baseline ranker over the graph, in the same shape as those of the model in service: to compare with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from graph.errors import InputError, NotEnoughData, NotFound
from graph.store import Store

from . import registry
from .baselines.base import BaselineRanker, Item, Query, Task
from .baselines.bert_pair import BertPair, GoOn
from .baselines.registry import LEARNS_FROM_CHOICES, RANKERS, checked, rankers
from .data import GraphData, Vectors
from .export import export, read_candidates, read_jobs
from .features import TextEncoder, concept_labels, document_text, label
from .filtering import Kind, select
from .matches import Match, MatchPage, confidence, gaps
from .pairs import near_candidates, near_jobs
from .wishes import Wishes

Row = Mapping[str, Any]
ANY = Wishes()
SIDES: tuple[Kind, Kind] = ("job", "candidate")


class BaselineMatcher:
    """Jobs for a candidate and people for a job by one of `RANKERS`, fitted on the graph as it is now.

    A document is its title, occupations and skills by English label, so both languages meet; places and feedback are
    those of the graph. Unlike `gnn.matching.Matcher` it ranks everything, needs no trained model, and gives no
    reasons: a baseline has no graph paths. `score` is the share of the others that a match is ahead of, ties counted
    half.

    Args:
        encoder: for `minilm`; the encoder of the settings if None.
        go_on: told (steps done, all steps) while a slow ranker is fitted; the fit ends with `NotReady` once this says
            False.

    Raises:
        InputError: no ranker of that name can be used here; the error lists those that can.
        NotEnoughData: the ranker learns from feedback, and there is none.
    """

    def __init__(
        self,
        store: Store,
        name: str,
        *,
        encoder: TextEncoder | None = None,
        seed: int = 0,
        go_on: GoOn | None = None,
    ) -> None:
        checked([name])
        if encoder is None:
            from graph.encoder import Encoder

            encoder = Encoder()
        self.store, self.name = store, name
        self._encoder, self._seed, self._go_on = encoder, seed, go_on
        self._size = size(store)
        if name in LEARNS_FROM_CHOICES and not self._size["events"]:
            raise NotEnoughData(
                f"the ranker {name!r} learns from what people did with jobs, and nothing of that is in the graph",
                fix=f"Choose from {', '.join(sorted(RANKERS.keys() - LEARNS_FROM_CHOICES))}",
            )
        self.fitted_at = registry.now()
        self._data = export(store)
        self._labels = concept_labels(self._data)
        self._sides: dict[Kind, _Side] = {}

    @property
    def is_current(self) -> bool:
        """Whether the graph still has as many candidates, jobs and events as when it was read."""
        return size(self.store) == self._size

    def jobs_for(
        self, candidate_id: str, *, k: int = 10, offset: int = 0, lang: str = "en", wishes: Wishes = ANY
    ) -> MatchPage:
        """The best jobs for a candidate, of those that pass the filters.

        Raises:
            NotFound: there is no such candidate.
            InputError: a filter that the graph does not know, or a wish beyond filters.
        """
        return self._page("job", candidate_id, k, offset, lang, wishes)

    def people_for(
        self, job_id: str, *, k: int = 10, offset: int = 0, lang: str = "en", wishes: Wishes = ANY
    ) -> MatchPage:
        """The best candidates for a job, of those that pass the filters.

        Raises:
            NotFound: there is no such job.
            InputError: a filter that the graph does not know or that is for jobs, or a wish beyond filters.
        """
        wishes.for_people()
        return self._page("candidate", job_id, k, offset, lang, wishes)

    def prepare(self, *kinds: Kind) -> None:
        """Fit now what the first question would wait for: to rank `kinds`, or both jobs and candidates."""
        for kind in kinds or SIDES:
            self._side(kind)

    def _page(self, sought: Kind, id_: str, k: int, offset: int, lang: str, wishes: Wishes) -> MatchPage:
        self._refuse_more_than_filters(wishes)
        asked: Kind = "candidate" if sought == "job" else "job"
        own = self._rows(asked, [id_])
        if not own:
            raise NotFound(f"there is no such {asked}", where=id_, fix="careergraph ingest loads documents")
        passed = select(self.store, sought, wishes.filters, id_)
        side = self._side(sought)
        ids = self._data.nodes[sought].ids
        kept = [i for i, other in enumerate(ids) if passed is None or other in passed.ids]
        query = side.query(id_, self._texts(own[0]), own[0]["places"])
        scores = ahead_of_others(side.ranker.scores([query])[0][kept])
        order = sorted(range(len(kept)), key=lambda i: (-scores[i], ids[kept[i]]))
        chosen = order[offset : offset + k]
        rows = self._rows(sought, [ids[kept[i]] for i in chosen])
        score = {ids[kept[i]]: float(scores[i]) for i in chosen}
        return MatchPage(
            self._matches(sought, own[0], rows, score, lang),
            {"id": self.name, "trained_at": self.fitted_at},
            {"version": self._data.ontology_version},
            offset + k if offset + k < len(order) else None,
            passed.as_json() if passed else None,
        )

    def _matches(
        self, sought: Kind, own: Row, rows: Sequence[Row], score: Mapping[str, float], lang: str
    ) -> tuple[Match, ...]:
        near = near_candidates(self.store, [own]) if sought == "job" else near_jobs(self.store, [own])
        skills = {skill["id"] for row in [own, *rows] for skill in row["skills"]}
        names = {row["id"]: label(row, lang) for row in self.store.read("gnn/concept_labels", ids=sorted(skills))}
        found = []
        for row in rows:
            candidate, job = (own, row) if sought == "job" else (row, own)
            missing = gaps(candidate, job, near, names)
            found.append(
                Match(
                    kind=sought,
                    id=row["id"],
                    title=str(row["title"] or ""),
                    score=score[row["id"]],
                    confidence=confidence(candidate, job),
                    person_score=None,
                    employer_score=None,
                    reasons=(),
                    gaps=missing,
                )
            )
        return tuple(found)

    def _side(self, sought: Kind) -> _Side:
        if sought not in self._sides:
            ranker = rankers([self.name], self._encoder, self._seed)[0]
            task = graph_task(self._data, sought, self._labels)
            if self._go_on and isinstance(ranker, BertPair):
                ranker.go_on = self._go_on
            ranker.fit(task)
            self._sides[sought] = _Side(ranker, task)
        return self._sides[sought]

    def _rows(self, kind: Kind, ids: list[str]) -> list[Row]:
        return (read_candidates if kind == "candidate" else read_jobs)(self.store, ids)

    def _texts(self, row: Row) -> tuple[str, ...]:
        return (document_text(row, self._labels),)

    def _refuse_more_than_filters(self, wishes: Wishes) -> None:
        if wishes != Wishes(wishes.filters):
            raise InputError(
                f"the ranker {self.name!r} can be filtered, no more",
                where="ranker",
                fix="Leave out add, drop, diversity and mutual, or the ranker",
            )


@dataclass(frozen=True)
class _Side:
    """A ranker fitted on the jobs, or on the people, of the graph."""

    ranker: BaselineRanker
    task: Task

    def query(self, id_: str, texts: tuple[str, ...], places: Sequence[str]) -> Query:
        """Who or what is asked for; the context are the items of its feedback."""
        return self.task.asked(Query(id_, texts, frozenset(places)), tuple(self._chosen.get(id_, ())))

    @cached_property
    def _chosen(self) -> dict[str, Sequence[int]]:
        return {query.id: chosen for query, chosen in zip(self.task.queries, self.task.chosen, strict=True)}


def graph_task(data: GraphData, sought: Kind, labels: Mapping[str, str]) -> Task:
    """The jobs of the graph to be ranked for candidates, or the candidates for jobs, and the feedback between them."""
    source: Kind = "candidate" if sought == "job" else "job"
    pairs = data.interactions
    here, there = (pairs.source, pairs.target) if sought == "job" else (pairs.target, pairs.source)
    chosen: dict[int, list[int]] = {}
    for one, other in zip(here.tolist(), there.tolist(), strict=True):
        chosen.setdefault(one, []).append(other)
    queries = []
    for i in sorted(chosen):
        row = data.nodes[source].rows[i]
        queries.append(Query(row["id"], (document_text(row, labels),), frozenset(row["places"])))
    return Task(
        [_item(row, labels) for row in data.nodes[sought].rows], queries, [tuple(chosen[i]) for i in sorted(chosen)]
    )


def ahead_of_others(scores: Vectors) -> Vectors:
    """For each score the share of the others that it is above, ties counted half; 1 for a single one. [n] to [n]."""
    if len(scores) < 2:
        return np.ones(len(scores), np.float32)
    ordered = np.sort(scores)
    below = np.searchsorted(ordered, scores, side="left")
    upto = np.searchsorted(ordered, scores, side="right")
    return np.asarray((below + (upto - below - 1) / 2) / (len(scores) - 1), np.float32)


def size(store: Store) -> dict[str, int]:
    """Numbers of candidates, jobs and events in the graph."""
    return dict(store.read("gnn/matching_size")[0])


def _item(row: Row, labels: Mapping[str, str]) -> Item:
    text = document_text(row, labels)
    return Item(row["id"], (text, text), tuple(row["places"]), next(iter(row["companies"]), None))
