"""What a search returns: matches, each with score, confidence, reasons and gaps, and pages of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

import numpy as np

from .pairs import Nearness
from .reasons import Reason

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Gap:
    """A skill that the job asks for and the person lacks; `nearest` is the closest skill that they have."""

    skill: str
    label: str
    essential: bool
    nearest: str | None
    nearest_label: str | None = None

    def named(self, names: Mapping[str, str]) -> Gap:
        """The same with labels from `names`, by skill id."""
        close = None if self.nearest is None else names.get(self.nearest, self.nearest)
        return replace(self, label=names.get(self.skill, self.skill), nearest_label=close)


@dataclass(frozen=True)
class Match:
    """One job for a person, or one person for a job.

    `score` (0..1) says how well they fit: the ranker's estimate of how often such a pair is one of interest among the
    pairs that it was calibrated on (`fitting.examples`: `NEGATIVES` random jobs to one that a person turned to), which
    is far more often than among all jobs. `confidence` (0..1) says how much was known of the two, fit or not.
    `person_score` and `employer_score` are the two sides of the score, see `mutual`; None of a baseline, which has no
    sides.
    """

    kind: Literal["candidate", "job"]
    id: str
    title: str
    score: float
    confidence: float
    person_score: float | None
    employer_score: float | None
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
    """A page of matches, best first. `next` is the offset of the next page, None on the last.

    `model` names the model, and under `feedback` the number of the person's events that moved their embedding.
    `filters` says what was filtered, how many passed, and which filter left nothing; None where nothing was filtered.
    """

    items: tuple[Match, ...]
    model: dict[str, Any]
    ontology: dict[str, str]
    next: int | None
    filters: dict[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """The reply of the API."""
        items = [item.as_json() for item in self.items]
        page = {"items": items, "model": self.model, "ontology": self.ontology, "next": self.next}
        return page | ({"filters": self.filters} if self.filters is not None else {})


def confidence(candidate: Row, job: Row) -> float:
    """How much is known of the two: enough skills on both sides, found with certainty, and the basic facts."""

    def known(row: Row, enough: int) -> float:
        sure = sum(float(skill["confidence"]) for skill in row["skills"])
        facts = [row["title"], row["seniority"], row["years"] is not None or None, row["places"] or None]
        return 0.7 * min(1.0, sure / enough) + 0.3 * sum(fact is not None for fact in facts) / len(facts)

    return float(np.sqrt(known(candidate, 8) * known(job, 6)))


def gaps(candidate: Row, job: Row, near: Nearness, names: Mapping[str, str] = MappingProxyType({})) -> tuple[Gap, ...]:
    """What the job asks for and the candidate lacks, in the order of the job; `names` are labels by skill id."""
    has = [skill["id"] for skill in candidate["skills"]]
    found = []
    for skill in job["skills"]:
        if skill["id"] not in has:
            gap = Gap(skill["id"], skill["id"], bool(skill["essential"]), near.nearest_skill(skill["id"], has))
            found.append(gap.named(names))
    return tuple(found)
