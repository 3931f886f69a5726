"""Tests of gnn.baselines.episodes."""

from __future__ import annotations

import numpy as np

from gnn.baselines.episodes import contrasts, episodes
from gnn.baselines.place_text import PlaceThenText

from .planted import planted
from .small import DRIVER, QUERIES, TASK


def test_what_is_to_be_found_is_never_shown(random: np.random.Generator) -> None:
    task, _, _ = planted()
    chosen = {query.id: set(items) for query, items in zip(task.queries, task.chosen, strict=True)}
    found = episodes(task, random)
    for one in found:
        assert not set(one.targets) & set(one.query.context)
        assert set(one.targets) | set(one.query.context) == chosen[one.query.id]
    assert {one.query.id for one in found} == set(chosen)


def test_places_come_from_what_is_shown_and_one_choice_makes_no_warm_episode(random: np.random.Generator) -> None:
    found = episodes(TASK, random, repeats=2)
    warm = [one for one in found if one.query.context]
    assert [one.query.id for one in warm] == ["r", "r"]
    assert all(one.query.places == {"Oslo", "O"} for one in warm)
    # Cold: two people have words of their own.
    assert [(one.query.id, one.query.places) for one in found if not one.query.context] == [
        (query.id, query.places) for query in QUERIES[:2]
    ]


def test_contrasts_hold_every_target_and_nothing_else_that_was_chosen(random: np.random.Generator) -> None:
    task, _, _ = planted()
    near = PlaceThenText()
    near.fit(task)
    asked = episodes(task, random, repeats=1)
    found = contrasts(asked, near, random, hard=3, easy=2, depth=6)
    for one in found:
        assert set(one.items[one.labels == 1]) == set(one.episode.targets)
        assert not set(one.items) & set(one.episode.query.context)
        assert len(set(one.items)) == len(one.items) > len(one.episode.targets)
    # Were targets always first, a ranker of ties would look good.
    assert any(one.labels[0] == 0 for one in found)
    place = [task.items[i].places[0] in one.episode.query.places for one in found for i in one.items[one.labels == 0]]
    assert np.mean(place) > 0.5


def test_weights_bring_the_full_ranking_back(random: np.random.Generator) -> None:
    task, _, _ = planted()
    near = PlaceThenText()
    near.fit(task)
    found = contrasts(episodes(task, random, repeats=4), near, random, hard=3, easy=2, depth=6)
    assert all((one.weights[one.labels == 1] == 1).all() and (one.weights >= 1).all() for one in found)
    stood_for = np.mean([one.weights[one.labels == 0].sum() for one in found])
    there_are = np.mean([len(task.items) - len(one.episode.targets) - len(one.episode.query.context) for one in found])
    assert abs(stood_for / there_are - 1) < 0.05


def test_there_is_nothing_to_contrast_with_where_all_is_chosen(random: np.random.Generator) -> None:
    near = PlaceThenText()
    near.fit(TASK)
    found = contrasts(episodes(TASK, random), near, random, hard=50, easy=50)
    assert all(set(one.items) <= {0, 1, 2} for one in found)
    assert any(DRIVER in one.items for one in found)
