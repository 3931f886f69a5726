"""`careergraph ingest`: documents into the graph."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .output import Json, emit, progress, table


class Kind(StrEnum):
    """What the documents are."""

    resume = "resume"
    posting = "posting"


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.", exists=True)],
    kind: Annotated[Kind, typer.Option(help="What they are.")],
    workers: Annotated[
        int | None, typer.Option(min=0, max=256, help="Processes that read.", show_default="CAREERGRAPH_WORKERS")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read resumes or postings into the graph: parallel, resumable, and one bad document stops none of the others."""
    from etl.pipeline import ingest as run
    from graph.settings import settings
    from graph.store import open_store

    chosen = settings().workers if workers is None else workers
    with open_store() as store, progress(f"{kind.value}s") as tell:
        summary = run(store, paths, kind.value, workers=chosen, progress=tell)
    emit(
        summary,
        as_json,
        lambda: [
            table("Documents", ("outcome", "count"), summary.outcomes.items(), numbers=("count",)),
            *(
                [table("Refused", ("document", "why"), [(r.source, r.error) for r in summary.refused])]
                if summary.refused
                else []
            ),
        ],
    )
