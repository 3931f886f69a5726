"""The linker: ranks the concepts of one vocabulary for a stretch of text, and says which one is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from etl.homonyms import AMBIGUOUS, Resolver
from etl.ranking.skills_trust import SkillTrust, skill_trust
from etl.taiwan_words import mainland_form
from etl.text import HAN, norm
from etl.titles import has_title_head
from ontology.vocabulary import ConceptType, Term, Vocabulary, priority

from .chinese_titles import ChineseTitles
from .index import Encode, LabelIndex
from .learned_titles import CLEAR, LearnedTitles
from .title_forms import bare_head, forms, parts, tails, trade

NAME = "linker/4"
_KINDS = {"preferred": 0, "alternative": 1, "hidden": 2}
#: Lowest likeness of a title, and of one without a telling word (`Room Service`): most are names of departments.
_TITLE, _HEADLESS = 0.62, 0.88
_REMEMBERED = 200_000
#: Candidates that are weighed, the nearest in writing first: what stands further down never comes to the top.
_WEIGHED = 10


class Linker:
    """Ranks the concepts of one vocabulary for a stretch of text. Indexes are built at the first fuzzy look-up.

    A title is linked by a label that names it exactly; else, where the vocabulary has ESCO's occupations, by what was
    learnt from labelled titles if that is clear; else by a label of a part of it; else by what was learnt (or, without
    ESCO, by the likeness of writing).

    Args:
        vocabulary: every label that may be linked to.
        encode: optional text encoder; its cosine then counts as much as the lexical score.
        thresholds: lowest score of a link by type; without it that of the calibration for skills, where nine
            links of ten are right, and a likeness that was tried out for occupations.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        encode: Encode | None = None,
        thresholds: dict[ConceptType, float] | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self._encode = encode
        self._given = thresholds
        self._trust: SkillTrust = skill_trust(with_meaning=encode is not None)
        self.thresholds: dict[ConceptType, float] = {
            "Skill": self._trust.threshold,
            "Occupation": _TITLE,
            **(thresholds or {}),
        }
        self._exact: dict[ConceptType, dict[str, list[str]]] = {}
        self._resolver: Resolver | None = None
        self._labels: defaultdict[str, list[str]] | None = None
        self._index: dict[ConceptType, LabelIndex] = {}
        self._learned = LearnedTitles(vocabulary)
        self._chinese = ChineseTitles(vocabulary)
        self._links: dict[tuple[str, ConceptType], tuple[str | None, float]] = {}

    def changed(self, vocabulary: Vocabulary, added: Collection[Term], removed: Collection[Term]) -> Linker:
        """The linker of a vocabulary that differs from this one's by these terms; indexes are taken over."""
        found = Linker(vocabulary, encode=self._encode, thresholds=self._given)
        found._learned = self._learned
        touched = {term.type for term in (*added, *removed)}
        found._exact = {type: table for type, table in self._exact.items() if type not in touched}
        if "Occupation" not in touched:
            found._resolver = self._resolver
            found._chinese = self._chinese
        for type, index in self._index.items():
            if type not in touched:
                found._index[type] = index
                continue

            def of(terms: Iterable[Term], type: ConceptType = type) -> set[tuple[str, str]]:
                return {(norm(x.text), vocabulary.canonical(x.concept)) for x in terms if x.type == type}

            gone = of(removed)
            found._index[type] = index.changed(sorted(of(added)), gone - of(vocabulary.terms) if gone else gone)
        return found

    def exact(self, text: str, type: ConceptType) -> list[str]:
        """The concepts with a label of exactly this normal form, the best-known first."""
        if type not in self._exact:
            table: dict[str, list[str]] = {}
            for term in sorted(self.vocabulary.of_type(type), key=_priority):
                concept = self.vocabulary.canonical(term.concept)
                known = table.setdefault(norm(term.text), [])
                if concept not in known:
                    known.append(concept)
            self._exact[type] = table
        return self._exact[type].get(norm(text), [])

    def labels(self, concept: str) -> list[str]:
        """The normal forms of all labels of a skill."""
        if self._labels is None:
            self._labels = defaultdict(list)
            for term in self.vocabulary.of_type("Skill"):
                self._labels[self.vocabulary.canonical(term.concept)].append(norm(term.text))
        return self._labels.get(concept, [])

    def resolve(self, text: str, type: ConceptType) -> list[tuple[str, float]]:
        """The concepts with exactly this label, with how surely each is meant: see `etl.homonyms`."""
        concepts = self.exact(text, type)
        if type == "Skill" or not concepts:
            return [(concept, 1.0) for concept in concepts]
        if self._resolver is None:
            self._resolver = Resolver(self.vocabulary)
        return self._resolver.weigh(norm(text), concepts)

    def rank(self, text: str, type: ConceptType, k: int = 10) -> list[tuple[str, float]]:
        """The `k` best concepts with scores 0..1, falling; ties in the order of ids.

        A skill's score is the probability that it is meant. A title is tried as written, without noise, without its
        level, and by its last words; exact matches score 1.0 (0.97, 0.93 and 0.75 for the reduced forms), less
        where one label stands for several concepts. What was learnt from
        titles joins with its confidence.
        """
        text = self._looked_up(text, type)
        ranked = self._rank_skills(text, k) if type == "Skill" else self._rank_titles(text, k)
        return sorted(ranked.items(), key=lambda item: (-item[1], item[0]))[:k]

    def _looked_up(self, text: str, type: ConceptType) -> str:
        """As the mainland writes it, unless somebody gave a concept the very name."""
        return text if self.exact(text, type) else mainland_form(text)

    def _rank_skills(self, text: str, k: int) -> dict[str, float]:
        found = dict(self.resolve(text, "Skill"))
        if len(found) < k:
            near = self._built("Skill").search(norm(text), max(50, 4 * k), self._encode)
            for concept, sure in self._trust.weigh(norm(text), near[: max(_WEIGHED, 2 * k)]):
                found.setdefault(concept, min(sure, 0.99))
        return found

    def _rank_titles(self, text: str, k: int) -> dict[str, float]:
        scores: dict[str, float] = {}
        for form, worth in [*forms(text), *tails(text)]:
            for concept, sure in self.resolve(form, "Occupation"):
                scores[concept] = max(scores.get(concept, 0.0), worth * sure)
        learned = self._learned.rank(text, self.vocabulary, k)
        for concept, sure in learned or ():
            scores[concept] = max(scores.get(concept, 0.0), sure)
        if len(scores) < k and learned is None:
            index = self._built("Occupation")
            for form, worth in forms(text):
                for near in index.search(form, max(50, 4 * k), self._encode):
                    if near.concept not in scores or scores[near.concept] > AMBIGUOUS:
                        scores[near.concept] = max(scores.get(near.concept, 0.0), 0.99 * near.score * worth)
            if max(scores.values(), default=0.0) < self.thresholds["Occupation"]:
                scores |= dict(filter(None, [self._chinese.nearest(text)]))
        return scores

    def link(self, text: str, type: ConceptType) -> tuple[str | None, float]:
        """The concept that a text means and how sure that is; (None, score) when nothing fits surely."""
        key = (norm(text), type)
        if key not in self._links:
            if len(self._links) >= _REMEMBERED:
                self._links.clear()
            text = self._looked_up(text, type)
            self._links[key] = self._link_skill(text) if type == "Skill" else self._link_title(text)
        return self._links[key]

    def _link_skill(self, text: str) -> tuple[str | None, float]:
        found = self.resolve(text, "Skill")
        if found:
            return found[0]
        ranked = self.rank(text, "Skill", 1)
        if not ranked or ranked[0][1] < self.thresholds["Skill"]:
            return None, ranked[0][1] if ranked else 0.0
        return ranked[0]

    def _link_title(self, text: str) -> tuple[str | None, float]:
        told = self._told(text)
        if told is not None and told[0] is not None:
            return told
        bare = bare_head(text)
        learned = None if bare else self._learned.link(text, self.vocabulary)
        if learned is not None and learned[0] is not None and (told is not None or learned[1] >= CLEAR):
            return learned
        if told is not None:
            return told
        named = self._named_in_part(text)
        if named is not None:
            return named
        if learned is not None:
            return learned
        if bare:
            return None, 0.0
        ranked = self.rank(text, "Occupation", 2)
        lowest = self.thresholds["Occupation"] if has_title_head(text) else _HEADLESS
        if not ranked or ranked[0][1] < lowest:
            return None, ranked[0][1] if ranked else 0.0
        return ranked[0]

    def _named_in_part(self, text: str) -> tuple[str, float] | None:
        """By an exact label of one of two titles, of the last words, or of the last word alone."""
        for part in parts(text):
            told = self._told(part)  # `Welder/Fabricator`: the first of two titles is the main one
            if told is not None and told[0] is not None:
                return told[0], round(0.85 * told[1], 4)
        for form, worth in tails(text):
            sure = self.resolve(form, "Occupation")
            if sure and sure[0][1] > AMBIGUOUS:
                return sure[0][0], worth * sure[0][1]
        word = trade(text)
        named = self.resolve(word, "Occupation") if word else []
        return (named[0][0], 0.7) if named and named[0][1] == 1.0 else None

    def _told(self, text: str) -> tuple[str | None, float] | None:
        """By an exact label of a form of the title; (None, score) where it may mean several."""
        for form, worth in forms(text):
            found = self.resolve(form, "Occupation")
            if found:
                concept, sure = found[0]
                return (concept, worth * sure) if sure > AMBIGUOUS else (None, worth * sure)
        return None

    def _built(self, type: ConceptType) -> LabelIndex:
        if type not in self._index:
            # Where titles in Latin letters go to what was learnt, the index is asked for Chinese ones alone.
            chinese = type == "Occupation" and self._learned.usable
            self._index[type] = LabelIndex(self.vocabulary, type, HAN.search if chinese else None)
        return self._index[type]

    def __getstate__(self) -> dict[str, Any]:
        """Only the parts that are not rebuilt on demand travel between processes."""
        return {"vocabulary": self.vocabulary, "encode": self._encode, "thresholds": self._given}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["vocabulary"], encode=state["encode"], thresholds=state["thresholds"])  # type: ignore[misc]


def _priority(term: Term) -> tuple[int, int, str]:
    return priority(term.scheme), _KINDS[term.kind], term.concept
