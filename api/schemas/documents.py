"""What was read from a document."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import EXAMPLE_SKILL, MADE, Concept, Made, Reply, example


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
    spans: list[SpanOf] = Field(default_factory=list)


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
    spans: list[SpanOf] = Field(default_factory=list)


class EducationFound(Reply):
    """A course of study in a resume."""

    school: str | None = None
    degree: str | None = None
    level: str | None = None
    subject: str | None = None
    start: str | None = None
    end: str | None = None
    spans: list[SpanOf] = Field(default_factory=list)


class DocumentReply(Reply):
    """What was read from one document, each fact with its place in the text."""

    model_config = example(
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
            "made": MADE,
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
    skills: list[SkillFound] = Field(default_factory=list)
    positions: list[PositionFound] = Field(default_factory=list)
    education: list[EducationFound] = Field(default_factory=list)
    unknown: list[SpanOf] = Field(default=[], description="What looks like a skill and is in no vocabulary.")
    cautions: list[str] = Field(
        default=[], description="What to beware of: more-skills-listed-than-told, when lists are believed less."
    )
    outcome: str | None = Field(default=None, description="Uploads: loaded, or unchanged when it was known before.")
    embedded: bool = Field(default=False, description="It has a vector and can be matched by the model.")
    made: Made
