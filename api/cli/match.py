"""`careergraph match`: jobs for a person, people for a job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .output import Json, emit

if TYPE_CHECKING:
    from rich.tree import Tree

    from graph.store import Store

app = typer.Typer(help="The best jobs for a person, the best people for a job.", no_args_is_help=True)
Top = Annotated[int, typer.Option("--top", "-k", min=1, max=100, help="How many.")]
Lang = Annotated[str, typer.Option(help="Language of labels: en or zh.")]


@app.command()
def jobs(
    candidate: Annotated[str, typer.Argument(help="Id of a candidate, or a resume file, which is ingested first.")],
    top: Top = 5,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """The best jobs for a person, with reasons as graph paths and missing skills."""
    from gnn.matching import Matcher
    from graph.store import open_store

    with open_store() as store:
        id = _candidate(store, candidate)
        page = Matcher(store).jobs_for(id, k=top, lang=lang)
    emit(page, as_json, lambda: [tree(item, item.job_id) for item in page.items])


@app.command()
def people(
    job: Annotated[str, typer.Argument(help="Id of a job, or a posting file, which is ingested first.")],
    top: Top = 5,
    lang: Lang = "en",
    as_json: Json = False,
) -> None:
    """The best people for a job, by id, with reasons as graph paths and missing skills."""
