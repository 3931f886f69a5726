"""`careergraph ingest`: documents into the graph."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .output import Json, emit, note, steps, table


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
    as_of: Annotated[
        str | None,
        typer.Option(help="Month up to which current positions count.", metavar="YYYY-MM", show_default="this month"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read resumes or postings into the graph: parallel, resumable, and one bad document stops none of the others."""
    from etl.pipeline import ingest as run
    from gnn.pending import embed_pending
    from graph.errors import ModelError
    from graph.settings import settings
    from graph.store import open_store

    chosen = settings().workers if workers is None else workers
    with open_store() as store, steps() as tell:
        summary = run(
            store,
            paths,
            kind.value,
            workers=chosen,
            progress=lambda done, total: tell(f"{kind.value}s", done, total),
            as_of=as_of,
        )
        try:
            embedded = embed_pending(store, lambda done, total: tell("embeddings", done, total))
        except ModelError as error:
            # What was read is stored; matching will say the same again.
            embedded = 0
            note(f"not embedded: {error}")
    outcomes = {"loaded": summary.loaded, "unchanged": summary.unchanged, "repeated": summary.repeated}
    outcomes |= {f"refused: {code}": count for code, count in summary.refusals.items()}
    rate = summary.found / summary.seconds if summary.seconds else 0.0
    refused = [{"source": one.source, "error": one.error.code(), "detail": str(one.error)} for one in summary.refused]
    facts = {
        "kind": kind.value,
        "files": summary.files,
        "found": summary.found,
        "outcomes": outcomes,
        "refused": refused,
        "seconds": round(summary.seconds, 3),
        "documents_per_second": round(rate, 2),
        "embedded": embedded,
        "ids": summary.ids,
    }
    shown = outcomes | ({"embedded by the model in service": embedded} if embedded else {})
    title = f"{summary.found} documents in {summary.files} files, {rate:.1f} a second"
    emit(
        facts,
        as_json,
        lambda: [
            table(title, ("outcome", "documents"), shown.items(), numbers=("documents",)),
            *(
                [table("Refused", ("document", "why"), [(r["source"], r["detail"]) for r in refused])]
                if refused
                else []
            ),
        ],
    )
    if summary.refused and len(summary.refused) == summary.found:
        raise typer.Exit(3)
