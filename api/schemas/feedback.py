"""What people did with jobs, and what employers answered."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .base import MADE, Made, Reply, example

Kind = Literal["viewed", "applied", "interviewed", "hired", "rated"]
_EVENT: dict[str, Any] = {
    "candidate_id": "candidate:0c9ff0e1",
    "job_id": "job:77aa01",
    "kind": "rated",
    "at": "2026-03-01",
    "value": 4,
}


class FeedbackEvent(BaseModel):
    """One thing that happened between a person and a job. Ids only: no names, no free text."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _EVENT})

    candidate_id: str = Field(min_length=1, max_length=200)
    job_id: str = Field(min_length=1, max_length=200)
    kind: Kind
    at: str = Field(default="", max_length=40, description="ISO date or time; today if it is left out.")
    value: float | None = Field(default=None, description="rated: 1 to 5; interviewed: -1 (rejected) to 1 (passed).")


class FeedbackIn(BaseModel):
    """Events to record, all or none."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"items": [_EVENT]}})

    items: list[FeedbackEvent] = Field(min_length=1, max_length=1_000)


class FeedbackDone(Reply):
    """What became of the feedback."""

    model_config = example({"new": 1, "removed": 0, "counted": {"candidate:0c9ff0e1": 3}, "made": MADE})

    new: int = Field(default=0, description="Events that were not known yet.")
    removed: int = Field(default=0, description="Events that were taken back.")
    counted: dict[str, int] = Field(description="By person, the events that move their matches now.")
    made: Made


class PastEvent(Reply):
    """An event, and what it still weighs."""

    job_id: str
    title: str | None = None
    kind: Kind
    at: str | None = None
    value: float | None = None
    strength: float = Field(description="What is left of it now, -1 to 1; below 0 it speaks against the job.")


class FeedbackHistory(Reply):
    """What a person did with jobs, newest first."""

    model_config = example({"items": [{**_EVENT, "title": "Data engineer", "strength": 0.2}], "made": MADE})

    items: list[PastEvent]
    made: Made
