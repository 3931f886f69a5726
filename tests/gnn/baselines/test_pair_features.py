"""Tests of gnn.baselines.pair_features."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gnn.baselines.base import Item, Query, Task
from gnn.baselines.pair_features import ENOUGH_CHOICES, FEATURES, PairFeatures

from ..conftest import CharacterEncoder
from .small import CHINESE_NURSE, DRIVER, ITEMS, NIGHT_NURSE, NURSE, TASK, looking


def described(task: Task, *queries: Query) -> dict[str, np.ndarray]:
    """Feature name to [queries, items]."""
    features = PairFeatures(CharacterEncoder())
    features.fit(task)
    return dict(zip(FEATURES, np.moveaxis(features.matrix(queries), 2, 0), strict=True))


def test_each_number_says_what_its_name_says() -> None:
    ordered = Task([replace(item, order=float(n)) for n, item in enumerate(ITEMS)], TASK.queries, TASK.chosen)
    found = described(ordered, NIGHT_NURSE, looking(CHINESE_NURSE))
    assert found["city"].tolist() == found["state"].tolist() == [[0, 1, 1], [0, 1, 1]]
    assert found["words"].argmax(axis=1).tolist() == [NURSE, CHINESE_NURSE]
    assert found["seen_words"].round(3).tolist() == [[0, 0, 0], [0, 0, 1]]
    assert found["company"].tolist() == [[0, 0, 0], [1, 0, 1]]
    np.testing.assert_allclose(found["near"][1], -np.log1p([2, 1, 0]), atol=1e-4)
    assert found["context"][:, 0].tolist() == [0, 1]
    assert found["profile"][:, 0].tolist() == [1, 0]


def test_an_order_that_is_not_given_says_nothing() -> None:
    assert len(set(described(TASK, looking(DRIVER))["near"][0])) == 1


def test_popularity_counts_other_people_and_hides_small_numbers() -> None:
    people = [Query(str(n), (), frozenset()) for n in range(ENOUGH_CHOICES)]
    chosen = [(DRIVER, NURSE) if n else (DRIVER,) for n in range(ENOUGH_CHOICES)]
    found = described(Task(ITEMS, people, chosen), Query("new", (), frozenset()), people[0])["popular"]
    assert found[0].tolist() == pytest.approx([0, np.log1p(ENOUGH_CHOICES), 0], abs=1e-4)
    # Their own choice taken away, one is too few.
    assert not found[1].any()


def test_a_company_that_is_not_named_is_no_company_in_common() -> None:
    nameless = Task([Item(str(n), ("cook", "cook"), ("", "")) for n in range(2)], [], [])
    assert not described(nameless, Query("q", (), frozenset(), (0,)))["company"].any()
