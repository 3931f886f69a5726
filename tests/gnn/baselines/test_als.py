"""Tests of gnn.baselines.als."""

from __future__ import annotations

import numpy as np

from gnn.baselines.als import Als
from gnn.baselines.base import Query, Task

from .planted import items
from .small import NOBODY


def test_a_new_person_is_folded_in_by_what_they_looked_at() -> None:
    first, second, new = [0, 1, 2, 3], [4, 5, 6, 7], 8
    people = [Query(str(n), (), frozenset()) for n in range(12)]
    random = np.random.default_rng(0)
    chosen = [tuple(int(i) for i in random.choice(first if n % 2 else second, 3, replace=False)) for n in range(12)]
    ranker = Als(factors=4)
    ranker.fit(Task(items()[:9], people, chosen))
    found = ranker.scores([Query("x", (), frozenset(), (0, 1)), NOBODY])
    assert found[0, [2, 3]].min() > found[0, second].max()
    # Nobody chose it: no factor, no score. And nobody's row is popularity.
    assert found[0, new] == 0
    np.testing.assert_array_equal(found[1], np.bincount(np.concatenate(chosen), minlength=9))
