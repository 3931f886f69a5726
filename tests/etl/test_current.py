"""A name more or less: what is changed in place says what is built anew says."""

from __future__ import annotations

import pytest

from etl.extract import Extractor
from etl.gazetteer import Gazetteer
from etl.linking import Linker
from etl.model import Document
from etl.steps import Tools
from ontology.vocabulary import Term, Vocabulary, starter_vocabulary

BASE = starter_vocabulary()
PYTHON, DOCKER, TRADE = "cg:skill/python", "cg:skill/docker", "cg:occupation/electrician"


def skill(text: str, concept: str = PYTHON, lang: str = "en") -> Term:
    return Term(concept, "Skill", text, lang, "alternative", "starter")


NAMES = (
    skill("Grimblescript"),
    skill("Flumbo-lang (beta)"),
    skill("flumbo lang", DOCKER),  # The same spelling for another skill: which of them counts must not change.
    skill("Qx"),
    skill("gr.imble", DOCKER),
    skill("格林脚本", lang="zh"),
    skill("python"),
)
TEXT = "Skills\nGrimblescript, flumbo lang, Flumbo-Lang, Qx, gr.imble, Gr imble, 熟悉格林脚本, Python 3, Docker, Java"


def found(gazetteer: Gazetteer) -> list[tuple[str, str | None, float]]:
    return [(mention.text, mention.concept, mention.confidence) for mention in gazetteer.find(TEXT)]


@pytest.mark.parametrize("at", [0, 2, 5])
def test_a_gazetteer_that_is_changed_is_one_that_is_built(at: int) -> None:
    first, second = BASE.changed(NAMES[:at], (), "v1"), BASE.changed(NAMES, (), "v2")
    grown = Gazetteer(first).changed(second, NAMES[at:])
    built = Gazetteer(second)
    assert found(grown) == found(built)
    assert len(grown) == len(built)
    assert found(built) != found(Gazetteer(BASE))
    shrunk = grown.changed(first, NAMES[at:])
    assert found(shrunk) == found(Gazetteer(first))
    assert len(shrunk) == len(Gazetteer(first))


def test_a_linker_finds_new_names_and_their_misspellings() -> None:
    name = Term(TRADE, "Occupation", "Splinterbone Warden", "en", "alternative", "starter")
    assert TRADE in BASE.concepts
    plain = Linker(BASE)
    assert plain.rank("Splinterbone Wardens", "Occupation", 1)[0][0] != TRADE
    assert PYTHON not in dict(plain.rank("grimblescripting", "Skill", 3))
    grown = plain.changed(BASE.changed((name, NAMES[0]), (), "v1"), (name, NAMES[0]), ())
    assert grown.link("splinterbone warden", "Occupation")[0] == TRADE
    assert grown.rank("Splinterbone Wardens", "Occupation", 1)[0][0] == TRADE
    assert grown.rank("grimblescripting", "Skill", 1)[0][0] == PYTHON
    shrunk = grown.changed(BASE, (), (name, NAMES[0]))
    assert shrunk.link("splinterbone warden", "Occupation")[0] != TRADE
    assert PYTHON not in dict(shrunk.rank("grimblescripting", "Skill", 3))
    for text in ("electrician", "Python developer"):
        assert shrunk.rank(text, "Occupation") == plain.rank(text, "Occupation")


def test_an_extractor_that_is_changed_names_its_vocabulary() -> None:
    document = Document("posting:0", "posting", "en", "txt", "", "Developer\n\nRequirements\n- Grimblescript, Docker")
    plain = Extractor(BASE, today="2024-06")
    grown = plain.changed(NAMES[:1], (), "starter@1+1")
    assert grown.vocabulary.version == "starter@1+1"
    assert PYTHON in {mention.concept for mention in grown.extract(document).mentions}
    assert PYTHON not in {mention.concept for mention in plain.extract(document).mentions}


def test_an_extractor_that_is_changed_builds_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Extractor(BASE)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("built anew")

    monkeypatch.setattr(Tools, "__init__", refuse)
    monkeypatch.setattr(Gazetteer, "__init__", refuse)
    grown = plain.changed(NAMES[:1], (), "v1")
    text = Document("resume:1", "resume", "en", "txt", "", "Ida Quist\n\nSkills\nGrimblescript\n")
    assert PYTHON in {mention.concept for mention in grown.extract(text).mentions}


def test_a_vocabulary_keeps_its_order() -> None:
    changed = BASE.changed(NAMES, (), "v1")
    assert isinstance(changed, Vocabulary)
    assert changed.changed((), NAMES, BASE.version) == BASE
