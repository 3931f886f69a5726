"""Jobs for people and people for jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query

from gnn.baselines.registry import RANKERS
from gnn.wishes import Wishes

from .. import cursors
from ..problems import documented
from ..schemas import JobsPage, Lang, PeoplePage
from ..services import Services, ServicesDep
from ..wishes import job_wishes, people_wishes

if TYPE_CHECKING:
    from gnn.matching import MatchPage

router = APIRouter(tags=["matching"])
Limit = Annotated[int, Query(ge=1, le=100, description="Items on a page.")]
Cursor = Annotated[str | None, Query(description="`next` of the page before.")]
Language = Annotated[Lang, Query(description="Language of labels.")]
Ranker = Annotated[
    str | None,
    Query(
        description=f"A simple ranker in place of the model, to compare with: {', '.join(sorted(RANKERS))}. It "
        "ranks everything, takes filters alone and gives no reasons; `score` is the share of the others that a match "
        "is ahead of. A slow one is fitted in the background, and answers 503 with `Retry-After` until it is."
    ),
]
JobWishes = Annotated[Wishes, Depends(job_wishes)]
PeopleWishes = Annotated[Wishes, Depends(people_wishes)]


@router.get(
    "/candidates/{id:path}/jobs",
    summary="Jobs for a candidate",
    response_model=JobsPage,
    responses=documented(404, 409, 503),
)
def jobs_for_candidate(
    id: str,
    services: ServicesDep,
    wishes: JobWishes,
    limit: Limit = 10,
    cursor: Cursor = None,
    lang: Language = "en",
    ranker: Ranker = None,
) -> object:
    """The best jobs for a person, each with reasons as graph paths and the skills that are missing."""
    offset = cursors.decode(cursor, "jobs", id, wishes, ranker)
    with services.ranking(ranker) as matcher:
        page = matcher.jobs_for(id, k=limit, offset=offset, lang=lang, wishes=wishes)
    return _reply(services, page, "jobs", id, wishes, ranker)


@router.get(
    "/jobs/{id:path}/candidates",
    summary="Candidates for a job",
    response_model=PeoplePage,
    responses=documented(404, 409, 503),
)
def candidates_for_job(
    id: str,
    services: ServicesDep,
    wishes: PeopleWishes,
    limit: Limit = 10,
    cursor: Cursor = None,
    lang: Language = "en",
    ranker: Ranker = None,
) -> object:
    """The best people for a job, by id alone, each with reasons as graph paths and the skills that are missing."""
    offset = cursors.decode(cursor, "people", id, wishes, ranker)
    with services.ranking(ranker) as matcher:
        page = matcher.people_for(id, k=limit, offset=offset, lang=lang, wishes=wishes)
    return _reply(services, page, "people", id, wishes, ranker)


def _reply(services: Services, page: MatchPage, *listing: object) -> dict[str, object]:
    following = None if page.next is None else cursors.encode(page.next, *listing)
    return page.as_json() | services.made() | {"model": page.model, "next": following}
