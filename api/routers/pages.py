"""Pages to try the service, to look through matches, and to read its description. They load nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from gnn.baselines.registry import RANKERS

router = APIRouter(include_in_schema=False)
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@router.get("/")
def landing() -> HTMLResponse:
    """Upload, search, career path."""
    return _page("index.html")


@router.get("/match")
def matches() -> HTMLResponse:
    """Matches of a person or a job, with filters, variations, rankers and feedback."""
    options = "".join(f"<option>{name}</option>" for name in sorted(RANKERS))
    return _page("match.html", {"<!-- rankers -->": options})


@router.get("/docs")
def reference() -> HTMLResponse:
    """The OpenAPI description for people."""
    return _page("docs.html")


def _page(name: str, filled: Mapping[str, str] = MappingProxyType({})) -> HTMLResponse:
    text = files("api").joinpath("pages", name).read_text(encoding="utf-8")
    for mark, content in filled.items():
        text = text.replace(mark, content)
    return HTMLResponse(text, headers=HEADERS)
