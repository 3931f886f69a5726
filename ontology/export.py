"""SKOS out of the graph: one scheme or all, as RDF.

Labels, `broader`, `related`, definitions, notations and mappings are SKOS; what SKOS has no words for (kinds of skills,
needs, career moves, tiers) stands under `https://careergraph.dev/ns#`. `importers/rdf.py` reads it back.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import NotFound

from .namespaces import NS, to_uri
from .skos import MATCH_KINDS, Concept, Ontology, Relation, Scheme

if TYPE_CHECKING:
    from rdflib import Graph

    from graph.store import Store

#: Properties of a node that are neither labels nor mappings.
_PROPERTIES = ("seniority", "job_zone", "education_level")


def schemes(store: Store) -> list[Scheme]:
    """The schemes that are loaded whole."""
    return [
        Scheme(row["id"], row["title"], row["version"], row["licence"], row["lang"])
        for row in store.read("ontology/schemes")
        if row["version"]
    ]


def read_ontology(store: Store, scheme: str) -> Ontology:
    """One scheme of the graph in memory, without its retired concepts.

    Raises:
        NotFound: the graph has no such scheme.
    """
    known = {known.id: known for known in schemes(store)}
    if scheme not in known:
        raise NotFound(f"there is no scheme {scheme!r} in the graph", fix=f"one of: {', '.join(known) or 'none yet'}")
    ontology = Ontology(known[scheme])
    for row in store.read("ontology/scheme_concepts", scheme=scheme):
        properties = row["properties"]
        if properties.get("retired"):
            continue
        concept = Concept(row["id"], row["type"], properties.get("kind"), properties.get("code"))
        concept.properties = {name: properties[name] for name in _PROPERTIES if name in properties}
        chinese, description = properties.get("description_zh"), properties.get("description")
        if description and description != chinese:
            concept.descriptions["en"] = description
        if chinese:
            concept.descriptions["zh"] = chinese
        for kind in MATCH_KINDS:
            for target in properties.get(f"{kind}_match", []):
                concept.match(kind, target)
        ontology.add(concept)
    for row in sorted(store.read("ontology/scheme_labels", scheme=scheme), key=lambda row: row["id"]):
        if row["concept"] in ontology.concepts:
            ontology.concepts[row["concept"]].name(row["text"], row["lang"], row["kind"])
    for row in store.read("ontology/scheme_relations", scheme=scheme):
        properties = {name: value for name, value in row["properties"].items() if name != "scheme"}
        ontology.relate(row["kind"], row["source"], row["target"], **properties)
    return ontology


def to_rdf(ontology: Ontology) -> Graph:
    """An ontology as an RDF graph."""
    from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, Literal, Namespace, URIRef

    own = Namespace(NS)
    graph = Graph()
    graph.bind("cgns", own)
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    scheme = URIRef(to_uri(ontology.scheme.id))
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for term, text in (
        (DCTERMS.title, ontology.scheme.title),
        (DCTERMS.rights, ontology.scheme.licence),
        (DCTERMS.language, ontology.scheme.lang),
        (OWL.versionInfo, ontology.scheme.version),
    ):
        graph.add((scheme, term, Literal(text)))
    labels = {"preferred": SKOS.prefLabel, "alternative": SKOS.altLabel, "hidden": SKOS.hiddenLabel}
    matches = {
        "exact": SKOS.exactMatch,
        "close": SKOS.closeMatch,
        "broad": SKOS.broadMatch,
        "narrow": SKOS.narrowMatch,
    }
    for concept in ontology.concepts.values():
        node = URIRef(to_uri(concept.id))
        graph.add((node, RDF.type, SKOS.Concept))
        graph.add((node, RDF.type, own[concept.type]))
        graph.add((node, SKOS.inScheme, scheme))
        if concept.kind:
            graph.add((node, own.kind, Literal(concept.kind)))
        if concept.code:
            graph.add((node, SKOS.notation, Literal(concept.code)))
        for name, value in concept.properties.items():
            graph.add((node, own[name], Literal(value)))
        for label in concept.labels.values():
            graph.add((node, labels[label.kind], Literal(label.text, lang=label.lang)))
        for lang, text in concept.descriptions.items():
            graph.add((node, SKOS.definition, Literal(text, lang=lang)))
        for kind, targets in concept.matches.items():
            for target in targets:
                graph.add((node, matches[kind], URIRef(to_uri(target))))
    for relation in ontology.relations:
        _relate(graph, relation)
    return graph


def _relate(graph: Graph, relation: Relation) -> None:
    """A bare link as its SKOS property; a link with properties also as a node of its own, with a stable name."""
    from rdflib import RDF, SKOS, Literal, Namespace, URIRef

    own = Namespace(NS)
    source, target = URIRef(to_uri(relation.source)), URIRef(to_uri(relation.target))
    if relation.kind == "BROADER":
        graph.add((source, SKOS.broader, target))
    elif relation.kind == "RELATED":
        graph.add((source, SKOS.related, target))
    if relation.kind in ("NEEDS", "LEADS_TO") or relation.properties:
        name = hashlib.sha256(f"{relation.kind} {source} {target}".encode()).hexdigest()[:16]
        node = URIRef(f"{NS}link-{name}")
        graph.add((node, RDF.type, own[relation.kind.title().replace("_", "")]))
        graph.add((node, own.source, source))
        graph.add((node, own.target, target))
        for key, value in relation.properties:
            graph.add((node, own[f"link_{key}"], Literal(value)))


def export(store: Store, path: Path, scheme: str | None = None) -> int:
    """Write one scheme, or all, as SKOS Turtle.

    Returns:
        The number of RDF statements written.

    Raises:
        NotFound: the graph has no such scheme, or none at all.
    """
    wanted = [scheme] if scheme else [known.id for known in schemes(store)]
    if not wanted:
        raise NotFound("the graph holds no ontology", fix="careergraph ontology import starter")
    graph = to_rdf(read_ontology(store, wanted[0]))
    for other in wanted[1:]:
        graph += to_rdf(read_ontology(store, other))
    graph.serialize(str(path), format="turtle", encoding="utf-8")
    return len(graph)
