"""Two pages: one to try the service, one that shows its description. They load nothing from elsewhere."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

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


@router.get("/docs")
def reference() -> HTMLResponse:
    """The OpenAPI description for people."""
    return _page("docs.html")


def _page(name: str) -> HTMLResponse:
    return HTMLResponse(files("api").joinpath("pages", name).read_text(encoding="utf-8"), headers=HEADERS)
