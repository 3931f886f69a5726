"""The encoder is tuned to titles: what is written fits the head that is returned."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from etl.ranking.titles_encoder import Tuning, tune_encoder
from graph.encoder import Encoder
from tests.etl.tagging.tiny_bert import make_tiny_bert

TITLES = ["ward nurse", "night nurse", "nurse aide", "web coder", "coder intern", "lead coder"]
LABELS = np.array([0, 0, 0, 1, 1, 1])


def test_a_tuned_encoder_tells_the_classes_apart(tmp_path: Path) -> None:
    base = make_tiny_bert(tmp_path / "bert", ["nurse", "coder", "ward", "web"])
    start = np.eye(2, 32, dtype=np.float32)
    how = Tuning(upper=1, rank=4, alpha=8, epochs=40, batch=3, rate=1e-2)
    steps: list[tuple[int, int]] = []
    out = tmp_path / "adapter"
    head = tune_encoder(
        TITLES, LABELS, ["n", "c"], start, out, how, base=base, progress=lambda at, of: steps.append((at, of))
    )
    assert steps[-1] == (80, 80)
    vectors = Encoder(base, adapter=out, cache=tmp_path, device="cpu").encode(TITLES)
    said = head.log_probabilities(vectors)
    assert said.argmax(axis=1).tolist() == LABELS.tolist()
    assert np.allclose(np.exp(said).sum(axis=1), 1, atol=1e-5)
    assert (out / "model.safetensors").stat().st_size < 50_000
