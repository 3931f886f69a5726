"""How alike two occupations are, seen from each side that O*NET describes, without any held-out edge.

O*NET's own list of related occupations rests on what people do, what they know and what they are called (Dahlke & Putka
2022); tasks, ratings and titles are read here for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ..data import Vectors
from ..features import TextEncoder
from .occupations import OccupationTables

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

#: Characters by which SOC codes are cut: major group, minor group, broad occupation, detailed occupation.
SOC_LEVELS = (2, 4, 6, 7)
Rated = Sequence[tuple[str, str, float]]


class OccupationViews:
    """Vectors and similarities of the occupations of `codes`, in that order."""

    def __init__(self, tables: OccupationTables, encoder: TextEncoder) -> None:
        self.codes = sorted(tables.occupations)
        self._row = {code: i for i, code in enumerate(self.codes)}
        self._tables, self._encoder = tables, encoder

    @cached_property
    def text(self) -> Vectors:
        """Sentence vectors of title and description, [n, d]."""
        return self._encoder.encode([self._tables.occupations[code] for code in self.codes])

    @cached_property
    def importance(self) -> Vectors:
        """Importance of skills and knowledge, each centred, [n, elements]; 0 where nothing is known."""
        return self._centred(self._tables.elements)

    @cached_property
    def profile(self) -> Vectors:
        """What is known of each occupation, as one row of numbers: text, tasks, titles, ratings, education."""
        parts = [self.text, *(topics(rows) for rows in self._documents.values()), self.importance]
        parts += [self._centred(self._tables.levels) / 2.0, self._centred(self._tables.education) / 50.0]
        return np.hstack(parts).astype(np.float32)

    @cached_property
    def similarities(self) -> dict[str, Vectors]:
        """Similarity by view, [n, n] each; greater is more alike."""
        tables = self._tables
        zones = np.array([tables.zones.get(code, 3.0) for code in self.codes], np.float32)
        words = {name: np.asarray((rows @ rows.T).toarray(), np.float32) for name, rows in self._documents.items()}
        topical = {f"{name}_topics": cosines(topics(rows)) for name, rows in self._documents.items()}
        return words | topical | {
            "text": cosines(self.text),
            "name": cosines(self._encoder.encode([tables.names[code] for code in self.codes])),
            "importance": cosines(self.importance),
            "distance": -_distances(self.importance),
            "knowledge": cosines(self._centred([row for row in tables.elements if row[1] in tables.knowledge])),
            "level": cosines(self._centred(tables.levels)),
            "education": cosines(self._centred(tables.education)),
            "tools": cosines(self._rare(tables.tools)),
            "zone": -np.abs(zones[:, None] - zones),
            "soc": self._shared_prefix(),
        }  # fmt: skip

    @cached_property
    def _documents(self) -> dict[str, csr_matrix]:
        """TF-IDF rows of tasks, and of all titles by words and by groups of letters. O*NET has 19,000 tasks and 57,000
        titles: too many for a sentence encoder on a CPU, and words do well on them."""
        tables = self._tables
        tasks = [" ".join(tables.tasks.get(code, ())) for code in self.codes]
        called = [" . ".join([tables.names[code], *tables.called.get(code, ())]) for code in self.codes]
        letters = {"analyzer": "char_wb", "ngram_range": (3, 5), "min_df": 3, "max_features": 60000}
        return {
            "tasks": _weigh(tasks),
            "titles": _weigh(called, ngram_range=(1, 2)),
            "title_parts": _weigh(called, **letters),
        }

    @cached_property
    def blend(self) -> Vectors:
        """Mean of the similarities that say what people do, know and are called, each standardised, [n, n]."""
        names = ("text", "tasks", "titles", "importance", "knowledge", "tools", "soc")
        return np.asarray(np.mean([standard(self.similarities[name]) for name in names], axis=0), np.float32)

    def _centred(self, rated: Rated) -> Vectors:
        """Ratings [n, elements] less the mean of each; 0 for an occupation without ratings."""
        column = {name: i for i, name in enumerate(sorted({name for _, name, _ in rated}))}
        found: Vectors = np.zeros((len(self.codes), max(len(column), 1)), np.float32)
        for code, name, value in rated:
            found[self._row[code], column[name]] = value
        known = found.any(axis=1)
        if known.any():
            found[known] -= found[known].mean(axis=0)
        return found

    def _rare(self, edges: Iterable[tuple[str, str]]) -> Vectors:
        """Incidence [n, names], a rarer name weighing more."""
        edges = list(edges)
        column = {name: i for i, name in enumerate(sorted({name for _, name in edges}))}
        found: Vectors = np.zeros((len(self.codes), max(len(column), 1)), np.float32)
        for code, name in edges:
            found[self._row[code], column[name]] = 1.0
        return np.asarray(found * np.log(len(found) / np.maximum(found.sum(axis=0), 1.0)), np.float32)

    def _shared_prefix(self) -> Vectors:
        """Number of levels of the Standard Occupational Classification that two codes share."""
        found: Vectors = np.zeros((len(self.codes), len(self.codes)), np.float32)
        for level in SOC_LEVELS:
            names = np.array([code[:level] for code in self.codes])
            found += names[:, None] == names
        return found


def topics(rows: csr_matrix, count: int = 128) -> Vectors:
    """Latent semantic analysis (Deerwester et al. 1990): [n, count] by truncated SVD, less the mean."""
    from sklearn.utils.extmath import randomized_svd

    left, values, _ = randomized_svd(rows, n_components=min(count, *rows.shape), random_state=0)
    found = np.asarray(left * values, np.float32)
    return np.asarray(found - found.mean(axis=0), np.float32)


def cosines(rows: Vectors) -> Vectors:
    """Cosine of each pair of rows; 0 for an empty row."""
    length = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return np.asarray((rows / length) @ (rows / length).T, np.float32)


def standard(values: Vectors) -> Vectors:
    """Each row less its mean, over its standard deviation."""
    spread = np.maximum(values.std(axis=1, keepdims=True), 1e-9)
    return np.asarray((values - values.mean(axis=1, keepdims=True)) / spread, np.float32)


def _weigh(texts: list[str], **settings: Any) -> csr_matrix:
    """TF-IDF rows of length 1; a word that one text alone has says nothing of likeness."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not any(texts):
        texts = ["none"] * len(texts)
    vectorizer = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **({"min_df": 2} | settings))
    return vectorizer.fit_transform(texts)


def _distances(rows: Vectors) -> Vectors:
    square = np.sum(rows**2, axis=1)
    return np.asarray(np.sqrt(np.maximum(square[:, None] + square - 2.0 * rows @ rows.T, 0.0)), np.float32)
