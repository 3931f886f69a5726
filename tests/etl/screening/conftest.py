"""A small invented corpus: three trades whose resumes share most words, and differ in some."""

from __future__ import annotations

import random

import pytest

from etl.screening.corpus import Corpus, Example

TRADES = {
    "BAKER": ("bread", "oven", "dough", "pastry", "flour"),
    "NURSE": ("ward", "patients", "medication", "vaccines", "charts"),
    "PILOT": ("aircraft", "flights", "navigation", "cockpit", "weather"),
}
SHARED = [
    "worked",
    "team",
    "daily",
    "managed",
    "customers",
    "planned",
    "reports",
    "trained",
    "colleagues",
    "schedule",
    "budget",
    "quality",
    "safety",
]


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Twelve resumes a trade."""
    dice = random.Random(0)
    examples = []
    for trade, own in TRADES.items():
        for number in range(12):
            words = dice.choices(SHARED, k=60) + dice.choices(own, k=15)
            dice.shuffle(words)
            examples.append(Example(" ".join(words), trade, f"{trade}/{number}.txt"))
    dice.shuffle(examples)
    return Corpus(tuple(examples))
