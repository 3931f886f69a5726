"""`careergraph train-tagger`: learn to mark mentions from gold spans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.errors import InputError

from .options import Device, TaggerName, existing_file, existing_folder
from .output import Json, emit, progress, table

if TYPE_CHECKING:
    from etl.tagging.augment import Augmentation


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
    synonyms: Annotated[
        float | None,
        typer.Option(
            min=0.0,
            max=1.0,
            help="Also learn from copies in which this share of the spans that name a concept bear another name.",
            show_default=False,
        ),
    ] = None,
    ontology: Annotated[
        Path | None, existing_folder("Folder of ESCO tables whose names --synonyms takes, beside the starter's.")
    ] = None,
    texts: Annotated[
        Path | None,
        existing_file("Texts without gold, one a line: also learn from those where --teacher is sure of every mark."),
    ] = None,
    teacher: Annotated[
        Path | None, existing_folder("Folder of the tagger that marks --texts; else the one in use.")
    ] = None,
    sure: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Lowest confidence of every mark in a text of --texts.")
    ] = 0.9,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew even if the folder holds a checkpoint.")] = False,
    as_json: Json = False,
) -> None:
    """Train a tagger. An interrupted training goes on where it was. The settings CAREERGRAPH_TAGGER_* put it in use."""
    from etl.tagging.training import train_tagger as train

    more = _augmentation(name, synonyms, ontology, texts, teacher, sure)
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
            more=more,
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


def _augmentation(
    name: TaggerName,
    synonyms: float | None,
    ontology: Path | None,
    texts: Path | None,
    teacher: Path | None,
    sure: float,
) -> Augmentation | None:
    if ontology and synonyms is None:
        raise InputError("--ontology gives names to --synonyms, which is missing", fix="--synonyms 0.5")
    if teacher and texts is None:
        raise InputError("--teacher marks the lines of --texts, which is missing", fix="--texts FILE")
    if synonyms is None and texts is None:
        return None
    from etl.tagging.augment import Augmentation, vocabulary_for_synonyms
    from etl.tagging.registry import open_tagger, tagger
    from etl.text_lines import read_lines

    return Augmentation(
        vocabulary=None if synonyms is None else vocabulary_for_synonyms(ontology),
        rate=synonyms or 0.0,
        texts=read_lines(texts, "texts") if texts else (),
        teacher=(open_tagger(teacher) if teacher else tagger(name.value)) if texts else None,
        minimum=sure,
    )
