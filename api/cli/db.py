"""`careergraph db`: the embedded graph server."""

from __future__ import annotations

from dataclasses import asdict

import typer

from .output import Json, emit, progress, table

app = typer.Typer(help="Start, stop and look at the graph server.", no_args_is_help=True)


@app.command()
def start(as_json: Json = False) -> None:
    """Start the embedded server unless it runs; the first time its parts are fetched (172 MB)."""
    from graph import server
    from graph.settings import settings

    config = settings()
    if config.neo4j_uri:
        emit({"uri": config.neo4j_uri, "embedded": False}, as_json, lambda: f"NEO4J_URI names {config.neo4j_uri}")
        return
    with progress("Neo4j") as tell:
        running = server.start(config, tell)
    emit(
        asdict(running) | {"uri": running.uri, "embedded": True},
        as_json,
        lambda: f"Neo4j {running.version} answers at {running.uri} (process {running.pid})",
    )


@app.command()
def stop(as_json: Json = False) -> None:
    """Stop the embedded server cleanly."""
    from graph import server
    from graph.settings import settings

    stopped = server.stop(settings())
    emit({"stopped": stopped}, as_json, lambda: "stopped" if stopped else "it was not running")


@app.command()
def status(as_json: Json = False) -> None:
    """Say whether the graph server runs, without starting it."""
    from graph import server
    from graph.settings import settings

    config = settings()
    running = None if config.neo4j_uri else server.status(config)
    uri = config.neo4j_uri or (running.uri if running else None)
    facts: dict[str, object] = {"running": uri is not None, "uri": uri, "embedded": config.neo4j_uri is None}
    facts |= {"pid": running.pid if running else None, "version": running.version if running else None}
    emit(facts, as_json, lambda: f"running at {uri}" if uri else "not running; `careergraph db start` starts it")


@app.command()
def info(as_json: Json = False) -> None:
    """Where the embedded server keeps its data, and how large the graph is when it runs."""
    from graph import server
    from graph.settings import settings
    from graph.store import open_store

    config = settings()
    facts = server.info(config)
    if config.neo4j_uri or server.status(config):
        with open_store(config) as store:
            facts["counts"] = {row["label"]: row["count"] for row in store.read("api/count_labels")}
    counts = facts.get("counts")
    emit(
        facts,
        as_json,
        lambda: [
            table("", ("what", "value"), [(key, value) for key, value in facts.items() if key != "counts"]),
            *(
                [table("Nodes", ("label", "count"), counts.items(), numbers=("count",))]
                if isinstance(counts, dict)
                else []
            ),
        ],
    )
