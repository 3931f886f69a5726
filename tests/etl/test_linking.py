"""Linking says what is meant, or nothing."""

from __future__ import annotations

import pickle
import random
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from etl.linking import Linker
from ontology.sources import read_source
from ontology.vocabulary import ConceptType, Vocabulary, vocabulary_of
from tests.etl.invented import extractor, vocabulary


def label(title: str) -> str | None:
    linker = extractor().tools.linker
    concept, _ = linker.link(title, "Occupation")
    return linker.vocabulary.label(concept) if concept else None


@pytest.mark.parametrize(
    "titles",
    [
        ("Software Developer", "software developers", "Software Developer (Remote) - Berlin", "软件开发工程师（上海）"),
        ("Data Analyst", "DATA ANALYST", "Data Analyst, Growth Team", "数据分析师"),
        ("Registered Nurse", "Registered Nurse - Night Shift", "注册护士"),
    ],
)
def test_one_occupation(titles: tuple[str, ...]) -> None:
    assert None not in {label(t) for t in titles}
    assert len({label(t) for t in titles}) == 1


@pytest.mark.parametrize("title", ["Director", "Consultant", "xyzzy", "", "Timekeeper of tides", "（）"])
def test_unsure_is_none(title: str) -> None:
    assert label(title) is None


def test_the_end_of_a_title_counts() -> None:
    assert label("Starlight Cloud Store Manager") == label("Store Manager")
    concept, score = extractor().tools.linker.link("Starlight Cloud Store Manager", "Occupation")
    assert concept is not None
    assert score < 0.8


def test_either_part_of_a_double_title() -> None:
    assert label("Welder/Quorbler") == label("Welder")


def test_rank_falls_and_is_bounded() -> None:
    for text, kind in (("java developer", "Occupation"), ("机器学习", "Skill"), ("manage people", "Skill")):
        ranked = extractor().tools.linker.rank(text, kind, 7)  # type: ignore[arg-type]
        scores = [score for _, score in ranked]
        assert len(ranked) == 7
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)
        assert len({concept for concept, _ in ranked}) == 7
        assert {concept for concept, _ in ranked} <= extractor().vocabulary.concepts


def test_exact_beats_near() -> None:
    linker = Linker(vocabulary(("a", "data mining"), ("b", "data mining tools"), ("c", "data")))
    assert linker.rank("Data  Mining", "Skill", 3)[0] == ("a", 1.0)
    assert linker.link("data minning", "Skill")[0] == "a"
    assert linker.link("coal mining", "Skill")[0] is None


def test_starter_comes_before_other_schemes() -> None:
    both = Vocabulary(
        vocabulary(("esco:1", "welding"), scheme="esco").terms + vocabulary(("cg:1", "welding")).terms, "t"
    )
    assert Linker(both).link("welding", "Skill") == ("cg:1", 1.0)


def test_an_encoder_joins_the_ranking() -> None:
    def encode(texts: list[str]) -> np.ndarray:
        rows = [[1.0, 0.0] if t in ("people care", "looking after the old") else [0.0, 1.0] for t in texts]
        return np.array(rows, np.float32)

    terms = vocabulary(("a", "people care"), ("b", "looking at the stars"))
    assert Linker(terms).rank("looking after the old", "Skill", 2)[0][0] == "b"
    assert Linker(terms, encode=encode).rank("looking after the old", "Skill", 2)[0][0] == "a"


def test_empty_vocabulary() -> None:
    assert Linker(vocabulary()).rank("x", "Skill", 5) == []
    assert Linker(vocabulary()).link("x", "Occupation") == (None, 0.0)


def test_survives_pickling() -> None:
    linker = Linker(vocabulary(("a", "data mining")))
    linker.link("data mine", "Skill")
    assert pickle.loads(pickle.dumps(linker)).link("data mining", "Skill") == ("a", 1.0)  # noqa: S301


def _asked(seed: int, count: int) -> list[str]:
    """Texts of every sort: labels, labels cut up and mixed, both languages, and rubbish."""
    dice = random.Random(seed)
    texts = [term.text for term in extractor().vocabulary.terms]
    found = []
    for _ in range(count):
        one, other = dice.choice(texts), dice.choice(texts)
        cut = dice.randrange(len(one) + 1)
        found += [one[:cut] + other, one.upper(), f"{other} ({one})", "".join(dice.sample(one, len(one)))]
    return [*found, "", " ", "，", "\u200b", "C", "🛠 tools", "x" * 400]


@pytest.mark.parametrize("seed", [0, 1])
def test_every_id_that_comes_out_exists(seed: int) -> None:
    linker = extractor().tools.linker
    known = extractor().vocabulary.concepts
    for text in _asked(seed, 15):
        for kind in get_args(ConceptType):
            concept, sure = linker.link(text, kind)
            assert concept is None or concept in known
            assert 0 <= sure <= 1
            assert {found for found, _ in linker.rank(text, kind, 5)} <= known


def test_a_skill_is_one_node_in_both_languages() -> None:
    linker = extractor().tools.linker
    labels: dict[str, set[str]] = {}
    for term in linker.vocabulary.of_type("Skill"):
        labels.setdefault(term.concept, set()).add(term.lang)
        assert linker.link(term.text, "Skill") == (linker.vocabulary.canonical(term.concept), 1.0)
    assert all(langs == {"en", "zh"} for langs in labels.values())


def test_labels_of_the_originals_lead_to_the_same_node(shared: Path) -> None:
    original = read_source("esco", shared / "ontology" / "esco")
    both = vocabulary_of([read_source("starter"), original])
    linker = Linker(both)
    folded = [term for term in both.of_type("Skill") if both.canonical(term.concept) != term.concept]
    assert len(folded) > 250
    for term in folded:
        if term.kind == "preferred":
            assert linker.link(term.text, "Skill")[0] == both.canonical(term.concept)
    assert linker.link("多线程", "Skill") == linker.link("use concurrent programming", "Skill")
