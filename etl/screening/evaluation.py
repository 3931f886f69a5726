"""Cross-validation of classifiers of resumes: the same folds for all of them, near-copies on one side.

Each text is predicted once, by a model that has not seen it. `accuracy` and `macro_f1` are over these predictions, as
[value, low, high] with a 95 % bootstrap interval over texts; the mean and spread of the folds stand beside them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from etl.scores import Report

from .classifiers import Classifier, Floats, Ints
from .corpus import Corpus
from .folds import folds, near_copies
from .kept import Kept

Progress = Callable[[int, int], None]
#: A classifier, new for every fold, from the fold's seed.
Factory = Callable[[int], Classifier]
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one classifier said: probabilities [texts, labels] of each text by the model that had not seen it."""

    name: str
    probabilities: Floats
    fold_accuracy: tuple[float, ...]
    fold_f1: tuple[float, ...]
    seconds: float

    @property
    def predictions(self) -> Ints:
        """The most probable label of each text."""
        return np.asarray(self.probabilities.argmax(axis=1))


@dataclass(frozen=True, slots=True)
class Screening:
    """All outcomes on one corpus; the last one is the classifier in question, the others are its baselines."""

    labels: tuple[str, ...]
    truth: Ints
    outcomes: tuple[Outcome, ...]
    groups: int

    @property
    def confusion(self) -> Ints:
        """Counts [true label, predicted label] of the classifier in question."""
        count = len(self.labels)
        flat = np.bincount(self.truth * count + self.outcomes[-1].predictions, minlength=count * count)
        return np.asarray(flat.reshape(count, count))


def cross_validate(
    corpus: Corpus,
    factories: Sequence[Factory],
    *,
    count: int = 5,
    seed: int = 0,
    progress: Progress | None = None,
    state: Path | None = None,
) -> Screening:
    """Every classifier on every fold.

    Args:
        factories: the classifier in question last.
        count: number of folds.
        seed: of the split; fold k trains with seed + k.
        state: folder that keeps the folds that are done, so that another call goes on from there.

    Raises:
        InputError: see `folds`.
    """
    labels = corpus.labels
    truth = np.array([labels.index(example.label) for example in corpus.examples], np.int64)
    texts = corpus.texts
    groups = near_copies(texts)
    split = folds(truth, groups, count, seed)
    kept = Kept.of(state, corpus, count, seed) if state else None
    outcomes = []
    for number, factory in enumerate(factories):
        found = np.zeros((len(texts), len(labels)))
        spent = 0.0
        scores = []
        for fold, (train, test) in enumerate(split):
            classifier = factory(seed + fold)
            done = kept.read(classifier.name, fold) if kept else None
            if done is None:
                started = time.perf_counter()
                classifier.fit([texts[at] for at in train], truth[train])
                done = classifier.probabilities([texts[at] for at in test]), time.perf_counter() - started
                if kept:
                    kept.write(classifier.name, fold, *done)
            found[test] = done[0]
            spent += done[1]
            guessed = found[test].argmax(axis=1)
            scores.append((accuracy(truth[test], guessed), macro_f1(truth[test], guessed, len(labels))))
            if progress:
                progress(number * count + fold + 1, len(factories) * count)
        by_accuracy, by_f1 = zip(*scores, strict=True)
        outcomes.append(Outcome(classifier.name, found, by_accuracy, by_f1, spent))
    return Screening(labels, truth, tuple(outcomes), len(set(groups.tolist())))


def report(found: Screening, corpus: Corpus, source: str) -> Report:
    """The figures in the form of the evaluation contract."""
    own, others = found.outcomes[-1], found.outcomes[:-1]
    metrics = figures(found, own)
    right = own.predictions == found.truth
    metrics["gain_over"] = {
        other.name: interval(right.astype(float) - (other.predictions == found.truth)) for other in others
    }
    notes = [
        f"{len(found.truth)} texts in {found.groups} groups of near-copies; each predicted by a model that had not seen"
        " its group",
        "A label is the field that people name as theirs: it does not say who fits a job and must not be used to"
        " reject people",
        *(f"not read: {name}: {why}" for name, why in corpus.refused),
    ]
    return Report(
        "screening", source, len(found.truth), metrics, own.seconds, _per_label(found),
        {other.name: figures(found, other) for other in others}, tuple(notes),
    )  # fmt: skip


def figures(found: Screening, outcome: Outcome) -> dict[str, Any]:
    """Accuracy and macro F1 with their intervals, the folds' mean and spread, and the seconds of all folds."""
    guessed, count = outcome.predictions, len(found.labels)
    rng = np.random.default_rng(0)
    drawn = [rng.integers(0, len(guessed), len(guessed)) for _ in range(DRAWS)]
    again = [macro_f1(found.truth[rows], guessed[rows], count) for rows in drawn]
    low, high = np.quantile(again, [0.025, 0.975])
    top3 = (np.argsort(-outcome.probabilities, axis=1, kind="stable")[:, :3] == found.truth[:, None]).any(axis=1)
    return {
        "accuracy": interval((guessed == found.truth).astype(float)),
        "macro_f1": [macro_f1(found.truth, guessed, count), float(low), float(high)],
        "in_top_3": interval(top3.astype(float)),
        "folds": {
            "accuracy_mean": float(np.mean(outcome.fold_accuracy)),
            "accuracy_spread": float(np.std(outcome.fold_accuracy, ddof=1)),
            "macro_f1_mean": float(np.mean(outcome.fold_f1)),
            "macro_f1_spread": float(np.std(outcome.fold_f1, ddof=1)),
        },
        "seconds": round(outcome.seconds, 2),
    }


def accuracy(truth: Ints, guessed: Ints) -> float:
    """Share of right labels."""
    return float((truth == guessed).mean())


def macro_f1(truth: Ints, guessed: Ints, labels: int) -> float:
    """Mean F1 over the labels that are among the truth or the guesses."""
    scores = f1_scores(truth, guessed, labels)
    seen = np.bincount(truth, minlength=labels) + np.bincount(guessed, minlength=labels) > 0
    return float(scores[seen].mean())


def f1_scores(truth: Ints, guessed: Ints, labels: int) -> Floats:
    """F1 of each label, 0 where it was never right."""
    right = np.bincount(truth[truth == guessed], minlength=labels)
    total = np.bincount(truth, minlength=labels) + np.bincount(guessed, minlength=labels)
    return np.asarray(2 * right / np.maximum(total, 1))


def interval(values: npt.NDArray[np.float64]) -> list[float]:
    """[mean, low, high]: percentiles of the means of resampled values."""
    rng = np.random.default_rng(0)
    means = [values[rng.integers(0, len(values), len(values))].mean() for _ in range(DRAWS)]
    low, high = np.quantile(means, [0.025, 0.975])
    return [float(values.mean()), float(low), float(high)]


def confused(found: Screening, most: int = 10) -> list[tuple[str, str, int]]:
    """The pairs of labels that are mixed up most, in either direction: (one, other, how often)."""
    both = found.confusion + found.confusion.T
    pairs = [(int(both[i, j]), i, j) for i in range(len(both)) for j in range(i + 1, len(both)) if both[i, j]]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    return [(found.labels[i], found.labels[j], times) for times, i, j in pairs[:most]]


def _per_label(found: Screening) -> dict[str, Any]:
    counts = found.confusion
    scores = f1_scores(found.truth, found.outcomes[-1].predictions, len(found.labels))
    return {
        label: {
            "f1": float(scores[at]),
            "precision": float(counts[at, at] / max(1, counts[:, at].sum())),
            "recall": float(counts[at, at] / max(1, counts[at].sum())),
            "support": int(counts[at].sum()),
        }
        for at, label in enumerate(found.labels)
    }
