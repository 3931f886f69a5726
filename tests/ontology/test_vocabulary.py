"""Labels in memory: folding of exact matches, and the same vocabulary from files and from the graph."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graph.store import Store
from ontology.importers import esco, onet, starter
from ontology.load import load
from ontology.skos import language, normalise
from ontology.vocabulary import fold, load_vocabulary, starter_vocabulary, vocabulary_of

SCHEMES = {"cg:a": "starter", "cg:b": "starter", "e:1": "esco", "e:2": "esco", "o:1": "onet", "z:1": "other"}


def test_the_starter_stands_for_its_exact_matches() -> None:
    assert fold(SCHEMES, [("cg:a", "e:1"), ("o:1", "e:1"), ("z:1", "o:1")]) == {
        "e:1": "cg:a",
        "o:1": "cg:a",
        "z:1": "cg:a",
    }


def test_esco_stands_before_onet() -> None:
    assert fold(SCHEMES, [("o:1", "e:2")]) == {"o:1": "e:2"}


def test_several_matches_in_one_scheme_fold_nothing() -> None:
    assert fold(SCHEMES, [("o:1", "e:1"), ("o:1", "e:2")]) == {}


def test_two_concepts_of_one_scheme_never_become_one() -> None:
    aliases = fold(SCHEMES, [("cg:a", "e:1"), ("cg:b", "o:1"), ("o:1", "e:1")])
    assert aliases == {"e:1": "cg:a", "o:1": "cg:b"}


def test_matches_with_what_is_not_loaded_fold_nothing() -> None:
    assert fold(SCHEMES, [("cg:a", "http://elsewhere")]) == {}


def test_folding_does_not_depend_on_order() -> None:
    matches = [("cg:a", "e:1"), ("cg:b", "e:2"), ("o:1", "e:1"), ("z:1", "o:1"), ("z:1", "e:2")]
    expected = fold(SCHEMES, matches)
    for seed in range(20):
        random.Random(seed).shuffle(matches)
        assert fold(SCHEMES, [(b, a) for a, b in matches]) == expected


@pytest.mark.parametrize(
    ("text", "norm"),
    [("  Ｐython  3 ", "python 3"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("机器 学习", "机器 学习")],
)
def test_normalise(text: str, norm: str) -> None:
    assert normalise(text) == norm


def test_language() -> None:
    assert [language(x) for x in ("zh-Hans", "EN", "en_GB")] == ["zh", "en", "en"]


def test_the_packaged_starter_is_bilingual() -> None:
    vocabulary = starter_vocabulary()
    assert vocabulary.version.startswith("starter@")
    assert vocabulary.label("cg:skill/machine-learning", "zh") == "机器学习"
    for concept in vocabulary.concepts:
        assert (concept, "en") in vocabulary.preferred
        assert (concept, "zh") in vocabulary.preferred


def test_graph_and_files_give_the_same_vocabulary(
    store: Store, starter_folder: Path, esco_folder: Path, onet_folder: Path
) -> None:
    ontologies = [starter.read(starter_folder), esco.read(esco_folder), onet.read(onet_folder)]
    for ontology in ontologies:
        load(store, ontology)
    loaded, read = load_vocabulary(store), vocabulary_of(ontologies)
    assert loaded == read
    assert loaded.canonical("onet:15-1252.00") == "cg:occupation/developer"
    assert loaded.canonical("http://esco/python") == "cg:skill/python"
    assert loaded.canonical("onet:element/2.B.3.e") == "cg:skill/programming"
    assert loaded.label("http://esco/python", "zh") == "Python语言"
    assert "http://esco/isco/2" not in loaded.concepts, "groups are no concepts of extraction"


def test_an_empty_graph_has_an_empty_vocabulary(store: Store) -> None:
    vocabulary = load_vocabulary(store)
    assert (vocabulary.terms, vocabulary.version, vocabulary.aliases) == ((), "", {})
