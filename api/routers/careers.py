"""Ways from one occupation to another."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from ..problems import documented
from ..schemas import CareerReply, Lang
from ..services import ServicesDep

router = APIRouter(tags=["careers"])


@router.get("/careers/path", summary="Career paths", response_model=CareerReply, responses=documented(404, 503))
def career_path(
    services: ServicesDep,
    start: Annotated[str, Query(alias="from", description="Occupation: id or label, in either language.")],
    goal: Annotated[str, Query(alias="to", description="Occupation: id or label, in either language.")],
    limit: Annotated[int, Query(ge=1, le=10, description="How many ways.")] = 3,
    lang: Annotated[Lang, Query(description="Language of labels.")] = "en",
) -> object:
    """The most usual ways from one occupation to another, with the skills that each step adds."""
    from gnn.careers import career_paths
    from ontology.resolve import resolve

    store = services.store
    ends = [resolve(store, text, "Occupation") for text in (start, goal)]
    return {"paths": career_paths(store, *ends, k=limit, lang=lang), "ontology": services.ontology()}
