"""Ways from one occupation to another."""

from __future__ import annotations

from pydantic import Field

from .base import Reply, example


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
    skills_needed: list[StepSkill] = Field(default_factory=list)


class CareerRoute(Reply):
    """A way from one occupation to another."""

    steps: list[Step]
    cost: float = Field(description="Sum of -log(probability): lower is more usual.")


class CareerReply(Reply):
    """Ways from one occupation to another, the most usual first."""

    model_config = example({
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
