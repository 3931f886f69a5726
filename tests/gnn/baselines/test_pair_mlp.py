"""Tests of gnn.baselines.pair_mlp."""

from __future__ import annotations

from gnn.baselines.base import Task
from gnn.baselines.pair_mlp import PairMlp

from ..conftest import CharacterEncoder
from .planted import planted


def test_the_town_and_trade_of_a_person_come_first() -> None:
    task, asked, _ = planted()
    ranker = PairMlp(CharacterEncoder())
    ranker.fit(task)
    found = ranker.scores(asked)
    assert ((found >= 0) & (found <= 1)).all()
    cold = [(row, query) for row, query in zip(found, asked, strict=True) if not query.context]
    best = [task.items[int(row.argmax())] for row, _ in cold]
    assert sum(item.places[0] in query.places for item, (_, query) in zip(best, cold, strict=True)) >= 10


def test_one_class_alone_ties_everything() -> None:
    task, asked, _ = planted()
    ranker = PairMlp(CharacterEncoder())
    ranker.fit(Task(task.items[:2], task.queries[:1], [(0, 1)]))
    assert not ranker.scores(asked[-1:]).any()
