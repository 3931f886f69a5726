"""Metrics by their laws: range, order, ties, value at chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnn.evaluation.metrics import (
    auc,
    figure,
    hit_at,
    interval,
    mean_reciprocal_rank,
    ndcg_at,
    paired_difference,
    r_precision_at,
    ranks,
    recall_at,
)

SCORES = st.lists(st.integers(0, 5), min_size=3, max_size=30)


def _ranks(scores: list[int], gold: list[int]) -> np.ndarray:
    return ranks(np.array(scores, np.float32), np.array(gold, np.int64))


@given(SCORES, st.data())
def test_ranks_equal_the_mean_over_all_orders_of_ties(scores: list[int], data: st.DataObject) -> None:
    gold = data.draw(st.integers(0, len(scores) - 1))
    better = sum(score > scores[gold] for score in scores)
    tied = sum(score == scores[gold] for score in scores)
    assert _ranks(scores, [gold])[0] == pytest.approx(better + (1 + tied) / 2)


@given(SCORES, st.data())
def test_every_metric_is_between_0_and_1_and_grows_with_k(scores: list[int], data: st.DataObject) -> None:
    gold = sorted(data.draw(st.sets(st.integers(0, len(scores) - 1), min_size=1)))
    found = _ranks(scores, gold)
    for metric in (recall_at, hit_at, ndcg_at, r_precision_at):
        assert 0 <= metric(found, 3) <= 1
    assert 0 < mean_reciprocal_rank(found) <= 1
    assert recall_at(found, 3) <= recall_at(found, 4)
    assert hit_at(found, 3) <= hit_at(found, 4)


@given(SCORES, st.data())
def test_raising_a_gold_score_never_hurts(scores: list[int], data: st.DataObject) -> None:
    gold = data.draw(st.integers(0, len(scores) - 1))
    raised = [score + 1 if i == gold else score for i, score in enumerate(scores)]
    for metric in (mean_reciprocal_rank, lambda r: recall_at(r, 2), lambda r: ndcg_at(r, 5)):
        assert metric(_ranks(raised, [gold])) >= metric(_ranks(scores, [gold]))


def test_a_constant_score_wins_nothing_by_order() -> None:
    assert _ranks([1] * 9, [0])[0] == _ranks([1] * 9, [8])[0] == 5


def test_known_items_leave_the_ranking_and_nan_is_worst() -> None:
    scores = np.array([9.0, 5.0, np.nan, 1.0])
    assert ranks(scores, np.array([1]), np.array([0]))[0] == 1
    assert ranks(scores, np.array([2]))[0] == 4


def test_perfect_and_worst_ranking() -> None:
    perfect = _ranks([9, 8, 1, 0], [0, 1])
    assert (ndcg_at(perfect, 2), recall_at(perfect, 2), r_precision_at(perfect, 2)) == (1.0, 1.0, 1.0)
    assert ndcg_at(_ranks([9, 8, 1, 0], [3]), 2) == 0.0
    assert mean_reciprocal_rank(np.array([])) == 0.0


def test_random_scores_have_auc_and_rank_at_chance(random: np.random.Generator) -> None:
    labels = random.random(4000) < 0.3
    assert auc(random.random(4000), labels) == pytest.approx(0.5, abs=0.03)
    assert auc(np.zeros(4000), labels) == 0.5
    assert auc(labels.astype(float), labels) == 1.0
    found = [ranks(random.random(99), np.array([7]))[0] for _ in range(2000)]
    assert np.mean(found) == pytest.approx(50, abs=2.5)


def test_intervals_hold_the_mean_and_shrink_with_more_people(random: np.random.Generator) -> None:
    few, many = random.random(20), random.random(2000)
    for values in (few, many):
        mean, low, high = interval(values)
        assert low <= mean <= high
    assert interval(many)[2] - interval(many)[1] < interval(few)[2] - interval(few)[1]
    assert interval([]) == (0.0, 0.0, 0.0)
    assert (figure([]), figure([0.25, 0.25])) == ([None] * 3, [0.25] * 3)


def test_a_paired_difference_sees_what_separate_intervals_do_not(random: np.random.Generator) -> None:
    base = random.random(200)
    _, low, _ = paired_difference(base + 0.01, base)
    assert low > 0
    assert paired_difference(base, base) == (0.0, 0.0, 0.0)
