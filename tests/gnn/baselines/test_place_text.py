"""Tests of gnn.baselines.place_text."""

from __future__ import annotations

from gnn.baselines.place_text import PlaceThenText

from .small import CHINESE, CHINESE_NURSE, DRIVER, NIGHT_NURSE, NURSE, scores


def test_place_decides_before_text_does() -> None:
    found = scores(PlaceThenText(), NIGHT_NURSE, CHINESE)
    assert min(found[0, DRIVER], found[0, CHINESE_NURSE]) > found[0, NURSE] > 0
    assert found[1].argmax() == CHINESE_NURSE
