"""Any SKOS vocabulary in RDF (Turtle, RDF/XML, JSON-LD, N-Triples), read by rdflib.

Terms follow the SKOS Reference (W3C, 2009). Nothing is fetched: a JSON-LD file that names its context by address is
refused. Our own exports keep their types, needs and moves; in other files every concept is of the type that is asked.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args
from xml.sax import SAXParseException

from graph.errors import InputError, OntologyError

from ..namespaces import NS, from_uri
from ..skos import Concept, MatchKind, NodeType, Ontology, RelationKind, Scheme, SkillKind, language
from ..vocabulary import LabelKind
from .tables import read_bytes, version_of

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

_FORMATS = {
    ".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".owl": "xml", ".jsonld": "json-ld", ".json": "json-ld",
    ".nt": "nt",
}  # fmt: skip
_PROPERTIES = ("seniority", "job_zone", "education_level")


def read(path: Path, type: Literal["Skill", "Occupation"] = "Skill", scheme: str | None = None) -> Ontology:
    """A SKOS file; `.gz` behind the ending is unpacked.

    Args:
        type: what the concepts are, where the file does not say so in our own terms.
        scheme: the URI of the concept scheme to read; needed when the file holds several.

    Raises:
        InputError: the ending is none that we know.
        OntologyError: the file is not RDF (with FILE:LINE where the parser knows it), or not SKOS.
    """
    graph = parse(path)
    return from_rdf(graph, path.name, type, scheme, version=version_of([path]))


def parse(path: Path) -> Graph:
    """The statements of an RDF file."""
    from rdflib import Graph

    ending = Path(path.name.removesuffix(".gz")).suffix.lower()
    if ending not in _FORMATS:
        raise InputError(
            f"{ending or 'no ending'} is no RDF format that we read",
            where=path.name,
            fix=f"one of {', '.join(_FORMATS)}",
        )
    data = read_bytes(path)
    graph = Graph()
    try:
        if _FORMATS[ending] == "json-ld":
            _refuse_addresses(json.loads(data), path.name)
        with warnings.catch_warnings():  # rdflib's own JSON-LD parser uses what rdflib deprecates.
            warnings.simplefilter("ignore", DeprecationWarning)
            graph.parse(data=data, format=_FORMATS[ending], publicID=f"urn:file:{path.name}")
    except OntologyError:
        raise
    except Exception as error:  # Each parser of rdflib has its own exceptions, without a common root.
        line = error.getLineNumber() if isinstance(error, SAXParseException) else None
        line = line or getattr(error, "lineno", None) or getattr(error, "lines", None)
        line = line + 1 if line is not None and hasattr(error, "lines") else line
        where = f"{path.name}:{line}" if line else path.name
        reason = str(getattr(error, "message", "") or error).strip().splitlines()
        raise OntologyError(
            f"the file is not RDF ({reason[0] if reason else 'no reason given'})", where=where
        ) from error
    return graph


def _refuse_addresses(node: Any, file: str) -> None:
    """JSON-LD may name a context by its address, and rdflib would fetch it."""
    if isinstance(node, list):
        for item in node:
            _refuse_addresses(item, file)
    elif isinstance(node, dict):
        contexts = node.get("@context", [])
        for context in contexts if isinstance(contexts, list) else [contexts]:
            if isinstance(context, str) or (isinstance(context, dict) and "@import" in context):
                raise OntologyError(
                    "the JSON-LD names its context by address, and nothing is fetched",
                    where=file,
                    fix="put the context into the file, or convert it to Turtle",
                )
        for value in node.values():
            _refuse_addresses(value, file)


def from_rdf(
    graph: Graph,
    file: str,
    type: Literal["Skill", "Occupation"] = "Skill",
    scheme: str | None = None,
    version: str = "",
) -> Ontology:
    """The concepts of one scheme out of RDF statements.

    Raises:
        OntologyError: no or several schemes, no concepts, or a concept without preferred label.
    """
    from rdflib import RDF, SKOS, URIRef

    found = _scheme(graph, file, scheme, version)
    ontology = Ontology(found[1])
    nodes = sorted(
        node
        for node in graph.subjects(RDF.type, SKOS.Concept)
        if isinstance(node, URIRef) and found[0] in (*graph.objects(node, SKOS.inScheme), *found[2:])
    )
    if not nodes:
        raise OntologyError("the scheme has no concepts", where=f"{file}: {found[0]}")
    for node in nodes:
        ontology.add(_concept(graph, node, type, file))
    for node in nodes:
        _relations(graph, node, ontology)
    _links(graph, ontology)
    return ontology


def _scheme(graph: Graph, file: str, wanted: str | None, version: str) -> tuple[Any, ...]:
    """The scheme's node and description; its node again if concepts without `inScheme` belong to it as well."""
    from rdflib import DCTERMS, OWL, RDF, SKOS, URIRef

    known = sorted(str(node) for node in graph.subjects(RDF.type, SKOS.ConceptScheme))
    if wanted is None and len(known) != 1:
        what = f"the file holds {len(known)} concept schemes"
        raise OntologyError(what, where=file, fix=f"name the one to read: {', '.join(known) or 'a URI of yours'}")
    node = URIRef(wanted or known[0])
    texts = {
        name: [str(x) for x in graph.objects(node, term)]
        for name, term in (
            ("title", DCTERMS.title), ("label", SKOS.prefLabel), ("version", OWL.versionInfo),
            ("rights", DCTERMS.rights), ("licence", DCTERMS.license), ("language", DCTERMS.language),
        )
    }  # fmt: skip
    langs = sorted({_tagged(label)[1] for label in graph.objects(None, SKOS.prefLabel)})
    title = sorted(texts["title"] + texts["label"]) or [str(node)]
    scheme = Scheme(
        from_uri(str(node)),
        title[0],
        version or min(texts["version"], default=""),
        min(texts["licence"] + texts["rights"], default=""),
        " ".join(langs),
    )
    bare = not any(graph.subjects(SKOS.inScheme, None))
    return (node, scheme, node) if bare else (node, scheme)


def _concept(graph: Graph, node: URIRef, type: NodeType, file: str) -> Concept:
    from rdflib import RDF, SKOS, Namespace

    own = Namespace(NS)
    stated = {str(x).removeprefix(NS) for x in graph.objects(node, RDF.type) if str(x).startswith(NS)}
    for candidate in get_args(NodeType):
        type = candidate if candidate in stated else type
    kind = graph.value(node, own.kind)
    concept = Concept(from_uri(str(node)), type, code=_text(graph.value(node, SKOS.notation)))
    if type == "Skill":
        concept.kind = cast(SkillKind, str(kind)) if kind else "skill"
    terms: tuple[tuple[LabelKind, URIRef], ...] = (
        ("preferred", SKOS.prefLabel),
        ("alternative", SKOS.altLabel),
        ("hidden", SKOS.hiddenLabel),
    )
    for label_kind, term in terms:
        for text, lang in sorted(_tagged(label) for label in graph.objects(node, term)):
            concept.name(text, lang, label_kind)
    if not any(label.kind == "preferred" for label in concept.labels.values()):
        raise OntologyError("the concept has no preferred label", where=f"{file}: {node}")
    for text, lang in sorted(_tagged(definition) for definition in graph.objects(node, SKOS.definition)):
        concept.describe(text, lang)
    for name in _PROPERTIES:
        value = graph.value(node, own[name])
        if value is not None:
            concept.properties[name] = cast("str | int", cast(Any, value).toPython())
    return concept


def _relations(graph: Graph, node: URIRef, ontology: Ontology) -> None:
    """Links inside the file become relations; a broader or related concept elsewhere becomes a mapping."""
    from rdflib import SKOS

    id = from_uri(str(node))
    concept = ontology.concepts[id]
    matches: tuple[tuple[MatchKind, URIRef], ...] = (
        ("exact", SKOS.exactMatch),
        ("close", SKOS.closeMatch),
        ("broad", SKOS.broadMatch),
        ("narrow", SKOS.narrowMatch),
    )
    for match, term in matches:
        for target in graph.objects(node, term):
            concept.match(match, from_uri(str(target)))
    parents = {*graph.objects(node, SKOS.broader), *graph.subjects(SKOS.narrower, node)}
    for parent in sorted(from_uri(str(x)) for x in parents):
        if parent in ontology.concepts:
            ontology.relate("BROADER", id, parent)
        else:
            concept.match("broad", parent)
    for other in sorted(from_uri(str(x)) for x in graph.objects(node, SKOS.related)):
        if other in ontology.concepts:
            ontology.relate("RELATED", id, other)
        else:
            concept.match("close", other)


def _links(graph: Graph, ontology: Ontology) -> None:
    """Our own links that carry properties."""
    from rdflib import RDF, Namespace

    own = Namespace(NS)
    for kind in get_args(RelationKind):
        for node in graph.subjects(RDF.type, own[kind.title().replace("_", "")]):
            source, target = (from_uri(str(graph.value(node, end))) for end in (own.source, own.target))
            if source in ontology.concepts and target in ontology.concepts:
                prefix = f"{NS}link_"
                properties = {
                    str(term).removeprefix(prefix): cast(Any, value).toPython()
                    for term, value in graph.predicate_objects(node)
                    if str(term).startswith(prefix)
                }
                ontology.relate(kind, source, target, **properties)


def _tagged(value: object) -> tuple[str, str]:
    """A literal as text and language; one without a language is taken for English."""
    return str(value), language(getattr(value, "language", None) or "en")


def _text(value: object) -> str | None:
    return None if value is None else str(value)
