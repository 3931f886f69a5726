"""Screening models: trained, written without pickle, read back, and the same as before."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from etl.screening.corpus import Corpus, Example
from etl.screening.finetune import FineTuned, FineTuning
from etl.screening.store import ScreeningModel
from etl.screening.training import train_screening
from graph.encoder import Encoder
from graph.errors import ModelError
from tests.etl.tagging.tiny_bert import make_tiny_bert


def test_a_tfidf_model_survives_the_trip(corpus: Corpus, tmp_path: Path) -> None:
    train_screening(corpus, tmp_path, kind="tfidf", source="invented", figures="Accuracy 0.9.")
    model = ScreeningModel(tmp_path)
    found = [model.labels[at] for at in model.probabilities(corpus.texts).argmax(axis=1)]
    assert found == [example.label for example in corpus.examples]
    assert model.ranked("flour dough oven bread")[0][0] == "BAKER"
    assert sum(share for _, share in model.ranked("bread")) == pytest.approx(1)
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "Accuracy 0.9." in card
    assert "never to reject anybody" in card
    assert {path.suffix for path in tmp_path.iterdir()} == {".md", ".json", ".safetensors"}


def test_two_labels(corpus: Corpus, tmp_path: Path) -> None:
    two = Corpus(tuple(example for example in corpus.examples if example.label != "PILOT"))
    train_screening(two, tmp_path, kind="tfidf")
    model = ScreeningModel(tmp_path)
    assert model.ranked("flour dough oven bread")[0][0] == "BAKER"
    assert model.ranked("ward patients vaccines")[0][0] == "NURSE"


def test_a_finetuned_model_survives_the_trip(corpus: Corpus, tmp_path: Path) -> None:
    base = make_tiny_bert(tmp_path / "tiny", {word for text in corpus.texts for word in text.split()})
    tiny = FineTuning(base, rank=2, alpha=4, layers=1, epochs=2, batch=6, tokens=16)
    few = Corpus(tuple(Example(one.text[:120], one.label, one.source) for one in corpus.examples[:12]))
    config = train_screening(few, tmp_path / "model", how=tiny, cache=tmp_path)
    assert (config["kind"], config["rank"], config["labels"]) == ("finetuned", 2, list(few.labels))
    model = ScreeningModel(tmp_path / "model", cache=tmp_path)
    found = model.probabilities(few.texts)
    assert np.allclose(found.sum(axis=1), 1)
    again = FineTuned(tiny, frozen=Encoder(base, device="cpu", cache=tmp_path))
    again.fit(few.texts, np.array([few.labels.index(one.label) for one in few.examples]))
    assert np.allclose(again.probabilities(few.texts), found, atol=1e-3)
    names = {name.rpartition(".lora_")[0] for name in model.tensors if ".lora_" in name}
    assert "encoder.layer.0.attention.self.query" in names
    assert any(model.tensors[f"{name}.lora_B.weight"].any() for name in names)


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="this folder holds no"):
        ScreeningModel(tmp_path)
