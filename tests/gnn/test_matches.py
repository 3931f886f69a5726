"""Confidence is how much is known, and no other name for the score."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gnn.matches import confidence
from gnn.pairs import Nearness, pair_features
from gnn.ranker import Ranker

KNOWN = {"title": "Baker", "titles": [], "seniority": "mid", "years": 6.0, "education": None, "places": ["p1"]}
BLANK: dict[str, Any] = {"title": None, "titles": [], "seniority": None, "years": None, "education": None, "places": []}


def person(skills: list[str], facts: dict[str, Any], sure: float = 1.0) -> dict[str, Any]:
    return {"skills": [{"id": id_, "confidence": sure} for id_ in skills], "works_as": [], "held": []} | facts


def posting(skills: list[str], facts: dict[str, Any], sure: float = 1.0) -> dict[str, Any]:
    rows = [{"id": id_, "confidence": sure, "essential": True} for id_ in skills]
    return {"skills": rows, "occupations": [], "remote": None} | facts


def score(candidate: dict[str, Any], job: dict[str, Any]) -> float:
    return float(Ranker().score(pair_features(candidate, job, 0.0, Nearness())[None])[0])


def test_what_is_well_known_not_to_fit_is_sure_and_what_fits_by_little_is_not() -> None:
    baking, selling = [f"bake{n}" for n in range(8)], [f"sell{n}" for n in range(8)]
    misfit = person(baking, KNOWN), posting(selling, KNOWN | {"places": ["p2"], "title": "Sales"})
    hunch = person(["bake0"], BLANK), posting(["bake0"], BLANK)
    assert score(*misfit) < score(*hunch)
    assert confidence(*misfit) == pytest.approx(1.0)
    assert confidence(*hunch) < 0.2


def test_it_hangs_on_what_is_known_alone() -> None:
    skills = [f"s{n}" for n in range(4)]
    fits, fails = posting(skills, KNOWN), posting([f"t{n}" for n in range(4)], KNOWN)
    own = person(skills, KNOWN)
    assert confidence(own, fits) == confidence(own, fails)
    assert score(own, fits) > score(own, fails)
    doubted = person(skills, KNOWN, sure=0.5)
    assert confidence(doubted, fits) < confidence(own, fits)
    assert score(doubted, fits) == score(own, fits)
    for fact in ("title", "seniority", "years", "places"):
        assert confidence(own | {fact: BLANK[fact]}, fits) < confidence(own, fits), fact
    steps = [confidence(person(skills[:n], KNOWN), fails) for n in range(5)]
    assert (np.diff(steps) > 0).all()
