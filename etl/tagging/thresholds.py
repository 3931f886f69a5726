"""The thresholds of the posterior with the best strict F1 on a dev set, and the scores that they give."""

from __future__ import annotations

from collections.abc import Sequence

from ..gold import GoldText
from ..scores import span_scores
from .spans import WordSpan, choose
from .tokens import Word

#: Thresholds that dev may choose from, and the one in use where there is no dev set.
GRID = tuple(step / 100 for step in range(20, 65, 5))
USUAL = 0.4

#: Of each text its words, and for each head the spans that come into question, the likeliest first.
Candidates = Sequence[tuple[list[Word], list[list[WordSpan]]]]


def score_candidates(
    gold: Sequence[GoldText], found: Candidates, thresholds: dict[str, float]
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Strict scores (`etl.scores.span_scores`) of the spans that thresholds choose from candidates."""
    pairs = []
    for text, (words, heads) in zip(gold, found, strict=True):
        labels = set(thresholds)
        wanted = [(span.start, span.end, span.label) for span in text.spans if span.label in labels]
        chosen = [span for head in heads for span in choose(head, thresholds)]
        pairs.append((wanted, [(words[s.start].start, words[s.end - 1].end, s.label) for s in chosen]))
    return span_scores(pairs)


def best_thresholds(gold: Sequence[GoldText], found: Candidates, heads: Sequence[Sequence[str]]) -> dict[str, float]:
    """For each head the threshold, one for all its labels, with the best F1."""
    best: dict[str, float] = {}
    for at, labels in enumerate(heads):
        own = [(words, [rows[at]]) for words, rows in found]
        scored = [(score_candidates(gold, own, dict.fromkeys(labels, value))[0]["f1"], value) for value in GRID]
        best |= dict.fromkeys(labels, max(scored)[1])
    return best
