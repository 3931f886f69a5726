"""Embeddings of candidates and jobs: of all at once, or of a new document from its neighbours alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from graph.device import pick_device
from graph.errors import NotFound
from graph.store import Store

from . import nearline, registry
from .data import EdgeType, GraphData, Vectors, reverse
from .export import document_edges, read_candidates, read_jobs
from .features import TextEncoder, concept_features, document_features, label
from .model import GraphSage
from .sampling import all_states

Progress = Callable[[int, int], None]
DOCUMENTS = ("candidate", "job")


@torch.no_grad()
def embed_all(
    model: GraphSage, data: GraphData, features: Mapping[str, Vectors], *, device: str = "auto"
) -> tuple[dict[str, Vectors], dict[str, Tensor]]:
    """Embed everything.

    Returns:
        The unit vectors of candidates and jobs, [n, out] by type; and the states of all other nodes before each
        layer, named `layer.type`, which `Embedder` starts from.
    """
    where = torch.device(pick_device(device))
    model = model.to(where).eval()
    x = {kind: torch.from_numpy(values).to(where) for kind, values in features.items()}
    edges = {
        edge: torch.from_numpy(np.ascontiguousarray(pairs)).to(where) for edge, pairs in data.with_reverse().items()
    }
    states = all_states(model, x, edges)
    vectors = {kind: model.head(kind, states[-1][kind]).cpu().numpy() for kind in DOCUMENTS}
    kept = {
        f"{i}.{kind}": values.cpu()
        for i, layer in enumerate(states[:-1])
        for kind, values in layer.items()
        if kind not in DOCUMENTS
    }
    model.cpu()
    return vectors, kept


def write_embeddings(
    store: Store,
    model_id: str,
    kind: str,
    ids: Sequence[str],
    vectors: Vectors,
    progress: Progress | None = None,
) -> int:
    """Store embeddings of candidates or jobs, where the vector index finds them. Returns how many."""
    name = "gnn/write_candidate_embeddings" if kind == "candidate" else "gnn/write_job_embeddings"
    rows = [{"id": id_, "embedding": vector.tolist()} for id_, vector in zip(ids, vectors, strict=True)]
    return store.write_batches(name, rows, size=1_000, progress=progress, model=model_id)


class Embedder:
    """Embeds documents that came after training, without training again.

    The states of skills, occupations, companies, places and industries before each layer are those of the last
    training; a document of that graph therefore gets exactly the vector that `embed_all` gave it. A concept that is
    new since then starts from its own label.
    """

    def __init__(self, store: Store, model_id: str | None = None, encoder: TextEncoder | None = None) -> None:
        self.store = store
        self.model_id = model_id or registry.active(store)
        self.model, self.card = registry.load(self.model_id)
        tensors, ids = registry.load_states(self.model_id)
        self.states = tensors
        self.rows = {kind: {id_: i for i, id_ in enumerate(names)} for kind, names in ids.items()}
        self._encoder = encoder

    @property
    def encoder(self) -> TextEncoder:
        """The text encoder that the model was trained with; loaded at first use."""
        if self._encoder is None:
            from graph.encoder import Encoder

            self._encoder = Encoder(self.card.encoder)
        return self._encoder

    def embed_new(self, kind: str, ids: Sequence[str], *, write: bool = True) -> Vectors:
        """Embed candidates or jobs that are in the graph; [len(ids), out].

        Raises:
            NotFound: one of them is not in the graph.
        """
        rows = (read_candidates if kind == "candidate" else read_jobs)(self.store, list(ids))
        if len(rows) != len(ids):
            missing = sorted(set(ids) - {row["id"] for row in rows})
            raise NotFound(f"there is no such {kind}", where=", ".join(missing[:5]))
        vectors = self.embed_rows(kind, rows)
        if write:
            write_embeddings(self.store, self.model_id, kind, ids, vectors)
        return vectors

    def refresh(self, *, progress: Progress | None = None) -> int:
        """Embed every document that this model has not embedded yet; returns how many."""
        pending = {
            "candidate": [
                row["id"] for row in self.store.read("gnn/candidates_without_embedding", model=self.model_id)
            ],
            "job": [row["id"] for row in self.store.read("gnn/jobs_without_embedding", model=self.model_id)],
        }
        total, done = sum(map(len, pending.values())), 0
        for kind, ids in pending.items():
            for start in range(0, len(ids), 500):
                part = ids[start : start + 500]
                self.embed_new(kind, part)
                if kind == "candidate":
                    nearline.apply(self.store, self.model_id, part)
                done += len(part)
                if progress:
                    progress(done, total)
        return total

    @torch.no_grad()
    def embed_rows(self, kind: str, rows: Sequence[Mapping[str, Any]]) -> Vectors:
        """Embed rows of `export.read_candidates` or `export.read_jobs`; [len(rows), out]."""
        if not rows:
            return np.zeros((0, self.model.config.out), np.float32)
        neighbours = [document_edges(kind, row) for row in rows]
        index = _neighbourhood(neighbours)
        concepts = {
            row["id"]: row
            for row in self.store.read("gnn/concept_labels", ids=[id_ for known in index.values() for id_ in known])
        }
        names = {id_: label(row) for id_, row in concepts.items() if row["type"] in ("skill", "occupation")}
        own = self.model.start({kind: torch.from_numpy(document_features(rows, names, self.encoder))})[kind]
        edges = _messages(neighbours, index)
        fresh = {
            other: self._fresh(other, [concepts[id_] for id_ in known if id_ not in self.rows.get(other, {})])
            for other, known in index.items()
        }
        for i, layer in enumerate(self.model.layers):
            around = {other: self._states(i, other, list(known), fresh[other]) for other, known in index.items()}
            own = layer(around | {kind: own}, edges, only={kind})[kind]
        vectors: Vectors = self.model.head(kind, own).numpy()
        return vectors

    def _states(self, layer: int, kind: str, ids: list[str], fresh: list[dict[str, Tensor]]) -> Tensor:
        """States [len(ids), hidden] before a layer."""
        rows, known = self.rows.get(kind, {}), self.states[f"{layer}.{kind}"]
        return torch.stack([known[rows[id_]] if id_ in rows else fresh[layer][id_] for id_ in ids])

    def _fresh(self, kind: str, concepts: list[Mapping[str, Any]]) -> list[dict[str, Tensor]]:
        """States by id before each layer, of concepts that are new since training: from their label alone."""
        if not concepts:
            return [{} for _ in self.model.layers]
        found = []
        state = self.model.start({kind: torch.from_numpy(concept_features(concepts, self.encoder))})
        for layer in self.model.layers:
            found.append(dict(zip((row["id"] for row in concepts), state[kind], strict=True)))
            state = layer(state, {}, only={kind})
        return found


def _neighbourhood(neighbours: list[dict[EdgeType, list[str]]]) -> dict[str, dict[str, int]]:
    """Index by id of every neighbour, by node type."""
    index: dict[str, dict[str, int]] = {}
    for one in neighbours:
        for edge, ids in one.items():
            known = index.setdefault(edge[2], {})
            for id_ in ids:
                known.setdefault(id_, len(known))
    return {kind: known for kind, known in index.items() if known}


def _messages(neighbours: list[dict[EdgeType, list[str]]], index: dict[str, dict[str, int]]) -> dict[EdgeType, Tensor]:
    """Edges from the neighbours to the documents."""
    found: dict[EdgeType, Tensor] = {}
    for edge in neighbours[0]:
        pairs = {(index[edge[2]][id_], i) for i, one in enumerate(neighbours) for id_ in one[edge]}
        if pairs:
            found[reverse(edge)] = torch.tensor(sorted(pairs)).T
    return found
