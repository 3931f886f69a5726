"""The ontology as extraction sees it: every label of every concept, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

ConceptType = Literal["Skill", "Occupation"]
LabelKind = Literal["preferred", "alternative", "hidden"]


@dataclass(frozen=True, slots=True)
class Term:
    """One label of one concept."""

    concept: str
    type: ConceptType
    text: str
    lang: str
    kind: LabelKind
    scheme: str


@dataclass(frozen=True)
class Vocabulary:
    """All terms, with concepts that are exact matches of each other folded into one.

    `version` names the schemes and their versions that the terms came from. `aliases` maps a concept to the
    concept that stands for it (starter before ESCO before O*NET before the rest), for exact matches only.
    """

    terms: tuple[Term, ...]
    version: str
    aliases: dict[str, str] = field(default_factory=dict)

    def canonical(self, concept: str) -> str:
        """The concept that stands for this one and its exact matches."""
        return self.aliases.get(concept, concept)

    def of_type(self, type: ConceptType) -> Iterable[Term]:
        """The terms of skills, or of occupations."""
        return (term for term in self.terms if term.type == type)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Every id that extraction may ever return."""
        return frozenset(self.canonical(term.concept) for term in self.terms)

    @cached_property
    def preferred(self) -> dict[tuple[str, str], str]:
        """(canonical concept, language) to preferred label."""
        found: dict[tuple[str, str], str] = {}
        for term in self.terms:
            if term.kind == "preferred":
                key = (self.canonical(term.concept), term.lang)
                if key not in found or term.concept == key[0]:
                    found[key] = term.text
        return found

    def label(self, concept: str, lang: str = "en") -> str:
        """The preferred label in `lang`, else in any language, else the id."""
        concept = self.canonical(concept)
        for wanted in (lang, "en", "zh"):
            if (concept, wanted) in self.preferred:
                return self.preferred[(concept, wanted)]
        return concept
