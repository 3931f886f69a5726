"""How every registered ranker behaves, and that each has tests of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from gnn.baselines.base import BaselineRanker, Query, Task
from gnn.baselines.registry import RANKERS, SEEDED, SLOW, Factory, checked, rankers
from gnn.data import Vectors
from gnn.evaluation.metrics import auc
from graph.errors import InputError

from ..conftest import CharacterEncoder

Fitted = Callable[[str, int], BaselineRanker]
Planted = tuple[Task, list[Query], list[tuple[int, ...]]]
EVERY = pytest.mark.parametrize("name", sorted(RANKERS))


@EVERY
def test_scores_are_a_number_for_each_query_and_item(name: str, fitted: Fitted, task: Planted) -> None:
    scores = fitted(name, 0).scores(task[1])
    assert scores.shape == (len(task[1]), len(task[0].items))
    assert np.isfinite(scores).all()
    assert fitted(name, 0).scores([]).shape == (0, len(task[0].items))


@EVERY
def test_the_seed_alone_decides(name: str, fitted: Fitted, factories: dict[str, Factory], task: Planted) -> None:
    again = factories[name](CharacterEncoder(), 0)
    again.fit(task[0])
    scores = fitted(name, 0).scores(task[1])
    np.testing.assert_allclose(again.scores(task[1]), scores, atol=1e-5)
    other = fitted(name, 1).scores(task[1])
    assert np.allclose(other, scores, atol=1e-5) == (name not in SEEDED)


@EVERY
def test_the_company_of_other_queries_is_no_matter(name: str, fitted: Fitted, task: Planted) -> None:
    ranker = fitted(name, 0)
    scores = ranker.scores(task[1])
    np.testing.assert_allclose(ranker.scores(task[1][::-1])[::-1], scores, atol=1e-5)
    np.testing.assert_allclose(ranker.scores(task[1][5:6])[0], scores[5], atol=1e-5)


@EVERY
def test_it_beats_chance_where_there_is_something_to_find(name: str, fitted: Fitted, task: Planted) -> None:
    found = _auc(fitted(name, 0).scores(task[1]), task[2])
    # Popularity knows which advert of a trade draws people, not which trade.
    assert 0.35 < found < 0.65 if name == "random" else found > (0.55 if name == "popularity" else 0.65)


@pytest.mark.parametrize("name", sorted(RANKERS.keys() - {"tfidf", "tfidf_char", "bm25", "minilm", "place_text"}))
def test_it_finds_nothing_where_choices_are_drawn_by_lot(
    name: str, factories: dict[str, Factory], task: Planted, random: np.random.Generator
) -> None:
    by_lot = [tuple(random.choice(len(task[0].items), 3, replace=False).tolist()) for _ in task[0].queries]
    # Places and words still say something; what is learnt from choices must not.
    mute = [replace(item, texts=("job", "job"), places=("", ""), company=None, order=None) for item in task[0].items]
    ranker = factories[name](CharacterEncoder(), 0)
    ranker.fit(Task(mute, task[0].queries, by_lot))
    assert _auc(ranker.scores(task[1]), task[2]) < 0.65


@EVERY
def test_who_is_asked_for_is_known_by_content_alone(name: str, fitted: Fitted, task: Planted) -> None:
    assert {field.name for field in fields(Query)} == {"id", "texts", "places", "context"}
    renamed = [replace(query, id=f"{query.id}, again") for query in task[1]]
    same = np.allclose(fitted(name, 0).scores(renamed), fitted(name, 0).scores(task[1]), atol=1e-5)
    assert same == (name != "random")


@EVERY
def test_adverts_that_cannot_be_told_apart_tie(name: str, factories: dict[str, Factory], task: Planted) -> None:
    """No luck from the order of the catalogue: a copy of an advert, chosen by nobody like it, scores the same."""
    items = [*task[0].items]
    new = next(i for i, item in enumerate(items) if item.id.endswith("5"))
    ranker = factories[name](CharacterEncoder(), 0)
    ranker.fit(Task([*items, items[new]], task[0].queries, task[0].chosen))
    scores = ranker.scores(task[1])
    if name == "random":
        assert not np.allclose(scores[:, new], scores[:, -1])
    else:
        np.testing.assert_allclose(scores[:, new], scores[:, -1], atol=1e-5)


@EVERY
def test_nobody_to_learn_from_is_no_error(name: str, factories: dict[str, Factory], task: Planted) -> None:
    ranker = factories[name](CharacterEncoder(), 0)
    ranker.fit(Task(task[0].items, [], []))
    assert np.isfinite(ranker.scores(task[1])).all()


def test_no_ranker_without_a_test_of_its_own() -> None:
    assert not untested(RANKERS, Path(__file__).parents[1])


def test_a_ranker_without_a_test_is_seen(tmp_path: Path) -> None:
    (tmp_path / "test_bm25.py").write_text("Bm25Plus", encoding="utf-8")
    assert untested({"bm25": RANKERS["bm25"]}, tmp_path) == ["bm25"]
    (tmp_path / "test_bm25.py").write_text("Bm25()", encoding="utf-8")
    assert not untested({"bm25": RANKERS["bm25"]}, tmp_path)


def test_names_are_those_of_the_rankers_and_checked() -> None:
    assert [ranker.name for ranker in rankers(sorted(RANKERS), CharacterEncoder())] == sorted(RANKERS)
    assert [ranker.name for ranker in rankers(["tfidf", "random", "tfidf"], CharacterEncoder())] == ["tfidf", "random"]
    assert RANKERS.keys() >= SEEDED | SLOW
    with pytest.raises(InputError, match=r"no ranker 'gut'.*popularity"):
        rankers(["gut"], CharacterEncoder())
    with pytest.raises(InputError, match=r"Choose from bm25$"):
        checked(["tfidf"], ["bm25"])


def untested(factories: dict[str, Factory], tests: Path) -> list[str]:
    """Rankers whose class is not named in the test module of the module that it is in."""
    found = []
    for name, factory in factories.items():
        kind = type(factory(CharacterEncoder(), 0))
        modules = [*tests.rglob(f"test_{kind.__module__.rpartition('.')[2]}.py")]
        words = {word for path in modules for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
        if kind.__name__ not in words:
            found.append(name)
    return found


def _auc(scores: Vectors, targets: Sequence[tuple[int, ...]]) -> float:
    items = np.arange(scores.shape[1])
    return float(np.mean([auc(row, np.isin(items, own)) for row, own in zip(scores, targets, strict=True)]))
