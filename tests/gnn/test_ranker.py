"""The ranker: monotone, readable, calibrated."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gnn import boosted
from gnn.boosted import BoostedRanker, boost
from gnn.data import Vectors
from gnn.mutual import mutual_scores
from gnn.pairs import FEATURES, FEATURES_VERSION, Nearness, pair_features
from gnn.ranker import Ranker, calibrate, expected_calibration_error, fit
from graph.errors import ModelMismatch

SKILLS = [f"s{i}" for i in range(6)]


def _candidate(skills: list[str], **changed: Any) -> dict[str, Any]:
    row = {"skills": [{"id": s} for s in skills], "works_as": ["o1"], "held": [], "seniority": "mid", "years": 3.0}
    return row | {"education": "bachelor", "places": ["p1"], "title": "Ward nurse", "titles": ["护士"]} | changed


def _job(skills: dict[str, bool], **changed: Any) -> dict[str, Any]:
    row = {"skills": [{"id": s, "essential": e} for s, e in skills.items()], "occupations": ["o1"], "years": 2.0}
    row |= {"seniority": "mid", "education": "bachelor", "places": ["p1"], "remote": None, "title": "Nurse"}
    return row | changed


def _moves_by_neighbours(people: int) -> tuple[Vectors, npt.NDArray[np.bool_]]:
    """Pairs of a world in which nothing but related skills says where people go: there, only the features can keep a
    ranker from marking down a gained skill that takes the place of a related one."""
    random = np.random.default_rng(5)
    rows = []
    for _ in range(people):
        own, asked = (set(random.choice(SKILLS, random.integers(1, 5), replace=False)) for _ in range(2))
        links = {(a, b): float(random.choice([0.3, 0.6])) for a in SKILLS for b in SKILLS if a != b}
        near = {link: how for link, how in links.items() if random.random() < 0.25}
        job = {skill: bool(random.integers(2)) for skill in sorted(asked)}
        rows.append(pair_features(_candidate(sorted(own)), _job(job), float(random.random()), Nearness(near)))
    features = np.stack(rows)
    related = features[:, FEATURES.index("related")]
    return features, random.random(people) < 1 / (1 + np.exp(2.5 - 8 * related))


@pytest.fixture(scope="module")
def rankers() -> dict[str, Ranker | BoostedRanker]:
    features, labels = _moves_by_neighbours(1000)
    fitted = fit(features[::2], labels[::2])
    grown = boost(fitted, features[::2], labels[::2])
    return {
        "prior": Ranker(),
        "fitted": calibrate(fitted, features[1::2], labels[1::2]),
        "boosted": boosted.calibrate(grown, features[1::2], labels[1::2]),
    }


@settings(max_examples=80, deadline=None)
@given(
    st.sets(st.sampled_from(SKILLS)),
    st.sampled_from(SKILLS),
    st.dictionaries(st.sampled_from(SKILLS), st.booleans()),
    st.dictionaries(st.tuples(st.sampled_from(SKILLS), st.sampled_from(SKILLS)), st.sampled_from([0.3, 0.6])),
    st.floats(-1, 1, width=32),
)
def test_one_more_skill_never_lowers_a_feature_nor_a_score(
    rankers: dict[str, Ranker | BoostedRanker],
    has: set[str],
    gained: str,
    wanted: dict[str, bool],
    near: dict[tuple[str, str], float],
    cosine: float,
) -> None:
    nearness, job = Nearness(near), _job(wanted)
    before = pair_features(_candidate(sorted(has)), job, cosine, nearness)
    after = pair_features(_candidate(sorted({*has, gained})), job, cosine, nearness)
    assert (after >= before - 1e-7).all(), dict(zip(FEATURES, after - before, strict=True))
    for name, ranker in rankers.items():
        for score in (ranker.score, partial(mutual_scores, ranker)):
            assert score(after[None])[0] >= score(before[None])[0] - 1e-9, name


def test_the_fitted_rankers_learnt_something_of_neighbours(rankers: dict[str, Ranker | BoostedRanker]) -> None:
    features, labels = _moves_by_neighbours(400)
    for name in ("fitted", "boosted"):
        found = rankers[name].score(features)
        assert found[labels].mean() > found[~labels].mean() + 0.05, name
    assert not np.allclose(rankers["fitted"].score(features), rankers["boosted"].score(features), atol=0.01)


def test_a_related_skill_counts_less_than_the_skill_and_more_than_none() -> None:
    near, posting = Nearness({("s1", "s2"): 0.6}), _job({"s2": True})
    features = [pair_features(_candidate(own), posting, 0.3, near) for own in (["s0"], ["s1"], ["s1", "s2"], ["s2"])]
    related = [float(row[FEATURES.index("related")]) for row in features]
    assert related == pytest.approx([0.0, 0.3, 0.5, 0.5])
    assert (np.diff(Ranker().score(np.stack(features))[:3]) > 0).all()


def test_each_fact_counts_in_its_direction() -> None:
    base = pair_features(_candidate(["s1"]), _job({"s1": True}), 0.5, Nearness())

    def feature(name: str, candidate: dict[str, Any], job: dict[str, Any]) -> tuple[float, float]:
        i = FEATURES.index(name)
        return float(base[i]), float(pair_features(candidate, job, 0.5, Nearness())[i])

    mine, posting = _candidate(["s1"]), _job({"s1": True})
    for name, candidate, job in (
        ("essential", _candidate(["s2"]), posting),
        ("occupation", _candidate(["s1"], works_as=["o2"]), posting),
        ("seniority", mine, _job({"s1": True}, seniority="director")),
        ("years", mine, _job({"s1": True}, years=10.0)),
        ("education", mine, _job({"s1": True}, education="doctorate")),
        ("place", mine, _job({"s1": True}, places=["p2"])),
        ("title", mine, _job({"s1": True}, title="Welder")),
        ("recency", _candidate([]) | {"skills": [{"id": "s1", "last_used": "1999-05"}]}, posting),
    ):
        same, worse = feature(name, candidate, job)
        assert worse < same, name
    assert feature("place", mine, _job({"s1": True}, places=["p2"], remote=True)) == (1.0, 1.0)
    assert feature("title", mine, _job({"s1": True}, title="护士"))[1] == pytest.approx(1.0)


def test_with_little_data_the_prior_rules_and_with_much_the_data() -> None:
    random = np.random.default_rng(0)
    x = random.random((3000, len(FEATURES))).astype(np.float32)
    y = x[:, FEATURES.index("place")] > 0.7
    few, many = fit(x[:6], y[:6]), fit(x, y)
    assert np.argmax(few.weights) == np.argmax(Ranker().weights)
    assert FEATURES[int(np.argmax(many.weights))] == "place"
    assert min(many.weights) >= 0


def test_calibration_brings_scores_near_frequencies(random: np.random.Generator) -> None:
    x = random.random((4000, len(FEATURES))).astype(np.float32)
    truth = Ranker(bias=-5.0).score(x)
    y = random.random(4000) < truth
    wrong = Ranker(tuple(3 * w for w in Ranker().weights), bias=-9.0)
    right = calibrate(wrong, x[::2], y[::2])
    assert expected_calibration_error(right.score(x[1::2]), y[1::2]) < 0.05
    assert expected_calibration_error(wrong.score(x[1::2]), y[1::2]) > 0.1
    assert (np.argsort(right.score(x)) == np.argsort(wrong.score(x))).mean() > 0.99


def test_a_ranker_survives_json_and_a_foreign_one_is_refused() -> None:
    ranker = Ranker(bias=1.5, slope=0.7, offset=0.1)
    assert Ranker.from_json(ranker.to_json()) == ranker
    with pytest.raises(ModelMismatch):
        Ranker.from_json(ranker.to_json() | {"weights": {"luck": 1.0}})
    older = Ranker.from_json({"weights": {"cosine": 1.0}, "bias": 0.0, "features": FEATURES_VERSION})
    assert sum(older.weights) == 1.0, "a feature that came later weighs nothing"
    for version in ({}, {"features": FEATURES_VERSION - 1}):
        with pytest.raises(ModelMismatch, match="careergraph train"):
            Ranker.from_json({"weights": {"cosine": 1.0}, "bias": 0.0} | version)
