"""The ontology that the graph holds, as commands need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ontology.vocabulary import Vocabulary


def graph_vocabulary() -> Vocabulary:
    """Every label in the graph.

    Raises:
        NotFound: there is none.
    """
    from graph.errors import NotFound
    from graph.store import open_store
    from ontology.vocabulary import load_vocabulary

    with open_store() as store:
        vocabulary = load_vocabulary(store)
    if not vocabulary.terms:
        raise NotFound("the graph holds no ontology", fix="careergraph ontology import starter")
    return vocabulary
