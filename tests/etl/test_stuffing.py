"""Keyword stuffing: listed skills are believed less where too many are listed, told ones are not touched."""

from __future__ import annotations

import pytest

from etl.model import CandidateProfile
from etl.stuffing import CAUTION
from ontology.vocabulary import starter_vocabulary
from tests.etl.invented import CHINESE, ENGLISH, candidate

LABELS = sorted({t.text for t in starter_vocabulary().of_type("Skill") if t.lang == "en" and t.kind == "preferred"})


def confidences(profile: CandidateProfile) -> dict[str, float]:
    return {skill.concept: skill.confidence for skill in profile.skills}


def stuffed(text: str, how_many: int, heading: str = "\nSkills\n") -> CandidateProfile:
    return candidate(f"{text}{heading}{', '.join(LABELS[:how_many])}\n")


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_an_honest_resume_bears_no_caution(text: str) -> None:
    assert candidate(text).cautions == ()


@pytest.mark.parametrize("heading", ["\nSkills\n", "\n", "\nWork Experience\nEngineer, Fjordlys AS, 2020 - 2021\n"])
def test_two_hundred_skills_are_hardly_believed(heading: str) -> None:
    own, found = confidences(candidate(ENGLISH)), stuffed(ENGLISH, 200, heading)
    assert found.cautions == (CAUTION,)
    added = [value for concept, value in confidences(found).items() if concept not in own]
    assert len(added) > 150
    assert max(added) < 0.4
    told = {mention.concept for position in candidate(ENGLISH).positions for mention in position.mentions}
    assert all(confidences(found)[concept] >= own[concept] for concept in told & own.keys())


def test_more_stuffing_is_believed_less() -> None:
    some, much = ({s.confidence for s in stuffed("Ida Quist\n", n).skills} for n in (80, 240))
    assert max(much) < max(some) < 0.9


def test_a_long_list_is_no_stuffing() -> None:
    assert stuffed("Ida Quist\n", 30).cautions == ()


def test_repetition_says_no_more_than_once() -> None:
    once, often = (confidences(candidate(f"Ida Quist\nSkills\n{', '.join(['Docker'] * n)}\n")) for n in (1, 30))
    assert once == often
