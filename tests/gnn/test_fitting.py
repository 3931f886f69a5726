"""What the card says of calibration is measured on people whom the ranker has not seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gnn.fitting import FOLDS, Examples, calibration_error, fit, fit_without
from gnn.pairs import FEATURES
from gnn.ranker import expected_calibration_error


def by_lot(people: int, seed: int) -> Examples:
    """Pairs of invented people of which nothing says whether they belong together."""
    random = np.random.default_rng(seed)
    features = random.random((people * 12, len(FEATURES))).astype(np.float32)
    labels = random.random(len(features)) < 0.3
    return Examples(features, labels, np.repeat(np.arange(people), 12), np.zeros(len(features), np.int64))


def test_nobody_is_scored_by_a_ranker_that_was_fitted_on_them() -> None:
    found = by_lot(50, 1)
    held = np.isin(found.person, found.people[::FOLDS])
    turned = replace(found, labels=np.where(held, ~found.labels, found.labels))
    before, after = fit_without(found), fit_without(turned)
    person = int(found.people[0])
    np.testing.assert_array_equal(before[person].score(found.features), after[person].score(found.features))
    assert not np.allclose(fit(found).score(found.features), fit(turned).score(found.features), atol=1e-3)


def test_the_error_is_that_of_those_scores() -> None:
    found = by_lot(50, 2)
    rankers = fit_without(found)
    scores = np.concatenate([rankers[n].score(found.features[found.person == n]) for n in range(50)])
    error = calibration_error(found, rankers)
    assert error == expected_calibration_error(scores, found.labels)
    sure = fit(replace(found, labels=found.features[:, 0] > 0.5))
    assert calibration_error(found, dict.fromkeys(range(50), sure)) > error + 0.1
