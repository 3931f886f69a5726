"""Tests of gnn.baselines.sentence."""

from __future__ import annotations

import numpy as np
import pytest

from gnn.baselines.sentence import SentenceCosine, mean_texts

from ..conftest import CharacterEncoder
from .small import CHINESE, CHINESE_NURSE, DRIVER, NOBODY, looking, scores


def test_the_nearest_meaning_comes_first() -> None:
    found = scores(SentenceCosine(CharacterEncoder()), CHINESE, looking(DRIVER), NOBODY)
    assert found.argmax(axis=1)[:2].tolist() == [CHINESE_NURSE, DRIVER]
    assert found[1, DRIVER] == pytest.approx(1.0, abs=1e-5)
    assert (found[2] == 0).all()


def test_several_texts_are_one_unit_vector() -> None:
    found = mean_texts(CharacterEncoder(), [["cook", "nurse"], ["cook"], [""]])
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), [1, 1, 0], atol=1e-6)
    assert 0 < found[0] @ found[1] < 1
