"""The numpy chain agrees with the CRF in torch."""

from __future__ import annotations

import numpy as np
import torch

from etl.tagging.chains import forward_backward
from etl.tagging.spans import SpanCrf
from etl.tagging.word_spans import candidates
from etl.tagging.words_network import chain_loss, scores_of

LABELS = ("A", "B")


def crf_and_scores() -> tuple[SpanCrf, torch.Tensor, torch.Tensor]:
    torch.manual_seed(5)
    crf = SpanCrf(LABELS)
    emissions = torch.randn(3, 9, crf.tags) * 2
    mask = torch.arange(9) < torch.tensor([[9], [4], [1]])
    return crf, emissions, mask


def test_marginals_and_sums_are_those_of_the_crf() -> None:
    crf, emissions, mask = crf_and_scores()
    sums = forward_backward(emissions.numpy(), mask.numpy(), scores_of(crf))
    np.testing.assert_allclose(sums.marginals, crf.marginals(emissions, mask).numpy(), atol=1e-4)


def test_the_loss_and_its_gradient_are_those_of_the_crf() -> None:
    crf, emissions, mask = crf_and_scores()
    gold = torch.tensor(crf.decode(torch.randn(1, 9, crf.tags), mask[:1]) * 3)
    gold[1, 3] = gold[2, 0] = 0
    slow = emissions.clone().requires_grad_()
    crf.loss(slow, gold, mask).backward()  # type: ignore[no-untyped-call]
    wanted = crf.transitions.grad.clone() if crf.transitions.grad is not None else None
    crf.zero_grad()
    quick = emissions.clone().requires_grad_()
    loss, value = chain_loss(crf, quick, gold, mask)
    loss.backward()  # type: ignore[no-untyped-call]
    assert abs(value - crf.loss(emissions, gold, mask).item()) < 1e-2
    torch.testing.assert_close(quick.grad, slow.grad, atol=1e-4, rtol=1e-3)
    torch.testing.assert_close(crf.transitions.grad, wanted, atol=1e-3, rtol=1e-3)


def test_posteriors_of_spans_are_those_of_the_crf() -> None:
    crf, emissions, mask = crf_and_scores()
    wanted = crf.posteriors(emissions, mask, 9)[0]
    sums = forward_backward(emissions[:1].numpy(), mask[:1].numpy(), scores_of(crf))
    found = {(s.start, s.end, s.label): s.probability for s in candidates(sums, scores_of(crf), LABELS, 0.01)}
    assert len(found) == int((wanted >= 0.01).sum())
    for (start, end, label), probability in found.items():
        assert abs(float(wanted[start, end - start - 1, LABELS.index(label)]) - probability) < 1e-3
