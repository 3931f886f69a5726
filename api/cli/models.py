"""`careergraph models`: which were trained, how they did, which one answers."""

from __future__ import annotations

from typing import Annotated

import typer

from .output import Json, emit, progress, table

app = typer.Typer(help="Trained matching models: list, show, put into service, roll back.", no_args_is_help=True)
Model = Annotated[str, typer.Argument(help="Id of a model.")]


@app.command("list")
def list_(as_json: Json = False) -> None:
    """Every model that was trained on this graph, newest first."""
    from gnn.registry import models
    from graph.store import open_store

    with open_store() as store:
        found = models(store)
    columns = ("in service", "id", "trained", "ontology", "validation MRR", "replaces", "files")
    rows = [
        [
            "*" if row["active"] else "",
            row["id"],
            row["trained_at"],
            row["ontology_version"],
            row["metrics"].get("validation_mrr"),
            row["replaces"],
            "here" if row["here"] else "not here",
        ]
        for row in found
    ]
    emit({"items": found}, as_json, lambda: table("Models", columns, rows) if rows else "none yet: careergraph train")


@app.command()
def show(model: Model, as_json: Json = False) -> None:
    """What a model was made of, how it did, and beside which one."""
    from gnn.rollout import describe
    from graph.store import open_store

    with open_store() as store:
        found = describe(store, model)
    emit(found, as_json, lambda: table(model, ("what", "value"), list(found.items())))


@app.command()
def activate(model: Model, as_json: Json = False) -> None:
    """Put a model into service: every document gets its embedding by that model."""
    from gnn.rollout import put_into_service
    from graph.store import open_store

    with open_store() as store, progress("embeddings") as tell:
        card = put_into_service(store, model, progress=tell)
    emit({"active": card.id}, as_json, lambda: f"{card.id} is in service")


@app.command()
def rollback(as_json: Json = False) -> None:
    """Go back to the model that was in service before."""
    from gnn.rollout import roll_back
    from graph.store import open_store

    with open_store() as store, progress("embeddings") as tell:
        card = roll_back(store, progress=tell)
    emit({"active": card.id}, as_json, lambda: f"{card.id} is in service again")
