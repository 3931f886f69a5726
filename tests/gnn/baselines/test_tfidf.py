"""Tests of gnn.baselines.tfidf."""

from __future__ import annotations

import pytest

from gnn.baselines.base import Query
from gnn.baselines.tfidf import CharacterTfIdf, TfIdf

from .small import CHINESE, CHINESE_NURSE, DRIVER, NIGHT_NURSE, NOBODY, NURSE, looking, scores


@pytest.mark.parametrize("ranker", [TfIdf(), CharacterTfIdf()], ids=["words", "characters"])
def test_the_same_words_come_first_in_both_languages(ranker: TfIdf) -> None:
    found = scores(ranker, NIGHT_NURSE, CHINESE, looking(DRIVER), NOBODY)
    assert found.argmax(axis=1)[:3].tolist() == [NURSE, CHINESE_NURSE, DRIVER]
    assert found[2, DRIVER] == pytest.approx(1.0)
    assert (found[3] == 0).all()


def test_characters_find_what_is_spelt_otherwise() -> None:
    nursing = Query("t", ("nursing",), frozenset())
    assert (scores(TfIdf(), nursing) == 0).all()
    assert scores(CharacterTfIdf(), nursing).argmax() == NURSE
