"""Tests of gnn.baselines.collaborative."""

from __future__ import annotations

import numpy as np
import pytest

from gnn.baselines.base import Query, Task
from gnn.baselines.collaborative import ItemCf, UserCf

from .small import CHINESE_NURSE, DRIVER, ITEMS, NOBODY, NURSE, QUERIES, TASK, looking, scores


def test_who_chose_the_same_lends_their_other_choices() -> None:
    found = scores(UserCf(), looking(CHINESE_NURSE))
    # The second person is the only one who is alike: cosine 1 / sqrt(2).
    np.testing.assert_allclose(found, [[0, 0.5**0.5, 0.5**0.5]], rtol=1e-6)


def test_the_k_nearest_alone_vote_and_ties_with_the_kth_vote_as_well() -> None:
    task = Task(ITEMS, QUERIES, [(DRIVER,), (DRIVER, CHINESE_NURSE), (DRIVER, NURSE)])
    np.testing.assert_allclose(scores(UserCf(1), looking(DRIVER), task=task), [[0, 1, 0]], rtol=1e-6)
    assert (scores(UserCf(2), looking(DRIVER), task=task)[0] > 0).all()


def test_nobody_votes_for_themselves() -> None:
    alone = Task(ITEMS, QUERIES[:1], [(NURSE, DRIVER)])
    assert not scores(UserCf(), alone.asked(QUERIES[0], (NURSE,)), task=alone).any()
    assert scores(UserCf(), looking(NURSE), task=alone)[0, DRIVER] > 0


def test_what_is_chosen_together_comes_together() -> None:
    found = scores(ItemCf(), looking(CHINESE_NURSE), looking(NURSE), looking(CHINESE_NURSE, NURSE))
    # Two people chose the driver's advert, one the Chinese nurse's, one both: 1 / sqrt(2).
    np.testing.assert_allclose(found, [[0, 0.5**0.5, 0], [0, 0, 0], [0, 0.5**0.5, 0]], rtol=1e-6)


@pytest.mark.parametrize("ranker", [UserCf(), ItemCf()], ids=["user", "item"])
def test_people_without_context_get_popularity_and_new_items_nothing(ranker: UserCf | ItemCf) -> None:
    more = Task([*ITEMS, ITEMS[0]], TASK.queries, TASK.chosen)
    found = scores(ranker, NOBODY, Query("t", ("nurse",), frozenset(), (DRIVER,)), task=more)
    np.testing.assert_array_equal(found[0], [1, 2, 1, 0])
    assert found[1, 3] == 0
