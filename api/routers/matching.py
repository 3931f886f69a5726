"""Jobs for people and people for jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query

from .. import cursors
from ..problems import documented
from ..schemas import JobsPage, Lang, PeoplePage
from ..services import Services, ServicesDep

if TYPE_CHECKING:
    from gnn.matching import MatchPage

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
    with services.matching() as matcher:
        page = matcher.jobs_for(id, k=limit, offset=offset, lang=lang)
    return _reply(services, page, "jobs", id)


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
    with services.matching() as matcher:
        page = matcher.people_for(id, k=limit, offset=offset, lang=lang)
    return _reply(services, page, "people", id)


def _reply(services: Services, page: MatchPage, *listing: str) -> dict[str, object]:
    following = None if page.next is None else cursors.encode(page.next, *listing)
    return services.made() | {"items": page.as_json()["items"], "model": page.model, "next": following}
