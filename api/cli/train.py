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
    force: Annotated[bool, typer.Option("--force", help="Take it even if the one in service is better.")] = False,
    as_json: Json = False,
) -> None:
    """Train the matching model, write embeddings into the graph, and put the model into service.

    It is compared with the model in service on the same held-out people; a worse one is refused (see --force).
    """
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
            force=force,
            progress=tell,
        )
    facts = [("trained", card.trained_at), ("ontology", card.ontology_version), ("career moves", moves)]
    if card.comparison:
        new, old = (f"{card.comparison[side][0]:.3f}" for side in ("new", "old"))
        facts.append(("MRR of the service", f"{new}, was {old} with {card.comparison['rival']}"))
    emit(
        {"model": card, "career_moves": moves},
        as_json,
        lambda: [
            table(f"{card.id} is in service", ("what", "value"), [*facts, *card.metrics.items()], numbers=("value",)),
            card.notes,
        ],
    )
