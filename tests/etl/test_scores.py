"""Measures, tested by their laws."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.scores import Report, mean_ranks, ranking_scores, span_scores

SPANS = st.lists(st.tuples(st.integers(0, 9), st.integers(10, 20), st.sampled_from("AB")), max_size=6)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(SPANS, SPANS), max_size=4))
def test_span_scores_are_shares(pairs: list[tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]]) -> None:
    micro, per_label = span_scores(pairs)
    for scores in (micro, *per_label.values()):
        assert all(0 <= scores[name] <= 1 for name in ("f1", "precision", "recall"))
        low, high = sorted((scores["precision"], scores["recall"]))
        assert low - 1e-9 <= scores["f1"] <= high + 1e-9


def test_spans_are_strict() -> None:
    gold = [(0, 3, "A"), (5, 8, "B")]
    assert span_scores([(gold, gold)])[0]["f1"] == 1
    micro, per_label = span_scores([(gold, [(0, 3, "B"), (5, 7, "B"), (5, 8, "B")])])
    assert micro == pytest.approx({"precision": 1 / 3, "recall": 1 / 2, "f1": 0.4})
    assert per_label["A"]["recall"] == 0
    assert per_label["B"] == pytest.approx({"precision": 1 / 3, "recall": 1, "f1": 0.5, "support": 1})


def test_ties_share_their_mean_rank() -> None:
    assert mean_ranks([("a", 0.9), ("b", 0.5), ("c", 0.5), ("d", 0.5), ("e", 0.1)]) == {
        "a": 1, "b": 3, "c": 3, "d": 3, "e": 5,
    }  # fmt: skip


def test_order_within_ties_brings_no_luck() -> None:
    items = [(name, 0.5) for name in "abcd"]
    scores = []
    for seed in range(5):
        random.Random(seed).shuffle(items)
        scores.append(ranking_scores([(list(items), {"c"})], hits=(1,), r_precision=()))
    assert all(score == scores[0] for score in scores)
    assert scores[0] == {"mrr": 1 / 2.5, "r1": 0}


def test_ranking_scores() -> None:
    ranking = [("a", 4.0), ("b", 3.0), ("c", 2.0), ("d", 1.0)]
    found = ranking_scores([(ranking, {"b", "d", "x"}), (ranking, {"x"})], hits=(1, 2), r_precision=(2, 10))
    assert found == pytest.approx({"mrr": 0.25, "r1": 0, "r2": 0.5, "rp2": 0.25, "rp10": 1 / 3})


def test_a_report_has_the_shape_of_the_contract() -> None:
    made = Report("titles", "g", 10, {"mrr": 0.5}, 2.0).as_json()
    assert set(made) >= {"task", "gold", "n", "metrics", "per_label", "baselines", "seconds", "items_per_second"}
    assert made["items_per_second"] == 5
