"""Jobs for people and people for jobs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from .. import cursors
from ..problems import documented
from ..schemas import JobsPage, Lang, PeoplePage
from ..services import ServicesDep

router = APIRouter(tags=["matching"])
Limit = Annotated[int, Query(ge=1, le=100, description="Items on a page.")]
Cursor = Annotated[str | None, Query(description="`next` of the page before.")]
Language = Annotated[Lang, Query(description="Language of labels.")]


@router.get(
    "/candidates/{id:path}/jobs",
    summary="Jobs for a candidate",
    response_model=JobsPage,
    responses=documented(404, 409, 503),
)
def jobs_for_candidate(
    id: str, services: ServicesDep, limit: Limit = 10, cursor: Cursor = None, lang: Language = "en"
) -> object:
    """The best jobs for a person, each with reasons as graph paths and the skills that are missing."""
    offset = cursors.decode(cursor, "jobs", id)
    page = services.matcher().jobs_for(id, k=limit, offset=offset, lang=lang)
    following = cursors.encode(offset + limit, "jobs", id) if page.more else None
    return {"items": page.items, **services.made(), "next": following}


@router.get(
    "/jobs/{id:path}/candidates",
    summary="Candidates for a job",
    response_model=PeoplePage,
    responses=documented(404, 409, 503),
)
def candidates_for_job(
    id: str, services: ServicesDep, limit: Limit = 10, cursor: Cursor = None, lang: Language = "en"
) -> object:
    """The best people for a job, by id alone, each with reasons as graph paths and the skills that are missing."""
    offset = cursors.decode(cursor, "people", id)
    page = services.matcher().people_for(id, k=limit, offset=offset, lang=lang)
    following = cursors.encode(offset + limit, "people", id) if page.more else None
    return {"items": page.items, **services.made(), "next": following}
