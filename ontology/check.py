"""Checks of an ontology: SHACL shapes over its SKOS form (`shapes.ttl`), and two rules that SHACL Core cannot say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

from .export import read_ontology, schemes, to_rdf
from .namespaces import from_uri
from .skos import Ontology, language

if TYPE_CHECKING:
    from rdflib import Graph

    from graph.store import Store

SHAPES = Path(__file__).with_name("shapes.ttl")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: the concept (or link) that it is about, the rule that it breaks, and what is wrong."""

    concept: str
    rule: str
    message: str


def check(
    store: Store, scheme: str | None = None, *, progress: Callable[[int, int], None] | None = None
) -> list[Finding]:
    """The faults of one scheme of the graph, or of all.

    Raises:
        NotFound: the graph has no such scheme.
    """
    wanted = [scheme] if scheme else [known.id for known in schemes(store)]
    return [finding for name in wanted for finding in check_ontology(read_ontology(store, name), progress=progress)]


def check_ontology(ontology: Ontology, *, progress: Callable[[int, int], None] | None = None) -> list[Finding]:
    """The faults of an ontology in memory; `progress` counts SHACL shapes."""
    langs = tuple(ontology.scheme.lang.split())
    return check_rdf(to_rdf(ontology), langs, progress=progress)


def check_rdf(
    graph: Graph, langs: tuple[str, ...] = (), *, progress: Callable[[int, int], None] | None = None
) -> list[Finding]:
    """The faults of SKOS statements; every concept must have a preferred label in each of `langs`."""
    return sorted({*_shapes(graph, progress), *_languages(graph, langs), *_cycles(graph)})


def _shapes(graph: Graph, progress: Callable[[int, int], None] | None) -> Iterator[Finding]:
    from pyshacl import validate
    from rdflib import RDF, SH, Graph

    shapes = Graph().parse(SHAPES, format="turtle")
    names = sorted(str(shape) for shape in shapes.subjects(RDF.type, SH.NodeShape))
    for done, name in enumerate(names, start=1):
        # Without inference and rules nothing is added to the statements, so they need not be copied.
        _, report, _ = validate(graph, shacl_graph=shapes, use_shapes=[name], inplace=True)
        for result in report.subjects(RDF.type, SH.ValidationResult):
            component = str(report.value(result, SH.sourceConstraintComponent))
            rule = component.rsplit("#", 1)[-1].removesuffix("ConstraintComponent")
            node = from_uri(str(report.value(result, SH.focusNode)))
            message = str(report.value(result, SH.resultMessage))
            value = report.value(result, SH.value)
            yield Finding(node, rule, f"{message}: {value}" if value is not None else message)
        if progress:
            progress(done, len(names))


def _languages(graph: Graph, langs: tuple[str, ...]) -> Iterator[Finding]:
    from rdflib import RDF, SKOS

    for node in graph.subjects(RDF.type, SKOS.Concept):
        have = {language(getattr(x, "language", None) or "") for x in graph.objects(node, SKOS.prefLabel)}
        for lang in langs:
            if lang not in have:
                yield Finding(from_uri(str(node)), "Language", f"no preferred label in {lang}")


def _cycles(graph: Graph) -> Iterator[Finding]:
    """Each cycle of broader concepts, named by its smallest member; after one is found its links are taken out."""
    from rdflib import SKOS

    parents: dict[str, set[str]] = {}
    for lower, upper in graph.subject_objects(SKOS.broader):
        parents.setdefault(from_uri(str(lower)), set()).add(from_uri(str(upper)))
    while cycle := _cycle(parents):
        for child in cycle:
            parents.get(child, set()).difference_update(cycle)
        yield Finding(min(cycle), "Cycle", f"broader leads back to itself: {' < '.join(sorted(set(cycle)))}")


def _cycle(parents: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
