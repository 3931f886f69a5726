"""Learned titles on disk: `model.safetensors` and `config.json` of a folder.

Matrices are 8-bit integers with one scale a row, a quarter of their size; that moves scores by less than a hundredth.
No title that was learnt from stands in the files, only weights of hashed n-grams.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.encoder import Encoder
from graph.errors import ModelError

from .titles import Weights
from .titles_classifier import TitleClassifier
from .titles_features import Floats, Hashing
from .titles_head import MeaningHead

TENSORS, CONFIG, ENCODER = "model.safetensors", "config.json", "encoder"
KIND = "titles"


def write_shipped(
    folder: Path,
    weights: Weights,
    classifier: TitleClassifier,
    head: MeaningHead | None = None,
    *,
    confidence: list[tuple[float, float]] | None = None,
    threshold: float = 0.5,
    unseen: float = -11.0,
    facts: dict[str, Any] | None = None,
) -> None:
    """Write what `read_shipped` reads; `facts` (data, licence, figures) are kept beside it.

    The classes of the head are those of the classifier, and further ones behind them.
    """
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    tensors: dict[str, NDArray[Any]] = {
        "idf": classifier.hashing.idf.astype(np.float16),
        "bias": classifier.bias.astype(np.float16),
        **_packed("table", classifier.table),
        **_packed("out", classifier.out),
    }
    if head:
        tensors |= {"head_bias": head.bias.astype(np.float16), **_packed("head", head.directions)}
    save_file(tensors, folder / TENSORS)
    config = {
        **(facts or {}),
        "kind": KIND,
        "classes": list(classifier.classes),
        "weights": asdict(weights),
        "confidence": confidence or [(0.0, 0.0), (1.0, 1.0)],
        "threshold": threshold,
        "unseen": unseen,
        "named": list(head.classes[len(classifier.classes) :]) if head else [],
    }
    text = json.dumps(config, ensure_ascii=False, indent=0, sort_keys=True)
    (folder / CONFIG).write_text(text + "\n", encoding="utf-8")


def read_config(folder: Path) -> dict[str, Any]:
    """The classes and facts of a folder of learnt titles.

    Raises:
        ModelError: the folder holds none.
    """
    try:
        found = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        if found["kind"] != KIND:
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            "this folder holds no learned titles", where=str(folder), fix="careergraph train-titles writes one"
        ) from error
    return dict(found)


def read_shipped(folder: Path) -> dict[str, Any]:
    """The arguments of a `TitleRanker` that a folder holds; `head` and `encode` only if they were written.

    Raises:
        ModelError: the folder holds none.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    config = read_config(folder)
    try:
        raw = load_file(folder / TENSORS)
        classes = tuple(config["classes"])
        found = {
            "weights": Weights(**config["weights"]),
            "confidence": [(float(x), float(y)) for x, y in config["confidence"]],
            "threshold": float(config["threshold"]),
            "unseen": float(config["unseen"]),
            "classifier": TitleClassifier(
                classes,
                Hashing(raw["idf"].astype(np.float32)),
                _unpacked("table", raw),
                _unpacked("out", raw),
                raw["bias"].astype(np.float32),
            ),
        }
        if "head" in raw:
            bias = raw["head_bias"].astype(np.float32)
            found["head"] = MeaningHead((*classes, *config["named"]), _unpacked("head", raw), bias)
            found["encode"] = Encoder("minilm", adapter=folder / ENCODER).encode
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise ModelError("this folder holds no learned titles", where=str(folder)) from error
    return found


def _packed(name: str, matrix: Floats) -> dict[str, NDArray[Any]]:
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-8) / 127
    return {name: np.round(matrix / scale[:, None]).astype(np.int8), f"{name}_scale": scale.astype(np.float32)}


def _unpacked(name: str, raw: dict[str, NDArray[Any]]) -> Floats:
    found: Floats = raw[name].astype(np.float32) * raw[f"{name}_scale"][:, None]
    return found
