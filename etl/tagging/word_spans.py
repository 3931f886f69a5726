"""From the sums of a chain to the spans that are worth giving, and to the places where the same words stand again.

Spans are chosen by their posterior against a threshold below one half, which pays for F1 (see `spans`). Annotators
mark a name of an employer wherever it recurs; so a span that was chosen counts again, somewhat less surely, at every
place in the document that says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from .base import TaggedSpan
from .chains import Scores, Sums
from .spans import WordSpan
from .word_features import Words


def candidates(sums: Sums, scores: Scores, labels: Sequence[str], floor: float) -> list[WordSpan]:
    """The spans of the first text of `sums` that are at least as likely as `floor`, the likeliest first.

    The tags are those of `spans.bioes_tags`.
    """
    import numpy as np

    move = np.exp(scores.between)
    forward, arriving, marginals, steps = (x[0] for x in (sums.forward, sums.arriving, sums.marginals, sums.steps))
    length = len(forward)
    found = []
    for number, label in enumerate(labels):
        begin, inside, end, single = range(1 + 4 * number, 5 + 4 * number)
        for start in (marginals[:, single] >= floor).nonzero()[0].tolist():
            found.append(WordSpan(start, start + 1, label, float(marginals[start, single])))
        stay = float(move[inside, inside])
        for start in (marginals[:, begin] >= floor).nonzero()[0].tolist():
            open_ = float(forward[start, begin])
            into_inside, into_end = float(move[begin, inside]), float(move[begin, end])
            for at in range(start + 1, length):
                closed = open_ * into_end * float(arriving[at, end])
                if closed >= floor:
                    found.append(WordSpan(start, at + 1, label, min(closed, 1.0)))
                if open_ * into_inside * float(arriving[at, inside]) < floor:
                    break
                open_ *= into_inside * float(steps[at, inside])
                into_inside, into_end = stay, float(move[inside, end])
    return sorted(found, key=lambda span: (-span.probability, span))


def repeated(
    text: str, spans: Sequence[TaggedSpan], shares: Mapping[str, float], thresholds: Mapping[str, float]
) -> list[TaggedSpan]:
    """The spans, and the other places of the text that say the same words.

    Args:
        shares: how often a recurrence of a label is marked too; labels that are not in it are not repeated.
        thresholds: by label, the least confidence that counts.
    """
    taken = [False] * len(text)
    for span in spans:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    found = list(spans)
    for body, label, confidence in _sayings(text, spans):
        again = confidence * shares.get(label, 0.0)
        if again < thresholds[label]:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(body)}(?!\w)", text):
            if not any(taken[match.start() : match.end()]):
                found.append(TaggedSpan(match.start(), match.end(), label, round(again, 4)))
                taken[match.start() : match.end()] = [True] * len(body)
    return sorted(found)


def _sayings(text: str, spans: Iterable[TaggedSpan]) -> list[tuple[str, str, float]]:
    """What the spans say, the longest first; of equal ones, the surest."""
    best: dict[tuple[str, str], float] = {}
    for span in spans:
        key = (text[span.start : span.end], span.label)
        best[key] = max(best.get(key, 0.0), span.confidence)
    return sorted(((body, label, sure) for (body, label), sure in best.items()), key=lambda row: (-len(row[0]), row))


def characters(words: Words, spans: Iterable[WordSpan]) -> list[TaggedSpan]:
    """Spans over words as spans over characters."""
    return [
        TaggedSpan(words.starts[span.start], words.ends[span.end - 1], span.label, round(span.probability, 4))
        for span in spans
    ]
