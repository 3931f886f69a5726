"""What every trained tagger is: texts in, labelled character spans out; and how its weights lie on disk.

A model is a folder: `model.safetensors`, `config.json` (`kind`, `labels`, `version`, …), `README.md` (the model card).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from graph.errors import ModelError
from graph.json_files import write_json

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, order=True)
class TaggedSpan:
    """Characters `start` to `end` (exclusive) of a text bear a label; `confidence` is 0..1."""

    start: int
    end: int
    label: str
    confidence: float = 1.0


class Tagger(Protocol):
    """A trained model that marks spans. The same texts give the same spans, in whatever company they come."""

    @property
    def name(self) -> str:
        """Name and version, as facts cite it: `resume_zh/1`."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that it can give."""

    def tag(self, texts: Sequence[str], progress: Progress | None = None) -> list[tuple[TaggedSpan, ...]]:
        """The spans of each text, in the order of the text. Long texts are read in overlapping windows, never cut."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of a training: where the model lies, its dev scores by epoch, and what it took."""

    folder: Path
    metrics: dict[str, float]
    per_label: dict[str, dict[str, float]]
    seconds: float
    epochs: int
    history: tuple[dict[str, float], ...] = field(default=())


def read_config(folder: Path) -> dict[str, Any]:
    """`config.json` of a model folder.

    Raises:
        ModelError: there is none, or it is no JSON object.
    """
    path = folder / "config.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError("this folder holds no tagger", where=str(path), fix="careergraph train-tagger") from error
    if not isinstance(found, dict):
        raise ModelError("the description of a tagger is no JSON object", where=str(path))
    return found


def write_config(folder: Path, config: dict[str, Any]) -> None:
    """Write `config.json`, with keys in order."""
    write_json(folder / "config.json", config)
