"""New models: compared with the one in service, refused when they are worse, and rolled back."""

from __future__ import annotations

import json

import numpy as np
import pytest

from gnn import comparison, registry
from gnn.comparison import compare
from gnn.matching import Matcher
from gnn.pipeline import train_model
from gnn.registry import ModelCard
from gnn.rollout import describe, put_into_service, roll_back
from graph.errors import ModelMismatch, NoModel, WorseModel
from graph.store import Store

from .conftest import CharacterEncoder

Trained = tuple[Store, ModelCard]


def test_worse_is_worse_on_the_same_people() -> None:
    found = compare("sage-old", [0.5, 0.2, 1.0], [0.5, 0.5, 1.0])
    assert found.worse
    assert found.people == 3
    assert found.difference[0] == pytest.approx(-0.1)
    assert not compare("sage-old", [0.5, 1.0], [0.5, 1.0]).worse, "newer data decide between equals"


def test_a_worse_model_is_kept_out_of_service_unless_told_so_and_can_be_undone(
    trained: Trained, encoder: CharacterEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, first = trained
    before = dict(zip(*_vectors(store, first.id), strict=True))
    asked = iter([[0.1, 0.2], [0.9, 0.8]])
    with monkeypatch.context() as patch:
        patch.setattr(comparison, "reciprocal_ranks", lambda *_: next(asked))
        with pytest.raises(WorseModel, match=r"0\.150 against 0\.850") as refused:
            train_model(store, epochs=1, seed=1, device="cpu", encoder=encoder)
    assert registry.active(store) == first.id
    np.testing.assert_array_equal(_vectors(store, first.id)[1], list(before.values()))
    assert {row["id"]: row["active"] for row in registry.models(store)} == {first.id: True, refused.value.where: False}

    taken = train_model(store, epochs=1, seed=2, device="cpu", encoder=encoder, force=True)
    assert registry.active(store) == taken.id
    assert taken.comparison["rival"] == first.id
    assert taken.comparison["people"] > 0
    assert 0 <= taken.comparison["new"][0] <= 1
    assert taken.comparison["old"][0] > 0
    assert describe(store, taken.id)["replaces"] == first.id
    assert Matcher(store).jobs_for("candidate:data1").items

    assert roll_back(store, encoder=encoder).id == registry.active(store) == first.id
    again = dict(zip(*_vectors(store, first.id), strict=True))
    assert again.keys() == before.keys()
    for id_, vector in again.items():
        np.testing.assert_allclose(vector, before[id_], atol=1e-5)
    with pytest.raises(NoModel, match="no model was in service before"):
        roll_back(store, encoder=encoder)
    assert put_into_service(store, refused.value.where, encoder=encoder).id == registry.active(store)
    with pytest.raises(NoModel):
        put_into_service(store, "sage-none", encoder=encoder)
    with pytest.raises(NoModel):
        describe(store, "sage-none")


def test_a_model_whose_ranker_reads_features_of_before_is_refused_and_replaced(
    trained: Trained, encoder: CharacterEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = trained
    active = registry.active(store)
    path = registry.folder(active) / "card.json"
    kept = path.read_text(encoding="utf-8")
    card = json.loads(kept)
    del card["ranker"]["features"]
    path.write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelMismatch, match="careergraph train"):
        Matcher(store)
    with pytest.raises(ModelMismatch):
        put_into_service(store, active, encoder=encoder)
    # It answers nobody, so nothing can be worse.
    monkeypatch.setattr(comparison, "reciprocal_ranks", lambda *_: pytest.fail("it is not asked"))
    taken = train_model(store, epochs=1, seed=3, device="cpu", encoder=encoder)
    assert taken.comparison == {}
    assert registry.active(store) == taken.id
    path.write_text(kept, encoding="utf-8")
    assert put_into_service(store, active, encoder=encoder).id == active


def _vectors(store: Store, model: str) -> tuple[list[str], list[list[float]]]:
    rows = store.read("gnn/candidate_embeddings", model=model)
    return [row["id"] for row in rows], [row["embedding"] for row in rows]
