"""Tests of gnn.baselines.bert_pair."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gnn.baselines.base import Query, Task
from gnn.baselines.bert_pair import BertPair, above_the_cut
from gnn.baselines.place_text import PlaceThenText
from gnn.evaluation.metrics import auc

from .planted import planted


def test_only_the_first_are_read_and_the_others_keep_their_order(tiny_bert: Path) -> None:
    task, asked, _ = planted()
    ranker, plain = BertPair(model=str(tiny_bert), steps=2, batch=4, rerank=10), PlaceThenText()
    ranker.fit(task)
    plain.fit(task)
    for row, before in zip(ranker.scores(asked), plain.scores(asked), strict=True):
        read = row >= 10
        assert 0 < read.sum() <= 10
        assert (row[read] <= 11).all()
        np.testing.assert_array_equal(row[~read], before[~read])
        assert before[read].min() > before[~read].max()


def test_a_tie_at_the_cut_stays_outside() -> None:
    scores = np.array([3, 2, 1, 1, 1, 0], np.float32)
    assert above_the_cut(scores, 2).tolist() == [0, 1]
    assert above_the_cut(scores, 3).tolist() == [0, 1]
    assert above_the_cut(scores, 5).tolist() == [0, 1, 2, 3, 4]
    assert above_the_cut(scores, 6).tolist() == [0, 1, 2, 3, 4, 5]
    assert above_the_cut(np.zeros(4, np.float32), 2).tolist() == []


def test_it_learns_which_of_the_first_are_chosen(tiny_bert: Path) -> None:
    """All in one town choose nurses, whoever they are: place and text cannot know, a reader of adverts can."""
    task, _, _ = planted()
    town = [i for i, item in enumerate(task.items) if item.places[0] == "Oslo"]
    nurses = [i for i in town if "nurse" in task.items[i].texts[0]]
    people = [Query(str(n), ("any",), frozenset({"Oslo", "O"})) for n in range(12)]
    few = Task([task.items[i] for i in town], people, [tuple(town.index(i) for i in nurses)] * 12)
    asked = Query("new", ("any",), frozenset({"Oslo", "O"}))
    labels = np.isin(town, nurses)

    def after(steps: int) -> float:
        ranker = BertPair(model=str(tiny_bert), steps=steps, batch=16, rerank=len(town), rate=1e-2)
        ranker.fit(few)
        return auc(ranker.scores([asked])[0], labels)

    assert after(60) > 0.95
