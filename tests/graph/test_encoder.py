"""Sentence vectors: unit length, meaning, long texts whole, and nothing encoded twice."""

from pathlib import Path

import numpy as np
import pytest

from graph.encoder import Encoder
from graph.errors import ModelError


def test_vectors_carry_meaning_and_have_length_one(tmp_path: Path) -> None:
    encoder = Encoder("minilm", device="cpu", cache=tmp_path)
    nurse, ward, pipe = encoder.encode(["registered nurse", "nurse on a hospital ward", "plumber"])
    assert np.linalg.norm(nurse) == pytest.approx(1, abs=1e-5)
    assert nurse @ ward > nurse @ pipe + 0.2


def test_the_end_of_a_long_text_counts(tmp_path: Path) -> None:
    encoder = Encoder("minilm", device="cpu", cache=tmp_path)
    start = "cooking in a restaurant kitchen " * 80
    plain, other = encoder.encode([start, start + "welding steel beams " * 80])
    assert plain @ other < 0.95


def test_nothing_is_encoded_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Encoder("minilm", device="cpu", cache=tmp_path).encode(["数据分析", "data analysis"])
    monkeypatch.setattr(Encoder, "_compute", lambda *_: pytest.fail("it was encoded again"))
    again = Encoder("minilm", device="cpu", cache=tmp_path).encode(["data analysis", "数据分析"])
    assert np.array_equal(first[::-1], again)


def test_a_missing_encoder_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="encoder cannot be loaded"):
        Encoder(str(tmp_path / "nothing"), device="cpu", cache=tmp_path).encode(["x"])
