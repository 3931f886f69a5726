"""Trials that teach the linker how far to trust itself, made of curated labels alone.

Three kinds of query: a label that is taken out of the index (its concept should be found by its other labels); a label
whose whole concept is taken out (nothing should be found); a label with a typing error. Concepts are dealt to two
halves: weights are fitted on one, scaled (Platt) and given a threshold on the other, so no figure is flattered.
"""

from __future__ import annotations

import math
import random
import string
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.text import is_han
from graph.json_files import write_json

from .calibration import (
    Bin,
    Logistic,
    at_threshold,
    draw_reliability,
    expected_error,
    fit_logistic,
    read_facts,
    reliability,
    threshold_for,
)
from .skills_trust import PRECISION, features

if TYPE_CHECKING:
    from etl.linking.index import Encode, LabelIndex

Progress = Callable[[int, int], None]
#: How many candidates are looked at, as in the linker.
_DEPTH = 50
#: What the linker did before it was calibrated: the likeness itself as confidence, and this threshold.
OLD_THRESHOLD = 0.75


@dataclass(frozen=True, slots=True)
class Trial:
    """A query, the concept that it means (None: it has none here), and the rows of the index that it may not see."""

    text: str
    concept: str | None
    owner: str
    hidden: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best candidate of a trial: its features, its likeness, whether it is right; `fit` tells the half."""

    features: dict[str, float]
    likeness: float
    right: bool
    fit: bool


def trials(index: LabelIndex, count: int, *, seed: int = 0) -> list[Trial]:
    """Half are labels taken out, three tenths concepts taken out, the rest typing errors."""
    dice = random.Random(seed)
    rows = index.rows()
    texts: dict[str, list[int]] = {}
    for row, text in enumerate(index.texts):
        texts.setdefault(text, []).append(row)
    several = [row for own in rows.values() if len(own) > 1 for row in own]
    found = []
    for row in _draw(dice, several, count // 2):
        own = index.concepts[row]
        found.append(Trial(index.texts[row], own, own, tuple(texts[index.texts[row]])))
    for row in _draw(dice, range(len(index.texts)), count * 3 // 10):
        own = index.concepts[row]
        found.append(Trial(index.texts[row], None, own, (*rows[own], *texts[index.texts[row]])))
    for row in _draw(dice, [row for row, text in enumerate(index.texts) if len(text) > 3], count // 5):
        own = index.concepts[row]
        wrong = mistyped(index.texts[row], dice)
        if wrong not in texts:
            found.append(Trial(wrong, own, own, ()))
    return found


def _draw(dice: random.Random, rows: Iterable[int], count: int) -> list[int]:
    known = list(rows)
    return dice.sample(known, min(count, len(known)))


def mistyped(text: str, dice: random.Random) -> str:
    """One letter left out, doubled, replaced, or swapped with the next; Chinese loses or swaps a character."""
    at = dice.randrange(len(text) - 1)
    kind = dice.choice(("drop", "swap") if is_han(text[at]) else ("drop", "double", "replace", "swap"))
    if kind == "drop":
        return text[:at] + text[at + 1 :]
    if kind == "double":
        return text[:at] + text[at] + text[at:]
    if kind == "replace":
        return text[:at] + dice.choice(string.ascii_lowercase) + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def outcomes(
    index: LabelIndex, queries: Sequence[Trial], encode: Encode | None, progress: Progress | None = None
) -> list[Outcome]:
    """What the index answers to each query."""
    found = []
    for done, query in enumerate(queries, 1):
        near = index.search(query.text, _DEPTH, encode, hidden=query.hidden)
        if near:
            best = near[0]
            row = features(query.text, near[:2])[0]
            half = blake2b(query.owner.encode(), digest_size=1).digest()[0] % 2 == 0
            found.append(Outcome(row, best.score, best.concept == query.concept, half))
        if progress:
            progress(done, len(queries))
    return found


def calibrate(found: Sequence[Outcome], precision: float = PRECISION) -> dict[str, Any]:
    """Weights, threshold, and the figures before and after, measured on the half that the weights did not see.

    The scaling and the threshold come from one part of that half, the figures from the other.
    """
    fit = [one for one in found if one.fit]
    held = [one for one in found if not one.fit]
    scale, test = held[::2], held[1::2]
    model = fit_logistic([one.features for one in fit], [one.right for one in fit])
    model = _scaled(model, scale)
    sure = [model.probability(one.features) for one in scale]
    threshold = threshold_for(sure, [one.right for one in scale], precision)
    return {
        "model": asdict(model),
        "threshold": round(threshold, 4),
        "trials": {"fit": len(fit), "scale": len(scale), "test": len(test)},
        "before": _figures([min(1.0, max(0.0, one.likeness)) for one in test], test, OLD_THRESHOLD),
        "after": _figures([model.probability(one.features) for one in test], test, threshold),
    }


def _scaled(model: Logistic, found: Sequence[Outcome]) -> Logistic:
    """Platt scaling: slope and offset of the log-odds, fitted on trials that the weights did not see."""
    odds = []
    for one in found:
        probability = min(1 - 1e-9, max(1e-9, model.probability(one.features)))
        odds.append({"odds": math.log(probability / (1 - probability))})
    platt = fit_logistic(odds, [one.right for one in found])
    slope = platt.weights[0]
    weights = tuple(round(slope * weight, 5) for weight in model.weights)
    return Logistic(model.names, weights, round(slope * model.bias + platt.bias, 5))


def _figures(sure: Sequence[float], test: Sequence[Outcome], threshold: float) -> dict[str, Any]:
    right = [one.right for one in test]
    precision, coverage = at_threshold(sure, right, threshold)
    return {
        "ece": round(expected_error(sure, right), 4),
        "precision": round(precision, 4),
        "coverage": round(coverage, 4),
        "threshold": round(threshold, 4),
        "bins": [asdict(part) for part in reliability(sure, right)],
    }


def fit_trust(
    index: LabelIndex,
    path: Path,
    encode: Encode | None = None,
    *,
    count: int = 4000,
    seed: int = 0,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Make trials of an index, calibrate, and write the outcome into the file at `path` beside what stands there.

    Returns:
        What `calibrate` gives; written under `meaning` with an encoder, under `writing` without.
    """
    facts = read_facts(path) if path.is_file() else {}
    found = calibrate(outcomes(index, trials(index, count, seed=seed), encode, progress))
    write_json(path, facts | {"meaning" if encode else "writing": found})
    return found


def draw_trust(path: Path, picture: Path) -> None:
    """The reliability of the likeness itself and of the calibrated confidence, with and without an encoder.

    Raises:
        ModelError: there is no calibration at `path`.
    """
    facts = read_facts(path)
    curves = {"likeness, as before": facts["writing"]["before"], "calibrated, writing": facts["writing"]["after"]}
    if "meaning" in facts:
        curves["calibrated, writing and meaning"] = facts["meaning"]["after"]
    draw_reliability({name: [Bin(**part) for part in figures["bins"]] for name, figures in curves.items()}, picture)
