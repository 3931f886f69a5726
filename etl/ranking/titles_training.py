"""Learning titles: every voice of `etl.ranking.titles` from labelled titles and the labels of a vocabulary."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graph.errors import NotEnoughData

from .titles import Encode, LabelledTitle, TitleRanker, Weights, title_form
from .titles_classifier import ClassifierTraining, TitleClassifier, train_classifier
from .titles_features import Floats, Hashing
from .titles_head import MeaningHead

if TYPE_CHECKING:
    from ontology.vocabulary import Vocabulary

Progress = Callable[[int, int], None]
#: Fitted on inner splits of 15,000 vacancy titles with ESCO occupations: see `weights/titles/README.md`.
LEARNT = Weights(labels=2.6, fit=5.0, votes=0.17, grams=0.22, meaning=0.58)
LEARNT_WITHOUT_MEANING = Weights(labels=3.4, votes=0.4, grams=0.55)
#: Bias of an occupation that no labelled title names; those of the others are -0.6 to 1.
_NAMED_BIAS = -3.0
#: Labels of an occupation that its sentence vector starts from: the first of them are the best known.
_NAMES = 4


def learn_titles(
    vocabulary: Vocabulary,
    learned: Sequence[LabelledTitle],
    *,
    tuned: Path | None = None,
    seed: int = 0,
    weights: Weights | None = None,
    progress: Progress | None = None,
) -> TitleRanker:
    """A ranker that has learnt from labelled titles; those of concepts that the vocabulary lacks are left out.

    15,000 titles take about eight minutes on two cores with `tuned`, half a minute without.

    Args:
        tuned: folder for an adapter of the text encoder, which is tuned to the titles; None to do without sentence
            vectors.

    Raises:
        NotEnoughData: none is left.
    """
    known = known_titles(vocabulary, learned)
    classifier = learn_classifier(known, ClassifierTraining(seed=seed), progress=progress)
    head, encode = None, None
    if tuned is not None:
        from graph.encoder import Encoder

        head = learn_head(vocabulary, known, tuned, seed=seed, progress=progress)
        encode = Encoder("minilm", adapter=tuned, cache=tuned).encode
    return TitleRanker(
        vocabulary,
        weights=weights or (LEARNT if head else LEARNT_WITHOUT_MEANING),
        learned=known,
        classifier=classifier,
        head=head,
        encode=encode,
        unseen=_unseen(vocabulary, known),
    )


def known_titles(vocabulary: Vocabulary, learned: Sequence[LabelledTitle]) -> list[LabelledTitle]:
    """The titles whose concepts the vocabulary has, with the concept that stands for each."""
    named = ((title, vocabulary.canonical(concept)) for title, concept in learned)
    return [LabelledTitle(title, concept) for title, concept in named if concept in vocabulary.concepts]


def learn_classifier(
    learned: Sequence[LabelledTitle],
    how: ClassifierTraining | None = None,
    *,
    buckets: int = 1 << 16,
    progress: Progress | None = None,
) -> TitleClassifier:
    """The n-gram classifier alone.

    Raises:
        NotEnoughData: no titles.
    """
    texts = [title_form(title) for title, _ in learned]
    classes, labels = _classes(learned)
    hashing, rows = Hashing.fit_rows(texts, buckets)
    return train_classifier(rows, labels, classes, hashing, how, progress=progress)


def learn_head(
    vocabulary: Vocabulary,
    learned: Sequence[LabelledTitle],
    tuned: Path,
    *,
    seed: int = 0,
    epochs: int = 3,
    progress: Progress | None = None,
) -> MeaningHead:
    """The adapter of the text encoder, written to `tuned`, and the softmax on its vectors; see also `name_others`.

    Raises:
        NotEnoughData: no titles.
    """
    from graph.encoder import Encoder

    from .titles_encoder import Tuning, tune_encoder

    if not learned:
        raise NotEnoughData("there are no labelled titles to learn from")
    classes, labels = _classes(learned)
    plain = Encoder("minilm").encode
    prototypes = _prototypes(vocabulary, classes, plain)
    titles = [title for title, _ in learned]
    how = Tuning(seed=seed, epochs=epochs)
    head = tune_encoder(titles, labels, classes, prototypes, tuned, how, progress=progress)
    return name_others(vocabulary, head, plain)


def name_others(vocabulary: Vocabulary, head: MeaningHead, encode: Encode) -> MeaningHead:
    """The head with a class for each occupation that no labelled title names, pointing to its names.

    Without it, confident words on the occupations that titles do name drown every label of the others.

    Args:
        encode: the plain text encoder.
    """
    named = {vocabulary.canonical(term.concept) for term in vocabulary.of_type("Occupation")}
    others = sorted(named - {vocabulary.canonical(concept) for concept in head.classes})
    if not others:
        return head
    return head.widened(others, _prototypes(vocabulary, others, encode), _NAMED_BIAS)


def _unseen(vocabulary: Vocabulary, learned: Sequence[LabelledTitle]) -> float:
    """Log-probability of each occupation that no title names: the share of titles whose occupation they alone name
    (Good 1953), at most half, shared out evenly.
    """
    counts = Counter(concept for _, concept in learned)
    others = {vocabulary.canonical(term.concept) for term in vocabulary.of_type("Occupation")} - counts.keys()
    once = sum(count == 1 for count in counts.values())
    return math.log(min(0.5, (once + 0.5) / len(learned)) / max(1, len(others)))


def _classes(learned: Sequence[LabelledTitle]) -> tuple[list[str], np.ndarray[tuple[int], np.dtype[np.int64]]]:
    classes = sorted({concept for _, concept in learned})
    at = {concept: i for i, concept in enumerate(classes)}
    return classes, np.array([at[concept] for _, concept in learned], np.int64)


def _prototypes(vocabulary: Vocabulary, classes: Sequence[str], encode: Encode) -> Floats:
    names: defaultdict[str, list[str]] = defaultdict(list)
    wanted = set(classes)
    for term in sorted(vocabulary.of_type("Occupation"), key=lambda term: term.kind != "preferred"):
        concept = vocabulary.canonical(term.concept)
        if concept in wanted and len(names[concept]) < _NAMES:
            names[concept].append(term.text)
    vectors = encode([name for concept in classes for name in names[concept]])
    starts = np.cumsum([0, *(len(names[concept]) for concept in classes)])[:-1]
    found: Floats = np.add.reduceat(vectors, starts, axis=0)
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)
    return found
