"""Tests of gnn.baselines.lambdamart."""

from __future__ import annotations

from gnn.baselines.base import Task
from gnn.baselines.lambdamart import LambdaMart

from ..conftest import CharacterEncoder
from .planted import planted


def test_the_town_and_trade_of_a_person_come_first() -> None:
    task, asked, _ = planted()
    ranker = LambdaMart(CharacterEncoder())
    ranker.fit(task)
    cold = [query for query in asked if not query.context]
    best = [task.items[int(row.argmax())] for row in ranker.scores(cold)]
    right = [item.texts[0] == query.texts[0] for item, query in zip(best, cold, strict=True)]
    near = [item.places[0] in query.places for item, query in zip(best, cold, strict=True)]
    assert sum(right) >= 10
    assert sum(near) >= 10


def test_a_drawn_item_counts_for_those_it_stands_for() -> None:
    """Without the weights the learner would see few items that nobody chose."""
    task, _, _ = planted()
    seen = []

    class Watched(LambdaMart):
        def _learn(self, groups):  # type: ignore[no-untyped-def]
            seen.extend(groups)

    Watched(CharacterEncoder()).fit(task)
    for group in seen:
        assert (group.weights[group.chosen == 1] == 1).all()
        assert (group.weights[group.chosen == 0] >= 1).all()
    assert max(group.weights.max() for group in seen) > 1


def test_choices_that_leave_nothing_to_tell_apart_tie_everything() -> None:
    task, asked, _ = planted()
    ranker = LambdaMart(CharacterEncoder())
    ranker.fit(Task(task.items[:2], task.queries[:1], [(0, 1)]))
    assert not ranker.scores(asked[-1:]).any()
