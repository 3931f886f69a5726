"""An adapter is trained, merged when it is loaded, and taken up again after a break."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from etl.ranking.embedding import Pair, Training, adapted_encoder, train_adapter
from graph.errors import InputError, ModelError

PAIRS = [Pair(f"able to grind lens {i}", f"grinding of lens {i}", str(i)) for i in range(12)]
HOW = Training(rank=2, alpha=4, epochs=2, batch=4, rate=1e-3)


class _BreakError(Exception):
    pass


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("adapter") / "whole"
    facts = train_adapter(PAIRS, out, HOW, facts={"data": "invented"})
    assert facts["steps"] == 6
    return out


def test_it_lies_on_disk_without_leftovers(trained: Path) -> None:
    assert sorted(path.name for path in trained.iterdir()) == ["config.json", "model.safetensors"]
    config = json.loads((trained / "config.json").read_text(encoding="utf-8"))
    assert (config["base"], config["rank"], config["data"]) == ("minilm", 2, "invented")


def test_it_changes_the_vectors_and_is_cached_apart(trained: Path, tmp_path: Path) -> None:
    texts = ["able to grind lens 3", "牛"]
    plain = adapted_encoder(None, cache=tmp_path).encode(texts)
    changed = adapted_encoder(trained, cache=tmp_path).encode(texts)
    assert changed.shape == (2, 384)
    assert changed.dtype == np.float32
    assert np.allclose(np.linalg.norm(changed, axis=1), 1, atol=1e-5)
    assert np.abs(changed - plain).max() > 1e-3
    assert np.array_equal(changed, adapted_encoder(trained, cache=tmp_path).encode(texts))
    assert len(list(tmp_path.iterdir())) == 2


def test_it_goes_on_where_it_was_broken_off(trained: Path, tmp_path: Path) -> None:
    def stop(done: int, _: int) -> None:
        if done == 4:
            raise _BreakError

    with pytest.raises(_BreakError):
        train_adapter(PAIRS, tmp_path, HOW, progress=stop, checkpoint_every=3)
    assert (tmp_path / "checkpoint.json").is_file()
    train_adapter(PAIRS, tmp_path, HOW, facts={"data": "invented"})
    assert (tmp_path / "model.safetensors").read_bytes() == (trained / "model.safetensors").read_bytes()


def test_another_encoder_refuses_it(trained: Path, tmp_path: Path) -> None:
    config = json.loads((trained / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(config | {"base": "other"}), encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes((trained / "model.safetensors").read_bytes())
    with pytest.raises(ModelError, match="belongs to the encoder other"):
        adapted_encoder(tmp_path, cache=tmp_path / "cache").encode(["x"])
    with pytest.raises(ModelError, match="holds no adapter"):
        adapted_encoder(tmp_path / "none", cache=tmp_path / "cache").encode(["x"])


def test_too_few_pairs(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too few pairs"):
        train_adapter(PAIRS[:1], tmp_path, HOW)
