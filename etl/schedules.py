"""Learning rates over the steps of a training, as shares of the peak."""

from __future__ import annotations

import math


def one_cycle(step: int, steps: int, rise: float) -> float:
    """Linearly up over the first `rise` steps, then linearly down to 0 (Smith and Topin 2018); `step` from 0."""
    return min((step + 1) / rise, max(0.0, (steps - step) / max(1, steps - rise)))


def warm_cosine(step: int, steps: int, rise: float, floor: float) -> float:
    """Linearly up over the first `rise` steps, then down along a cosine to `floor` (Loshchilov and Hutter 2017)."""
    return min(1.0, (step + 1) / rise) * max(floor, 0.5 * (1 + math.cos(math.pi * step / steps)))
