"""The tree of commands. Modules are light: what is heavy is imported when a command runs."""

from __future__ import annotations

from typing import Annotated

import typer

from . import (
    bench,
    db,
    demo,
    docs,
    evaluate,
    feedback,
    ingest,
    match,
    models,
    ontology,
    path,
    query,
    screening,
    serve,
    show,
    tables,
    train,
    train_tagger,
    train_titles,
)
from .frame import EXIT_CODES

EPILOG = "Exit codes: " + "; ".join(f"{code} {meaning}" for code, meaning in EXIT_CODES.items()) + "."

app = typer.Typer(
    name="careergraph",
    help="Match people and jobs over a knowledge graph of skills and occupations, in English and Chinese.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"careergraph {version('careergraph')}")
        raise typer.Exit


@app.callback()
def careergraph(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Match people and jobs over a knowledge graph of skills and occupations, in English and Chinese."""


app.add_typer(db.app, name="db")
app.add_typer(ontology.app, name="ontology")
app.command("ingest")(ingest.ingest)
app.command("load")(tables.load)
app.command("train")(train.train)
app.command("train-tagger")(train_tagger.train_tagger)
app.command("train-titles")(train_titles.train_titles)
app.add_typer(match.app, name="match")
app.add_typer(models.app, name="models")
app.add_typer(feedback.app, name="feedback")
app.command("path")(path.path)
app.command("query")(query.query)
app.command("show")(show.show)
app.command("eval")(evaluate.evaluate)
app.add_typer(screening.app, name="screen")
app.command("bench")(bench.bench)
app.command("serve")(serve.serve)
app.command("demo")(demo.demo)
app.command("docs")(docs.docs)
