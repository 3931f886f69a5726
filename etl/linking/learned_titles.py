"""Titles that no label names exactly: what was learnt from labelled titles says what is meant, if it is sure.

On 1,000 vacancy titles that the weights had not seen, 65 % are linked with it, 48 % of these to the right occupation;
by labels and the likeness of writing 56 %, of which 26 % were right (docs/evaluation.md).
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

from etl.ranking.titles import TitleRanker, open_titles, titles_folder
from etl.ranking.titles_shipped import read_config
from etl.text import HAN
from etl.titles import has_title_head
from ontology.vocabulary import Vocabulary

#: Lowest confidence of a link: rather right than wrong; and of a text without a telling word, which may be no title.
SURE, SURE_HEADLESS = 0.5, 0.8
#: From this confidence on it is right more often than a label that names a part of the title.
CLEAR = 0.6
#: Share of the learnt occupations that a vocabulary must have: else a title of one that is missing goes to another.
_ENOUGH = 0.9


class LearnedTitles:
    """The shipped ranker of titles over one vocabulary, opened at the first title that needs it (seconds)."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    @cached_property
    def _ranker(self) -> TitleRanker:
        # Only the occupations that were learnt, by their own labels: the confidence is that of these.
        learnt = _learnt(titles_folder())
        terms = tuple(term for term in self._vocabulary.of_type("Occupation") if term.concept in learnt)
        return open_titles(Vocabulary(terms, self._vocabulary.version))

    @cached_property
    def usable(self) -> bool:
        """Whether the vocabulary has nearly all of the occupations that were learnt."""
        known = {term.concept for term in self._vocabulary.of_type("Occupation")} & _learnt(titles_folder())
        return len(known) >= _ENOUGH * len(_learnt(titles_folder()))

    def link(self, title: str, vocabulary: Vocabulary) -> tuple[str | None, float] | None:
        """The occupation and how sure it is, (None, confidence) where that is too little; None: ask somebody else.

        Chinese titles are asked elsewhere: hardly any were learnt.

        Args:
            vocabulary: as it is now; what has gone from it since is not linked.
        """
        best = self.rank(title, vocabulary, 1)
        if best is None:
            return None
        lowest = SURE if has_title_head(title) else SURE_HEADLESS
        concept, sure = best[0] if best else (None, 0.0)
        return (concept if sure >= lowest else None), sure

    def rank(self, title: str, vocabulary: Vocabulary, k: int) -> list[tuple[str, float]] | None:
        """At most `k` occupations with the confidence in each, falling; None as in `link`."""
        if HAN.search(title) or not self.usable:
            return None
        found: dict[str, float] = {}
        for name, sure in self._ranker.sure(title, k):
            concept = vocabulary.canonical(name)
            if concept in vocabulary.concepts:
                found.setdefault(concept, round(sure, 4))
        return list(found.items())


@lru_cache(maxsize=1)
def _learnt(folder: Path) -> frozenset[str]:
    config = read_config(folder)
    return frozenset((*config["classes"], *config["named"]))
