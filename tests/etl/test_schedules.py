"""Shares of the peak learning rate."""

from __future__ import annotations

import pytest

from etl.schedules import one_cycle, warm_cosine


def test_one_cycle_rises_to_the_peak_and_falls_to_nothing() -> None:
    shares = [one_cycle(step, 20, 4) for step in range(21)]
    assert shares[:4] == [0.25, 0.5, 0.75, 1.0]
    assert shares[4:] == sorted(shares[4:], reverse=True)
    assert shares[20] == 0


def test_warm_cosine_is_half_way_down_in_the_middle_and_ends_on_the_floor() -> None:
    assert warm_cosine(0, 100, 10, 0.02) == pytest.approx(0.1)
    assert warm_cosine(50, 100, 10, 0.02) == pytest.approx(0.5)
    assert warm_cosine(100, 100, 10, 0.02) == 0.02
