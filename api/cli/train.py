"""`careergraph train`: GraphSAGE over the graph as it is."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from .options import Aggregation, Device
from .output import Json, emit, steps, table


def train(
    device: Annotated[Device | None, typer.Option(help="Where to train.", show_default="CAREERGRAPH_DEVICE")] = None,
    epochs: Annotated[int, typer.Option(min=1, max=10000, help="At most so many.")] = 60,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint.")] = False,
    batch: Annotated[int, typer.Option(min=2, help="Pairs of a candidate and a job in a step.")] = 1024,
    sample_neighbours: Annotated[
        str,
        typer.Option(
            metavar="auto|off|N,N",
            help="Neighbours a relation to sample in each of the two layers (-1: all); off: the whole graph in every "
            "step; auto: 10,10 above four million edges, both directions counted.",
        ),
    ] = "auto",
    aggregation: Annotated[
        Aggregation, typer.Option(help="How the messages of the neighbours by one relation become one.")
    ] = Aggregation.mean,
    hard_negatives: Annotated[
        int,
        typer.Option(min=0, metavar="N", help="Negatives to mine a person: jobs that rank high and were not chosen."),
    ] = 0,
    edge_dropout: Annotated[
        float, typer.Option(min=0.0, max=0.9, metavar="P", help="Share of the edges that each step does without.")
    ] = 0.0,
    popularity: Annotated[
        bool,
        typer.Option("--popularity-correction", help="Correct for popular jobs being negatives more often."),
    ] = False,
    seed: Annotated[int, typer.Option(help="Of all randomness.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Take it even if the one in service is better.")] = False,
    as_json: Json = False,
) -> None:
    """Train the matching model, write embeddings into the graph, and put the model into service.

    It is compared with the model in service on the same held-out people; a worse one is refused (see --force).
    Several processes train together under torchrun --no-python --nproc-per-node N careergraph train.
    """
    from gnn.careers import derive_moves
    from gnn.distributed import training_group
    from gnn.pipeline import join_training, train_model
    from graph.device import pick_device
    from graph.settings import settings
    from graph.store import open_store

    chosen = pick_device(device.value if device else settings().device)
    neighbours = _neighbours(sample_neighbours)
    options: dict[str, Any] = {
        "epochs": epochs,
        "batch": batch,
        "neighbours": neighbours,
        "aggregation": aggregation.value,
        "hard_negatives": hard_negatives,
        "edge_dropout": edge_dropout,
        "popularity": popularity,
        "seed": seed,
        "device": chosen,
        "resume": resume,
    }
    with training_group(chosen) as group, open_store() as store, steps() as tell:
        if not group.first:
            # The first process changes the graph before it trains; all must read the same.
            group.wait()
            join_training(store, **options)
            return
        moves = derive_moves(store)
        group.wait()
        card = train_model(store, **options, force=force, progress=tell)
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


def _neighbours(text: str) -> tuple[int, ...] | None:
    """What `--sample-neighbours` says, as `TrainConfig.neighbours` has it."""
    from graph.errors import InputError

    if text in ("auto", "off"):
        return None if text == "auto" else ()
    try:
        found = tuple(int(part) for part in text.split(","))
    except ValueError:
        found = ()
    if not found or any(one < -1 or one == 0 for one in found):
        raise InputError(
            f"{text!r} is no number of neighbours", where="--sample-neighbours", fix="For example 10,10, auto or off"
        )
    return found
