"""The page that lets a person try the service."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def landing() -> str:
    """A plain page: upload, search, career path."""
    return files("api").joinpath("pages/index.html").read_text(encoding="utf-8")
