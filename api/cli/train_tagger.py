"""`careergraph train-tagger`: learn to mark mentions from gold spans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from .options import Device, TaggerName, existing_file
from .output import Json, emit, progress, table


def train_tagger(
    name: Annotated[TaggerName, typer.Argument(help="Which one.")],
    gold: Annotated[Path, existing_file("Gold spans to learn from (JSON lines).")],
    out: Annotated[Path, typer.Option(help="Folder for the model and its card.", file_okay=False, show_default=False)],
    dev: Annotated[
        Path | None, existing_file("Gold spans that choose the best epoch; else a tenth of the others.")
    ] = None,
    backbone: Annotated[
        str | None,
        typer.Option(help="A Hugging Face encoder to fine-tune (folder or hub name) in place of our own model."),
    ] = None,
    epochs: Annotated[
        int | None, typer.Option(min=1, max=1000, help="At most so many.", show_default="the model's own")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of all randomness.")] = 0,
    device: Annotated[Device, typer.Option(help="Where to train.")] = Device.auto,
    about: Annotated[str, typer.Option(help="Source and licence of the data, for the model card.")] = "",
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew even if the folder holds a checkpoint.")] = False,
    as_json: Json = False,
) -> None:
    """Train a tagger. An interrupted training goes on where it was. The settings CAREERGRAPH_TAGGER_* put it in use."""
    from etl.tagging.training import train_tagger as train

    with progress(f"train {name.value}") as tell:
        done = train(
            name.value,
            gold,
            out,
            dev=dev,
            backbone=backbone,
            epochs=epochs,
            seed=seed,
            device=device.value,
            resume=not fresh,
            about=about,
            progress=tell,
        )

    def render() -> list[Any]:
        columns = ("f1", "precision", "recall")
        scores = {**done.per_label, "all": done.metrics}
        rows = [(label, *(found[key] for key in columns)) for label, found in scores.items()]
        return [
            table(f"{name.value} on the rows that choose the epoch", ("label", *columns), rows, numbers=columns),
            f"{done.epochs} epochs, {done.seconds:.0f} s; the model and its card are in {done.folder}",
            f"Use it: export CAREERGRAPH_TAGGER_{name.value.upper()}={done.folder}",
        ]

    emit(done, as_json, render)
