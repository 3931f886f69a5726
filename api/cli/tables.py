"""`careergraph load`: tables that join the graph beside the documents."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .output import Json, emit, progress, table


class Kind(StrEnum):
    """What a table holds."""

    interactions = "interactions"
    courses = "courses"


def load(
    kind: Annotated[Kind, typer.Argument(help="What the table holds.")],
    path: Annotated[Path, typer.Argument(help="A CSV file.", exists=True, dir_okay=False)],
    as_json: Json = False,
) -> None:
    """Load a table: views, applications, interviews, hires and ratings; or courses and what they teach."""
    from etl.tables import load_courses, load_interactions
    from graph.store import open_store

    with open_store() as store, progress(kind.value) as tell:
        summary = (load_interactions if kind is Kind.interactions else load_courses)(store, path, tell)
    counts = [(kind.value, summary.stored), *summary.by_kind.items(), ("refused", len(summary.refused))]
    emit(
        summary,
        as_json,
        lambda: [
            table(path.name, ("rows", "number"), counts, numbers=("number",)),
            *([table("Refused", ("row", "why"), summary.refused)] if summary.refused else []),
        ],
    )
