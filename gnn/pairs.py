"""What a candidate and a job have to do with each other, as a few numbers that a person can check."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from graph.store import Store

from .data import Vectors
from .scales import EDUCATION, SENIORITY, rank
from .walks import Walks

Row = Mapping[str, Any]
#: In order; each is 0..1 (cosine: -1..1), and more of it never makes a worse match. None of them falls when the
#: candidate gains a skill (at the same cosine), therefore no ranker that rises with each of them falls either.
FEATURES = (
    "cosine", "essential", "optional", "related", "occupation", "seniority", "years", "education", "place",
    "title", "recency", "walk",
)  # fmt: skip
#: Counts up when a feature comes to mean something else: a ranker that was fitted on the old meaning is refused.
FEATURES_VERSION = 2
#: What stands in for a fact that neither document states: neither for nor against.
UNKNOWN = 0.5
#: After so many years without use a skill counts half.
FRESH_YEARS = 5.0
_SKILL_CLOSENESS = {1: 0.6, 2: 0.3}
_OCCUPATION_CLOSENESS = {"leads_to": 0.7, "broader": 0.6, "related": 0.6, "sibling": 0.4}


@dataclass
class Nearness:
    """How close concepts are that are not the same, 0..1, by (candidate's concept, job's concept); and the ways that
    lead from candidates to jobs by what others did, empty where the ranker does not ask for them."""

    skills: dict[tuple[str, str], float] = field(default_factory=dict)
    occupations: dict[tuple[str, str], float] = field(default_factory=dict)
    walks: Walks = field(default_factory=Walks)

    def around(self, wanted: str) -> Sequence[tuple[str, float]]:
        """The skills of candidates that are near to a wanted one, and how near."""
        return self._by_wanted.get(wanted, ())

    def nearest_skill(self, wanted: str, has: Iterable[str]) -> str | None:
        """The skill of `has` that is closest to `wanted`; None if none is near."""
        close = [(-near, own) for own in has if (near := self.skills.get((own, wanted), 0.0)) > 0]
        return min(close)[1] if close else None

    def without_skill(self, own: str, wanted: str) -> Nearness:
        """The same but for one link between skills."""
        return replace(self, skills={k: v for k, v in self.skills.items() if k != (own, wanted)})

    @cached_property
    def _by_wanted(self) -> dict[str, list[tuple[str, float]]]:
        found: dict[str, list[tuple[str, float]]] = {}
        for (own, wanted), how in self.skills.items():
            found.setdefault(wanted, []).append((own, how))
        return found


def candidate_occupations(row: Row) -> list[str]:
    """Every occupation that a candidate has or had."""
    return list(dict.fromkeys([*row["works_as"], *row["held"]]))


def near_candidates(store: Store, candidates: Sequence[Row]) -> Nearness:
    """Nearness of everything to what these candidates have."""
    found = Nearness()
    for row in store.read("gnn/related_skills", ids=_skills(candidates)):
        found.skills[row["source"], row["target"]] = _SKILL_CLOSENESS[row["distance"]]
    ids = sorted({id_ for row in candidates for id_ in candidate_occupations(row)})
    for row in store.read("gnn/related_occupations", ids=ids):
        _closer(found, row["source"], row["target"], _OCCUPATION_CLOSENESS[row["kind"]])
    return found


def near_jobs(store: Store, jobs: Sequence[Row]) -> Nearness:
    """Nearness of everything to what these jobs ask for."""
    found = Nearness()
    for row in store.read("gnn/related_skills", ids=_skills(jobs)):
        found.skills[row["target"], row["source"]] = _SKILL_CLOSENESS[row["distance"]]
    ids = sorted({id_ for row in jobs for id_ in row["occupations"]})
    for row in store.read("gnn/related_occupations", ids=ids):
        # A career move has a direction: from the job's side it must be walked backwards.
        if row["kind"] != "leads_to":
            _closer(found, row["target"], row["source"], _OCCUPATION_CLOSENESS[row["kind"]])
    for row in store.read("gnn/occupations_leading_to", ids=ids):
        _closer(found, row["source"], row["target"], _OCCUPATION_CLOSENESS["leads_to"])
    return found


def pair_features(candidate: Row, job: Row, cosine: float, near: Nearness) -> Vectors:
    """The numbers of one pair, [len(FEATURES)]; rows come from `export.read_candidates` and `read_jobs`."""
    has = {skill["id"] for skill in candidate["skills"]}
    essential = [skill["id"] for skill in job["skills"] if skill["essential"]]
    optional = [skill["id"] for skill in job["skills"] if not skill["essential"]]
    wanted = [*essential, *optional]
    return np.array(
        [
            cosine,
            _coverage(essential, has),
            _coverage(optional, has),
            sum(_nearest(id_, has, near) for id_ in wanted) / (len(wanted) + 1),
            _occupation(candidate, job, near),
            _closeness(rank(SENIORITY, candidate["seniority"]), rank(SENIORITY, job["seniority"])),
            _years(candidate["years"], job["years"]),
            _education(rank(EDUCATION, candidate["education"]), rank(EDUCATION, job["education"])),
            _place(candidate, job),
            max((_alike(title, str(job["title"] or "")) for title in _titles(candidate)), default=0.0),
            _recency(wanted, candidate),
            near.walks.nearness(candidate["id"], job["id"]) if near.walks.own else 0.0,
        ],
        np.float32,
    )


def _coverage(wanted: Sequence[str], has: set[str]) -> float:
    # One more in the divisor: one hit out of one says less than nine out of ten.
    return sum(id_ in has for id_ in wanted) / (len(wanted) + 1)


def _nearest(wanted: str, has: set[str], near: Nearness) -> float:
    # What is there counts in full, or a gained skill would take away what its relatives brought.
    if wanted in has:
        return 1.0
    return max((how for own, how in near.around(wanted) if own in has), default=0.0)


def _occupation(candidate: Row, job: Row, near: Nearness) -> float:
    own, aimed = candidate_occupations(candidate), job["occupations"]
    if not own or not aimed:
        return 0.0
    return max(1.0 if a == b else near.occupations.get((a, b), 0.0) for a in own for b in aimed)


def _closeness(own: int | None, wanted: int | None) -> float:
    if own is None or wanted is None:
        return UNKNOWN
    return max(0.0, 1.0 - abs(own - wanted) / 4)


def _years(own: float | None, wanted: float | None) -> float:
    if not wanted:
        return 1.0
    return UNKNOWN if own is None else min(1.0, max(float(own), 0.0) / float(wanted))


def _education(own: int | None, wanted: int | None) -> float:
    if wanted is None:
        return 1.0
    return UNKNOWN if own is None else max(0.0, 1.0 - 0.4 * max(0, wanted - own))


def _place(candidate: Row, job: Row) -> float:
    if job["remote"]:
        return 1.0
    if not candidate["places"] or not job["places"]:
        return UNKNOWN
    return float(bool(set(candidate["places"]) & set(job["places"])))


def _titles(candidate: Row) -> list[str]:
    return [str(title) for title in (candidate["title"], *candidate.get("titles", ())) if title]


def _alike(one: str, other: str) -> float:
    """Cosine of the sets of character 1- to 3-grams of two titles, 0..1; it reads Chinese as well as English."""
    mine, theirs = _grams(one), _grams(other)
    return len(mine & theirs) / math.sqrt(len(mine) * len(theirs)) if mine and theirs else 0.0


@lru_cache(maxsize=20_000)
def _grams(title: str) -> frozenset[str]:
    words = title.casefold().split()
    return frozenset(word[i : i + n] for word in words for n in (1, 2, 3) for i in range(len(word) - n + 1))


def _recency(wanted: Sequence[str], candidate: Row) -> float:
    """Coverage in which a skill counts the less, the longer ago it was used."""
    today, asked = date.today(), set(wanted)
    fresh = (_freshness(skill.get("last_used"), today) for skill in candidate["skills"] if skill["id"] in asked)
    return sum(fresh) / (len(wanted) + 1)


@lru_cache(maxsize=5_000)
def _freshness(last_used: str | None, today: date) -> float:
    try:
        used = date.fromisoformat(f"{last_used[:7]}-01") if last_used else None
    except ValueError:
        used = None
    if used is None:
        return UNKNOWN
    years = max(0.0, (today - used).days / 365.25)
    return float(0.5 ** (years / FRESH_YEARS))


def _closer(near: Nearness, own: str, wanted: str, value: float) -> None:
    near.occupations[own, wanted] = max(value, near.occupations.get((own, wanted), 0.0))


def _skills(rows: Sequence[Row]) -> list[str]:
    return sorted({skill["id"] for row in rows for skill in row["skills"]})
