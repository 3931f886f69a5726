"""Models in and out of service: each has its embeddings in the graph before it answers."""

from __future__ import annotations

from collections.abc import Callable

from graph.errors import NoModel
from graph.store import Store

from . import nearline, registry
from .features import TextEncoder
from .registry import ModelCard

Progress = Callable[[int, int], None]


def put_into_service(
    store: Store,
    model_id: str,
    *,
    going_back: bool = False,
    encoder: TextEncoder | None = None,
    progress: Progress | None = None,
) -> ModelCard:
    """Embed every document with a model that is on this machine, then make it the one that answers.

    Args:
        going_back: whether this undoes a replacement; the model then still replaces what it replaced before.
        encoder: the text encoder, if not the one that the card names.

    Raises:
        NoModel: it is not on this machine.
        ModelMismatch: its files do not fit each other or the graph, or its ranker reads features of before.
    """
    from .inference import Embedder

    card = registry.load_card(model_id)
    registry.load_ranker(card)
    Embedder(store, model_id, encoder).refresh(progress=progress)
    nearline.apply_to_all(store, model_id)
    registry.activate(store, card, going_back=going_back)
    return card


def roll_back(store: Store, *, encoder: TextEncoder | None = None, progress: Progress | None = None) -> ModelCard:
    """Put the model back into service that the present one replaced; again, and it is the one before that.

    Raises:
        NoModel: there was none before, or it is not on this machine.
    """
    return put_into_service(store, registry.before(store), going_back=True, encoder=encoder, progress=progress)


def describe(store: Store, model_id: str) -> dict[str, object]:
    """What is known of a model: what the graph notes and, where its files are here, its card.

    Raises:
        NoModel: neither the graph nor this machine knows it.
    """
    noted = next((row for row in registry.models(store) if row["id"] == model_id), None)
    if noted is None:
        raise NoModel("there is no such model", where=model_id, fix="careergraph models list names them all")
    if not noted["here"]:
        return noted
    from dataclasses import asdict

    return asdict(registry.load_card(model_id)) | noted
