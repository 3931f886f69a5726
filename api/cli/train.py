"""`careergraph train`: GraphSAGE over the graph as it is."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .output import Json, emit, progress, table


class Device(StrEnum):
    """Where the model runs."""

    auto = "auto"
    cpu = "cpu"
    cuda = "cuda"


def train(
    device: Annotated[Device | None, typer.Option(help="Where to train.", show_default="CAREERGRAPH_DEVICE")] = None,
    epochs: Annotated[int | None, typer.Option(min=1, max=10000, help="At most so many.", show_default="60")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint.")] = False,
    seed: Annotated[int, typer.Option(help="Of all randomness.")] = 0,
    as_json: Json = False,
) -> None:
    """Train the matching model, write embeddings into the graph, and put the model into service."""
