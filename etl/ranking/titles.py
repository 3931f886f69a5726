"""Titles to occupations: a blend of what labels say, what labelled titles say, and what was learnt from them.

Five voices, each a score of every occupation of the vocabulary: the most alike of its labels; how far that is a label
that fits; the votes of labelled titles like this one; a classifier of n-grams; a softmax on sentence vectors. Their
weights are those of a conditional logit (McFadden 1974), chosen on titles and on labels which none of the voices had
seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from etl.text import HAN, norm
from etl.titles import plain_title
from graph.settings import settings

from .titles_features import Floats, Hashing
from .titles_index import Nearest

if TYPE_CHECKING:
    from ontology.vocabulary import Vocabulary

    from .titles_classifier import TitleClassifier
    from .titles_head import MeaningHead

#: Texts to unit vectors, one a row (`graph.encoder.Encoder.encode`).
Encode = Callable[[Sequence[str]], Floats]
WEIGHTS = Path(__file__).parent / "weights"
_BUCKETS = 1 << 17
_SHARPNESS = 8.0
#: From this likeness on a label fits, instead of sharing words.
_FITTING = 0.7
_CHUNK = 128


def title_form(title: str) -> str:
    """The form in which titles are compared: Chinese ones without pay, places and recruiting noise."""
    return plain_title(title) if HAN.search(title) else norm(title)


class LabelledTitle(NamedTuple):
    """A title and the id of an occupation that it means."""

    title: str
    concept: str


@dataclass(frozen=True, slots=True)
class Weights:
    """What each voice counts; 0 for one that is not there."""

    labels: float = 4.0
    fit: float = 0.0
    votes: float = 0.0
    grams: float = 0.0
    meaning: float = 0.0


class TitleRanker:
    """Ranks the occupations of one vocabulary for job titles.

    What a classifier says of a class that the vocabulary lacks is ignored, so every id that comes out is in
    `vocabulary.concepts`.

    Args:
        vocabulary: the occupations and their labels.
        weights: what each voice counts.
        learned: labelled titles that vote (those of unknown concepts are left out).
        classifier: the n-gram classifier.
        head: the softmax on sentence vectors; needs `encode`.
        encode: the text encoder that `head` was trained with.
        confidence: (probability of the best, share that is right) pairs, rising: see `link`.
        threshold: least confidence of a link.
        unseen: log-probability of an occupation without labelled titles; a classifier is never taken to say less.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        weights: Weights | None = None,
        learned: Sequence[LabelledTitle] = (),
        classifier: TitleClassifier | None = None,
        head: MeaningHead | None = None,
        encode: Encode | None = None,
        confidence: Sequence[tuple[float, float]] = ((0.0, 0.0), (1.0, 1.0)),
        threshold: float = 0.5,
        unseen: float = -11.0,
    ) -> None:
        self.weights = weights or Weights()
        self.threshold = threshold
        self._unseen = unseen
        self._levels = [level for level, _ in confidence]
        self._shares = [share for _, share in confidence]
        self._classifier, self._head, self._encode = classifier, head, encode
        texts = dict.fromkeys(
            (norm(term.text), vocabulary.canonical(term.concept)) for term in vocabulary.of_type("Occupation")
        )
        self.concepts = sorted({concept for _, concept in texts})
        at = {concept: i for i, concept in enumerate(self.concepts)}
        titles = [
            (title_form(title), at[c]) for title, concept in learned if (c := vocabulary.canonical(concept)) in at
        ]
        labels = [text for text, _ in texts]
        self._hashing, rows = Hashing.fit_rows([*labels, *(title for title, _ in titles)], _BUCKETS)
        owners = np.array([at[concept] for _, concept in texts], np.int64)
        self._labels = Nearest(rows[: len(labels)], owners, len(at))
        self._votes: Nearest | None = None
        if titles:
            said = np.array([owner for _, owner in titles], np.int64)
            self._votes = Nearest(rows[len(labels) :], said, len(at))
        self._grams_at = _places(classifier.classes if classifier else (), vocabulary, at)
        self._meaning_at = _places(head.classes if head else (), vocabulary, at)

    def rank(self, title: str, k: int = 10) -> list[tuple[str, float]]:
        """The `k` best occupations with their probabilities, falling; ties in the order of ids."""
        return self.rank_many([title], k)[0]

    def rank_many(
        self, titles: Sequence[str], k: int = 10, progress: Callable[[int, int], None] | None = None
    ) -> list[list[tuple[str, float]]]:
        """`rank` of each title; quicker than one by one."""
        found: list[list[tuple[str, float]]] = []
        if not self.concepts:
            return [[] for _ in titles]
        for start in range(0, len(titles), _CHUNK):
            part = titles[start : start + _CHUNK]
            for row in self.probabilities(part):
                order = np.argsort(-row, kind="stable")[:k]
                found.append([(self.concepts[i], float(row[i])) for i in order])
            if progress:
                progress(len(found), len(titles))
        return found

    def link(self, title: str) -> tuple[str | None, float]:
        """The occupation that a title means, or None where that is unsure; and the confidence in the best one."""
        return self.link_many([title])[0]

    def link_many(self, titles: Sequence[str]) -> list[tuple[str | None, float]]:
        """`link` of each title."""
        found: list[tuple[str | None, float]] = []
        for ranked in self.rank_many(titles, 1):
            sure = self._confidence(ranked[0][1]) if ranked else 0.0
            found.append((ranked[0][0] if ranked and sure >= self.threshold else None, sure))
        return found

    def sure(self, title: str, k: int = 10) -> list[tuple[str, float]]:
        """The `k` best occupations with the confidence in each, falling."""
        return [(concept, self._confidence(probability)) for concept, probability in self.rank(title, k)]

    def _confidence(self, probability: float) -> float:
        return float(np.interp(probability, self._levels, self._shares))

    def probabilities(self, titles: Sequence[str]) -> Floats:
        """[titles, concepts], each row summing to 1."""
        total = np.zeros((len(titles), len(self.concepts)), np.float32)
        for name, voice in self.voices(titles).items():
            total += getattr(self.weights, name) * voice
        total -= total.max(axis=1, keepdims=True)
        found: Floats = np.exp(total)
        found /= found.sum(axis=1, keepdims=True)
        return found

    def voices(self, titles: Sequence[str]) -> dict[str, Floats]:
        """What each voice says, [titles, concepts], by the names of `Weights`."""
        normal = [title_form(title) for title in titles]
        rows = self._hashing(normal)
        labels = self._labels.best(self._labels.cosines(rows))
        found = {"labels": labels, "fit": np.maximum(labels - np.float32(_FITTING), 0)}
        if self._votes:
            found["votes"] = self._votes.votes(self._votes.cosines(rows), _SHARPNESS)
        if self._classifier:
            said = self._classifier.log_probabilities(self._classifier.hashing(normal))
            found["grams"] = self._spread(said, self._grams_at)
        if self._head and self._encode:
            # Vectors of the title as it is written: the encoder has its own normal form.
            found["meaning"] = self._spread(self._head.log_probabilities(self._encode(list(titles))), self._meaning_at)
        return found

    def _spread(self, said: Floats, places: NDArray[np.int64]) -> Floats:
        """From classes to concepts; where classes fold into one concept the likelier counts."""
        known = places >= 0
        spread = np.full((len(self.concepts), len(said)), self._unseen, np.float32)
        np.maximum.at(spread, places[known], said.T[known])
        return spread.T


def _places(classes: Sequence[str], vocabulary: Vocabulary, at: dict[str, int]) -> NDArray[np.int64]:
    """Place of each class among the concepts; -1 for one that the vocabulary lacks."""
    return np.array([at.get(vocabulary.canonical(name), -1) for name in classes], np.int64)


def titles_folder() -> Path:
    """The folder of the learnt titles in use: that of the setting `titles`, else the one that is shipped."""
    return settings().titles or WEIGHTS / "titles"


def open_titles(vocabulary: Vocabulary, folder: Path | None = None, **more: Any) -> TitleRanker:
    """The ranker with the weights in use (or those of a folder).

    Raises:
        ModelError: the folder holds no such weights.
    """
    from .titles_shipped import read_shipped

    found = read_shipped(folder or titles_folder())
    known = {vocabulary.canonical(concept) for concept in found["classifier"].classes} & vocabulary.concepts
    return TitleRanker(vocabulary, **(found if known else {}), **more)
