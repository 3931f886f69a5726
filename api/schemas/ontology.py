"""Concepts that a search found."""

from __future__ import annotations

from pydantic import Field

from .base import EXAMPLE_SKILL, Concept, Reply, example


class ConceptHit(Concept):
    """A concept that a search found."""

    scheme: str
    matched: str = Field(description="The label that matched.")
    lang: str = Field(description="Its language.")
    score: float = Field(description="Above 3: the exact label; above 2: its beginning; above 1: its words.")


class ConceptPage(Reply):
    """Concepts that a search found, best first."""

    model_config = example(
        {
            "items": [EXAMPLE_SKILL | {"scheme": "starter", "matched": "Python", "lang": "en", "score": 3.9}],
            "ontology": {"starter": "3f2a9c"},
            "next": None,
        }
    )

    items: list[ConceptHit]
    ontology: dict[str, str]
    next: str | None = Field(default=None, description="Cursor of the next page; None at the end.")
