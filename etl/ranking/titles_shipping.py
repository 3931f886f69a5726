"""Learnt titles to ship: small weights from all labelled titles, and from a twin how good and how sure they are.

Nothing can be said of titles that were learnt. So a twin learns from four fifths of them and is asked about the rest:
its figures stand in the card, and how often it is right at which probability becomes the confidence of what is shipped.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from etl.scores import ranking_scores
from graph.errors import ModelError, NotEnoughData
from ontology.vocabulary import Vocabulary

from .calibration import at_threshold, expected_error, rising_points
from .titles import LabelledTitle, TitleRanker, Weights, open_titles
from .titles_card import titles_card
from .titles_classifier import ClassifierTraining
from .titles_shipped import ENCODER, read_config, write_shipped
from .titles_training import Progress, known_titles, learn_classifier, learn_head

#: What each voice counts, without titles that vote: see the card in `weights/titles`.
SHIPPED = Weights(labels=3.0, fit=6.0, grams=0.36, meaning=0.64)
#: What the n-grams say at least of each occupation, as a log-probability; see `TitleRanker`.
UNSEEN = -9.0
#: The twin is asked about one row in so many.
_HELD = 5
#: Confidence of a link by what was learnt alone.
_THRESHOLD = 0.8
_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Shipped:
    """What was written. `figures` are of the twin: `mrr`, `r1`, `r5`, `r10`, `right` (share of titles whose best
    occupation is of the right group), `ece` (expected calibration error), and `precision` and `linked` at `threshold`.
    """

    folder: Path
    titles: int
    occupations: int
    asked: int
    figures: dict[str, float]
    seconds: float


def ship_titles(
    vocabulary: Vocabulary,
    learned: Sequence[LabelledTitle],
    folder: Path,
    *,
    groups: Mapping[str, str] | None = None,
    seed: int = 0,
    epochs: int = 3,
    about: str = "",
    progress: Progress | None = None,
) -> Shipped:
    """Write to `folder` what `open_titles` reads, with its card; no title stands in it.

    An interrupted run goes on with the half (twin, all titles) that was not done. 15,000 titles take about ten minutes
    of a core.

    Args:
        groups: group of each occupation: an answer of the right group counts as right for the confidence. Without it
            only the occupation itself does.
        epochs: of the text encoder.
        about: source and licence of the titles, for the card.

    Raises:
        NotEnoughData: fewer than fifty titles name an occupation of the vocabulary.
    """
    started = time.perf_counter()
    known = known_titles(vocabulary, learned)
    if len(known) < 10 * _HELD:
        raise NotEnoughData(
            f"{len(known)} labelled titles name an occupation of the vocabulary", fix=f"{10 * _HELD} are needed"
        )
    held = np.random.default_rng(seed).permutation(len(known)) < len(known) // _HELD
    twin, mark = folder / "twin", _digest(vocabulary, known, seed, epochs)
    if _mark(twin) != mark:
        part = [row for row, out in zip(known, held, strict=True) if not out]
        _learn(vocabulary, part, twin, seed=seed, epochs=epochs, facts={"mark": mark}, progress=progress)
    asked = [row for row, out in zip(known, held, strict=True) if out]
    ranker = open_titles(vocabulary, twin)
    figures, points = _trial(ranker, asked, groups or {}, progress)
    more: dict[str, Any] = {"confidence": points, "threshold": _THRESHOLD}
    facts = {"figures": figures, "titles": len(known), "seed": seed}
    _learn(vocabulary, known, folder, seed=seed, epochs=epochs, facts=facts, progress=progress, **more)
    done = Shipped(
        folder,
        len(known),
        len({concept for _, concept in known}),
        len(asked),
        figures,
        round(time.perf_counter() - started, 1),
    )
    card = titles_card(done, about=about, all_occupations=len(ranker.concepts), seed=seed)
    (folder / "README.md").write_text(card, encoding="utf-8")
    shutil.rmtree(twin)
    return done


def _learn(
    vocabulary: Vocabulary,
    learned: Sequence[LabelledTitle],
    folder: Path,
    *,
    seed: int,
    epochs: int,
    facts: dict[str, Any],
    progress: Progress | None,
    **more: Any,
) -> None:
    small = ClassifierTraining(width=64, epochs=8, seed=seed)
    classifier = learn_classifier(learned, small, buckets=1 << 14, progress=progress)
    head = learn_head(vocabulary, learned, folder / ENCODER, seed=seed, epochs=epochs, progress=progress)
    write_shipped(folder, SHIPPED, classifier, head, unseen=UNSEEN, facts=facts, **more)


def _trial(
    ranker: TitleRanker, asked: Sequence[LabelledTitle], groups: Mapping[str, str], progress: Progress | None
) -> tuple[dict[str, float], list[tuple[float, float]]]:
    """Figures of a ranker on titles that it has not learnt, and points of the confidence."""
    rankings = ranker.rank_many([title for title, _ in asked], _DEPTH, progress)
    answers = [frozenset([concept]) for _, concept in asked]
    scores = ranking_scores(list(zip(rankings, answers, strict=True)), hits=(1, 5, 10), r_precision=())
    sure = [ranked[0][1] for ranked in rankings]
    right = [
        groups.get(ranked[0][0], ranked[0][0]) == groups.get(concept, concept)
        for ranked, (_, concept) in zip(rankings, asked, strict=True)
    ]
    # Each half is told by the points of the other, so that no figure is of the titles that made them.
    told = np.zeros(len(asked))
    for half in (0, 1):
        points = rising_points(sure[1 - half :: 2], right[1 - half :: 2])
        told[half::2] = np.interp(sure[half::2], [x for x, _ in points], [y for _, y in points])
    precision, linked = at_threshold(told.tolist(), right, _THRESHOLD)
    figures = scores | {
        "right": sum(right) / len(right),
        "ece": expected_error(told.tolist(), right),
        "threshold": _THRESHOLD,
        "precision": precision,
        "linked": linked,
    }
    return {name: round(value, 4) for name, value in figures.items()}, rising_points(sure, right)


def _digest(vocabulary: Vocabulary, learned: Sequence[LabelledTitle], seed: int, epochs: int) -> str:
    told = repr((vocabulary.version, seed, epochs, [tuple(row) for row in learned]))
    return hashlib.sha256(told.encode()).hexdigest()


def _mark(twin: Path) -> str | None:
    """What the twin in a folder was learnt from; None without a whole one."""
    try:
        return read_config(twin).get("mark")
    except ModelError:
        return None
