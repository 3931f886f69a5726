"""Titles that no label names: what was learnt from labelled ones links them, where ESCO's occupations are known."""

from __future__ import annotations

import json
import pickle

import pytest

from etl.linking import Linker
from etl.linking.learned_titles import SURE, SURE_HEADLESS
from etl.ranking.titles import WEIGHTS
from ontology.vocabulary import Term, Vocabulary

ESCO = "http://data.europa.eu/esco/occupation/"
DEVELOPER = ESCO + "f2b15a0e-e65a-438a-affb-29b9d50b77d1"


def esco(share: float = 1.0) -> list[Term]:
    """The occupations that were learnt, under names that say nothing, but for one."""
    config = json.loads((WEIGHTS / "titles" / "config.json").read_text(encoding="utf-8"))
    ids = sorted([*config["classes"], *config["named"]])
    kept = [DEVELOPER, *ids[: round(share * len(ids))]]
    named = [Term(DEVELOPER, "Occupation", "java developer", "en", "alternative", "esco")]
    return named + [
        Term(id_, "Occupation", f"calling number {at}", "en", "preferred", "esco")
        for at, id_ in enumerate(dict.fromkeys(kept))
    ]


@pytest.fixture(scope="module")
def linker() -> Linker:
    own = [
        Term(f"cg:{name.split()[0]}", "Occupation", name, "en", "preferred", "starter")
        for name in ("Java wizard", "Tide inspector")
    ]
    return Linker(Vocabulary((*esco(), *own), "test"))


@pytest.mark.parametrize(
    "title", ["Java Programmer (Penang)", "senior java programmer", "Software Engineer II, Payments"]
)
def test_a_title_without_a_label_is_linked(linker: Linker, title: str) -> None:
    concept, sure = linker.link(title, "Occupation")
    assert concept == DEVELOPER
    assert SURE <= sure <= 1


def test_an_exact_label_comes_first(linker: Linker) -> None:
    assert linker.link("Java Wizard", "Occupation") == ("cg:Java", 1.0)


def test_a_label_of_a_part_comes_before_a_guess(linker: Linker) -> None:
    assert linker.link("Tide Inspector/Volunteer", "Occupation")[0] == "cg:Tide"


@pytest.mark.parametrize("title", ["Supervisor", "Manager", "Senior Consultant"])
def test_a_word_that_fits_any_trade_says_nothing(linker: Linker, title: str) -> None:
    assert linker.link(title, "Occupation")[0] is None


@pytest.mark.parametrize(
    "title", ["Led a team of five", "References on request", "Acme Widgets Ltd", "xyzzy", "（）", ""]
)
def test_unsure_is_none(linker: Linker, title: str) -> None:
    concept, sure = linker.link(title, "Occupation")
    assert concept is None
    assert sure < SURE_HEADLESS


def test_every_id_exists_and_says_how_sure(linker: Linker) -> None:
    titles = [
        "Night shift warehouse hand",
        "Assistant pastry cook trainee",
        "Head of Everything",
        "Ward nurse, paediatrics",
    ]
    for title in titles:
        concept, sure = linker.link(title, "Occupation")
        assert 0 <= sure <= 1
        assert concept is None or (concept in linker.vocabulary.concepts and sure >= SURE)


def test_a_ranking_falls_from_what_is_linked(linker: Linker) -> None:
    title = "Java Programmer (Penang)"
    ranked = linker.rank(title, "Occupation", 5)
    assert ranked[0] == linker.link(title, "Occupation")
    assert len(ranked) == 5
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)


def test_a_vocabulary_without_most_of_them_is_not_asked() -> None:
    # The few that are left would get every title.
    few = Linker(Vocabulary(tuple(esco(0.05)), "test"))
    assert few.link("Hotel receptionist, nights", "Occupation")[0] is None


def test_chinese_titles_go_by_their_labels(linker: Linker) -> None:
    assert linker.link("高级爪哇程序员", "Occupation")[0] is None


def test_what_has_gone_from_the_vocabulary_is_not_linked(linker: Linker) -> None:
    gone = [term for term in linker.vocabulary.terms if term.concept == DEVELOPER]
    left = Vocabulary(tuple(term for term in linker.vocabulary.terms if term.concept != DEVELOPER), "test/2")
    changed = linker.changed(left, (), gone)
    concept, _ = changed.link("Java Programmer (Penang)", "Occupation")
    assert concept != DEVELOPER
    assert concept is None or concept in left.concepts


def test_another_process_links_alike(linker: Linker) -> None:
    copied = pickle.loads(pickle.dumps(linker))  # noqa: S301 - our own bytes
    title = "Java Programmer (Penang)"
    assert copied.link(title, "Occupation") == linker.link(title, "Occupation")
