"""Commands that need an ontology say so when the graph holds none."""

from __future__ import annotations

import pytest

from api.cli.ontology import Type, link
from graph.errors import NotFound
from ontology.vocabulary import Vocabulary


def test_a_graph_without_an_ontology_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def __enter__(self) -> Nothing:
            return self

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr("graph.store.open_store", Nothing)
    monkeypatch.setattr("ontology.vocabulary.load_vocabulary", lambda _: Vocabulary((), ""))
    with pytest.raises(NotFound, match="holds no ontology"):
        link("baker", Type.occupation)
