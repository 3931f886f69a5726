"""Trained models on disk, and in the graph the note which one is in service."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import ModelMismatch, NoModel
from graph.settings import settings
from graph.store import Store

from . import boosted
from .boosted import BoostedRanker
from .ranker import Ranker

if TYPE_CHECKING:
    from torch import Tensor

    from .data import Vectors
    from .model import GraphSage

KIND = "matching"
TREES = "ranker.txt"


@dataclass(frozen=True)
class ModelCard:
    """What a model is, what it was made of, and how well it did.

    `supervision` counts training pairs by origin, `ranker` has the parameters of the score, `comparison` how the model
    did beside the one that was in service (see `comparison.Comparison`).
    """

    id: str
    kind: str
    trained_at: str
    ontology_version: str
    encoder: str
    supervision: dict[str, int]
    metrics: dict[str, float]
    settings: dict[str, Any]
    ranker: dict[str, Any] = field(default_factory=dict)
    notes: str = ""
    comparison: dict[str, Any] = field(default_factory=dict)


def folder(model_id: str) -> Path:
    """Where a model lies. Refuses an id that is no plain name, since ids come from outside."""
    if not model_id.replace("-", "").isalnum():
        raise NoModel("that is no model id", where=model_id)
    return settings().home / "models" / model_id


def new_id(model: GraphSage) -> str:
    """An id from the kind and a hash of the weights: the same training gives the same id."""
    total = hashlib.sha256()
    for name, value in sorted(model.state_dict().items()):
        total.update(name.encode())
        total.update(value.detach().cpu().numpy().tobytes())
    return f"sage-{total.hexdigest()[:12]}"


def now() -> str:
    """UTC time, ISO 8601 to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def save(
    model: GraphSage, card: ModelCard, states: dict[str, Tensor], ids: dict[str, list[str]], trees: str = ""
) -> Path:
    """Write a model: weights, shape, card, the cached states that `inference.embed_new` builds on, and the trees of
    its ranker, if it has any."""
    from .checkpoint import save_tensors

    place = folder(card.id)
    save_tensors(place / "weights.safetensors", model.state_dict())
    save_tensors(place / "states.safetensors", states)
    _write(place / "states.json", ids)
    _write(place / "config.json", model.config.to_json())
    if trees:
        _replace(place / TREES, trees)
    # The card comes last: a folder with a card is complete.
    _write(place / "card.json", asdict(card))
    return place


def load(model_id: str) -> tuple[GraphSage, ModelCard]:
    """A model, ready for inference, and its card.

    Raises:
        NoModel: there is no such model here.
        ModelMismatch: its files do not fit each other.
    """
    from .checkpoint import load_tensors, load_weights
    from .model import GraphSage, ModelConfig

    card = load_card(model_id)
    place = folder(model_id)
    model = GraphSage(ModelConfig.from_json(_read(place / "config.json")))
    load_weights(model, load_tensors(place / "weights.safetensors"), model_id)
    return model.eval(), card


def load_card(model_id: str) -> ModelCard:
    """The card of a model.

    Raises:
        NoModel: there is no such model here.
    """
    path = folder(model_id) / "card.json"
    if not path.is_file():
        raise NoModel("the model is not on this machine", where=model_id, fix="Run: careergraph train")
    return ModelCard(**_read(path))


def load_ranker(card: ModelCard) -> Ranker | BoostedRanker:
    """The ranker of a model.

    Raises:
        ModelMismatch: it was fitted on other features, or its trees are not here.
    """
    if card.ranker.get("kind") != boosted.KIND:
        return Ranker.from_json(card.ranker)
    path = folder(card.id) / TREES
    try:
        return BoostedRanker.from_json(card.ranker, path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelMismatch("the trees of the ranker cannot be read", where=str(path), fix="Train again") from error


def load_states(model_id: str) -> tuple[dict[str, Tensor], dict[str, list[str]]]:
    """The cached states of a model, and the ids of their rows by node type."""
    from .checkpoint import load_tensors

    place = folder(model_id)
    return load_tensors(place / "states.safetensors"), _read(place / "states.json")


def note(store: Store, card: ModelCard, centre: Vectors | None = None) -> None:
    """Note a model in the graph; which one is in service stays as it is.

    Args:
        centre: the mean of its job embeddings, from which feedback is measured; what is noted stays if None.
    """
    store.write(
        "gnn/note_model",
        id=card.id,
        kind=card.kind,
        trained_at=card.trained_at,
        metrics=json.dumps(card.metrics, sort_keys=True),
        ontology_version=card.ontology_version,
        centre=None if centre is None else [float(value) for value in centre],
    )


def activate(store: Store, card: ModelCard, *, going_back: bool = False) -> None:
    """Put a model into service. It remembers which one it replaced, unless that is what is being undone."""
    note(store, card)
    store.write("gnn/activate_model", id=card.id, kind=card.kind, remember=not going_back)


def before(store: Store) -> str:
    """The id of the model that the one in service replaced.

    Raises:
        NoModel: there was none.
    """
    replaced = store.read("gnn/active_model", kind=KIND)
    if not replaced or not replaced[0]["replaces"]:
        raise NoModel("no model was in service before", fix="careergraph models activate ID puts any into service")
    return str(replaced[0]["replaces"])


def active(store: Store) -> str:
    """The id of the matching model in service.

    Raises:
        NoModel: nothing has been trained on this graph.
    """
    rows = store.read("gnn/active_model", kind=KIND)
    if not rows:
        raise NoModel("no model has been trained on this graph", fix="Run: careergraph train")
    return str(rows[0]["id"])


def models(store: Store) -> list[dict[str, Any]]:
    """Every model that the graph notes, newest first: id, kind, trained_at, metrics, ontology_version, active,
    replaces (the one before it in service), and whether its files are here."""
    return [
        row | {"metrics": json.loads(row["metrics"] or "{}"), "here": (folder(row["id"]) / "card.json").is_file()}
        for row in store.read("gnn/models")
    ]


def _write(path: Path, value: Any) -> None:
    _replace(path, json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelMismatch("a file of the model cannot be read", where=str(path), fix="Train again") from error
