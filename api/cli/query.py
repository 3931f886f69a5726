"""`careergraph query`: run a query of the library by name."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from .output import Json, emit, table


def query(
    name: Annotated[str | None, typer.Argument(help="Name of a query, e.g. topic/name.", show_default=False)] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=VALUE", help="Parameters; a value that is JSON is read as JSON.", show_default=False
        ),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the queries and their parameters.")] = False,
    as_json: Json = False,
) -> None:
    """Run a query of the library (graph/queries) in a read transaction, or list them all."""
    from graph import cypher
    from graph.errors import InputError

    if listing or name is None:
        found = [cypher.query(each) for each in sorted(cypher.names())]
        emit(
            {"queries": found},
            as_json,
            lambda: table(
                "",
                ("query", "parameters", "answers"),
                [(q.name, " ".join(p.name for p in q.parameters), q.answers) for q in found],
            ),
        )
        return
    wanted = cypher.query(name)
    parameters = {parameter.name: None for parameter in wanted.parameters} | _parameters(values or [])
    unknown = parameters.keys() - {parameter.name for parameter in wanted.parameters}
    if unknown:
        known = ", ".join(p.name for p in wanted.parameters) or "none"
        raise InputError(f"unknown parameter {', '.join(sorted(unknown))}", where=name, fix=f"It takes: {known}")
    from graph.store import open_store

    with open_store() as store:
        rows = store.read(name, **parameters)
    columns = list(rows[0]) if rows else ["(no rows)"]
    emit(
        {"query": name, "rows": rows},
        as_json,
        lambda: table(wanted.answers, columns, [list(row.values()) for row in rows]),
    )


def _parameters(values: list[str]) -> dict[str, Any]:
    from graph.errors import InputError

    found: dict[str, Any] = {}
    for value in values:
        key, equals, text = value.partition("=")
        if not equals or not key:
            raise InputError(f"{value!r} is no parameter", fix="Write KEY=VALUE")
        try:
            found[key] = json.loads(text)
        except ValueError:
            found[key] = text
    return found
