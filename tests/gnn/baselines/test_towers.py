"""Tests of gnn.baselines.towers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gnn.baselines.base import Query, Task
from gnn.baselines.towers import Towers, _Choices

from ..conftest import CharacterEncoder
from .planted import planted


@pytest.fixture(scope="module")
def fitted() -> tuple[Towers, Task, list[Query]]:
    task, asked, _ = planted()
    towers = Towers(CharacterEncoder(), epochs=30)
    towers.fit(task)
    return towers, task, asked


def test_the_trade_comes_first_and_places_are_not_seen(fitted: tuple[Towers, Task, list[Query]]) -> None:
    towers, task, asked = fitted
    scores = towers.scores(asked)
    trades = np.array([item.texts[0] for item in task.items])
    best = trades[scores.argmax(axis=1)]
    wanted = [query.texts[0] if query.texts else trades[query.context[0]] for query in asked]
    assert (best == np.array(wanted)).mean() > 0.8
    elsewhere = [replace(query, places=frozenset({"Nowhere"})) for query in asked]
    np.testing.assert_array_equal(towers.scores(elsewhere), scores)
    assert towers._model.config.edge_types == ()


def test_who_judges_is_not_learnt_from_and_what_is_shown_is_not_asked_for(
    fitted: tuple[Towers, Task, list[Query]],
) -> None:
    towers, task, _ = fitted
    choices = _Choices(towers, task, np.zeros((len(task.items), 4), np.float32))
    judges = choices.validation()
    for epoch in range(3):
        episode = choices.episode(epoch)
        assert not set(episode.pairs.source) & set(judges.pairs.source)
        shown = set(zip(episode.known.source, episode.known.target, strict=True))
        assert not shown & set(zip(episode.pairs.source, episode.pairs.target, strict=True))
        assert episode.edges == {}
    assert len(judges.pairs)


def test_too_few_people_tie_everything() -> None:
    task, asked, _ = planted()
    towers = Towers(CharacterEncoder())
    towers.fit(Task(task.items, task.queries[:1], task.chosen[:1]))
    assert not towers.scores(asked).any()
