"""`careergraph bench`: timings of this machine."""

from __future__ import annotations

import importlib.util
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from .output import Json, emit, progress, table


class Name(StrEnum):
    """Modules of bench/."""

    ingest = "ingest"
    matching = "matching"
    extraction = "extraction"


def bench(
    name: Annotated[Name, typer.Argument(help="What to time.")],
    repeat: Annotated[int, typer.Option(min=1, max=100, help="How often; the median counts.")] = 3,
    as_json: Json = False,
) -> None:
    """Time a part of the system on this machine, over the bundled sample (needs a checkout: bench/)."""
    from graph.errors import InputError

    file = Path(__file__).resolve().parents[2] / "bench" / f"{name.value}.py"
    spec = importlib.util.spec_from_file_location(f"bench_{name.value}", file) if file.exists() else None
    if spec is None or spec.loader is None:
        raise InputError("there is no such benchmark", where=str(file), fix="Run it in a checkout of the repository")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    with progress(f"bench {name.value}") as tell:
        figures: dict[str, Any] = module.run(repeat=repeat, progress=tell)
    emit(figures, as_json, lambda: table(f"bench {name.value}", ("what", "value"), figures.items(), numbers=("value",)))
