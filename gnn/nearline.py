"""Feedback at once: a person's embedding moves towards the jobs they liked and away from the others, untrained.

The step is Rocchio's (1971) with time decay. With p the embedding that the profile gives, v_e the embedding of the job
of event e, c the mean job embedding, s_e its strength (`feedback.strength`, below 0 if it speaks against the job) and
d_e its decay:

    p' = normalise(p + sum_e(s_e * d_e * u_e) / max(1, sum_e |s_e * d_e|)),    u_e = normalise(v_e - c)

What all jobs have in common (c) is no news, or liking one would lift them all. The divisor sees to it that the profile
always weighs as much as all feedback together. p' is what the index and the graph hold; p is kept beside it in the
graph, therefore feedback that is removed leaves no trace. Nobody else's embedding is touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.errors import NoModel
from graph.store import Store

from . import registry
from .data import Vectors
from .feedback import decay, strength

BATCH = 500


@dataclass(frozen=True)
class Liking:
    """What a person's feedback amounts to now: directions u_e [n, dimension] and their signed weights [n]."""

    directions: Vectors
    weights: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.weights)

    def move(self, profile: Vectors) -> Vectors:
        """The embedding p' of a profile's embedding p; p itself where there is no feedback."""
        if not len(self):
            return profile
        step = (self.weights @ self.directions) / max(1.0, float(np.abs(self.weights).sum()))
        moved = profile + step
        length = float(np.linalg.norm(moved))
        # Only by a hair's breadth could all cancel out; the profile then stands.
        return np.asarray(moved / length, np.float32) if length > 1e-6 else profile


@dataclass(frozen=True)
class Person:
    """The embedding of a person's profile, their feedback, and whether the graph has one that feedback moved."""

    profile: Vectors
    liking: Liking
    moved: bool = False

    @property
    def vector(self) -> Vectors:
        """Where the feedback has moved the profile."""
        return self.liking.move(self.profile)


def people(store: Store, model: str, ids: Sequence[str], now: datetime | None = None) -> dict[str, Person]:
    """The people that `model` has embedded, by id, with their feedback as of `now`."""
    until = now or datetime.now(UTC)
    found = {}
    for row in store.read("gnn/feedback_vectors", ids=list(ids), model=model):
        liking = _liking(row["events"], row["centre"], until)
        found[row["id"]] = Person(np.array(row["profile"], np.float32), liking, row["moved"])
    return found


def apply(store: Store, model: str, ids: Sequence[str], now: datetime | None = None) -> dict[str, Person]:
    """Write the moved embeddings of these people into the graph, under the vector index. Returns all of them."""
    written: dict[str, Person] = {}
    for start in range(0, len(ids), BATCH):
        part = people(store, model, ids[start : start + BATCH], now)
        rows = [
            {
                "id": id_,
                "embedding": person.vector.tolist(),
                "profile": person.profile.tolist() if len(person.liking) else None,
            }
            for id_, person in part.items()
            if len(person.liking) or person.moved
        ]
        if rows:
            store.write("gnn/write_moved_embeddings", rows=rows)
        written |= part
    return written


def heed(store: Store, ids: Sequence[str]) -> dict[str, int]:
    """`apply` by the model in service, if there is one; the number of events that count, by person."""
    try:
        model = registry.active(store)
    except NoModel:
        return {}
    return {id_: len(person.liking) for id_, person in apply(store, model, ids).items()}


def apply_to_all(store: Store, model: str) -> int:
    """`apply` for everyone who gave or got feedback; returns how many."""
    return len(apply(store, model, [row["id"] for row in store.read("gnn/candidates_with_feedback")]))


def _liking(events: Sequence[Mapping[str, Any]], centre: Sequence[float] | None, until: datetime) -> Liking:
    weights = [strength(event["kind"], event["value"]) * decay(event["at"], until) for event in events]
    said = [i for i, weight in enumerate(weights) if weight]
    directions = np.array([events[i]["embedding"] for i in said], np.float32)
    if centre is not None and said:
        directions -= np.array(centre, np.float32)
    directions /= np.maximum(np.linalg.norm(directions, axis=-1, keepdims=True), 1e-6)
    return Liking(directions, np.array([weights[i] for i in said], np.float64))
