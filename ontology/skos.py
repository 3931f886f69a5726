"""The SKOS model in memory: a scheme, its concepts with their labels, and what relates them.

Follows the SKOS Reference (W3C, 2009) for labels, `broader`, `related` and the mapping properties; needs of
occupations and career moves are CareerGraph's own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from graph.errors import OntologyError

from .vocabulary import LabelKind

NodeType = Literal["Skill", "SkillGroup", "Occupation", "OccupationGroup"]
SkillKind = Literal["skill", "knowledge", "tool", "language", "attitude"]
RelationKind = Literal["BROADER", "RELATED", "NEEDS", "LEADS_TO"]
MatchKind = Literal["exact", "close", "broad", "narrow"]
Value = str | int | float | bool

NODE_TYPES: tuple[NodeType, ...] = ("Skill", "SkillGroup", "Occupation", "OccupationGroup")
SKILL_KINDS: tuple[SkillKind, ...] = ("skill", "knowledge", "tool", "language", "attitude")
RELATION_KINDS: tuple[RelationKind, ...] = ("BROADER", "RELATED", "NEEDS", "LEADS_TO")
MATCH_KINDS: tuple[MatchKind, ...] = ("exact", "close", "broad", "narrow")
_STRENGTH: dict[LabelKind, int] = {"preferred": 2, "alternative": 1, "hidden": 0}


@lru_cache(maxsize=1 << 16)
def normalise(text: str) -> str:
    """The form in which labels are compared: NFKC, case folded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def language(tag: str) -> str:
    """The primary subtag of a BCP 47 tag: `zh` of `zh-Hans`."""
    return tag.replace("_", "-").split("-", 1)[0].lower()


@dataclass(frozen=True, slots=True)
class ConceptLabel:
    """One label of a concept; `norm` is its compared form."""

    text: str
    lang: str
    kind: LabelKind

    @property
    def norm(self) -> str:
        return normalise(self.text)


@dataclass(slots=True)
class Concept:
    """A node of the ontology.

    `descriptions` maps a language to a definition; `matches` maps a kind of SKOS mapping to ids in other schemes,
    which need not be known; `properties` holds what only some schemes state (`seniority`, `job_zone`, ...).
    """

    id: str
    type: NodeType
    kind: SkillKind | None = None
    code: str | None = None
    labels: dict[tuple[str, str], ConceptLabel] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    matches: dict[MatchKind, set[str]] = field(default_factory=dict)
    properties: dict[str, Value] = field(default_factory=dict)

    def name(self, text: str, lang: str, kind: LabelKind = "alternative") -> None:
        """Give the concept a label; where two differ only in form, the stronger kind (then the first) stays."""
        text = " ".join(text.split())
        if not text:
            return
        label = ConceptLabel(text, lang, kind)
        key = (lang, label.norm)
        known = self.labels.get(key)
        if known is None or _STRENGTH[kind] > _STRENGTH[known.kind]:
            self.labels[key] = label

    def describe(self, text: str, lang: str) -> None:
        """Give the concept a definition; an empty one is none."""
        if text := text.strip():
            self.descriptions[lang] = text

    def match(self, kind: MatchKind, target: str) -> None:
        """Map the concept to one of another scheme."""
        self.matches.setdefault(kind, set()).add(target)

    def preferred(self, lang: str) -> str | None:
        """The preferred label in a language."""
        return next((x.text for x in self.labels.values() if x.kind == "preferred" and x.lang == lang), None)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme. `version` is a hash of the files that it came from, or what the publisher states."""

    id: str
    title: str
    version: str
    licence: str
    lang: str


@dataclass(frozen=True, slots=True)
class Relation:
    """`source` -[kind]-> `target`, with sorted properties so that equal relations compare equal."""

    kind: RelationKind
    source: str
    target: str
    properties: tuple[tuple[str, Value], ...] = ()


class Ontology:
    """One scheme with its concepts and their relations, complete in memory."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.concepts: dict[str, Concept] = {}
        self._relations: dict[tuple[RelationKind, str, str], Relation] = {}

    def add(self, concept: Concept, *, where: str = "") -> Concept:
        """Take a new concept in.

        Raises:
            OntologyError: its id is taken.
        """
        if concept.id in self.concepts:
            raise OntologyError(
                f"the id {concept.id} stands twice", where=where, fix="give every concept an id of its own"
            )
        self.concepts[concept.id] = concept
        return concept

    def relate(self, kind: RelationKind, source: str, target: str, /, *, where: str = "", **properties: Value) -> None:
        """Relate two concepts that are known already; `RELATED` is symmetric and stored once, smaller id first.

        A relation that is stated twice keeps the properties of its last statement.

        Raises:
            OntologyError: an end is unknown, or both are the same.
        """
        for end in (source, target):
            if end not in self.concepts:
                raise OntologyError(f"{end} is no concept of {self.scheme.id}", where=where)
        if source == target:
            raise OntologyError(f"{source} is {kind} to itself", where=where)
        if kind == "RELATED" and target < source:
            source, target = target, source
        self._relations[(kind, source, target)] = Relation(kind, source, target, tuple(sorted(properties.items())))

    def relation(self, kind: RelationKind, source: str, target: str) -> Relation | None:
        """The relation between two concepts, if there is one."""
        if kind == "RELATED" and target < source:
            source, target = target, source
        return self._relations.get((kind, source, target))

    @property
    def relations(self) -> Iterable[Relation]:
        return self._relations.values()

    def of_type(self, *types: NodeType) -> Iterator[Concept]:
        """The concepts of some types."""
        return (concept for concept in self.concepts.values() if concept.type in types)
