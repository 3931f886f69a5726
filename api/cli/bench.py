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
    export = "export"
    extraction = "extraction"
    ingest = "ingest"
    matching = "matching"
    serving = "serving"
    training = "training"


#: Options by benchmark, as its `run` names them.
OPTIONS: dict[Name, tuple[str, ...]] = {
    Name.export: ("edges", "seed"),
    Name.extraction: ("ontology", "data", "most"),
    Name.serving: ("jobs", "graph_jobs", "limit", "seed"),
    Name.training: ("edges", "limit", "seed"),
}
#: What a run of all of them takes of those that go up to millions.
SMALL: dict[Name, dict[str, Any]] = {
    Name.export: {"edges": [20_000]},
    Name.serving: {"jobs": [10_000], "graph_jobs": 0},
    Name.training: {"edges": [100_000]},
}


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
    edges: Annotated[
        list[int] | None,
        typer.Option(
            min=1_000,
            help="training, export: edges of the synthetic graph; repeat for several sizes.",
            show_default="0.1, 1 and 10 million; export: 1 million",
        ),
    ] = None,
    jobs: Annotated[
        list[int] | None,
        typer.Option(
            min=100,
            help="serving: vectors in the index; repeat for several sizes.",
            show_default="10 and 100 thousand, 1 million",
        ),
    ] = None,
    graph_jobs: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="serving: jobs of the synthetic graph for the whole match; 0 leaves it out.",
            show_default="10000",
        ),
    ] = None,
    limit: Annotated[
        float | None,
        typer.Option(
            min=1,
            help="serving, training: seconds for each measurement, after which it is left out.",
            show_default="1800; training: 600",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of synthetic graphs and vectors.")] = 0,
    as_json: Json = False,
) -> None:
    """Time parts of the system on this machine (in a checkout: it needs bench/).

    Extraction, ingestion and matching read the bundled sample; export, serving and training make synthetic graphs,
    up to millions of edges: of all together, these run at their smallest size.
    """
    wanted = [each for each in Name if each is not Name.all] if name is Name.all else [name]
    given: dict[str, Any] = {
        "ontology": ontology, "data": data, "most": most, "edges": edges, "jobs": jobs, "graph_jobs": graph_jobs,
        "limit": limit, "seed": seed,
    }  # fmt: skip
    found = {}
    for each in wanted:
        own = {key: given[key] for key in OPTIONS.get(each, ()) if given[key] is not None}
        small = SMALL.get(each, {}) if name is Name.all else {}
        found[each.value] = _run(each.value, repeat, small | own, skip=name is Name.all)
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
