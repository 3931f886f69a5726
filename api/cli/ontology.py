"""`careergraph ontology`: bring vocabularies in, check them, search them, take them out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .options import Lang
from .output import Json, emit, note, progress, table
from .vocabulary import graph_vocabulary

app = typer.Typer(help="Import, export, check and search skills and occupations.", no_args_is_help=True)


class Source(StrEnum):
    """Vocabularies that we read."""

    starter = "starter"
    esco = "esco"
    onet = "onet"
    zh = "zh-occupations"
    rdf = "rdf"


class Type(StrEnum):
    """What a concept is."""

    skill = "Skill"
    occupation = "Occupation"


@app.command("import")
def import_(
    source: Annotated[Source, typer.Argument(help="Which vocabulary.")],
    path: Annotated[
        Path | None, typer.Argument(help="Its folder or file; the starter comes with the package.", show_default=False)
    ] = None,
    crosswalk: Annotated[
        Path | None, typer.Option(help="onet: the official ESCO to O*NET crosswalk (CSV).", show_default=False)
    ] = None,
    type: Annotated[Type, typer.Option(help="rdf: what the concepts of the file are.")] = Type.skill,
    scheme: Annotated[
        str | None, typer.Option(help="rdf: URI of the scheme to take.", show_default="the only one")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Compare with the graph even if the version is known.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Import a vocabulary into the graph; repeating it changes nothing."""
    from graph.store import open_store
    from ontology import import_ontology

    with open_store() as store, progress(f"ontology {source.value}") as tell:
        summary = import_ontology(
            store,
            source.value,
            path,
            type=type.value,
            scheme=scheme,
            crosswalk=crosswalk,
            force=force,
            progress=tell,
        )
    emit(
        summary,
        as_json,
        lambda: (
            f"{summary.scheme} {summary.version}: {summary.concepts} concepts, {summary.labels} labels, "
            f"{summary.relations} relations in {summary.seconds:.1f} s" + (" (unchanged)" if summary.unchanged else "")
        ),
    )


@app.command()
def export(
    path: Annotated[Path, typer.Argument(help="Turtle file to write.")],
    scheme: Annotated[str | None, typer.Option(help="Only this scheme.", show_default="all")] = None,
    as_json: Json = False,
) -> None:
    """Write the ontology as SKOS Turtle."""
    from graph.store import open_store
    from ontology.export import export as write

    with open_store() as store:
        triples = write(store, path, scheme)
    emit({"path": path, "triples": triples}, as_json, lambda: f"{triples} triples in {path}")


@app.command()
def check(
    scheme: Annotated[str | None, typer.Option(help="Only this scheme.", show_default="all")] = None,
    as_json: Json = False,
) -> None:
    """Check the ontology against its SHACL shapes and SKOS rules; exit code 2 when something is found."""
    from graph.store import open_store
    from ontology.check import check as find

    with open_store() as store, progress("check") as tell:
        findings = find(store, scheme, progress=tell)
    rows = [(finding.concept, finding.rule, finding.message) for finding in findings]
    emit({"findings": findings}, as_json, lambda: table("", ("concept", "rule", "message"), rows))
    if findings:
        note(f"{len(findings)} findings")
        raise typer.Exit(2)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Words of a label, in English or Chinese.")],
    type: Annotated[Type | None, typer.Option(help="Only skills, or only occupations.", show_default="both")] = None,
    lang: Annotated[Lang | None, typer.Option(help="Only labels in this language.", show_default="both")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many.")] = 10,
    as_json: Json = False,
) -> None:
    """Find skills and occupations by their labels and aliases."""
    from graph.store import open_store
    from ontology.search import search as find

    wanted = [type] if type else list(Type)
    with open_store() as store:
        hits = [
            hit
            for each in wanted
            for hit in find(store, text, type=each.value, lang=lang.value if lang else None, limit=limit)
        ]
    found = sorted(hits, key=lambda hit: -hit.score)[:limit]
    rows = [(hit.id, hit.type, hit.label_en, hit.label_zh) for hit in found]
    emit({"items": found}, as_json, lambda: table("", ("id", "type", "English", "中文"), rows))


@app.command()
def link(
    text: Annotated[str, typer.Argument(help="A phrase or a sentence for skills, a job title for occupations.")],
    type: Annotated[Type, typer.Option(help="What is looked for.")] = Type.skill,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many suggestions.")] = 10,
    as_json: Json = False,
) -> None:
    """What a text means: what a document with it is linked to, and every concept that it may be about."""
    from etl.linking.suggestions import suggest
    from etl.ranking.skills import skill_encoder

    vocabulary = graph_vocabulary()
    with progress("names") as tell:
        found = suggest(vocabulary, text, type.value, limit, encode=skill_encoder(tell))
    linked = f"linked to {found.linked.label_en} ({found.linked.id})" if found.linked else "linked to nothing"
    rows = [(one.score, one.id, one.label_en, one.label_zh) for one in found.ranked]
    columns = ("score", "id", "English", "中文")
    emit(
        found,
        as_json,
        lambda: [f"{linked}, confidence {found.confidence:.2f}", table("", columns, rows, numbers=("score",))],
    )
