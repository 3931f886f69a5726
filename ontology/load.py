"""Writes an ontology into the graph: what differs is created, changed or removed, what is equal is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from graph.errors import OntologyError

from .skos import MATCH_KINDS, NODE_TYPES, RELATION_KINDS, Concept, NodeType, Ontology, RelationKind

if TYPE_CHECKING:
    from graph.store import Store

Progress = Callable[[int, int], None]
Row = dict[str, Any]
Key = TypeVar("Key", bound=Hashable)

#: Properties of a concept that the ontology owns; others (embeddings) belong to who wrote them.
OWNED = (
    "scheme", "kind", "code", "label_en", "label_zh", "description", "description_zh", "seniority", "job_zone",
    "education_level", "exact_match", "close_match", "broad_match", "narrow_match", "retired",
)  # fmt: skip
_MERGE: dict[NodeType | RelationKind, str] = {
    "Skill": "ontology/merge_skills", "SkillGroup": "ontology/merge_skill_groups",
    "Occupation": "ontology/merge_occupations", "OccupationGroup": "ontology/merge_occupation_groups",
    "BROADER": "ontology/merge_broader", "RELATED": "ontology/merge_related", "NEEDS": "ontology/merge_needs",
    "LEADS_TO": "ontology/merge_moves",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import brought. `concepts`, `labels` and `relations` count the whole scheme; `written` and `removed`
    count what differed from the graph; `unchanged` says that nothing did."""

    scheme: str
    version: str
    concepts: int
    labels: int
    relations: int
    written: int
    removed: int
    unchanged: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Step:
    """One query over the rows that need it."""

    query: str
    rows: list[Row]
    parameters: Mapping[str, Any]


def load(store: Store, ontology: Ontology, *, force: bool = False, progress: Progress | None = None) -> ImportSummary:
    """Make the graph say what the ontology says; nothing is written twice.

    A scheme whose version the graph has is taken as loaded. While a load runs the scheme has no version, so that one
    that was broken off is done again.

    Args:
        force: compare all of it even if the version is the same.
        progress: called with (rows written, rows to write).

    Raises:
        OntologyError: a concept belongs to another scheme of the graph.
    """
    started = time.monotonic()
    scheme = ontology.scheme
    known = {row["id"]: row["version"] for row in store.read("ontology/schemes")}
    if force or known.get(scheme.id) != scheme.version:
        _refuse_foreign(store, ontology)
        removals, writes = _steps(store, ontology)
    else:
        removals, writes = [], []
    removed, written = (sum(len(step.rows) for step in steps) for steps in (removals, writes))
    if removed or written or known.get(scheme.id) != scheme.version:
        properties = {"title": scheme.title, "licence": scheme.licence, "lang": scheme.lang}
        store.write("ontology/begin_scheme", id=scheme.id, properties=properties)
        _run(store, [*removals, *writes], progress)
        link_matches(store)
        store.write("ontology/finish_scheme", id=scheme.id, version=scheme.version)
    return ImportSummary(
        scheme=scheme.id,
        version=scheme.version,
        concepts=len(ontology.concepts),
        labels=sum(len(concept.labels) for concept in ontology.concepts.values()),
        relations=sum(1 for _ in ontology.relations) + sum(len(_matches(c)) for c in ontology.concepts.values()),
        written=written,
        removed=removed,
        unchanged=not removed and not written,
        seconds=time.monotonic() - started,
    )


def link_matches(store: Store) -> None:
    """Make relationships of the matches whose both ends are in the graph by now; drop those no longer stated."""
    store.write("ontology/remove_matches")
    for kind in MATCH_KINDS:
        store.write(f"ontology/match_{kind}")


def _refuse_foreign(store: Store, ontology: Ontology) -> None:
    found = store.read("ontology/foreign_concepts", ids=list(ontology.concepts), scheme=ontology.scheme.id)
    if found:
        raise OntologyError(
            f"the concept belongs to the scheme {found[0]['scheme']} already",
            where=found[0]["id"],
            fix=f"import {ontology.scheme.id} into a graph without {found[0]['scheme']}",
        )


def _steps(store: Store, ontology: Ontology) -> tuple[list[Step], list[Step]]:
    """What to remove and what to write, each in an order that keeps every end in place."""
    less_concepts, more_concepts = _concept_steps(store, ontology)
    less_labels, more_labels = _label_steps(store, ontology)
    less_relations, more_relations = _relation_steps(store, ontology)
    return [less_relations, less_labels, less_concepts], [*more_concepts, more_labels, *more_relations]


def _concept_steps(store: Store, ontology: Ontology) -> tuple[Step, list[Step]]:
    scheme = ontology.scheme.id
    known = {
        (row["type"], row["id"]): _owned(row["properties"])
        for row in store.read("ontology/scheme_concepts", scheme=scheme)
    }
    wanted = {
        (concept.type, concept.id): _owned(properties_of(concept, scheme)) for concept in ontology.concepts.values()
    }
    gone = sorted(key for key in known.keys() - wanted.keys() if not known[key]["retired"])
    removal = Step("ontology/remove_concepts", [{"type": type, "id": id} for type, id in gone], {})
    rows: dict[NodeType, list[Row]] = {type: [] for type in NODE_TYPES}
    for type, id in _changed(wanted, known):
        rows[type].append({"id": id, "properties": wanted[type, id]})
    return removal, [Step(_MERGE[type], rows[type], {"scheme": scheme}) for type in NODE_TYPES]


def _label_steps(store: Store, ontology: Ontology) -> tuple[Step, Step]:
    known = {row["id"]: row for row in store.read("ontology/scheme_labels", scheme=ontology.scheme.id)}
    wanted = {row["id"]: row for concept in ontology.concepts.values() for row in _labels(concept)}
    curated = {row["id"] for row in store.read("ontology/curated_labels", scheme=ontology.scheme.id)}
    gone = sorted(known.keys() - wanted.keys() - curated)
    return (
        Step("ontology/remove_labels", [{"id": id} for id in gone], {}),
        Step("ontology/merge_labels", [wanted[id] for id in _changed(wanted, known)], {}),
    )


def _relation_steps(store: Store, ontology: Ontology) -> tuple[Step, list[Step]]:
    scheme = ontology.scheme.id
    known = {
        (row["kind"], row["source"], row["target"]): row["properties"]
        for row in store.read("ontology/scheme_relations", scheme=scheme)
    }
    wanted = {
        (relation.kind, relation.source, relation.target): {**dict(relation.properties), "scheme": scheme}
        for relation in ontology.relations
    }
    gone = [
        {"kind": kind, "source": source, "target": target}
        for kind, source, target in sorted(known.keys() - wanted.keys())
    ]
    rows: dict[RelationKind, list[Row]] = {kind: [] for kind in RELATION_KINDS}
    for key in _changed(wanted, known):
        kind, source, target = key
        rows[kind].append({"source": source, "target": target, "properties": wanted[key]})
    parameters = {"scheme": scheme}
    removal = Step("ontology/remove_relations", gone, parameters)
    return removal, [Step(_MERGE[kind], rows[kind], parameters) for kind in RELATION_KINDS]


def properties_of(concept: Concept, scheme: str) -> Row:
    """The properties of a concept's node, without `id`."""
    description = concept.descriptions.get("en") or next(iter(concept.descriptions.values()), None)
    return {
        "scheme": scheme,
        "kind": concept.kind,
        "code": concept.code,
        "label_en": concept.preferred("en"),
        "label_zh": concept.preferred("zh"),
        "description": description,
        "description_zh": concept.descriptions.get("zh"),
        **{f"{kind}_match": sorted(targets) for kind, targets in concept.matches.items()},
        **concept.properties,
    }


def _owned(properties: Mapping[str, Any]) -> Row:
    return {name: properties.get(name) for name in OWNED}


def _labels(concept: Concept) -> Iterable[Row]:
    for label in concept.labels.values():
        norm = label.norm
        yield {
            "concept": concept.id,
            "id": f"{concept.id}|{label.lang}|{norm}",
            "text": label.text,
            "norm": norm,
            "lang": label.lang,
            "kind": label.kind,
        }


def _matches(concept: Concept) -> list[str]:
    return [target for targets in concept.matches.values() for target in targets]


def _changed(wanted: Mapping[Key, Mapping[str, Any]], known: Mapping[Key, Mapping[str, Any]]) -> list[Key]:
    return [key for key, value in wanted.items() if known.get(key) != value]


def _run(store: Store, steps: Iterable[Step], progress: Progress | None) -> None:
    steps = [step for step in steps if step.rows]
    total, done = sum(len(step.rows) for step in steps), 0
    for step in steps:
        base = done

        def count(rows: int, _: int, base: int = base) -> None:
            if progress:
                progress(base + rows, total)

        store.write_batches(step.query, step.rows, progress=count, **step.parameters)
        done += len(step.rows)
