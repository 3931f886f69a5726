"""Screening models on disk: `model.safetensors`, `config.json` and `README.md` (the model card) in a folder.

Kinds: `finetuned` (adapter of the encoder and head), `tfidf` (words with their weights, and head). Nothing is pickled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from etl.tagging.base import read_config, write_config
from graph.encoder import Encoder
from graph.errors import ModelError

from .classifiers import Floats, TfidfLogistic, head_and_body, head_of, weigher

WEIGHTS = "model.safetensors"
Arrays = Mapping[str, npt.NDArray[Any]]


class ScreeningModel:
    """A trained classifier of resumes, read from its folder.

    Raises:
        ModelError: the folder holds none, or one that is broken.
    """

    def __init__(self, folder: Path, *, device: str = "cpu", cache: Path | None = None) -> None:
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        self.folder = folder
        self.config = read_config(folder)
        self._device, self._cache = device, cache
        try:
            self.labels: tuple[str, ...] = tuple(map(str, self.config["labels"]))
            self.tensors = load_file(folder / WEIGHTS)
            shape = self.tensors["head.weight"].shape
        except (OSError, KeyError, TypeError, SafetensorError) as error:
            raise ModelError(
                "this folder holds no screening model", where=str(folder), fix="careergraph screen train"
            ) from error
        if self.config.get("kind") not in ("finetuned", "tfidf") or shape[0] != len(self.labels):
            raise ModelError("labels and weights of this screening model do not fit", where=str(folder))

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """float [texts, labels], rows add up to 1. The texts must be redacted (`corpus.redacted`)."""
        if self.config["kind"] == "finetuned":
            encoder = Encoder(self.config["base"], device=self._device, cache=self._cache, adapter=self.folder)
            return softmax(head_and_body(encoder.encode, texts), self.tensors)
        words = weigher()
        words.set_params(vocabulary=self.config["words"])
        words.idf_ = self.tensors["idf"].astype(np.float64)
        return softmax(words.transform(texts), self.tensors)

    def ranked(self, text: str) -> list[tuple[str, float]]:
        """The labels of one redacted text, the most probable first."""
        found = self.probabilities([text])[0]
        return [(self.labels[at], float(found[at])) for at in np.argsort(-found, kind="stable")]


def softmax(features: Any, tensors: Arrays) -> Floats:
    """Probabilities [texts, labels] of the head over features [texts, width]."""
    logits = np.asarray(features @ tensors["head.weight"].astype(np.float64).T) + tensors["head.bias"]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def tfidf_parts(model: TfidfLogistic) -> tuple[dict[str, npt.NDArray[Any]], dict[str, Any]]:
    """Tensors and configuration of a trained TF-IDF classifier."""
    weights, bias = head_of(model.model)
    tensors = {
        "head.weight": weights.astype(np.float16),
        "head.bias": bias.astype(np.float32),
        "idf": model.weigher.idf_.astype(np.float32),
    }
    words = sorted(model.weigher.vocabulary_, key=model.weigher.vocabulary_.get)
    return tensors, {"kind": "tfidf", "words": words}


def write_weights(folder: Path, tensors: Arrays, config: dict[str, Any]) -> None:
    """Write weights and configuration."""
    from safetensors.numpy import save_file

    write_config(folder, config)
    save_file({name: np.ascontiguousarray(array) for name, array in tensors.items()}, folder / WEIGHTS)
