"""What the steps of extraction share: the tools over one vocabulary, and small tests on spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from copy import copy

from etl.gazetteer import Gazetteer
from etl.linking import Encode, Linker
from etl.model import Document, Mention, Span
from etl.tagging.base import TaggedSpan
from etl.tagging.reading import Taggers
from etl.text import norm, table
from ontology.vocabulary import Term, Vocabulary


class Tools:
    """Gazetteer and linker over one vocabulary, the taggers, and the date that ends what is current."""

    def __init__(
        self, vocabulary: Vocabulary, today: str | None, encode: Encode | None, taggers: Taggers | None = None
    ) -> None:
        self.today = today
        self._taggers = taggers
        self.gazetteer = Gazetteer(vocabulary)
        self.linker = Linker(vocabulary, encode=encode)
        self._once, self._words = _label_words(vocabulary.terms)
        self.generic = frozenset(word for row in table("common_words.csv") for word in row["words"].split("|"))

    def changed(self, vocabulary: Vocabulary, added: Collection[Term], removed: Collection[Term]) -> Tools:
        """The tools over a vocabulary that differs from theirs by these terms. The words of a removed label stay."""
        found = copy(self)
        found.linker = self.linker.changed(vocabulary, added, removed)
        skills = [term for term in (*added, *removed) if term.type == "Skill"]
        if skills:
            found.gazetteer = self.gazetteer.changed(vocabulary, skills)
        found._once, found._words = _label_words(added, self._once, self._words)
        return found

    def tagged(self, document: Document) -> tuple[TaggedSpan, ...] | None:
        """What the document's tagger marks; None where no tagger reads it."""
        return self._taggers.mark(document) if self._taggers else None

    def known(self, text: str) -> bool:
        """A label, or a word of several: hardly a person's name."""
        plain = norm(text)
        if plain in self._words:
            return True
        return bool(self.linker.exact(plain, "Skill") or self.linker.exact(plain, "Occupation"))


def _label_words(
    terms: Iterable[Term], once: frozenset[str] = frozenset(), twice: frozenset[str] = frozenset()
) -> tuple[frozenset[str], frozenset[str]]:
    """Words that stand in a label, and those that stand in at least two; a word of one only may well be a name
    (`Bayes`). `once` and `twice` are those of other labels.
    """
    some, more = set(once), set(twice)
    for term in terms:
        for word in set(re.findall(r"[^\W\d_]{2,}", norm(term.text))):
            (more if word in some else some).add(word)
    return frozenset(some), frozenset(more)


def free_of(spans: Iterable[Span]) -> Callable[[Span], bool]:
    """A test whether a span touches none of some others."""
    blocked = [(s.start, s.end) for s in spans]

    def test(span: Span) -> bool:
        return not any(start < span.end and span.start < end for start, end in blocked)

    return test


def in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """In the order of the text, each once."""
    return tuple(sorted(dict.fromkeys(mentions), key=lambda m: (m.span.start, m.span.end, m.kind, m.extractor)))


def text_of(text: str, span: Span) -> str:
    """The characters of a span."""
    return text[span.start : span.end]
