"""What a person and an item have in common, as a few numbers, from the task alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..data import Vectors
from ..features import TextEncoder
from .base import BaselineRanker, Query, Task, choice_matrix, same_place
from .sentence import SentenceCosine
from .tfidf import CharacterTfIdf, TfIdf

#: Features by name, in order.
FEATURES = {
    "city": "1 where the narrowest place is the same",
    "state": "1 where the wider place is the same",
    "words": "TF-IDF cosine of words between the title and all that is known of the person",
    "characters": "the same of groups of characters",
    "meaning": "cosine of sentence vectors",
    "seen_words": "greatest TF-IDF cosine between the title and the title of an item in the context",
    "company": "1 where an item in the context is of the same company",
    "near": "minus the logarithm of the distance, in the order of posting, to the nearest item in the context",
    "popular": "logarithm of the number of other people who chose the item, if at least five",
    "context": "number of items in the context",
    "profile": "1 where the person's own words are known",
}
#: Every training target was chosen by somebody, most by one person only, and most items to be found by nobody. So low
#: counts tell training pairs apart without saying anything of people; below this they are hidden.
ENOUGH_CHOICES = 5


class PairFeatures:
    """Learns vocabularies and counts from a task, then describes pairs; needs no targets of those it describes."""

    def __init__(self, encoder: TextEncoder) -> None:
        self.words, self.characters = TfIdf(), CharacterTfIdf()
        self._meaning = SentenceCosine(encoder)

    def fit(self, task: Task) -> None:
        """Learn from items and from who chose them."""
        for ranker in self._texts():
            ranker.fit(task)
        self._task = task
        self._chosen = {query.id: set(items) for query, items in zip(task.queries, task.chosen, strict=True)}
        self._counts = np.asarray(choice_matrix(task.chosen, len(task.items)).sum(axis=0), np.float32).ravel()
        names = {name: i for i, name in enumerate(sorted({item.company or "" for item in task.items}))}
        self._company = np.array([names[item.company or ""] for item in task.items])
        self._named = np.array([bool(item.company) for item in task.items])
        self._order = np.array([np.nan if item.order is None else item.order for item in task.items], np.float32)

    def matrix(self, queries: Sequence[Query]) -> Vectors:
        """[queries, items, len(FEATURES)]."""
        task = self._task
        found = np.zeros((len(queries), len(task.items), len(FEATURES)), np.float32)
        found[:, :, 0] = same_place(task.items, queries, 0)
        found[:, :, 1] = same_place(task.items, queries, 1)
        for column, ranker in enumerate(self._texts(), 2):
            found[:, :, column] = ranker.scores(queries)
        for row, query in enumerate(queries):
            found[row, :, 8] = self._popular(query)
            found[row, :, 9] = len(query.context)
            found[row, :, 10] = bool(query.texts)
            if query.context:
                seen = list(query.context)
                vectors = self.words.items
                found[row, :, 5] = (vectors[seen] @ vectors.T).max(axis=0).toarray()
                found[row, :, 6] = self._named & np.isin(self._company, self._company[seen])
                found[row, :, 7] = self._near(seen)
        # The last bits of a product depend on how many rows it has; a tree that splits between them would, too.
        return found.round(4)

    def _texts(self) -> tuple[BaselineRanker, ...]:
        return (self.words, self.characters, self._meaning)

    def _near(self, seen: list[int]) -> Vectors:
        far = float(len(self._order))
        gap = np.abs(self._order[:, None] - self._order[None, seen])
        return np.asarray(-np.log1p(np.nan_to_num(gap, nan=far).min(axis=1)), np.float32)

    def _popular(self, query: Query) -> Vectors:
        others = self._counts.copy()
        others[list(self._chosen.get(query.id, ()))] -= 1
        return np.where(others >= ENOUGH_CHOICES, np.log1p(others), 0.0).astype(np.float32)
