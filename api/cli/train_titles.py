"""`careergraph train-titles`: learn from labelled titles which occupation is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from .options import existing_file, existing_folder
from .output import Json, emit, progress, table


def train_titles(
    gold: Annotated[Path, existing_file("Titles with their occupations (JSON lines, as for eval titles).")],
    ontology: Annotated[Path, existing_folder("Folder of ESCO tables: the occupations and their names.")],
    out: Annotated[Path, typer.Option(help="Folder for the weights and their card.", file_okay=False)],
    epochs: Annotated[int, typer.Option(min=1, max=100, help="Of the text encoder.")] = 3,
    seed: Annotated[int, typer.Option(help="Of all randomness.")] = 0,
    about: Annotated[str, typer.Option(help="Source and licence of the titles, for the model card.")] = "",
    as_json: Json = False,
) -> None:
    """Learn titles: a twin from four fifths of them for the figures, then all. An interrupted run keeps its twin. The
    setting CAREERGRAPH_TITLES puts them in use."""
    from etl.evaluation import occupation_groups, read_esco
    from etl.gold_concepts import labelled_titles
    from etl.ranking.titles_shipping import ship_titles
    from ontology.vocabulary import vocabulary_of

    esco = read_esco(ontology)
    vocabulary = vocabulary_of([esco])
    with progress("train titles") as tell:
        done = ship_titles(
            vocabulary,
            labelled_titles(gold, vocabulary),
            out.expanduser(),
            groups=occupation_groups(esco),
            seed=seed,
            epochs=epochs,
            about=about,
            progress=tell,
        )

    def render() -> list[Any]:
        names = {"mrr": "MRR", "r1": "R@1", "r5": "R@5", "r10": "R@10", "right": "right group"}
        columns, row = tuple(names.values()), [done.figures[key] for key in names]
        learnt = f"{done.titles} titles of {done.occupations} occupations, {done.seconds:.0f} s"
        return [
            table(f"{done.asked} titles that the twin did not learn", columns, [row], numbers=columns),
            f"{learnt}; weights and card are in {done.folder}",
            f"Use them: export CAREERGRAPH_TITLES={done.folder}",
        ]

    emit(done, as_json, render)
