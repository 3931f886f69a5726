"""How the service is."""

from __future__ import annotations

from fastapi import APIRouter, Request

from ..problems import documented
from ..schemas import Health
from ..services import ServicesDep

router = APIRouter(tags=["service"])


@router.get("/health", summary="Health", response_model=Health, responses=documented(503))
def health(request: Request, services: ServicesDep) -> object:
    """Whether the store answers, and which model and ontology are in service; 503 when the store is down."""
    made = services.made()
    status = "no-ontology" if not made["ontology"] else "ok" if made["model"] else "no-model"
    return {"status": status, "store": True, "version": request.app.version, **made}
