"""What the steps of extraction share: the tools over one vocabulary, and small tests on spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from etl.gazetteer import Gazetteer
from etl.linking import Encode, Linker
from etl.model import Document, Mention, Span
from etl.tagging.base import TaggedSpan
from etl.tagging.reading import Taggers
from etl.text import norm, table
from ontology.vocabulary import Vocabulary


class Tools:
    """Gazetteer and linker over one vocabulary, the taggers, and the date that ends what is current."""

    def __init__(
        self, vocabulary: Vocabulary, today: str | None, encode: Encode | None, taggers: Taggers | None = None
    ) -> None:
        self.today = today
        self._taggers = taggers
        self.gazetteer = Gazetteer(vocabulary)
        self.linker = Linker(vocabulary, encode=encode)
        self._words = _label_words(vocabulary)
        self.generic = frozenset(word for row in table("common_words.csv") for word in row["words"].split("|"))

    def tagged(self, document: Document) -> tuple[TaggedSpan, ...] | None:
        """What the document's tagger marks; None where no tagger reads it."""
        return self._taggers.mark(document) if self._taggers else None

    def known(self, text: str) -> bool:
        """A label, or a word of several: hardly a person's name."""
        plain = norm(text)
        if plain in self._words:
            return True
        return bool(self.linker.exact(plain, "Skill") or self.linker.exact(plain, "Occupation"))


def _label_words(vocabulary: Vocabulary) -> frozenset[str]:
    """Words that stand in at least two labels; a word of one label only may well be a name (`Bayes`)."""
    once: set[str] = set()
    twice: set[str] = set()
    for term in vocabulary.terms:
        for word in set(re.findall(r"[^\W\d_]{2,}", norm(term.text))):
            (twice if word in once else once).add(word)
    return frozenset(twice)


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
