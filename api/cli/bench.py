"""`careergraph bench`: timings of this machine."""

from __future__ import annotations

import sys
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from .figures import figures_table
from .output import Json, emit, progress

ROOT = Path(__file__).resolve().parents[2]


class Name(StrEnum):
    """Modules of bench/."""

    all = "all"
    extraction = "extraction"
    ingest = "ingest"
    matching = "matching"


def bench(
    name: Annotated[Name, typer.Argument(help="What to time.")] = Name.all,
    repeat: Annotated[int, typer.Option(min=1, max=100, help="How often; the median counts.")] = 3,
    ontology: Annotated[
        Path | None,
        typer.Option(help="extraction: folder with esco/ and onet/ to add to the starter.", show_default=False),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(help="extraction: folder with resumes/ and postings/.", show_default="the bundled sample"),
    ] = None,
    most: Annotated[
        int | None, typer.Option(min=1, help="extraction: so many documents at most.", show_default="all")
    ] = None,
    as_json: Json = False,
) -> None:
    """Time parts of the system on this machine, over the bundled sample (in a checkout: it needs bench/)."""
    wanted = [each for each in Name if each is not Name.all] if name is Name.all else [name]
    given = {"ontology": ontology, "data": data, "most": most}
    found = {
        each.value: _run(each.value, repeat, given if each is Name.extraction else {}, skip=name is Name.all)
        for each in wanted
    }
    shown = found if name is Name.all else found[name.value]
    emit(
        shown,
        as_json,
        lambda: [figures_table(title, rows, "what") for title, rows in found.items()],
    )


def _run(name: str, repeat: int, given: dict[str, Any], *, skip: bool) -> dict[str, Any]:
    """One benchmark; among all of them, one that lacks a model is left out and says so."""
    from graph.errors import InputError, ModelError

    if not (ROOT / "bench" / f"{name}.py").exists():
        raise InputError("there is no such benchmark here", where=name, fix="Run it in a checkout of the repository")
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    with progress(f"bench {name}") as tell:
        try:
            figures: dict[str, Any] = import_module(f"bench.{name}").run(repeat=repeat, progress=tell, **given)
        except ModelError as error:
            if not skip:
                raise
            return {"bench": name, "skipped": str(error)}
    return figures
