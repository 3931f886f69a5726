"""What every reply is made of. No schema has a place for identity."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Lang = Literal["en", "zh"]
EXAMPLE_SKILL: dict[str, Any] = {"id": "cg:skill/python", "label_en": "Python", "label_zh": "Python"}
MADE: dict[str, Any] = {
    "model": {"id": "sage-1", "trained_at": "2026-11-20T09:00:00Z"},
    "ontology": {"starter": "3f2a9c"},
    "extractor": "1",
}


def example(value: dict[str, Any]) -> ConfigDict:
    """The configuration of a schema that shows this example in the OpenAPI description."""
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
