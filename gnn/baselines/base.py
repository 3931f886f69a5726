"""The protocol of baseline rankers, and what they rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np

from ..data import Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Item:
    """Something to be ranked: an advert. `texts` are its title and headline, `places` narrow to wide."""

    id: str
    texts: tuple[str, ...]
    places: tuple[str, ...]
    company: str | None = None
    order: float | None = None
    industry: str | None = None


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

    def asked(self, query: Query, context: tuple[int, ...]) -> Query:
        """The same query after some items were looked at: their places are then known to be wanted."""
        seen = {place for item in context for place in self.items[item].places}
        return replace(query, context=context, places=query.places | seen)


class BaselineRanker(Protocol):
    """Learns from a task, then scores every item for each query; greater is better.

    Items that it knows nothing of share a score, so that a ranking with mean ranks shows the ignorance. Scores depend
    on the content of a query alone, not on what else is asked for at the same time.
    """

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


def choice_matrix(choices: Sequence[Sequence[int]], items: int) -> csr_matrix:
    """Sparse [len(choices), items], 1 where the item was chosen, however often."""
    from scipy.sparse import csr_matrix

    rows = [sorted(set(row)) for row in choices]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.array([item for row in rows for item in row], np.int32)
    return csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=(len(rows), items))


def unit_rows(matrix: csr_matrix) -> csr_matrix:
    """The rows scaled to length 1; an empty row stays empty."""
    from scipy.sparse import diags_array

    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1), np.float32)).ravel()
    return (diags_array(1.0 / np.maximum(length, 1e-12)) @ matrix).tocsr()


def keep_strongest(likeness: csr_matrix, k: int) -> csr_matrix:
    """The k greatest positive values of each row, and all that equal the k-th; the rest becomes 0."""
    found = likeness.tocsr()
    found.data[found.data < 0] = 0.0
    for start, end in pairwise(found.indptr):
        if end - start > k:
            row = found.data[start:end]
            row[row < np.partition(row, -k)[-k]] = 0.0
    found.eliminate_zeros()
    return found


def without_self(likeness: csr_matrix, queries: Sequence[Query], row: Mapping[str, int]) -> csr_matrix:
    """`likeness` [queries, training people] without that of a person to themselves, who is at `row[query.id]`."""
    from scipy.sparse import csr_matrix

    own = np.array([row.get(query.id, -1) for query in queries], np.int64)
    found = likeness.tocoo()
    keep = found.col != own[found.row]
    return csr_matrix((found.data[keep], (found.row[keep], found.col[keep])), shape=found.shape)
