"""The CRF against brute force over every sequence of tags."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
import torch

from etl.tagging.crf import Crf, bio_allowed

TAGS = ["O", "B-A", "I-A"]


def _all_scores(crf: Crf, emissions: torch.Tensor) -> dict[tuple[int, ...], float]:
    full = (crf.transitions + crf.forbidden).detach()
    scores = {}
    for path in product(range(3), repeat=len(emissions)):
        steps = [3, *path, 4]
        moves = sum(float(full[a, b]) for a, b in pairwise(steps))
        scores[path] = moves + sum(float(emissions[at, tag]) for at, tag in enumerate(path))
    return scores


@pytest.fixture
def crf() -> Crf:
    torch.manual_seed(3)
    return Crf(3, bio_allowed(TAGS))


def test_loss_decoding_and_marginals_are_those_of_brute_force(crf: Crf) -> None:
    emissions = torch.randn(2, 4, 3)
    mask = torch.tensor([[True] * 4, [True, True, False, False]])
    gold = torch.tensor([[0, 1, 2, 0], [1, 2, 0, 0]])
    losses, paths = [], []
    for row, length in enumerate((4, 2)):
        scores = _all_scores(crf, emissions[row, :length])
        total = float(torch.logsumexp(torch.tensor(list(scores.values())), 0))
        losses.append(total - scores[tuple(gold[row, :length].tolist())])
        paths.append(list(max(scores, key=scores.__getitem__)))
        shares = torch.zeros(length, 3)
        for path, score in scores.items():
            for at, tag in enumerate(path):
                shares[at, tag] += float(torch.exp(torch.tensor(score - total)))
        found = crf.marginals(emissions, mask)[row]
        assert torch.allclose(found[:length], shares, atol=1e-4)
        assert float(found[length:].sum()) == 0
    assert crf.loss(emissions, gold, mask).item() == pytest.approx(sum(losses) / 2, abs=1e-4)
    assert crf.decode(emissions, mask) == paths


def test_a_span_never_begins_inside(crf: Crf) -> None:
    emissions = torch.zeros(1, 3, 3)
    emissions[..., 2] = 10.0
    assert crf.decode(emissions, torch.ones(1, 3, dtype=torch.bool)) == [[1, 2, 2]]


def test_bioes_spans_close() -> None:
    tags = ["O", "B-A", "I-A", "E-A", "S-A"]
    allowed = bio_allowed(tags)
    at = {tag: i for i, tag in enumerate([*tags, "<start>", "<end>"])}
    assert allowed[at["B-A"], at["E-A"]]
    assert not allowed[at["B-A"], at["O"]]
    assert not allowed[at["B-A"], at["<end>"]]
    assert allowed[at["S-A"], at["S-A"]]


def test_scores_far_apart_do_not_break_the_marginals() -> None:
    tags = ["O", "B-A", "I-A", "E-A", "S-A"]
    crf = Crf(len(tags), bio_allowed(tags))
    emissions = torch.zeros(1, 300, len(tags))
    emissions[0, :, tags.index("I-A")] = 300.0
    shares = crf.marginals(emissions, torch.ones(1, 300, dtype=torch.bool))
    assert torch.isfinite(shares).all()
    assert shares[0, 1, tags.index("I-A")] > 0.99
    assert torch.allclose(shares.sum(-1), torch.ones(1, 300), atol=1e-5)
