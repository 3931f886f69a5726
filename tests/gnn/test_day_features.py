"""Expected days of adverts: a Gaussian process checked against its definition, and what it must not tell."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from gnn.baselines.base import Item
from gnn.evaluation.applicants import Applicants, Asked, Person
from gnn.evaluation.day_features import ADVERT_NOISE, DayFeatures, posterior
from gnn.evaluation.pair_features import PairFeatures

from .conftest import CharacterEncoder

OAKLAND, ALBANY = ("oakland, CA", "CA"), ("albany, NY", "NY")
#: The toy shop's adverts were viewed early, those of the tax office late; the last of each is new.
ITEMS = (
    *(Item(f"toys{i}", (f"stock crew {i}",), OAKLAND, "Toys", None, "Retail") for i in range(5)),
    *(Item(f"tax{i}", (f"tax helper {i}",), ALBANY, "Tax", None, "Finance") for i in range(5)),
    Item("lone", ("driver",), ("", ""), None),
)


def _data(days: dict[int, float]) -> Applicants:
    views = {f"p{item}": (item,) for item in days}
    return Applicants(ITEMS, {}, views, {f"p{item}": (day,) for item, day in days.items()})


DAYS = {0: 100.0, 1: 101.0, 2: 102.0, 3: 100.0, 5: 150.0, 6: 152.0, 7: 151.0, 8: 149.0}


def _fitted(data: Applicants, encoder: CharacterEncoder) -> DayFeatures:
    features = DayFeatures(data, PairFeatures(data, encoder, [], order=False))
    features.fit(sorted(data.views))
    return features


def _column(features: DayFeatures, asked: Asked, name: str) -> np.ndarray:
    return features.of(asked)[:, features.names.index(name)]


def test_leaving_one_out_in_closed_form_is_leaving_it_out() -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=(12, 3))
    kernel = np.exp(-((x[:, None] - x[None, :]) ** 2).sum(axis=2)).astype(np.float32)
    known = np.array([0, 2, 3, 5, 8, 11])
    values = random.normal(size=6).astype(np.float32)
    noise = random.uniform(0.1, 0.5, size=6).astype(np.float32)
    mean, variance = posterior(kernel, known, values, noise)
    for node in range(12):
        others = known != node
        covariance = kernel[np.ix_(known[others], known[others])] + np.diag(noise[others] + ADVERT_NOISE)
        across = kernel[node, known[others]]
        assert mean[node] == pytest.approx(across @ np.linalg.solve(covariance, values[others]), abs=1e-4)
        left = kernel[node, node] - across @ np.linalg.solve(covariance, across)
        assert variance[node] == pytest.approx(left + ADVERT_NOISE, abs=1e-4)


def test_a_new_advert_is_expected_when_those_that_share_its_nodes_were_viewed(encoder: CharacterEncoder) -> None:
    features = _fitted(_data(DAYS), encoder)
    expected = _column(features, Asked("new", (0,), (), (101.0,)), "day_expected")
    assert expected[4] < -15 < 15 < expected[9]
    # Nothing is shared with the lone one: it is expected between, and less is sure.
    assert expected[4] < expected[10] < expected[9]
    unsure = _column(features, Asked("new", (), ()), "day_unsure")
    assert unsure[10] > max(unsure[4], unsure[9])


def test_the_features_of_an_applicant(encoder: CharacterEncoder) -> None:
    features = _fitted(_data(DAYS), encoder)
    asked = Asked("new", (5, 0), (), (150.0, 151.0))
    expected, since, likely, last, nearest, mean = (
        _column(features, asked, f"day_{name}")
        for name in ("expected", "since", "likelihood", "last", "nearest", "mean")
    )
    middle = float(np.median(list(DAYS.values())))
    assert since == pytest.approx(151.0 - middle - expected, abs=1e-3)
    assert likely[9] > likely[4]
    assert last == pytest.approx(abs(expected - expected[0]), abs=1e-3)
    assert nearest == pytest.approx(np.minimum(last, abs(expected - expected[5])), abs=1e-3)
    assert mean == pytest.approx((last + abs(expected - expected[5])) / 2, abs=1e-3)


def test_an_expected_day_does_not_tell_the_own_views_of_an_advert(encoder: CharacterEncoder) -> None:
    # Whether one person viewed it on that day or eight did, nothing is told of it; of its neighbour something is.
    # (A view on another day would also move the unit in which all are told.)
    once = _data(DAYS)
    views = once.views | {f"more{i}": (0,) for i in range(7)}
    often = replace(once, views=views, days=once.days | {f"more{i}": (DAYS[0],) for i in range(7)})
    asked = Asked("new", (), ())
    before, after = (_fitted(data, encoder).of(asked)[:, :2] for data in (once, often))
    assert before[0] == pytest.approx(after[0], abs=1e-3)
    assert abs(before[1] - after[1]).max() > 0.05
    # Never viewed, it is expected on the day on which it is expected when it was viewed.
    kernel = DayFeatures(once, PairFeatures(once, encoder, [], order=False))._kernel
    known = np.array(sorted(DAYS))
    values = np.array([(DAYS[item] - 125) / 25 for item in known], np.float32)
    noise = np.full(len(known), 0.2, np.float32)
    seen, unseen = posterior(kernel, known, values, noise), posterior(kernel, known[1:], values[1:], noise[1:])
    for one, other in zip(seen, unseen, strict=True):
        assert one[0] == pytest.approx(other[0], abs=1e-4)


def test_days_at_random_tell_nothing(encoder: CharacterEncoder) -> None:
    random = np.random.default_rng(3)
    items = tuple(Item(f"i{i}", (f"job {i % 7}",), OAKLAND, f"c{i % 9}") for i in range(300))
    days = random.normal(size=300)
    data = Applicants(
        items, {}, {f"p{i}": (i,) for i in range(300)}, {f"p{i}": (float(d),) for i, d in enumerate(days)}
    )
    expected = _column(_fitted(data, encoder), Asked("new", (), ()), "day_expected")
    assert abs(np.corrcoef(expected, days)[0, 1]) < 0.2


@pytest.mark.parametrize("days", [{}, {0: 1.0}, {0: math.nan, 1: math.nan}])
def test_without_two_days_nothing_is_expected(encoder: CharacterEncoder, days: dict[int, float]) -> None:
    features = _fitted(_data(days), encoder)
    assert np.isnan(features.of(Asked("new", (0,), (), (1.0,)))).all()


def test_without_a_day_of_the_applicant_the_wish_counts_or_nothing(encoder: CharacterEncoder) -> None:
    data = replace(_data(DAYS), people={"w": Person("w", (), ("cook",), frozenset(), frozenset(), 150.0)})
    features = _fitted(data, encoder)
    assert np.isnan(_column(features, Asked("new", (), ()), "day_since")).all()
    assert _column(features, Asked("w", (), ()), "day_since")[9] < _column(features, Asked("w", (), ()), "day_since")[4]
    assert np.isnan(_column(features, Asked("w", (), ()), "day_last")).all()
