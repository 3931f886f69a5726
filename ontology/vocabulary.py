"""The ontology as extraction sees it: every label of every concept, in memory."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from graph.store import Store

    from .skos import Ontology

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

    `version` names the schemes and their versions that the terms came from (`esco@1.1.1+3` with three of curators'
    changes). `aliases` maps a concept to the concept that stands for it (starter before ESCO before O*NET before the
    rest), for exact matches only.
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

    def changed(self, added: Collection[Term], removed: Collection[Term], version: str) -> Vocabulary:
        """This vocabulary with some terms more and some less; exact matches stay as they are."""
        terms = list(self.terms)
        for term in removed:
            at = bisect_left(terms, _order(term), key=_order)
            if at < len(terms) and terms[at] == term:
                del terms[at]
        for term in added:
            insort(terms, term, key=_order)
        return Vocabulary(tuple(terms), version, self.aliases)

    def label(self, concept: str, lang: str = "en") -> str:
        """The preferred label in `lang`, else in any language, else the id."""
        concept = self.canonical(concept)
        for wanted in (lang, "en", "zh"):
            if (concept, wanted) in self.preferred:
                return self.preferred[(concept, wanted)]
        return concept


#: Which scheme's concept stands for its exact matches in others; schemes that are not named come last.
PRIORITY = ("starter", "esco", "onet")


def priority(scheme: str) -> int:
    """Rank of a scheme among those whose concepts match exactly; lower stands for higher."""
    return PRIORITY.index(scheme) if scheme in PRIORITY else len(PRIORITY)


def fold(schemes: Mapping[str, str], matches: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Aliases out of exact matches: each concept to the one that stands for its class, by `PRIORITY`, then by id.

    A class never holds two concepts of one scheme: where a concept has several exact matches in another scheme, none
    of these folds, since they would make different concepts one.

    Args:
        schemes: the scheme of every concept that may fold.
        matches: pairs of concepts; those with an end that `schemes` lacks are left out.
    """
    links = {
        (a, b) if (priority(schemes[a]), a) < (priority(schemes[b]), b) else (b, a)
        for a, b in matches
        if a in schemes and b in schemes and schemes[a] != schemes[b]
    }
    partners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for a, b in links:
        partners[a, schemes[b]].add(b)
        partners[b, schemes[a]].add(a)
    classes: dict[str, dict[str, str]] = {}  # concept -> its class, as {scheme: concept}

    def order(link: tuple[str, str]) -> tuple[int, int, str, str]:
        return (priority(schemes[link[0]]), priority(schemes[link[1]]), *link)

    for a, b in sorted(links, key=order):
        if len(partners[a, schemes[b]]) > 1 or len(partners[b, schemes[a]]) > 1:
            continue
        first, second = classes.get(a, {schemes[a]: a}), classes.get(b, {schemes[b]: b})
        if first is second or first.keys() & second.keys():
            continue
        merged = first | second
        for concept in merged.values():
            classes[concept] = merged
    aliases = {}
    for concept, members in classes.items():
        stands = min(members.values(), key=lambda member: (priority(schemes[member]), member))
        if stands != concept:
            aliases[concept] = stands
    return aliases


def vocabulary_of(ontologies: Iterable[Ontology]) -> Vocabulary:
    """The vocabulary of ontologies in memory."""
    terms: list[Term] = []
    matches: list[tuple[str, str]] = []
    versions: list[str] = []
    types: tuple[ConceptType, ...] = ("Skill", "Occupation")
    schemes: dict[ConceptType, dict[str, str]] = {type: {} for type in types}
    for ontology in ontologies:
        scheme = ontology.scheme.id
        versions.append(f"{scheme}@{ontology.scheme.version}")
        for concept in ontology.concepts.values():
            type = concept.type
            if type != "Skill" and type != "Occupation":
                continue
            schemes[type][concept.id] = scheme
            matches += [(concept.id, target) for target in concept.matches.get("exact", ())]
            terms += [Term(concept.id, type, x.text, x.lang, x.kind, scheme) for x in concept.labels.values()]
    return _vocabulary(terms, versions, schemes, matches)


def starter_vocabulary() -> Vocabulary:
    """The vocabulary of the starter ontology alone, from its files, without a graph."""
    from .importers import starter

    return vocabulary_of([starter.read()])


def load_vocabulary(store: Store) -> Vocabulary:
    """The vocabulary of every ontology in the graph; empty if there is none."""
    terms: list[Term] = []
    matches: list[tuple[str, str]] = []
    types: tuple[tuple[ConceptType, str], ...] = (
        ("Skill", "ontology/skill_terms"),
        ("Occupation", "ontology/occupation_terms"),
    )
    schemes: dict[ConceptType, dict[str, str]] = {}
    for type, query in types:
        schemes[type] = {}
        for row in store.read(query):
            concept, scheme = row["concept"], row["scheme"]
            schemes[type][concept] = scheme
            matches += [(concept, target) for target in row["matches"] or ()]
            terms += [Term(concept, type, text, lang, kind, scheme) for text, lang, kind in row["labels"]]
    return _vocabulary(terms, scheme_versions(store), schemes, matches)


def scheme_versions(store: Store) -> list[str]:
    """What `Vocabulary.version` is made of: each scheme with its version and the number of curators' changes."""
    return [
        f"{row['id']}@{row['version']}" + (f"+{row['revision']}" if row["revision"] else "")
        for row in store.read("ontology/schemes")
        if row["version"]
    ]


def curated_terms(store: Store) -> frozenset[Term]:
    """The names that curators have given: see `ontology.curation`."""
    return frozenset(Term(**row) for row in store.read("ontology/curated_terms"))


def _vocabulary(
    terms: list[Term],
    versions: list[str],
    schemes: Mapping[ConceptType, Mapping[str, str]],
    matches: list[tuple[str, str]],
) -> Vocabulary:
    """Put together in an order that does not depend on where the terms came from."""
    aliases = {a: b for known in schemes.values() for a, b in fold(known, matches).items()}
    return Vocabulary(tuple(sorted(terms, key=_order)), " ".join(sorted(versions)), dict(sorted(aliases.items())))


def _order(term: Term) -> tuple[str, str, str, bool, str, str]:
    return term.type, term.concept, term.lang, term.kind != "preferred", term.kind, term.text
