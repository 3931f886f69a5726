"""SKOS in and out: foreign files in four formats, and our own export read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError, NotFound, OntologyError
from graph.store import Store
from ontology.export import export, read_ontology, to_rdf
from ontology.importers import esco, onet, rdf, starter
from ontology.load import load
from ontology.namespaces import from_uri, to_uri
from ontology.skos import Ontology

TURTLE = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <http://example.org/> .
ex:scheme a skos:ConceptScheme ; dcterms:title "Crafts" .
ex:weaving a skos:Concept ; skos:inScheme ex:scheme ;
    skos:prefLabel "weaving"@en , "织造"@zh-Hans ; skos:altLabel "loom work"@en ; skos:hiddenLabel "weeving"@en ;
    skos:broader ex:textile , <http://other.org/craft> ; skos:notation "T1" ;
    skos:definition "Making cloth."@en ; skos:closeMatch <http://esco/weave> .
ex:textile a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "textile work"@en ; skos:related ex:dyeing .
ex:dyeing a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "dyeing"@en .
ex:dyeing skos:narrower ex:batik .
ex:batik a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "batik"@en .
"""


def parts(ontology: Ontology) -> dict[str, Any]:
    """All of an ontology in a form that compares."""
    concepts = {
        x.id: (x.type, x.kind, x.code, x.labels, x.descriptions, x.matches, x.properties)
        for x in ontology.concepts.values()
    }
    return {"concepts": concepts, "relations": set(ontology.relations)}


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    path = tmp_path / "crafts.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return path


def test_foreign_turtle(turtle: Path) -> None:
    ontology = rdf.read(turtle)
    assert (ontology.scheme.id, ontology.scheme.title) == ("http://example.org/scheme", "Crafts")
    weaving = ontology.concepts["http://example.org/weaving"]
    assert (weaving.type, weaving.kind, weaving.code) == ("Skill", "skill", "T1")
    assert {(x.text, x.lang, x.kind) for x in weaving.labels.values()} == {
        ("weaving", "en", "preferred"),
        ("织造", "zh", "preferred"),
        ("loom work", "en", "alternative"),
        ("weeving", "en", "hidden"),
    }
    assert weaving.matches == {"close": {"http://esco/weave"}, "broad": {"http://other.org/craft"}}
    assert {(x.kind, x.source[19:], x.target[19:]) for x in ontology.relations} == {
        ("BROADER", "weaving", "textile"),
        ("BROADER", "batik", "dyeing"),
        ("RELATED", "dyeing", "textile"),
    }


def test_the_type_is_a_choice(turtle: Path) -> None:
    assert {x.type for x in rdf.read(turtle, "Occupation").concepts.values()} == {"Occupation"}


@pytest.mark.parametrize(("ending", "format"), [("rdf", "xml"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_other_formats_say_the_same(turtle: Path, tmp_path: Path, ending: str, format: str) -> None:
    other = tmp_path / f"crafts.{ending}"
    rdf.parse(turtle).serialize(str(other), format=format, encoding="utf-8")
    assert parts(rdf.read(other)) == parts(rdf.read(turtle))


@pytest.mark.parametrize(
    ("name", "text", "error", "says"),
    [
        ("a.docx", "", InputError, "no RDF format"),
        ("a.ttl", "@prefix x: <http://x/> .\n\nx:a x:b ; .\n", OntologyError, "a.ttl:3"),
        ("a.rdf", "<a>\n<b></a>", OntologyError, "a.rdf:2"),
        ("a.jsonld", "{", OntologyError, "not RDF"),
        ("a.jsonld", '{"@context": "http://example.org/c.jsonld", "@id": "x"}', OntologyError, "nothing is fetched"),
        ("a.ttl", "", OntologyError, "0 concept schemes"),
        ("a.ttl", TURTLE + "ex:two a skos:ConceptScheme .", OntologyError, "2 concept schemes"),
        ("a.ttl", TURTLE + "ex:bare a skos:Concept ; skos:inScheme ex:scheme .", OntologyError, "no preferred label"),
        ("a.ttl", TURTLE.split("ex:weaving")[0], OntologyError, "no concepts"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, text: str, error: type[Exception], says: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error) as caught:
        rdf.read(path)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "id", ["cg:skill/python", "onet:tech/c#", "onet:tech/c++", "zhocc:2-02", "esco:key_1", "http://x/y", "onet"]
)
def test_ids_survive_as_uris(id: str) -> None:
    assert to_uri(id).startswith("http")
    assert from_uri(to_uri(id)) == id


@pytest.mark.parametrize("source", ["starter", "esco", "onet"])
def test_export_reads_back_whole(
    store: Store, tmp_path: Path, starter_folder: Path, esco_folder: Path, onet_folder: Path, source: str
) -> None:
    original = {
        "starter": lambda: starter.read(starter_folder),
        "esco": lambda: esco.read(esco_folder),
        "onet": lambda: onet.read(onet_folder),
    }[source]()
    load(store, original)
    path = tmp_path / "out.ttl"
    assert export(store, path, source) > 0
    assert parts(read_ontology(store, source)) == parts(original)
    back = rdf.read(path)
    assert parts(back) == parts(original)
    assert back.scheme.id == source


def test_export_is_the_same_twice(store: Store, tmp_path: Path, starter_folder: Path, esco_folder: Path) -> None:
    load(store, starter.read(starter_folder))
    load(store, esco.read(esco_folder))
    export(store, tmp_path / "a.ttl")
    export(store, tmp_path / "b.ttl")
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()
    assert len(rdf.parse(tmp_path / "a.ttl")) == len(to_rdf(starter.read(starter_folder))) + len(
        to_rdf(esco.read(esco_folder))
    )


def test_export_of_what_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no ontology"):
        export(store, tmp_path / "a.ttl")
    with pytest.raises(NotFound, match="nonsense"):
        export(store, tmp_path / "a.ttl", "nonsense")
