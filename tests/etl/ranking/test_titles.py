"""Titles find their occupations, and nothing but occupations of the vocabulary comes out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.evaluation import esco_occupations
from etl.ranking.titles import WEIGHTS, LabelledTitle, TitleRanker, Weights, open_titles
from etl.ranking.titles_classifier import ClassifierTraining, TitleClassifier
from etl.ranking.titles_features import Floats, Hashing, grams
from etl.ranking.titles_head import MeaningHead
from etl.ranking.titles_index import Nearest
from etl.ranking.titles_shipped import read_shipped, write_shipped
from etl.ranking.titles_training import learn_classifier, learn_titles, name_others
from graph.errors import ModelError, NotEnoughData
from ontology.vocabulary import Term, Vocabulary

BAKER, CODER, NURSE = "t:baker", "t:coder", "t:nurse"
TERMS = tuple(
    Term(concept, "Occupation", text, lang, "preferred", "t")
    for concept, text, lang in (
        (BAKER, "baker", "en"),
        (BAKER, "面包师", "zh"),
        (CODER, "software developer", "en"),
        (CODER, "软件工程师", "zh"),
        (NURSE, "nurse", "en"),
    )
)
VOCABULARY = Vocabulary(TERMS, "t")
TITLES = [
    *(LabelledTitle(title, BAKER) for title in ("Pastry Chef", "Bread maker (night)", "pastry assistant")),
    *(LabelledTitle(title, CODER) for title in ("Java wizard", "Full stack wizard", "PHP Programmer", "web wizard")),
    *(LabelledTitle(title, NURSE) for title in ("Ward sister", "RN - ward 7", "Night ward sister")),
    LabelledTitle("Astronaut", "t:not-in-the-vocabulary"),
]


@pytest.fixture(scope="module")
def learnt() -> TitleRanker:
    return learn_titles(VOCABULARY, TITLES)


def test_labels_alone() -> None:
    ranker = TitleRanker(VOCABULARY)
    assert ranker.rank("Senior Software Developer (Remote)")[0][0] == CODER
    assert ranker.rank("高级软件工程师（上海）")[0][0] == CODER
    assert ranker.rank("")[0][1] == pytest.approx(1 / 3)


def test_what_was_learnt_beats_the_labels(learnt: TitleRanker) -> None:
    assert TitleRanker(VOCABULARY).rank("Night sitter")[0][0] != NURSE
    assert learnt.rank("Night sitter")[0][0] == NURSE
    assert learnt.rank("Backend wizard")[0][0] == CODER
    assert learnt.rank("ward sister")[0][0] == NURSE
    assert learnt.rank("software developer")[0][0] == CODER


def test_the_same_seed_gives_the_same_ranks(learnt: TitleRanker) -> None:
    titles = [title for title, _ in TITLES]
    assert learn_titles(VOCABULARY, TITLES).rank_many(titles) == learnt.rank_many(titles)


def test_many_is_one_by_one(learnt: TitleRanker) -> None:
    titles = ["Backend wizard", "baker", "护士", "?"] * 50
    for many, one in zip(learnt.rank_many(titles), (learnt.rank(title) for title in titles), strict=True):
        assert [concept for concept, _ in many] == [concept for concept, _ in one]
        assert [score for _, score in many] == pytest.approx([score for _, score in one], abs=1e-5)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_every_id_is_in_the_vocabulary(learnt: TitleRanker, title: str) -> None:
    ranked = learnt.rank(title, 5)
    assert {concept for concept, _ in ranked} <= VOCABULARY.concepts
    scores = [score for _, score in ranked]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1, abs=1e-4)
    concept, sure = learnt.link(title)
    assert concept is None or concept in VOCABULARY.concepts
    assert 0 <= sure <= 1


def test_unsure_is_none() -> None:
    ranker = TitleRanker(VOCABULARY, weights=Weights(labels=20), threshold=0.9)
    assert ranker.link("baker")[0] == BAKER
    assert ranker.link("Quorbler")[0] is None


def test_folded_concepts_are_one() -> None:
    folded = Vocabulary(
        (*TERMS, Term("u:baker", "Occupation", "baker", "en", "preferred", "u")), "t", {BAKER: "u:baker"}
    )
    ranker = learn_titles(folded, TITLES)
    assert ranker.rank("pastry cook")[0][0] == "u:baker"
    assert BAKER not in ranker.concepts


def test_classes_that_the_vocabulary_lacks_are_ignored(learnt: TitleRanker) -> None:
    classifier = learn_classifier([t for t in TITLES if t.concept != "x"])
    few = Vocabulary(tuple(term for term in TERMS if term.concept == BAKER), "few")
    ranked = TitleRanker(few, classifier=classifier, weights=Weights(grams=1)).rank("web wizard")
    assert [concept for concept, _ in ranked] == [BAKER]


def test_weights_survive_the_disk(tmp_path: Path) -> None:
    classifier = learn_classifier(TITLES, ClassifierTraining(width=16), buckets=1 << 10)
    write_shipped(tmp_path, Weights(grams=1.0), classifier, confidence=[(0.0, 0.0), (1.0, 0.9)], threshold=0.4)
    back = read_shipped(tmp_path)
    rows = classifier.hashing([title for title, _ in TITLES])
    assert np.allclose(classifier.log_probabilities(rows), back["classifier"].log_probabilities(rows), atol=0.1)
    assert open_titles(VOCABULARY, tmp_path).rank("web wizard")[0][0] == CODER
    assert "wizard" not in (tmp_path / "config.json").read_text()
    (tmp_path / "config.json").write_text("[]")
    with pytest.raises(ModelError, match="no learned titles"):
        read_shipped(tmp_path)


def test_a_label_that_fits_outweighs_what_was_learnt() -> None:
    classifier = learn_classifier([LabelledTitle("ward sister", BAKER)] * 8 + [LabelledTitle("web wizard", CODER)])
    terms = (*TERMS, Term(NURSE, "Occupation", "ward sister", "en", "alternative", "t"))
    vocabulary = Vocabulary(terms, "t")
    deaf = TitleRanker(vocabulary, classifier=classifier, weights=Weights(labels=3, grams=1), unseen=-7)
    assert deaf.rank("ward sister")[0][0] == BAKER
    fitting = TitleRanker(vocabulary, classifier=classifier, weights=Weights(labels=3, fit=20, grams=1), unseen=-7)
    assert fitting.rank("ward sister")[0][0] == NURSE
    assert fitting.rank("ward assistant")[0][0] == deaf.rank("ward assistant")[0][0] == BAKER


def test_occupations_without_titles_are_known_by_their_names(tmp_path: Path) -> None:
    vectors = {"baker": (1.0, 0.0, 0.0), "nurse": (0.0, 0.6, 0.8), "sick-room helper": (0.0, 0.8, 0.6)}

    def encode(texts: Sequence[str]) -> Floats:
        return np.array([vectors[text] for text in texts], np.float32)

    head = MeaningHead((BAKER,), np.array([[20.0, 0, 0]], np.float32), np.zeros(1, np.float32))
    classifier = TitleClassifier(
        (BAKER,), Hashing.fit(["baker"], 16), *(np.zeros(n, np.float32) for n in ((16, 2), (1, 2), 1))
    )
    few = Vocabulary(tuple(term for term in TERMS if term.text in vectors), "few")

    def best(head: MeaningHead) -> str:
        ranker = TitleRanker(few, weights=Weights(labels=0.1, meaning=1), head=head, encode=encode)
        return ranker.rank("sick-room helper")[0][0]

    assert best(head) == BAKER
    wide = name_others(few, head, encode)
    assert wide.classes == (BAKER, NURSE)
    assert best(wide) == NURSE
    assert name_others(few, wide, encode) is wide
    write_shipped(tmp_path, Weights(), classifier, wide)
    config = json.loads((tmp_path / "config.json").read_text())
    assert (config["classes"], config["named"]) == ([BAKER], [NURSE])
    assert read_shipped(tmp_path)["head"].classes == wide.classes


def test_the_shipped_weights_know_every_occupation_of_esco(shared: Path) -> None:
    occupations = esco_occupations(shared / "ontology" / "esco")
    head = read_shipped(WEIGHTS / "titles")["head"]
    assert len(set(head.classes)) == len(head.classes) == len(head.directions) == len(head.bias)
    assert {occupations.canonical(name) for name in head.classes} == {
        occupations.canonical(term.concept) for term in occupations.of_type("Occupation")
    }


def test_nothing_to_learn() -> None:
    with pytest.raises(NotEnoughData):
        learn_titles(VOCABULARY, TITLES[-1:])


def test_grams() -> None:
    assert {"=web", "web_dev", "<we", "dev>"} <= grams("Web  DEV")
    assert {"软", "软件", "师", "程师>"} <= grams("软件工程师")
    assert grams("!!") == {"?"}
    rows = Hashing.fit(["a bc", "bc"], 1 << 12)(["bc", "!!"])
    assert rows.shape == (2, 1 << 12)
    assert np.asarray(rows.multiply(rows).sum(1)).ravel() == pytest.approx([1, 0])


def test_votes_rise_with_number_and_nearness() -> None:
    hashing = Hashing.fit(["red fox", "red hen", "blue cat"], 1 << 12)
    nearest = Nearest(hashing(["red fox", "red hen", "blue cat", "red fox"]), np.array([0, 0, 1, 2]), 4)
    cosines = nearest.cosines(hashing(["red fox"]))
    votes, best = nearest.votes(cosines, 8)[0], nearest.best(cosines)[0]
    assert votes[0] > votes[2] > votes[1] >= votes[3] == 0
    assert best[0] == best[2] == pytest.approx(1)


def test_ranking_needs_no_torch() -> None:
    code = (
        "import sys; from etl.ranking.titles import TitleRanker; from ontology.vocabulary import Term, Vocabulary;"
        "r = TitleRanker(Vocabulary((Term('a', 'Occupation', 'baker', 'en', 'preferred', 't'),), 't'));"
        "assert r.rank('baker')[0][0] == 'a'; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
