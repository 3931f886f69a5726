"""Hard negatives: near, never true, and not the very nearest."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from gnn import mining
from gnn.data import Indices, Pairs
from gnn.mining import hard_negatives

#: Targets on a quarter of a circle: target i is the nearer to source 0 the smaller i is.
ANGLES = torch.linspace(0, torch.pi / 2, 60)
TARGETS = torch.stack([ANGLES.cos(), ANGLES.sin()], dim=1)
SOURCES = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
POSITIVES = Pairs.of([(0, 0, 1.0), (0, 8, 1.0), (1, 59, 1.0)])
ALL: Indices = np.arange(60)


def _mined(count: int = 4, among: Indices = ALL, seed: int = 0) -> Indices:
    random = np.random.default_rng(seed)
    return hard_negatives(SOURCES, TARGETS, POSITIVES, np.array([0, 1]), among, count, random)


def test_what_is_mined_is_near_but_neither_true_nor_among_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mining, "DEPTH", 10)
    seen = [set(np.concatenate([_mined(seed=seed)[row] for seed in range(40)]).tolist()) for row in (0, 1)]
    # 0 is true and the first five others (1..5) may be unrecorded truths; then come ten, of which 8 is true.
    assert seen[0] == {6, 7, *range(9, 17)}
    assert seen[1] == set(range(44, 54))
    for row in _mined(10):
        assert len(set(row.tolist())) == 10


def test_only_what_may_be_drawn_is_mined_and_gaps_say_that_there_is_no_more() -> None:
    found = _mined(6, np.array([40, 8, 20, 0]))
    assert set(found[0].tolist()) == {20, 40, -1}
    assert sorted(found[1].tolist()) == [-1, -1, 0, 8, 20, 40]


def test_no_node_is_its_own_negative_and_large_graphs_are_ranked_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    some = np.arange(8)
    found = hard_negatives(TARGETS, TARGETS, Pairs.of(()), some, some, 8, random, same=True)
    assert all(i not in row and len(set(row.tolist())) == 8 for i, row in enumerate(found)), "seven others and a gap"
    monkeypatch.setattr(mining, "MOST_RANKED", 12)
    assert len(set(_mined(60)[0].tolist()) - {-1}) <= 12
