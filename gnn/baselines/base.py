"""The protocol of baseline rankers, and what they rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..data import Vectors


@dataclass(frozen=True)
class Item:
    """Something to be ranked: an advert. `texts` are its title and headline, `places` narrow to wide."""

    id: str
    texts: tuple[str, ...]
    places: tuple[str, ...]
    company: str | None = None
    order: float | None = None


@dataclass(frozen=True)
class Query:
    """Someone to rank for. `texts` are what they did and want; `context` are indices of items they looked at."""

    id: str
    texts: tuple[str, ...]
    places: frozenset[str]
    context: tuple[int, ...] = ()


@dataclass(frozen=True)
class Task:
    """Items, and for training the queries with the indices of the items that they chose."""

    items: Sequence[Item]
    queries: Sequence[Query]
    chosen: Sequence[tuple[int, ...]]

    def text(self, query: Query) -> str:
        """All words of a query: its own, and those of the items in its context."""
        seen = [text for item in query.context for text in self.items[item].texts[:1]]
        return " . ".join([*query.texts, *seen])


class BaselineRanker(Protocol):
    """Learns from a task, then scores every item for each query; greater is better."""

    name: str

    def fit(self, task: Task) -> None: ...

    def scores(self, queries: Sequence[Query]) -> Vectors:
        """[len(queries), len(task.items)]."""
        ...


def same_place(items: Sequence[Item], queries: Sequence[Query], level: int) -> Vectors:
    """1 where item and query share the place at `level` (0 is the narrowest), [queries, items]."""
    names = [item.places[level] if level < len(item.places) else "" for item in items]
    columns: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        if name:
            columns.setdefault(name, []).append(i)
    found = np.zeros((len(queries), len(items)), np.float32)
    for row, query in enumerate(queries):
        for place in query.places:
            found[row, columns.get(place, [])] = 1.0
    return found
