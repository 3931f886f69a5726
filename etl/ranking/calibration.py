"""Confidence that keeps its word: logistic weights, Platt scaling, and how far the promised share is off.

A score is calibrated if of the links given with 0.9 nine in ten are right (Platt 1999; Niculescu-Mizil and Caruana
2005).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import ModelError


@dataclass(frozen=True, slots=True)
class Logistic:
    """Probability from named features: logistic function of `bias` and the weighted sum of the features."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability for one item; a feature that it lacks counts 0."""
        total = self.bias + sum(w * features.get(name, 0.0) for name, w in zip(self.names, self.weights, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Logistic:
        """From what `asdict` made of it."""
        return cls(tuple(facts["names"]), tuple(map(float, facts["weights"])), float(facts["bias"]))


def fit_logistic(rows: Sequence[Mapping[str, float]], right: Sequence[bool], *, strength: float = 1.0) -> Logistic:
    """Logistic regression (L2, features scaled while fitting) over all features that the rows have.

    Args:
        strength: inverse of the regularisation.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    names = tuple(sorted({name for row in rows for name in row}))
    values = np.array([[row.get(name, 0.0) for name in names] for row in rows], np.float64)
    mean, spread = values.mean(0), values.std(0) + 1e-9
    model = LogisticRegression(C=strength, max_iter=2000).fit((values - mean) / spread, np.array(right))
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - (weights * mean).sum())
    return Logistic(names, tuple(round(float(w), 5) for w in weights), round(bias, 5))


@dataclass(frozen=True, slots=True)
class Bin:
    """Links of like confidence: mean of the promised probability, share that is right, how many."""

    promised: float
    right: float
    count: int


def reliability(probabilities: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """The bins of equal width that hold anything, from unsure to sure."""
    found: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for probability, is_right in zip(probabilities, right, strict=True):
        found[min(bins - 1, int(probability * bins))].append((probability, is_right))
    return [
        Bin(sum(p for p, _ in part) / len(part), sum(r for _, r in part) / len(part), len(part))
        for part in found
        if part
    ]


def expected_error(probabilities: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error 0..1 (Naeini et al. 2015): mean distance of promise and truth, by size of bin."""
    found = reliability(probabilities, right, bins)
    total = sum(part.count for part in found) or 1
    return sum(abs(part.promised - part.right) * part.count for part in found) / total


def rising_points(probabilities: Sequence[float], right: Sequence[bool], parts: int = 10) -> list[tuple[float, float]]:
    """(mean probability, share that is right) of `parts` parts of equal size, never falling, from (0, 0) to 1.

    Straight lines between them turn a score into a confidence (histogram binning, Zadrozny and Elkan 2001).
    """
    order = sorted(zip(probabilities, right, strict=True))
    found, best = [(0.0, 0.0)], 0.0
    for k in range(parts):
        part = order[k * len(order) // parts : (k + 1) * len(order) // parts]
        if part:
            best = max(best, sum(is_right for _, is_right in part) / len(part))
            found.append((round(sum(p for p, _ in part) / len(part), 4), round(best, 4)))
    return [*found, (1.0, round(best, 4))]


def at_threshold(probabilities: Sequence[float], right: Sequence[bool], threshold: float) -> tuple[float, float]:
    """(precision of what is linked at or above the threshold, share of all that is); precision 1.0 if nothing is."""
    linked = [is_right for p, is_right in zip(probabilities, right, strict=True) if p >= threshold]
    return (sum(linked) / len(linked) if linked else 1.0), len(linked) / max(1, len(right))


def threshold_for(probabilities: Sequence[float], right: Sequence[bool], precision: float) -> float:
    """The lowest threshold at which what is linked has this precision; 1.0 if none has."""
    order = sorted(zip(probabilities, right, strict=True), reverse=True)
    hits, best = 0, 1.0
    for count, (probability, is_right) in enumerate(order, 1):
        hits += is_right
        last_of_ties = count == len(order) or order[count][0] < probability
        if last_of_ties and hits / count >= precision:
            best = probability
    return best


def read_facts(path: Path) -> dict[str, Any]:
    """The JSON object of a calibration.

    Raises:
        ModelError: there is none.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError("the calibration of the linker cannot be read", where=str(path)) from error
    if not isinstance(found, dict):
        raise ModelError("the calibration of the linker is no JSON object", where=str(path))
    return found


def draw_reliability(curves: Mapping[str, Sequence[Bin]], path: Path) -> None:
    """A small picture: share that is right over the promised probability, one line a curve, and the diagonal."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(3.6, 3.4), dpi=110)
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1, linestyle="--")
    for name, bins in curves.items():
        axes.plot([part.promised for part in bins], [part.right for part in bins], marker="o", markersize=3, label=name)
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    axes.legend(frameon=False, fontsize=8)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Software": None})
    pyplot.close(figure)
