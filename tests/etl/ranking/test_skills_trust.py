"""A near miss is unknown, a misspelling is not, and what is promised is kept."""

from __future__ import annotations

import random

import pytest

from etl.linking import Linker
from etl.linking.index import LabelIndex
from etl.ranking.skills_trials import Trial, calibrate, mistyped, outcomes, trials
from etl.ranking.skills_trust import skill_trust
from ontology.vocabulary import starter_vocabulary


@pytest.fixture(scope="module")
def index() -> LabelIndex:
    return LabelIndex(starter_vocabulary(), "Skill")


def test_trials_hide_what_they_should(index: LabelIndex) -> None:
    made = trials(index, 300)
    assert made == trials(index, 300)
    rows = index.rows()
    for query in made:
        if query.concept is None:
            assert set(rows[query.owner]) <= set(query.hidden)
        elif query.hidden:
            assert query.text in {index.texts[row] for row in query.hidden}
            assert len(rows[query.owner]) > 1
        else:
            assert query.text not in index.texts
    assert {query.concept is None for query in made} == {True, False}


def test_a_hidden_concept_is_never_found(index: LabelIndex) -> None:
    hidden = tuple(index.rows()["cg:skill/kubernetes"])
    assert not outcomes(index, [Trial("kubernetes", None, "x", hidden)], None)[0].right
    assert "cg:skill/kubernetes" not in {one.concept for one in index.search("kubernetes", 9, hidden=hidden)}


def test_calibration_makes_confidence_more_honest(index: LabelIndex) -> None:
    facts = calibrate(outcomes(index, trials(index, 900, seed=1), None))
    assert facts["after"]["ece"] < facts["before"]["ece"]
    assert facts["after"]["precision"] > 0.75
    assert set(facts["model"]) == {"names", "weights", "bias"}


@pytest.mark.parametrize("meaning", [False, True])
def test_the_shipped_weights_prefer_likeness(meaning: bool) -> None:
    trust = skill_trust(with_meaning=meaning)
    assert 0.4 < trust.threshold < 1
    assert "lead" in trust.model.names


@pytest.mark.parametrize(
    ("text", "concept"),
    [("Kubernets", "cg:skill/kubernetes"), ("machne learning", "cg:skill/machine-learning"), ("glassblowing", None)],
)
def test_links(text: str, concept: str | None) -> None:
    found, sure = Linker(starter_vocabulary()).link(text, "Skill")
    assert found == concept
    assert (sure >= skill_trust(with_meaning=False).threshold) == (concept is not None)


def test_mistyped_is_one_step_away() -> None:
    dice = random.Random(1)
    for text in ("welding", "数据挖掘"):
        for _ in range(20):
            assert abs(len(mistyped(text, dice)) - len(text)) <= 1
