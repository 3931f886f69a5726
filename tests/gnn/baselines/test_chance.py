"""Tests of gnn.baselines.chance."""

from __future__ import annotations

import numpy as np

from gnn.baselines.chance import Chance

from .small import CHINESE, NIGHT_NURSE, scores


def test_every_person_gets_another_order() -> None:
    found = scores(Chance(3), NIGHT_NURSE, CHINESE)
    assert not np.allclose(found[0], found[1])
    assert ((found >= 0) & (found < 1)).all()
