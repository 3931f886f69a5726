"""Documents newer than the model: embedded when there is a model, and nothing loaded when there is nothing to do."""

from __future__ import annotations

import pytest

from gnn import inference
from gnn.pending import embed_pending
from gnn.registry import ModelCard
from graph.store import Store


def test_nothing_to_do_loads_no_model(trained: tuple[Store, ModelCard], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference, "Embedder", lambda *_: pytest.fail("the model was loaded"))
    assert embed_pending(trained[0]) == 0


# Last, since it empties the graph that the others share.
def test_no_model_nothing_embedded(store: Store) -> None:
    store.execute("CREATE (:Job {id: 'job:1', title: 'Welder'})")
    assert embed_pending(store) == 0
