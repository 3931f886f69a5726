"""More training rows for taggers: synonyms of the ontology in place of gold spans, and texts that a tagger is sure of.

Rows that are made here are kept in a training only where the dev figures rise (docs/evaluation.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from etl.gold import GoldSpan, GoldText
from etl.model import Lang
from etl.text import norm
from ontology.sources import read_source
from ontology.vocabulary import Vocabulary, vocabulary_of

from .base import Progress, Tagger

#: Longer labels are descriptions, not what people write.
_LONGEST = 60


@dataclass(frozen=True)
class Augmentation:
    """What to make rows from beside the gold ones: synonyms by a vocabulary, texts that a teacher marks, or both.

    `rate` is that of `with_synonyms`, `minimum` that of `pseudo_labels`.
    """

    vocabulary: Vocabulary | None = None
    rate: float = 0.5
    texts: Sequence[str] = ()
    teacher: Tagger | None = None
    minimum: float = 0.9

    def rows(
        self,
        train: Sequence[GoldText],
        kept: Sequence[GoldText],
        lang: Lang,
        seed: int = 0,
        progress: Progress | None = None,
    ) -> tuple[list[GoldText], list[GoldText]]:
        """Rows by synonyms and rows by the teacher, to be added to `train`.

        A text that stands in `train` or in `kept` (what the training is judged by) is never marked by the teacher.
        """
        synonyms = with_synonyms(train, self.vocabulary, self.rate, seed) if self.vocabulary else []
        if self.teacher is None:
            return synonyms, []
        known = {norm(row.text) for row in (*train, *kept)}
        texts = [text for text in dict.fromkeys(self.texts) if norm(text) not in known]
        return synonyms, pseudo_labels(self.teacher, texts, lang, self.minimum, progress)


def vocabulary_for_synonyms(esco: Path | None = None) -> Vocabulary:
    """The starter's labels, and those of a folder of ESCO tables.

    Raises:
        InputError, OntologyError: see `read_source`.
    """
    more = [read_source("esco", esco)] if esco else []
    return vocabulary_of([read_source("starter"), *more])


def with_synonyms(
    texts: Sequence[GoldText], vocabulary: Vocabulary, rate: float = 0.5, seed: int = 0
) -> list[GoldText]:
    """New rows in which gold spans that are a label of just one concept bear another label of it, in the same language.

    A span that overlaps another one is left alone. What a row becomes depends on itself and `seed`; rows in which
    nothing was replaced are left out, so the result is to be added to `texts`.

    Args:
        rate: probability that a span that can be replaced is replaced.
    """
    synonyms = _Synonyms(vocabulary)
    made = []
    for gold in texts:
        dice = Random(f"{seed}|{gold.text}")
        swaps = {}
        for span in gold.spans:
            others = synonyms.of(gold.text[span.start : span.end], gold.lang) if _alone(span, gold.spans) else ()
            if others and dice.random() < rate:
                swaps[span] = _cased(dice.choice(others), gold.text[span.start : span.end])
        if swaps:
            made.append(_replaced(gold, swaps))
    return made


def pseudo_labels(
    tagger: Tagger, texts: Sequence[str], lang: Lang, minimum: float = 0.9, progress: Progress | None = None
) -> list[GoldText]:
    """The texts in which a tagger marks something and is sure of all that it marks, with its spans as gold.

    Self-training as by Yarowsky 1995; a text with nothing marked is left out, since a tagger does not say how sure it
    is of that.

    Args:
        minimum: lowest confidence of every span of a text that is kept.
    """
    found = []
    for text, spans in zip(texts, tagger.tag(texts, progress), strict=True):
        if spans and min(span.confidence for span in spans) >= minimum:
            found.append(GoldText(text, lang, tuple(GoldSpan(s.start, s.end, s.label) for s in spans)))
    return found


class _Synonyms:
    """Other labels of what a label means, if it means one thing only."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._concepts: defaultdict[str, set[str]] = defaultdict(set)
        labels: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for term in vocabulary.terms:
            concept = vocabulary.canonical(term.concept)
            self._concepts[norm(term.text)].add(concept)
            if term.kind != "hidden" and len(term.text) <= _LONGEST and "(" not in term.text:
                labels[concept, term.lang].add(term.text)
        self._labels = {key: tuple(sorted(found)) for key, found in labels.items()}

    def of(self, text: str, lang: str) -> tuple[str, ...]:
        plain = norm(text)
        concepts = self._concepts.get(plain, set())
        if len(concepts) != 1:
            return ()
        return tuple(label for label in self._labels.get((next(iter(concepts)), lang), ()) if norm(label) != plain)


def _alone(span: GoldSpan, spans: Sequence[GoldSpan]) -> bool:
    return all(other is span or other.end <= span.start or span.end <= other.start for other in spans)


def _cased(label: str, old: str) -> str:
    """A label in the case of what it replaces: `Data analysis` for `data mining` is `data analysis`."""
    if old.islower() and label[1:].islower():
        return label.lower()
    if old[:1].isupper() and label.islower():
        return label[:1].upper() + label[1:]
    return label


def _replaced(gold: GoldText, swaps: dict[GoldSpan, str]) -> GoldText:
    moves: list[tuple[int, int]] = []  # (end of the old span, how much longer the text is from there on)
    parts, position, grown = [], 0, 0
    for span in sorted(swaps, key=lambda span: span.start):
        parts += [gold.text[position : span.start], swaps[span]]
        position = span.end
        grown += len(swaps[span]) - (span.end - span.start)
        moves.append((span.end, grown))
    text = "".join([*parts, gold.text[position:]])

    def moved(at: int) -> int:
        return at + max((move for move in moves if move[0] <= at), default=(0, 0))[1]

    return GoldText(text, gold.lang, tuple(GoldSpan(moved(s.start), moved(s.end), s.label) for s in gold.spans))
