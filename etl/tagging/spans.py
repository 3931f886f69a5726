"""Spans as tags (BIOES), and how likely each span is under a CRF over them.

The best tagging as a whole (Viterbi) leaves out spans that are less likely than not. For F1 it pays to give every span
whose posterior exceeds about half of the F1 that can be reached (Lipton, Elkan and Naryanaswamy 2014), so spans are
chosen by their posterior against a threshold, and the posterior is the confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from .crf import Crf, bio_allowed


class WordSpan(NamedTuple):
    """Words `start` to `end` (exclusive) bear a label, with this probability."""

    start: int
    end: int
    label: str
    probability: float = 1.0


def bioes_tags(labels: Sequence[str]) -> list[str]:
    """`O`, then begin, inside, end and single of each label."""
    return ["O", *(f"{part}-{label}" for label in labels for part in "BIES")]


def encode(spans: Iterable[WordSpan], length: int, labels: Sequence[str]) -> list[int]:
    """Tag numbers of `length` words. Where spans overlap, the longer one stays; other labels are left out."""
    tags = [0] * length
    first = {label: 1 + 4 * at for at, label in enumerate(labels)}
    for start, end, label, _ in sorted(spans, key=lambda span: (span.start - span.end, span)):
        if label not in first or any(tags[start:end]):
            continue
        begin = first[label]
        if end - start == 1:
            tags[start] = begin + 3
        else:
            tags[start:end] = [begin, *[begin + 1] * (end - start - 2), begin + 2]
    return tags


class SpanCrf(Crf):
    """A CRF over the BIOES tags of some labels that knows the posterior of whole spans."""

    def __init__(self, labels: Sequence[str]) -> None:
        tags = bioes_tags(labels)
        super().__init__(len(tags), bio_allowed(tags))
        self.labels = tuple(labels)

    @torch.no_grad()
    def posteriors(self, emissions: Tensor, mask: Tensor, longest: int) -> Tensor:
        """Probability that a span of a label starts at a word and has so many words.

        Args:
            emissions: float [batch, length, tags].
            mask: bool [batch, length], true from the first position on without gaps.
            longest: most words that a span can have.

        Returns:
            float [batch, length, longest, labels]; 0 where a span would leave the text.
        """
        # Sums over hundreds of words are differenced below, which float32 does not bear.
        emissions = emissions.double()
        between, first, last = (scores.double() for scores in self._scores)
        forward, backward = self._messages(emissions, mask, between, first, last)
        total = torch.logsumexp(forward[:, -1] + last, dim=1)[:, None]
        batch, length, _ = emissions.shape
        longest = min(longest, length)
        found = emissions.new_full((batch, length, longest, len(self.labels)), -torch.inf)
        for at in range(len(self.labels)):
            b, i, e, s = range(1 + 4 * at, 5 + 4 * at)
            opened = forward[..., b] - total
            closed = emissions[..., e] + backward[..., e]
            inside = emissions[..., i].cumsum(1)
            found[:, :, 0, at] = forward[..., s] + backward[..., s] - total
            if longest > 1:
                found[:, :-1, 1, at] = opened[:, :-1] + between[b, e] + closed[:, 1:]
            for words in range(3, longest + 1):
                starts = length - words + 1
                middle = inside[:, words - 2 : words - 2 + starts] - inside[:, :starts]
                moves = between[b, i] + (words - 3) * between[i, i] + between[i, e]
                found[:, :starts, words - 1, at] = opened[:, :starts] + moves + middle + closed[:, words - 1 :]
        ends = torch.arange(length, device=mask.device)[:, None] + torch.arange(longest, device=mask.device)
        fits = ends[None] < mask.sum(1)[:, None, None]
        return (found.exp() * fits[..., None]).float()

    @staticmethod
    def _messages(e: Tensor, mask: Tensor, between: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """Log sums over all taggings up to (with) and from (without) each word, [batch, length, tags]."""
        forward = [first + e[:, 0]]
        for at in range(1, e.shape[1]):
            moved = torch.logsumexp(forward[-1][:, :, None] + between, dim=1) + e[:, at]
            forward.append(torch.where(mask[:, at, None], moved, forward[-1]))
        backward = [last.expand_as(forward[0])]
        for at in range(e.shape[1] - 1, 0, -1):
            moved = torch.logsumexp(between + (e[:, at] + backward[-1])[:, None, :], dim=2)
            backward.append(torch.where(mask[:, at, None], moved, backward[-1]))
        return torch.stack(forward, 1), torch.stack(backward[::-1], 1)


def candidates(posteriors: Tensor, labels: Sequence[str], floor: float) -> list[WordSpan]:
    """The spans of one text [length, longest, labels] that are at least as likely as `floor`, the likeliest first."""
    places = (posteriors >= floor).nonzero()
    values = posteriors[tuple(places.T)].tolist()
    found = [
        WordSpan(start, start + extra + 1, labels[label], value)
        for (start, extra, label), value in zip(places.tolist(), values, strict=True)
    ]
    return sorted(found, key=lambda span: (-span.probability, span))


def choose(found: Iterable[WordSpan], thresholds: dict[str, float]) -> list[WordSpan]:
    """Of candidates, likeliest first, those above the threshold of their label that overlap none chosen before."""
    chosen: list[WordSpan] = []
    for span in found:
        if span.probability < thresholds[span.label]:
            continue
        if all(span.end <= other.start or other.end <= span.start for other in chosen):
            chosen.append(span)
    return sorted(chosen)
