"""Confidence is measured and mended as the definitions say."""

from __future__ import annotations

import random
from dataclasses import asdict
from pathlib import Path

import pytest

from etl.ranking.calibration import (
    Logistic,
    at_threshold,
    draw_reliability,
    expected_error,
    fit_logistic,
    read_facts,
    reliability,
    threshold_for,
)
from graph.errors import ModelError
from graph.json_files import write_json


def _drawn(count: int = 4000) -> tuple[list[float], list[bool]]:
    dice = random.Random(3)
    sure = [dice.random() for _ in range(count)]
    return sure, [dice.random() < p for p in sure]


def test_an_honest_score_has_no_error_and_a_boast_has_it() -> None:
    sure, right = _drawn()
    assert expected_error(sure, right) < 0.03
    assert expected_error([1.0] * len(right), right) == pytest.approx(1 - sum(right) / len(right))
    assert sum(part.count for part in reliability(sure, right)) == len(right)


def test_the_threshold_gives_the_precision_and_is_the_lowest() -> None:
    sure, right = _drawn()
    threshold = threshold_for(sure, right, 0.9)
    precision, coverage = at_threshold(sure, right, threshold)
    assert precision >= 0.9
    assert 0.05 < coverage < 0.5
    assert threshold_for([0.9, 0.9, 0.2], [True, False, False], 0.9) == 1.0
    assert threshold_for([0.9, 0.8, 0.2], [True, True, False], 0.9) == 0.8
    assert at_threshold([0.1], [True], 0.5) == (1.0, 0.0)


def test_logistic_learns_what_counts_and_survives_the_disk(tmp_path: Path) -> None:
    dice = random.Random(5)
    rows = [{"like": dice.random(), "noise": dice.random()} for _ in range(800)]
    model = fit_logistic(rows, [row["like"] > 0.6 for row in rows])
    assert model.probability({"like": 0.95, "noise": 0.5}) > 0.9
    assert model.probability({"like": 0.1}) < 0.1
    write_json(tmp_path / "trust.json", asdict(model))
    assert Logistic.of(read_facts(tmp_path / "trust.json")) == model
    with pytest.raises(ModelError):
        read_facts(tmp_path / "none.json")


def test_the_picture_is_drawn(tmp_path: Path) -> None:
    sure, right = _drawn(300)
    draw_reliability({"before": reliability(sure, right)}, tmp_path / "pictures" / "x.png")
    assert (tmp_path / "pictures" / "x.png").read_bytes().startswith(b"\x89PNG")
