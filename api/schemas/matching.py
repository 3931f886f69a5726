"""Jobs for people and people for jobs."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from .base import MADE, ModelRef, Reply, example


class Evidence(Reply):
    """Where in a document a fact stands."""

    document: str
    start: int
    end: int


class PathNode(Reply):
    """A node of the graph."""

    id: str
    label: str | None = None
    type: str


class Reason(Reply):
    """Why: a path in the graph from the person to the job, and how much it weighs."""

    kind: str
    path: list[PathNode]
    relations: list[str] = Field(default=[], description="`relations[i]` joins `path[i]` and `path[i + 1]`.")
    weight: float = Field(description="What the score loses without this path.")
    evidence: list[Evidence] = Field(default_factory=list)


class Gap(Reply):
    """A skill that the job asks for and the person has not shown."""

    skill: str
    label: str | None = None
    essential: bool
    nearest: str | None = Field(default=None, description="The closest skill that the person has.")
    nearest_label: str | None = None


SCORE = (
    "How well they fit. Of a trained model: how often a pair like this one is a match among the pairs that its ranker "
    "was calibrated on, which are the jobs that held-out people turned to, about 20 jobs drawn at random for each of "
    "these, and those that were refused. It is not the chance that somebody applies. Compare it within one model only; "
    "with fewer than 40 held-out people it is not calibrated, and the notes of the model say so. With `mutual`: the "
    "harmonic mean of both sides. Of a `ranker`: the share of the others that this one is ahead of."
)
CONFIDENCE = "How much is known of the two, whether they fit or not: skills found with certainty, and the basic facts."


class JobMatch(Reply):
    """A job for a person."""

    job_id: str
    title: str | None = None
    score: float = Field(ge=0, le=1, description=SCORE)
    confidence: float = Field(ge=0, le=1, description=CONFIDENCE)
    person_score: float | None = Field(ge=0, le=1, description="Would the person want it, were all demands met.")
    employer_score: float | None = Field(
        ge=0, le=1, description="Would the employer want them, were it to their liking."
    )
    reasons: list[Reason] = Field(default_factory=list)
    gaps: list[Gap] = Field(default_factory=list)


class PersonMatch(Reply):
    """A person for a job."""

    candidate_id: str
    title: str | None = None
    score: float = Field(ge=0, le=1, description=SCORE)
    confidence: float = Field(ge=0, le=1, description=CONFIDENCE)
    person_score: float | None = Field(ge=0, le=1, description="Would the person want it, were all demands met.")
    employer_score: float | None = Field(
        ge=0, le=1, description="Would the employer want them, were it to their liking."
    )
    reasons: list[Reason] = Field(default_factory=list)
    gaps: list[Gap] = Field(default_factory=list)


_MATCH: dict[str, Any] = {
    "score": 0.83,
    "confidence": 0.7,
    "person_score": 0.9,
    "employer_score": 0.86,
    "reasons": [
        {
            "kind": "skill",
            "path": [
                {"id": "candidate:0c9ff0e1", "label": None, "type": "Candidate"},
                {"id": "cg:skill/python", "label": "Python", "type": "Skill"},
                {"id": "job:77aa01", "label": "Data engineer", "type": "Job"},
            ],
            "weight": 0.4,
            "evidence": [{"document": "resume:0c9ff0e1", "start": 210, "end": 216}],
        }
    ],
    "gaps": [{"skill": "cg:skill/spark", "label": "Apache Spark", "essential": True, "nearest": "cg:skill/sql"}],
}


class MatchModel(ModelRef):
    """The model that made the scores."""

    feedback: int = Field(default=0, description="Events of this person that moved their embedding.")


class FilterNote(Reply):
    """What was filtered before ranking."""

    asked: dict[str, Any] = Field(description="The filters that were set.")
    passed: int = Field(description="How many jobs, or people, passed all of them.")
    empty_by: str | None = Field(default=None, description="The filter after which nothing was left.")


class JobsPage(Reply):
    """Jobs for a person, best first."""

    model_config = example({"items": [{"job_id": "job:77aa01"} | _MATCH], "next": None} | MADE)

    items: list[JobMatch]
    model: MatchModel
    ontology: dict[str, str]
    extractor: str
    next: str | None = Field(default=None, description="Cursor of the next page; None at the end.")
    filters: FilterNote | None = Field(default=None, description="What was filtered; None where nothing was.")


class PeoplePage(Reply):
    """People for a job, best first."""

    model_config = example({"items": [{"candidate_id": "candidate:0c9ff0e1"} | _MATCH], "next": None} | MADE)

    items: list[PersonMatch]
    model: MatchModel
    ontology: dict[str, str]
    extractor: str
    next: str | None = Field(default=None, description="Cursor of the next page; None at the end.")
    filters: FilterNote | None = Field(default=None, description="What was filtered; None where nothing was.")
