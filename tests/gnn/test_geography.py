"""Cities on the map."""

from __future__ import annotations

import numpy as np
import pytest

from gnn.geography import cities, distances, locate


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        ("new york, NY", "los angeles, CA", 3936),
        ("san francisco, CA", "oakland, CA", 13.5),
        ("saint paul, MN", "minneapolis, MN", 14),
        ("St. Paul, mn", "minneapolis, MN", 14),
        ("mc lean, VA", "arlington, VA", 8.7),
        ("boston, MA", "boston, MA", 0),
    ],
)
def test_distances_are_those_of_the_map(here: str, there: str, km: float) -> None:
    found = distances(np.array([locate(here)]), np.array([locate(there)]))
    assert found.shape == (1, 1)
    assert found[0, 0] == pytest.approx(km, rel=0.03, abs=1.0)


def test_what_is_not_on_the_map_has_no_place() -> None:
    for place in ("nowhere, CA", "CA", "", "oakland, ZZ"):
        assert np.isnan(locate(place)).all()
    assert np.isnan(distances(np.array([locate("nowhere, CA")]), np.array([locate("oakland, CA")]))).all()


def test_every_city_lies_near_the_others_of_its_state() -> None:
    by_state: dict[str, list[tuple[float, float]]] = {}
    for (_, state), where in cities().items():
        by_state.setdefault(state, []).append(where)
    assert len(by_state) == 51
    for state, rows in by_state.items():
        apart = distances(np.array([np.median(rows, axis=0)]), np.array(rows))
        limit = 1600 if state == "AK" else 1000
        assert apart.max() < limit, state
