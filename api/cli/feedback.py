"""`careergraph feedback`: what people did with jobs, and what employers answered."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .output import Json, emit, progress, table

app = typer.Typer(
    help="Views, applications, interviews, hires and ratings; they move a person's matches at once.",
    no_args_is_help=True,
)


class Kind(StrEnum):
    """Kinds of feedback."""

    viewed = "viewed"
    applied = "applied"
    interviewed = "interviewed"
    hired = "hired"
    rated = "rated"


Candidate = Annotated[str, typer.Argument(help="Id of a candidate.")]
Job = Annotated[str, typer.Argument(help="Id of a job.")]


@app.command()
def add(
    candidate: Candidate,
    job: Job,
    kind: Annotated[Kind, typer.Argument(help="What happened.")],
    value: Annotated[
        float | None,
        typer.Option(help="rated: 1 to 5; interviewed: -1 (rejected) to 1 (passed).", show_default=False),
    ] = None,
    at: Annotated[str, typer.Option(help="ISO date or time.", show_default="today")] = "",
    as_json: Json = False,
) -> None:
    """Record one event; the same event is recorded once."""
    from gnn.feedback import Event, record
    from gnn.nearline import heed
    from graph.store import open_store

    with open_store() as store:
        new = record(store, [Event(candidate, job, kind.value, at, value)])
        counted = heed(store, [candidate])
    _done(new, counted, as_json)


@app.command("import")
def import_(
    path: Annotated[
        Path,
        typer.Argument(help="CSV or JSON lines: candidate, job, kind, at, value.", exists=True, dir_okay=False),
    ],
    as_json: Json = False,
) -> None:
    """Record the events of a file; a second time changes nothing. (`load interactions` takes file names for ids.)"""
    from gnn.feedback_file import import_events
    from gnn.nearline import heed
    from graph.store import open_store

    with open_store() as store, progress("feedback") as tell:
        new, people = import_events(store, path, tell)
        counted = heed(store, sorted(people))
    _done(new, counted, as_json)


@app.command("list")
def list_(candidate: Candidate, as_json: Json = False) -> None:
    """What a person did with jobs, newest first, and what each event still weighs."""
    from gnn.feedback import history
    from graph.store import open_store

    with open_store() as store:
        events = history(store, candidate)
    columns = ("at", "kind", "value", "strength", "job", "title")
    rows = [[event[column] for column in columns] for event in events]
    emit(
        {"candidate": candidate, "items": events},
        as_json,
        lambda: table(candidate, columns, rows, numbers=("value", "strength")) if rows else "no feedback yet",
    )


@app.command()
def remove(
    candidate: Candidate,
    job: Job,
    kind: Annotated[
        Kind | None, typer.Argument(help="What happened; all kinds if left out.", show_default=False)
    ] = None,
    at: Annotated[str | None, typer.Option(help="Only of this time.", show_default=False)] = None,
    as_json: Json = False,
) -> None:
    """Take events back; the person's matches are then as if they had never been."""
    from gnn.feedback import forget, history
    from gnn.nearline import heed
    from graph.store import open_store

    with open_store() as store:
        history(store, candidate)  # An unknown person is an error, a person without feedback is not.
        removed = forget(store, candidate, job, kind.value if kind else None, at)
        counted = heed(store, [candidate])
    emit({"removed": removed, "counted": counted}, as_json, lambda: f"{removed} events removed")


def _done(new: int, counted: dict[str, int], as_json: bool) -> None:
    moved = sum(1 for count in counted.values() if count)
    emit({"new": new, "counted": counted}, as_json, lambda: f"{new} new events; the matches of {moved} people moved")
