"""`careergraph docs`: the pages that are made from code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .output import Json, emit


def docs(
    folder: Annotated[Path, typer.Argument(help="Where to write.", file_okay=False)] = Path("docs"),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit code 2 if a page is old.")] = False,
    as_json: Json = False,
) -> None:
    """Write the reference pages: commands, settings, HTTP API, graph schema and queries."""
    from api.reference import pages

    made = pages()
    stale = [name for name, text in made.items() if not _same(folder / name, text)]
    if not check:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(made[name], encoding="utf-8")
    verb = "out of date" if check else "written"
    emit({"pages": sorted(made), "changed": stale}, as_json, lambda: f"{len(stale)} of {len(made)} pages {verb}")
    if check and stale:
        raise typer.Exit(2)


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text
