"""Checks find planted faults, each under its rule, and nothing in what is sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef

from graph.store import Store
from ontology.check import check, check_ontology, check_rdf
from ontology.export import to_rdf
from ontology.importers import starter
from ontology.load import load
from ontology.namespaces import NS, to_uri

PYTHON, SQL = (URIRef(to_uri(f"cg:skill/{slug}")) for slug in ("python", "sql"))
OWN = Namespace(NS)


@pytest.fixture
def sound(starter_folder: Path) -> Graph:
    return to_rdf(starter.read(starter_folder))


def test_a_sound_ontology_has_no_findings(sound: Graph) -> None:
    assert check_rdf(sound, ("en", "zh")) == []


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ((PYTHON, SKOS.prefLabel, Literal("Snake", lang="en")), "UniqueLang"),
        ((PYTHON, SKOS.altLabel, Literal("Python", lang="en")), "Disjoint"),
        ((PYTHON, SKOS.hiddenLabel, Literal("CPython", lang="en")), "Disjoint"),
        ((PYTHON, SKOS.prefLabel, Literal("bare")), "Datatype"),
        ((PYTHON, SKOS.broader, SQL), "Disjoint"),
        ((PYTHON, OWN.kind, Literal("gadget")), "In"),
    ],
)
def test_planted_faults(sound: Graph, statement: tuple[URIRef, URIRef, Literal], rule: str) -> None:
    sound.add(statement)
    found = check_rdf(sound, ("en", "zh"))
    assert {(finding.concept, finding.rule) for finding in found} == {("cg:skill/python", rule)}


def test_a_language_that_is_missing(sound: Graph) -> None:
    sound.remove((PYTHON, SKOS.prefLabel, Literal("Python语言", lang="zh")))
    assert [(x.concept, x.rule) for x in check_rdf(sound, ("en", "zh"))] == [("cg:skill/python", "Language")]


def test_a_concept_without_any_label(sound: Graph) -> None:
    sound.remove((SQL, SKOS.prefLabel, None))
    assert ("cg:skill/sql", "MinCount") in {(x.concept, x.rule) for x in check_rdf(sound)}


def test_an_importance_out_of_bounds(sound: Graph) -> None:
    link = next(iter(sound.subjects(RDF.type, OWN.Needs)))
    sound.set((link, OWN.link_importance, Literal(1.5)))
    assert [(x.concept, x.rule) for x in check_rdf(sound)] == [(str(link), "MaxInclusive")]


def test_a_need_of_what_is_no_skill(sound: Graph) -> None:
    link = next(iter(sound.subjects(RDF.type, OWN.Needs)))
    sound.set((link, OWN.target, URIRef(to_uri("cg:occupation/lead"))))
    assert [x.rule for x in check_rdf(sound)] == ["Class"]


def test_every_cycle_is_found(sound: Graph) -> None:
    programming = URIRef(to_uri("cg:skill/programming"))
    sound.add((programming, SKOS.broader, PYTHON))
    group = URIRef(to_uri("cg:group/computing"))
    sound.add((group, SKOS.broader, group))
    found = [x for x in check_rdf(sound) if x.rule == "Cycle"]
    assert [x.concept for x in found] == ["cg:group/computing", "cg:skill/programming"]
    assert "cg:skill/python" in found[1].message


def test_check_of_the_graph(store: Store, starter_folder: Path) -> None:
    load(store, starter.read(starter_folder))
    seen: list[tuple[int, int]] = []
    assert check(store, "starter", progress=lambda done, total: seen.append((done, total))) == []
    assert seen[-1][0] == seen[-1][1] > 0
    store.execute("MATCH (:Occupation)-[n:NEEDS]->(:Skill {id: 'cg:skill/python'}) SET n.importance = 7.0")
    assert {x.rule for x in check(store)} == {"MaxInclusive"}


def test_the_packaged_starter_is_sound() -> None:
    assert check_ontology(starter.read()) == []
