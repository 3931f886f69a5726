"""What the service answers with. No schema has a place for identity."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Lang = Literal["en", "zh"]
EXAMPLE_SKILL: dict[str, Any] = {"id": "cg:skill/python", "label_en": "Python", "label_zh": "Python"}


def _example(value: dict[str, Any]) -> ConfigDict:
    return ConfigDict(json_schema_extra={"example": value})


class Reply(BaseModel):
    """Made from data classes and rows; nothing that is not named here gets out."""

    model_config = ConfigDict(from_attributes=True, extra="ignore")


class ModelRef(Reply):
    """The model that made a score."""

    id: str
    trained_at: str | None = None


class Made(Reply):
    """What made a reply: model, ontology and extractor by version."""

    model: ModelRef | None = Field(default=None, description="None where no model took part.")
    ontology: dict[str, str] = Field(description="Scheme to version.", examples=[{"starter": "3f2a9c"}])
    extractor: str = Field(description="Version of the extractor.", examples=["1"])


class Concept(Reply):
    """A skill or an occupation, in both languages."""

    id: str
    label_en: str | None = None
    label_zh: str | None = None


class SpanOf(Reply):
    """Characters `start` to `end` (exclusive) of a document's stored text."""

    document: str | None = None
    start: int
    end: int
    text: str | None = None
    extractor: str | None = None
    confidence: float | None = None


class SkillFound(Concept):
    """A skill that a document speaks of."""

    kind: str | None = None
    confidence: float | None = None
    level: float | None = None
    years: float | None = None
    last_used: str | None = None
    essential: bool | None = Field(default=None, description="Postings: demanded, not merely preferred.")
    importance: float | None = Field(default=None, description="Postings: 0..1.")
    spans: list[SpanOf] = []


class PositionFound(Reply):
    """A position in a resume."""

    title: str
    company: str | None = None
    place: str | None = None
    start: str | None = None
    end: str | None = None
    current: bool | None = None
    months: int | None = None
    occupation: Concept | None = None
    confidence: float | None = None
    spans: list[SpanOf] = []


class EducationFound(Reply):
    """A course of study in a resume."""

    school: str | None = None
    degree: str | None = None
    level: str | None = None
    subject: str | None = None
    start: str | None = None
    end: str | None = None
    spans: list[SpanOf] = []


class DocumentReply(Reply):
    """What was read from one document, each fact with its place in the text."""

    model_config = _example(
        {
            "document": "resume:0c9ff0e1",
            "subject": "candidate:0c9ff0e1",
            "kind": "resume",
            "lang": "en",
            "format": "pdf",
            "title": "Data analyst",
            "occupation": {
                "id": "cg:occupation/data-analyst",
                "label_en": "Data analyst",
                "label_zh": "数据分析师",
            },
            "seniority": "mid",
            "years": 4.5,
            "education_level": "bachelor",
            "skills": [EXAMPLE_SKILL | {"confidence": 0.9, "years": 3.0, "spans": [{"start": 210, "end": 216}]}],
            "positions": [],
            "education": [],
            "embedded": True,
            "made": {"model": {"id": "sage-1"}, "ontology": {"starter": "3f2a9c"}, "extractor": "1"},
        }
    )

    document: str = Field(description="Id of the document; the same text has the same id.")
    subject: str = Field(description="Id of the candidate or job that the document describes.")
    kind: Literal["resume", "posting"]
    lang: str
    format: str
    title: str | None = None
    occupation: Concept | None = None
    seniority: str | None = None
    years: float | None = Field(default=None, description="Years of experience: had, or demanded.")
    education_level: str | None = None
    place: str | None = None
    company: str | None = None
    skills: list[SkillFound] = []
    positions: list[PositionFound] = []
    education: list[EducationFound] = []
    unknown: list[SpanOf] = Field(default=[], description="What looks like a skill and is in no vocabulary.")
    outcome: str | None = Field(default=None, description="Uploads: loaded, or unchanged when it was known before.")
    embedded: bool = Field(default=False, description="It has a vector and can be matched by the model.")
    made: Made


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
    evidence: list[Evidence] = []


class Gap(Reply):
    """A skill that the job asks for and the person has not shown."""

    skill: str
    label: str | None = None
    essential: bool
    nearest: str | None = Field(default=None, description="The closest skill that the person has.")
    nearest_label: str | None = None


class JobMatch(Reply):
    """A job for a person."""

    job_id: str
    title: str | None = None
    score: float = Field(ge=0, le=1, description="Calibrated chance of interest.")
    confidence: float = Field(ge=0, le=1, description="How much the score can be relied on.")
    reasons: list[Reason] = []
    gaps: list[Gap] = []


class PersonMatch(Reply):
    """A person for a job."""

    candidate_id: str
    title: str | None = None
    score: float = Field(ge=0, le=1, description="Calibrated chance of interest.")
    confidence: float = Field(ge=0, le=1, description="How much the score can be relied on.")
    reasons: list[Reason] = []
    gaps: list[Gap] = []


_MATCH: dict[str, Any] = {
    "score": 0.83,
    "confidence": 0.7,
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
_MADE: dict[str, Any] = {
    "model": {"id": "sage-1", "trained_at": "2026-11-20T09:00:00Z"},
    "ontology": {"starter": "3f2a9c"},
    "extractor": "1",
}


class JobsPage(Reply):
    """Jobs for a person, best first."""

    model_config = _example({"items": [{"job_id": "job:77aa01"} | _MATCH], "next": None} | _MADE)

    items: list[JobMatch]
    model: ModelRef | None
    ontology: dict[str, str]
    extractor: str
    next: str | None = Field(default=None, description="Cursor of the next page; None at the end.")


class PeoplePage(Reply):
    """People for a job, best first."""

    model_config = _example({"items": [{"candidate_id": "candidate:0c9ff0e1"} | _MATCH], "next": None} | _MADE)

    items: list[PersonMatch]
    model: ModelRef | None
    ontology: dict[str, str]
    extractor: str
    next: str | None = Field(default=None, description="Cursor of the next page; None at the end.")


class StepSkill(Reply):
    """A skill that a step of a career needs and the steps before it do not."""

    skill: str
    label: str | None = None
    essential: bool
    importance: float | None = None


class Step(Reply):
    """One occupation on the way."""

    occupation: str
    label: str | None = None
    probability: float | None = Field(default=None, description="Share of those who left the step before for this one.")
    skills_needed: list[StepSkill] = []


class CareerRoute(Reply):
    """A way from one occupation to another."""

    steps: list[Step]
    cost: float = Field(description="Sum of -log(probability): lower is more usual.")


class CareerReply(Reply):
    """Ways from one occupation to another, the most usual first."""

    model_config = _example({
                "paths": [
                    {
                        "steps": [
                            {"occupation": "cg:occupation/data-analyst", "label": "Data analyst"},
                            {"occupation": "cg:occupation/data-scientist", "label": "Data scientist",
                             "probability": 0.3,
                             "skills_needed": [{"skill": "cg:skill/machine-learning", "label": "Machine learning",
                                                "essential": True}]},
                        ],
                        "cost": 1.2,
                    }
                ],
                "ontology": {"starter": "3f2a9c"},
            })  # fmt: skip

    paths: list[CareerRoute]
    ontology: dict[str, str]


class ConceptHit(Concept):
    """A concept that a search found."""

    scheme: str
    matched: str = Field(description="The label that matched.")
    lang: str = Field(description="Its language.")
    score: float = Field(description="Above 3: the exact label; above 2: its beginning; above 1: its words.")


class ConceptPage(Reply):
    """Concepts that a search found, best first."""

    model_config = _example(
        {
            "items": [EXAMPLE_SKILL | {"scheme": "starter", "matched": "Python", "lang": "en", "score": 3.9}],
            "ontology": {"starter": "3f2a9c"},
            "next": None,
        }
    )

    items: list[ConceptHit]
    ontology: dict[str, str]
    next: str | None = Field(default=None, description="Cursor of the next page; None at the end.")


class Health(Reply):
    """How the service is."""

    model_config = _example({"status": "ok", "store": True, "version": "0.1.0"} | _MADE)

    status: Literal["ok", "no-model", "no-ontology"]
    store: bool
    version: str
    model: ModelRef | None
    ontology: dict[str, str]
    extractor: str
