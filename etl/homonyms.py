"""One title, several occupations: which is meant, or that nobody can tell.

O*NET and ESCO hold thousands of alternative titles, some under a dozen occupations (`Operator`), some under one that
hardly anyone means (`Owner`). In this order counts: a preferred label of exactly these words in the starter ontology;
an alternative label there, so that a title means the same in both languages and whatever else is imported, unless
another concept's preferred label shares more of the words before the last; a preferred label of exactly these words
elsewhere (in the plural, as O*NET writes it, too); the only concept whose preferred label holds all words of the
title; the only concept at all, where the title has two words or more; the one whose preferred label shares most. Else
the title is ambiguous.
"""

from __future__ import annotations

import re
from collections import defaultdict

from etl.text import is_han, norm
from etl.titles import has_title_head
from ontology.vocabulary import Vocabulary, priority

#: At most this sure is an arbitrary one of several; below every threshold of a link.
AMBIGUOUS = 0.5


class Resolver:
    """Weighs the occupations that share a label. Immutable after it is built."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._preferred: defaultdict[str, dict[str, int]] = defaultdict(dict)  # concept -> label -> rank of scheme
        self._starter: set[tuple[str, str]] = set()  # (concept, label) of the starter ontology and of own schemes
        for term in vocabulary.of_type("Occupation"):
            concept, label = vocabulary.canonical(term.concept), norm(term.text)
            if term.kind == "preferred":
                rank = priority(term.scheme)
                self._preferred[concept][label] = min(rank, self._preferred[concept].get(label, 9))
            if term.scheme not in ("esco", "onet"):
                self._starter.add((concept, label))

    def weigh(self, title: str, concepts: list[str]) -> list[tuple[str, float]]:
        """The concepts with how surely each is meant, the surest first; all at most `AMBIGUOUS` if none is."""
        best = self._choose(title, concepts)
        if best is None:
            return [(concept, AMBIGUOUS) for concept in concepts]
        chosen, sure = best
        return [(chosen, sure), *((c, AMBIGUOUS) for c in concepts if c != chosen)]

    def _choose(self, title: str, concepts: list[str]) -> tuple[str, float] | None:
        named = [c for c in concepts if any(_same(title, label) for label in self._preferred[c])]
        named.sort(key=lambda c: (min(self._preferred[c].values(), default=9), concepts.index(c)))
        own = [c for c in concepts if (c, title) in self._starter]
        if named and (named[0] in own or not own):
            return named[0], 1.0
        words = _words(title)
        before = set(words[:-1])
        shared = {c: max((len(before & set(_words(x))) for x in self._preferred[c]), default=0) for c in concepts}
        if own:
            rival = max(concepts, key=lambda c: (shared[c], -concepts.index(c)))
            return (rival, 0.9) if shared[rival] > shared[own[0]] == 0 else (own[0], 1.0)
        holding = [c for c in concepts if any(set(words) <= set(_words(x)) for x in self._preferred[c])]
        if len(holding) == 1:
            return holding[0], 0.9
        if len(concepts) == 1:
            vague = len(words) == 1 and not any(map(is_han, title)) and has_title_head(title)
            return None if vague else (concepts[0], 1.0)
        if len(words) > 1:
            order = sorted(concepts, key=lambda c: -_likeness(words, self._preferred[c]))
            first, second = (_likeness(words, self._preferred[c]) for c in order[:2])
            if (first > second and first > 0 and shared[order[0]] > 0) or (
                first > second and _last(words, self._preferred[order[0]])
            ):
                return order[0], 0.8
        return None


def _same(title: str, label: str) -> bool:
    return label in (title, title + "s")


def _words(text: str) -> list[str]:
    """Words of a Latin label without plural s, or the characters of a Chinese one."""
    words = re.findall(r"[a-z0-9+#]+|[\u4e00-\u9fff]", text)
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words]


def _likeness(words: list[str], labels: dict[str, int]) -> float:
    """Shared over all words with the nearest label."""
    sets = [set(_words(label)) for label in labels]
    return max((len(own & set(words)) / len(own | set(words)) for own in sets if own), default=0.0)


def _last(words: list[str], labels: dict[str, int]) -> bool:
    return len(words[-1]) > 3 and any(words[-1] in _words(label) for label in labels)
