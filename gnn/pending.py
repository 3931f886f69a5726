"""Vectors for what came into the graph after the model: without training, and without loading the model for nothing."""

from __future__ import annotations

from collections.abc import Callable

from graph.errors import NoModel
from graph.store import Store

from . import registry


def embed_pending(store: Store, progress: Callable[[int, int], None] | None = None) -> int:
    """Embed every document that the model in service has not embedded yet.

    Returns:
        How many were embedded; 0 where there is no model yet.

    Raises:
        ModelMismatch: the model in service is not on this machine, or does not fit the graph.
    """
    try:
        model = registry.active(store)
    except NoModel:
        return 0
    queries = ("gnn/candidates_without_embedding", "gnn/jobs_without_embedding")
    if not any(store.read(name, model=model) for name in queries):
        return 0
    from .inference import Embedder

    return Embedder(store, model).refresh(progress=progress)
