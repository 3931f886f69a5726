"""How the service is."""

from __future__ import annotations

from typing import Literal

from .base import MADE, ModelRef, Reply, example


class Health(Reply):
    """How the service is."""

    model_config = example({"status": "ok", "store": True, "version": "0.1.0"} | MADE)

    status: Literal["ok", "no-model", "no-ontology"]
    store: bool
    version: str
    model: ModelRef | None
    ontology: dict[str, str]
    extractor: str
