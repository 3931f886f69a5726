"""`careergraph screen`: which job area a resume belongs to; by classifiers that are measured side by side."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.device import pick_device

from .figures import report_tables
from .options import Device
from .output import Json, emit, note, progress, table

if TYPE_CHECKING:
    from etl.extract import Extractor
    from etl.screening.corpus import Corpus
    from etl.screening.evaluation import Factory

app = typer.Typer(
    help="Which job area a resume belongs to. Not for deciding on people: an area is no fitness.", no_args_is_help=True
)
Data = Annotated[
    Path,
    typer.Option(help='Folder of CATEGORY/FILE, or JSON lines of {"text","label"}.', exists=True, show_default=False),
]


class Name(StrEnum):
    """Classifiers, from the trivial to the one in question."""

    majority = "majority"
    tfidf_forest = "tfidf_forest"
    tfidf_logistic = "tfidf_logistic"
    minilm_logistic = "minilm_logistic"
    minilm_finetuned = "minilm_finetuned"


class Kind(StrEnum):
    """Classifiers that can be kept."""

    finetuned = "finetuned"
    tfidf = "tfidf"


@app.command("eval")
def evaluate(
    data: Data,
    classifiers: Annotated[
        list[Name] | None,
        typer.Option("--classifier", help="Which to compare; the last one is in question.", show_default="all"),
    ] = None,
    folds: Annotated[int, typer.Option(min=2, max=50, help="Parts of the cross-validation.")] = 5,
    seed: Annotated[int, typer.Option(help="Of split and training.")] = 0,
    plot: Annotated[
        Path | None, typer.Option(help="Draw the confusion matrix here (.png, .svg or .pdf).", dir_okay=False)
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(help="Keep the folds that are done here; the same call goes on from there.", file_okay=False),
    ] = None,
    device: Annotated[Device, typer.Option(help="Where to train.")] = Device.auto,
    as_json: Json = False,
) -> None:
    """Compare classifiers on the same folds of labelled resumes, with identity masked."""
    from etl.screening.evaluation import confused, cross_validate, report
    from etl.screening.picture import draw_confusion

    corpus = _corpus(data)
    chosen = [_factory(name, device) for name in classifiers or list(Name)]
    with progress("screen eval") as tell:
        found = cross_validate(corpus, chosen, count=folds, seed=seed, progress=tell, state=state)
    if plot:
        draw_confusion(found, plot)
        note(f"drawn: {plot}")
    mixed = confused(found)
    figures = report(found, corpus, str(data)).as_json() | {"confused": mixed}
    emit(
        figures,
        as_json,
        lambda: [
            *report_tables(figures),
            table("Mixed up most", ("label", "other", "times"), mixed, numbers=("times",)),
        ],
    )


@app.command("train")
def train(
    data: Data,
    out: Annotated[Path, typer.Option(help="Folder of the model.", file_okay=False, show_default=False)],
    kind: Annotated[Kind, typer.Option(help="What to train.")] = Kind.finetuned,
    seed: Annotated[int, typer.Option(help="Of all randomness.")] = 0,
    device: Annotated[Device, typer.Option(help="Where to train.")] = Device.auto,
    as_json: Json = False,
) -> None:
    """Train a classifier on all of the labelled resumes and write it with its model card."""
    from etl.screening.training import train_screening

    corpus = _corpus(data)
    with progress("screen train") as tell:
        made = train_screening(
            corpus, out, kind=kind.value, seed=seed, device=pick_device(device.value), source=data.name, progress=tell
        )
    facts = {"folder": str(out), "kind": made["kind"], "labels": made["labels"], "texts": made["texts"]}
    emit(facts, as_json, lambda: f"{made['texts']} texts, {len(made['labels'])} labels: {out}")


@app.command("predict")
def predict(
    file: Annotated[Path, typer.Argument(help="A resume.", exists=True, dir_okay=False)],
    model: Annotated[Path, typer.Option(help="Folder of a model (screen train).", show_default=False)],
    top: Annotated[int, typer.Option(min=1, help="So many areas.")] = 3,
    device: Annotated[Device, typer.Option(help="Where the model runs.")] = Device.auto,
    as_json: Json = False,
) -> None:
    """Name the job areas of one resume, the most probable first."""
    from etl.model import Document
    from etl.readers import read
    from etl.screening.corpus import redacted
    from etl.screening.store import ScreeningModel
    from graph.settings import settings

    trained, extractor = ScreeningModel(model, device=pick_device(device.value)), _extractor()
    limit = settings().max_document_mb * 2**20
    found: list[dict[str, Any]] = []
    for item in read(file, "resume", max_bytes=limit):
        if not isinstance(item, Document):
            raise item.error
        ranked = trained.ranked(redacted(item, extractor))[:top]
        found.append({"document": item.id, "areas": [{"label": label, "probability": p} for label, p in ranked]})
    rows = [(one["document"], area["label"], area["probability"]) for one in found for area in one["areas"]]
    emit(
        {"model": str(model), "documents": found},
        as_json,
        lambda: table("", ("document", "area", "probability"), rows, numbers=("probability",)),
    )


def _corpus(data: Path) -> Corpus:
    from etl.screening.corpus import read_corpus
    from graph.settings import settings

    with progress("reading") as tell:
        found = read_corpus(data, _extractor, max_bytes=settings().max_document_mb * 2**20, progress=tell)
    for name, why in found.refused:
        note(f"not read: {name}: {why}")
    return found


def _extractor() -> Extractor:
    """Only identity is needed of it, so the starter ontology and the rules will do, and no graph."""
    from etl.extract import Extractor
    from ontology.vocabulary import starter_vocabulary

    return Extractor(starter_vocabulary())


def _factory(name: Name, device: Device) -> Factory:
    from etl.screening.classifiers import Majority, SentenceLogistic, TfidfForest, TfidfLogistic
    from etl.screening.finetune import FineTuned
    from graph.encoder import Encoder

    made: dict[Name, Factory] = {
        Name.majority: lambda _: Majority(),
        Name.tfidf_forest: TfidfForest,
        Name.tfidf_logistic: lambda _: TfidfLogistic(),
        Name.minilm_logistic: lambda _: SentenceLogistic(Encoder("minilm", device=pick_device(device.value)).encode),
        Name.minilm_finetuned: lambda seed: FineTuned(seed=seed, device=pick_device(device.value)),
    }
    return made[name]
