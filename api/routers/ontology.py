"""Search in the ontology."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from .. import cursors
from ..problems import documented
from ..schemas import ConceptPage, Lang
from ..services import Services, ServicesDep

router = APIRouter(tags=["ontology"])
Words = Annotated[str, Query(min_length=1, max_length=200, description="Words of a label, in either language.")]
Language = Annotated[Lang | None, Query(description="Only labels in this language.")]
Limit = Annotated[int, Query(ge=1, le=100, description="Items on a page.")]
Cursor = Annotated[str | None, Query(description="`next` of the page before.")]


@router.get("/skills", summary="Search skills", response_model=ConceptPage, responses=documented(503))
def skills(services: ServicesDep, q: Words, lang: Language = None, limit: Limit = 20, cursor: Cursor = None) -> object:
    """Skills whose labels or aliases match, best first."""
    return _page(services, "Skill", q, lang, limit, cursor)


@router.get("/occupations", summary="Search occupations", response_model=ConceptPage, responses=documented(503))
def occupations(
    services: ServicesDep, q: Words, lang: Language = None, limit: Limit = 20, cursor: Cursor = None
) -> object:
    """Occupations whose labels or aliases match, best first."""
    return _page(services, "Occupation", q, lang, limit, cursor)


def _page(
    services: Services, type: Literal["Skill", "Occupation"], q: str, lang: Lang | None, limit: int, cursor: str | None
) -> object:
    from ontology.search import search

    offset = cursors.decode(cursor, type, q, lang)
    found = search(services.store, q, type=type, lang=lang, limit=offset + limit + 1)
    following = cursors.encode(offset + limit, type, q, lang) if len(found) > offset + limit else None
    return {"items": found[offset : offset + limit], "ontology": services.ontology(), "next": following}
