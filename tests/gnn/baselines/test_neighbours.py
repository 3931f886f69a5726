"""Tests of gnn.baselines.neighbours."""

from __future__ import annotations

import numpy as np

from gnn.baselines.base import Query, Task
from gnn.baselines.neighbours import NearestNeighbours

from .small import CHINESE_NURSE, DRIVER, ITEMS, NURSE, TASK, scores


def test_the_choices_of_those_described_alike_come_first() -> None:
    by_words = Query("t", ("nurse", "at", "night"), frozenset())
    by_place = Query("u", (), frozenset({"Bergen", "V"}))
    found = scores(NearestNeighbours(1), by_words, by_place)
    # The night nurse chose the driver's advert; only the third person looked at Bergen.
    assert found.argmax(axis=1).tolist() == [DRIVER, NURSE]
    assert (found > 0).sum() == 2


def test_nobody_is_their_own_neighbour() -> None:
    alone = Task(ITEMS, TASK.queries[1:2], [(CHINESE_NURSE,)])
    assert (scores(NearestNeighbours(), TASK.queries[1], task=alone) == 0).all()
    assert scores(NearestNeighbours(), Query("v", ("护士",), frozenset()), task=alone)[0, CHINESE_NURSE] > 0


def test_a_stranger_to_everybody_gets_nothing() -> None:
    assert not np.any(scores(NearestNeighbours(), Query("w", ("welder",), frozenset({"Graz"}))))
