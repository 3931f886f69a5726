"""Posteriors of spans against the sum over every tagging."""

from __future__ import annotations

from itertools import pairwise, product

import torch

from etl.tagging.spans import SpanCrf, WordSpan, bioes_tags, candidates, choose, encode


def _spans(path: tuple[int, ...], tags: list[str]) -> set[tuple[int, int, str]]:
    found, start = set(), 0
    for at, tag in enumerate(path):
        part, _, label = tags[tag].partition("-")
        if part in ("B", "S"):
            start = at
        if part in ("E", "S"):
            found.add((start, at + 1, label))
    return found


def test_posteriors_are_those_of_brute_force() -> None:
    torch.manual_seed(1)
    crf = SpanCrf(["A", "B"])
    tags = bioes_tags(["A", "B"])
    emissions = torch.randn(2, 4, len(tags)) * 2
    mask = torch.tensor([[True] * 4, [True, True, True, False]])
    found = crf.posteriors(emissions, mask, 4)
    full = (crf.transitions + crf.forbidden).detach()
    for row, length in enumerate((4, 3)):
        wanted: dict[tuple[int, int, str], float] = {}
        total = 0.0
        for path in product(range(len(tags)), repeat=length):
            steps = [len(tags), *path, len(tags) + 1]
            score = sum(float(full[a, b]) for a, b in pairwise(steps))
            weight = 2.718281828 ** (score + sum(float(emissions[row, at, tag]) for at, tag in enumerate(path)))
            total += weight
            for span in _spans(path, tags) if weight else ():
                wanted[span] = wanted.get(span, 0.0) + weight
        spans = candidates(found[row], crf.labels, 1e-9)
        assert len(spans) == length * (length + 1)  # every span of both labels
        for start, end, label, probability in spans:
            assert abs(probability - wanted[start, end, label] / total) < 1e-4


def test_tags_of_spans_close_as_they_open() -> None:
    tags = bioes_tags(["A", "B"])
    spans = [WordSpan(0, 1, "B"), WordSpan(2, 5, "A"), WordSpan(3, 4, "B"), WordSpan(5, 7, "C")]
    assert [tags[tag] for tag in encode(spans, 7, ["A", "B"])] == ["S-B", "O", "B-A", "I-A", "E-A", "O", "O"]


def test_the_likeliest_of_overlapping_spans_wins_and_thresholds_hold() -> None:
    found = [WordSpan(1, 3, "A", 0.6), WordSpan(2, 4, "A", 0.5), WordSpan(4, 5, "A", 0.4), WordSpan(0, 1, "A", 0.2)]
    assert choose(found, {"A": 0.3}) == [found[0], found[2]]
