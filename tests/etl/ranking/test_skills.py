"""Sentences are ranked by what they say, in whatever label space."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from etl.ranking.skills import SkillName, SkillRanker, names_of
from etl.ranking.skills_pairs import SkillTexts, phrases, skill_pairs
from etl.ranking.skills_windows import LONGEST, windows
from etl.text import norm
from ontology.vocabulary import Term, Vocabulary


def _letters(texts: list[str]) -> NDArray[np.float32]:
    """A stand-in for the encoder: counts of letter pairs, so that like words are near."""
    rows = np.zeros((len(texts), 26 * 26), np.float32)
    for row, text in enumerate(texts):
        letters = [ord(c) - 97 for c in text.lower() if "a" <= c <= "z"]
        for one, other in pairwise(letters):
            rows[row, 26 * one + other] += 1
        rows[row, 0] += 1e-3
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _space(*labels: str) -> Vocabulary:
    return Vocabulary(tuple(Term(x, "Skill", x, "en", "preferred", "labels") for x in labels), "test")


def test_windows_cross_no_comma_and_skip_empty_edges() -> None:
    cut = windows("You will bake fine bread, mend <ORGANIZATION> roofs and (gladly) sing")
    assert "bake fine bread" in cut.short
    assert "mend roofs" in cut.short
    assert not {x for x in cut.short if x.lower().startswith(("you", "and")) or "bread mend" in x or "ORGAN" in x}
    assert max(len(x.split()) for x in cut.short) <= LONGEST
    assert windows(",").short == (",",)


def test_a_sentence_finds_its_skills_first() -> None:
    ranker = SkillRanker(names_of(_space("bake bread", "mend roofs", "sing", "paint walls")), encode=_letters)
    ranked = ranker.rank("Every day you bake bread; on Sundays we mend roofs.", 3)
    assert {concept for concept, _ in ranked[:2]} == {"bake bread", "mend roofs"}
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
    assert all(0 <= score <= 1 for _, score in ranked)


def test_phrases_of_postings_mean_their_label() -> None:
    space = _space("show determination", "bake bread")
    plain = SkillRanker(names_of(space, phrased=False), encode=_letters)
    said = SkillRanker(names_of(space), encode=_letters)
    sentence = "a passionate self-starter"
    assert said.rank(sentence, 1)[0][0] == "show determination"
    assert said.scores(sentence)[said.concepts.index("show determination")] > 0.7
    assert plain.scores(sentence)[plain.concepts.index("show determination")] < 0.5


def test_a_phrase_never_takes_the_name_of_another_concept() -> None:
    names = names_of(_space("show determination", "passionate"))
    assert [name.concept for name in names if norm(name.text) == "passionate"] == ["passionate"]


def test_chinese_is_found_word_for_word() -> None:
    names = [SkillName("welding", "焊接"), SkillName("welding", "welding"), SkillName("cooking", "烹饪")]
    assert SkillRanker(names, encode=_letters).rank("会焊接，有三年经验", 1)[0][0] == "welding"


def test_an_empty_label_space() -> None:
    assert SkillRanker([], encode=_letters).rank("anything", 5) == []


def test_every_phrase_stands_under_one_label() -> None:
    seen: dict[str, str] = {}
    for label, own in phrases().items():
        assert own
        for phrase in own:
            assert phrase.strip() == phrase != ""
            assert seen.setdefault(norm(phrase), label) == label, phrase


def test_every_label_of_the_phrases_is_in_esco(shared: Path) -> None:
    path = shared / "eval" / "esco_linking" / "esco_skill_labels.txt"
    assert not set(phrases()) - set(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("seed", [0, 7])
def test_pairs_lead_from_what_is_said_to_the_label(seed: int) -> None:
    skills = [
        SkillTexts("show determination"),
        SkillTexts("manage staff", ("handle personnel", "manage staffs"), "Lead people. More."),
    ]
    pairs = skill_pairs(skills, seed=seed)
    assert pairs == skill_pairs(skills, seed=seed)
    assert {pair.positive for pair in pairs} == {"show determination", "manage staff"}
    assert all(pair.group == pair.positive for pair in pairs)
    anchors = " | ".join(pair.anchor for pair in pairs)
    assert "handle personnel" in anchors
    assert "manage staffs" not in anchors
