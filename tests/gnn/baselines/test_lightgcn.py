"""Tests of gnn.baselines.lightgcn."""

from __future__ import annotations

import numpy as np

from gnn.baselines.base import Query
from gnn.baselines.lightgcn import LightGcn

from .planted import planted
from .small import NOBODY


def test_context_pulls_what_was_chosen_beside_it() -> None:
    task, asked, _ = planted()
    ranker = LightGcn(dimension=16, epochs=40)
    ranker.fit(task)
    warm = next(query for query in asked if query.context)
    cell = task.items[warm.context[0]].company
    chosen = {item for own in task.chosen for item in own} - set(warm.context)
    own = [i for i in chosen if task.items[i].company == cell]
    other = [i for i in chosen if task.items[i].company != cell]
    found = ranker.scores([warm, NOBODY])
    assert found[0, own].mean() > found[0, other].max()
    new = next(i for i, item in enumerate(task.items) if item.id.endswith("5"))
    assert (found[:, new] == 0).all()
    assert found[1].argmax() == np.bincount(np.concatenate(task.chosen)).argmax()


def test_the_order_of_a_context_is_no_matter() -> None:
    task, _, _ = planted()
    ranker = LightGcn(dimension=8, epochs=2)
    ranker.fit(task)
    found = ranker.scores([Query("x", (), frozenset(), context) for context in ((1, 2), (2, 1), (1, 2, 2))])
    np.testing.assert_allclose(found[0], found[1], rtol=1e-5)
    np.testing.assert_allclose(found[0], found[2], rtol=1e-5)
