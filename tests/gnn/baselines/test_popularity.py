"""Tests of gnn.baselines.popularity."""

from __future__ import annotations

import numpy as np

from gnn.baselines.popularity import Popularity, for_the_cold

from .small import NOBODY, TASK, looking, scores


def test_it_counts_people() -> None:
    np.testing.assert_array_equal(scores(Popularity(), NOBODY, looking(0)), [[1, 2, 1]] * 2)


def test_people_without_context_alone_get_it_in_place_of_other_scores() -> None:
    popularity = Popularity()
    popularity.fit(TASK)
    found = for_the_cold(np.full((2, 3), 0.5, np.float32), [looking(0), NOBODY], popularity)
    np.testing.assert_array_equal(found, [[0.5, 0.5, 0.5], [1, 2, 1]])
