"""Folds that are done, kept on disk: a comparison that was interrupted goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .classifiers import Floats
from .corpus import Corpus


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder with one file for each classifier and fold.

    Attributes:
        folder: made when the first fold is done.
        key: of the texts, labels, number of folds and seed; other ones are never mixed up with these.
    """

    folder: Path
    key: str

    @classmethod
    def of(cls, folder: Path, corpus: Corpus, count: int, seed: int) -> Kept:
        """The folds of this comparison; what the folder holds of another one is left alone."""
        rows = [[example.text, example.label] for example in corpus.examples]
        return cls(folder, hashlib.sha256(json.dumps([rows, count, seed]).encode()).hexdigest()[:16])

    def read(self, name: str, fold: int) -> tuple[Floats, float] | None:
        """Probabilities [texts of the fold, labels] and the seconds they took; None if not done yet."""
        from safetensors import safe_open

        path = self._path(name, fold)
        if not path.is_file():
            return None
        with safe_open(path, framework="numpy") as file:
            return np.asarray(file.get_tensor("probabilities")), float(file.metadata()["seconds"])

    def write(self, name: str, fold: int, probabilities: Floats, seconds: float) -> None:
        """Keep a fold; a file is there whole or not at all."""
        from safetensors.numpy import save_file

        path = self._path(name, fold)
        self.folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        save_file({"probabilities": np.ascontiguousarray(probabilities)}, part, {"seconds": str(seconds)})
        part.replace(path)

    def _path(self, name: str, fold: int) -> Path:
        return self.folder / f"{self.key}-{name}-{fold}.safetensors"
