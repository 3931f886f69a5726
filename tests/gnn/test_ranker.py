"""The ranker: monotone, readable, calibrated."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gnn.pairs import FEATURES, Nearness, pair_features
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


@given(
    st.sets(st.sampled_from(SKILLS)),
    st.sampled_from(SKILLS),
    st.dictionaries(st.sampled_from(SKILLS), st.booleans()),
    st.dictionaries(st.tuples(st.sampled_from(SKILLS), st.sampled_from(SKILLS)), st.sampled_from([0.3, 0.6])),
)
def test_one_more_skill_never_lowers_the_score(
    has: set[str], gained: str, wanted: dict[str, bool], near: dict[tuple[str, str], float]
) -> None:
    nearness, ranker = Nearness(near), Ranker()
    before = pair_features(_candidate(sorted(has)), _job(wanted), 0.3, nearness)
    after = pair_features(_candidate(sorted({*has, gained})), _job(wanted), 0.3, nearness)
    assert ranker.score(after[None])[0] >= ranker.score(before[None])[0] - 1e-9


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
    older = Ranker.from_json({"weights": {"cosine": 1.0}, "bias": 0.0})
    assert sum(older.weights) == 1.0, "a feature that came later weighs nothing"
