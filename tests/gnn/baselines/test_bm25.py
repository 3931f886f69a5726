"""Tests of gnn.baselines.bm25."""

from __future__ import annotations

from gnn.baselines.bm25 import Bm25

from .small import CHINESE, CHINESE_NURSE, NIGHT_NURSE, NOBODY, NURSE, scores


def test_shared_words_count_and_unknown_ones_do_not() -> None:
    found = scores(Bm25(), NIGHT_NURSE, CHINESE, NOBODY)
    assert found.argmax(axis=1)[:2].tolist() == [NURSE, CHINESE_NURSE]
    assert (found[0] > 0).sum() == 1
    assert (found[2] == 0).all()
