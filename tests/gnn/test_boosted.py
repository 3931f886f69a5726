"""Trees on the logistic ranker: monotone, calibrated, in plain text, and only where they pay."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gnn import fitting
from gnn.boosted import BoostedRanker, boost, calibrate
from gnn.fitting import Examples, fit, trees_gain
from gnn.pairs import FEATURES
from gnn.ranker import Ranker, expected_calibration_error
from graph.errors import ModelMismatch

ESSENTIAL, PLACE = FEATURES.index("essential"), FEATURES.index("place")


def world(people: int, seed: int, *, together: bool) -> Examples:
    """Pairs of invented people. `together`: a match takes skills and place at once, which no weighted sum can say."""
    random = np.random.default_rng(seed)
    features = random.random((people * 20, len(FEATURES))).astype(np.float32)
    skills, place = features[:, ESSENTIAL], features[:, PLACE]
    chance = np.where((skills > 0.5) & (place > 0.5), 0.9, 0.02) if together else 0.6 * skills + 0.3 * place
    labels = random.random(len(features)) < chance
    return Examples(features, labels, np.repeat(np.arange(people), 20), np.zeros(len(features), np.int64))


@pytest.fixture(scope="module")
def grown() -> BoostedRanker:
    found = world(120, 1, together=True)
    return boost(Ranker(), found.features, found.labels)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.floats(0, 1, width=32), min_size=len(FEATURES), max_size=len(FEATURES)),
    st.integers(0, len(FEATURES) - 1),
    st.floats(0, 1, width=32),
)
def test_more_of_anything_never_lowers_the_score(
    grown: BoostedRanker, values: list[float], which: int, more: float
) -> None:
    before = np.array([values], np.float32)
    after = before.copy()
    after[0, which] = max(before[0, which], more)
    assert grown.score(after)[0] >= grown.score(before)[0] - 1e-9


def test_they_are_taken_where_they_rank_unseen_people_better_and_only_there(monkeypatch: pytest.MonkeyPatch) -> None:
    together, apart = world(150, 2, together=True), world(150, 2, together=False)
    assert trees_gain(together)[1] > 0
    taken = fit(together)
    assert isinstance(taken, BoostedRanker)
    fresh = world(150, 3, together=True)
    assert expected_calibration_error(taken.score(fresh.features), fresh.labels) < 0.05
    assert isinstance(fit(apart), Ranker)
    monkeypatch.setattr(fitting, "ENOUGH_FOR_TREES", 200)
    assert isinstance(fit(together), Ranker)


def test_they_survive_as_text_and_foreign_ones_are_refused(grown: BoostedRanker) -> None:
    found = world(10, 4, together=True)
    right = calibrate(grown, found.features, found.labels)
    again = BoostedRanker.from_json(right.to_json(), right.trees)
    np.testing.assert_array_equal(again.score(found.features), right.score(found.features))
    assert "pickle" not in right.trees
    with pytest.raises(ModelMismatch):
        BoostedRanker.from_json(right.to_json() | {"base": {"weights": {"luck": 1.0}}}, right.trees)


def test_trees_of_before_a_feature_came_read_the_others() -> None:
    import lightgbm

    found = world(40, 5, together=True)
    before = lightgbm.Dataset(found.features[:, :-1], found.labels)
    trees = lightgbm.train({"objective": "binary", "verbosity": -1, "num_threads": 1}, before, 5).model_to_string()
    older = BoostedRanker(Ranker(), trees)
    changed = found.features.copy()
    changed[:, FEATURES.index("walk")] = 1.0
    assert not older.walks
    np.testing.assert_array_equal(older.score(changed), older.score(found.features))
    assert len(np.unique(older.score(found.features))) > 1
