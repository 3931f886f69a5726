"""Tests of gnn.baselines.trees."""

from __future__ import annotations

import numpy as np
import pytest

from gnn.baselines.base import Task
from gnn.baselines.trees import DecisionTree, RandomForest

from ..conftest import CharacterEncoder
from .planted import planted


@pytest.mark.parametrize("kind", [DecisionTree, RandomForest])
def test_the_cell_of_a_person_comes_before_all_others(kind: type[DecisionTree | RandomForest]) -> None:
    task, asked, _ = planted()
    ranker = kind(CharacterEncoder())
    ranker.fit(task)
    found = ranker.scores(asked)
    assert ((found >= 0) & (found <= 1)).all()
    for query, row in zip(asked, found, strict=True):
        if query.context:
            # What they looked at is known, so it was never a target and may be judged unlikely.
            row[list(query.context)] = 0
            best = task.items[int(row.argmax())]
            assert best.company == task.items[query.context[0]].company


def test_a_leaf_is_a_tie() -> None:
    task, asked, _ = planted()
    tree = DecisionTree(CharacterEncoder())
    tree.fit(task)
    assert len(np.unique(tree.scores(asked))) < 30


def test_choices_that_leave_nothing_to_tell_apart_tie_everything() -> None:
    task, asked, _ = planted()
    everything = Task(task.items[:2], task.queries[:1], [(0, 1)])
    tree = DecisionTree(CharacterEncoder())
    tree.fit(everything)
    assert not tree.scores(asked[-1:]).any()
