"""From gold texts to the windows that a network learns from, and batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..gold import GoldSpan, GoldText
from .features import shapes
from .spans import WordSpan, encode
from .tokens import Subwords, Word, split_words, windows
from .transformer_model import Batch, Network, collate


@dataclass(frozen=True, slots=True)
class Example:
    """The words of a window and the spans of each head in it."""

    words: tuple[str, ...]
    heads: tuple[tuple[WordSpan, ...], ...]


def word_spans(words: Sequence[Word], spans: Sequence[GoldSpan], labels: Sequence[str]) -> list[WordSpan]:
    """Gold spans of some labels over words: every word that a span touches belongs to it."""
    found = []
    for span in spans:
        if span.label in labels:
            inside = [at for at, word in enumerate(words) if word.start < span.end and span.start < word.end]
            if inside:
                found.append(WordSpan(inside[0], inside[-1] + 1, span.label))
    return found


def examples(texts: Sequence[GoldText], network: Network, subwords: Subwords) -> list[Example]:
    """Windows of all texts; nothing is cut off, and no window begins inside a span that fits into one."""
    found = []
    for text in texts:
        words = split_words(text.text)
        forms = [word.text for word in words]
        heads = [word_spans(words, text.spans, labels) for labels in network.heads]
        closed = [False] * len(words)
        for spans in heads:
            for span in spans:
                closed[span.start + 1 : span.end] = [True] * (span.end - span.start - 1)
        sizes = [len(pieces) for pieces in subwords.of(forms)]
        for start, end in (
            (window.start, window.end) for window in windows(sizes, network.limit, network.overlap, closed)
        ):
            inside = tuple(
                tuple(
                    WordSpan(span.start - start, span.end - start, span.label)
                    for span in spans
                    if start <= span.start and span.end <= end
                )
                for spans in heads
            )
            found.append(Example(tuple(forms[start:end]), inside))
    return found


def with_commas(example: Example, luck: random.Random) -> Example:
    """The example with commas between spans of a head that touch: SkillSpan lost the commas of its lists."""
    gaps = {one.end for spans in example.heads for one in spans for other in spans if one.end == other.start}
    gaps = {gap for gap in sorted(gaps) if luck.random() < 0.8}
    gaps -= {at for spans in example.heads for span in spans for at in range(span.start + 1, span.end)}
    if not gaps:
        return example
    words: list[str] = []
    moved = []
    for at, word in enumerate((*example.words, "")):
        if at in gaps:
            words.append(",")
        moved.append(len(words))
        words.append(word)
    heads = tuple(
        tuple(WordSpan(moved[span.start], moved[span.end - 1] + 1, span.label) for span in spans)
        for spans in example.heads
    )
    return Example(tuple(words[:-1]), heads)


def lowered(example: Example, luck: random.Random) -> Example:
    """The example in small letters or in capitals, so that case is a hint and not a condition."""
    change = str.lower if luck.random() < 0.7 else str.upper
    return Example(tuple(change(word) for word in example.words), example.heads)


def sample(rows: Sequence[Example], empties: float, luck: random.Random) -> list[Example]:
    """The examples of one epoch: all that have spans, and a share of those that have none, drawn afresh each time."""
    bare = [row for row in rows if not any(row.heads)]
    return [row for row in rows if any(row.heads)] + luck.sample(bare, round(empties * len(bare)))


def batches(
    rows: Sequence[Example], network: Network, subwords: Subwords, *, size: int, luck: random.Random, augment: bool
) -> Iterator[Batch]:
    """Examples in random order, in batches of up to `size` windows of like length."""
    changed = list(rows)
    if augment:
        changed = [with_commas(row, luck) if luck.random() < 0.5 else row for row in changed]
        changed = [lowered(row, luck) if luck.random() < 0.1 else row for row in changed]
    luck.shuffle(changed)
    pool = 40 * size
    for at in range(0, len(changed), pool):
        near = sorted(changed[at : at + pool], key=lambda row: sum(map(len, subwords.of(row.words))))
        groups = [near[start : start + size] for start in range(0, len(near), size)]
        luck.shuffle(groups)
        for group in groups:
            yield batch_of(group, network, subwords)


def batch_of(group: Sequence[Example], network: Network, subwords: Subwords) -> Batch:
    """One batch with gold tags."""
    pieces = [subwords.of(row.words) for row in group]
    tags = [
        [encode(row.heads[head], len(row.words), labels) for row in group] for head, labels in enumerate(network.heads)
    ]
    return collate(pieces, [shapes(row.words) for row in group], subwords, tags)
