"""Measures of spans and of rankings, in the form that the evaluation contract prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Report:
    """What one evaluation found; `seconds` covers the scored work alone, not loading."""

    task: str
    gold: str
    n: int
    metrics: dict[str, Any]
    seconds: float
    per_label: dict[str, Any] = field(default_factory=dict)
    baselines: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object that `careergraph eval --json` prints."""
        return {
            "task": self.task,
            "gold": self.gold,
            "n": self.n,
            "metrics": self.metrics,
            "per_label": self.per_label,
            "baselines": self.baselines,
            "seconds": round(self.seconds, 3),
            "items_per_second": round(self.n / self.seconds, 2) if self.seconds else None,
            "notes": list(self.notes),
        }


def f1_of(right: int, found: int, wanted: int) -> dict[str, float]:
    """Precision, recall and F1 from counts; 0 where a denominator is 0."""
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    return {"f1": 2 * precision * recall / both if both else 0.0, "precision": precision, "recall": recall}


def span_scores(
    pairs: Iterable[tuple[Collection[tuple[int, int, str]], Collection[tuple[int, int, str]]]],
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Strict span scores (start, end and label must all agree) over (gold, found) per text: micro, and per label."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for gold, predicted in pairs:
        golds, predictions = set(gold), set(predicted)
        wanted.update(label for _, _, label in golds)
        found.update(label for _, _, label in predictions)
        right.update(label for _, _, label in golds & predictions)
    per_label = {
        label: f1_of(right[label], found[label], wanted[label]) | {"support": wanted[label]}
        for label in sorted(wanted | found)
    }
    return f1_of(right.total(), found.total(), wanted.total()), per_label


def mean_ranks(ranking: Sequence[tuple[Hashable, float]]) -> dict[Hashable, float]:
    """Rank of each item, from 1, in a ranking that is sorted by score; those of equal score share their mean rank."""
    ranks: dict[Hashable, float] = {}
    start = 0
    while start < len(ranking):
        end = start
        while end < len(ranking) and ranking[end][1] == ranking[start][1]:
            end += 1
        for item, _ in ranking[start:end]:
            ranks[item] = (start + 1 + end) / 2
        start = end
    return ranks


def ranking_scores(
    rankings: Sequence[tuple[Sequence[tuple[Hashable, float]], Collection[Hashable]]],
    *,
    hits: Sequence[int],
    r_precision: Sequence[int],
) -> dict[str, float]:
    """Means over (ranking, right answers): `mrr` of the first hit, `rK` (any hit in the top K) for K in `hits`,
    `rpK` (hits in the top K over min(K, number of right answers)) for K in `r_precision`.

    A right answer that the ranking does not reach counts as missed.
    """
    totals: Counter[str] = Counter()
    for ranking, answers in rankings:
        ranks = mean_ranks(ranking)
        reached = sorted(ranks[answer] for answer in set(answers) if answer in ranks)
        totals["mrr"] += 1 / reached[0] if reached else 0.0  # type: ignore[assignment]
        for k in hits:
            totals[f"r{k}"] += bool(reached and reached[0] <= k)
        for k in r_precision:
            totals[f"rp{k}"] += sum(rank <= k for rank in reached) / min(k, len(set(answers)))  # type: ignore[assignment]
    names = ["mrr", *(f"r{k}" for k in hits), *(f"rp{k}" for k in r_precision)]
    return {name: totals[name] / len(rankings) for name in names}
