"""Feedback in, listed, and taken back; it moves the person's matches at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from ..problems import documented
from ..schemas import FeedbackDone, FeedbackHistory, FeedbackIn
from ..schemas.feedback import Kind
from ..services import ServicesDep

router = APIRouter(tags=["feedback"])


@router.post(
    "/feedback", summary="Record feedback", response_model=FeedbackDone, responses=documented(400, 404, 409, 413, 503)
)
def record_feedback(feedback: FeedbackIn, services: ServicesDep) -> object:
    """Record views, applications, interviews, hires and ratings, all or none. The same event (person, job, kind and
    time) is recorded once, so a request may be repeated; the persons' matches move at once, nobody else's do."""
    from gnn.feedback import Event, record

    events = [Event(one.candidate_id, one.job_id, one.kind, one.at, one.value) for one in feedback.items]
    new = record(services.store, events)
    people = sorted({event.candidate for event in events})
    return {"new": new, "counted": services.heed(people), "made": services.made()}


@router.get(
    "/candidates/{id:path}/feedback",
    summary="Feedback of a candidate",
    response_model=FeedbackHistory,
    responses=documented(404, 503),
)
def feedback_of_candidate(id: str, services: ServicesDep) -> object:
    """What a person did with jobs, newest first, and what each event still weighs."""
    from gnn.feedback import history

    items = [{**event, "job_id": event["job"]} for event in history(services.store, id)]
    return {"items": items, "made": services.made()}


@router.delete(
    "/candidates/{id:path}/feedback",
    summary="Take feedback back",
    response_model=FeedbackDone,
    responses=documented(404, 409, 503),
)
def forget_feedback(
    id: str,
    services: ServicesDep,
    job: Annotated[str, Query(description="Id of the job.")],
    kind: Annotated[Kind | None, Query(description="Only this kind.")] = None,
    at: Annotated[str | None, Query(description="Only this time, as it was given.")] = None,
) -> object:
    """Remove what a person did with a job; their matches are then as if it had never been."""
    from gnn.feedback import forget, history

    history(services.store, id)  # An unknown person is an error, a person without feedback is not.
    removed = forget(services.store, id, job, kind, at)
    return {"removed": removed, "counted": services.heed([id]), "made": services.made()}
