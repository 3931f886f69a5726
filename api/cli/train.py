"""`careergraph train`: GraphSAGE over the graph as it is."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import Device
from .output import Json, emit, steps, table


def train(
    device: Annotated[Device | None, typer.Option(help="Where to train.", show_default="CAREERGRAPH_DEVICE")] = None,
    epochs: Annotated[int, typer.Option(min=1, max=10000, help="At most so many.")] = 60,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint.")] = False,
    seed: Annotated[int, typer.Option(help="Of all randomness.")] = 0,
    as_json: Json = False,
) -> None:
    """Train the matching model, write embeddings into the graph, and put the model into service."""
    from gnn.careers import derive_moves
    from gnn.pipeline import train_model
    from graph.store import open_store

    with open_store() as store, steps() as tell:
        moves = derive_moves(store)
        card = train_model(
            store,
            epochs=epochs,
            seed=seed,
            device=device.value if device else None,
            resume=resume,
            progress=tell,
        )
    facts = [("trained", card.trained_at), ("ontology", card.ontology_version), ("career moves", moves)]
    emit(
        {"model": card, "career_moves": moves},
        as_json,
        lambda: [
            table(f"{card.id} is in service", ("what", "value"), [*facts, *card.metrics.items()], numbers=("value",)),
            card.notes,
        ],
    )
