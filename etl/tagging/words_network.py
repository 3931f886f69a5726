"""The network behind the word tagger: hashed features, convolutions, and what a word looks like elsewhere in the text.

A resume names an employer in its heading and again in its prose: after the first convolutions each word sees, besides
its own place, the maximum over all places where the same form stands in the document (compare the pooled embeddings
of Akbik et al. 2019). Dilated convolutions (Strubell et al. 2017) reach across a block of lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from .chains import Scores, forward_backward
from .crf import Crf
from .spans import SpanCrf
from .word_features import Words


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes: buckets of features, width of their vectors and of the network, dilations before and after pooling."""

    buckets: int = 8192
    embedded: int = 64
    width: int = 80
    before: tuple[int, ...] = (1, 1, 2, 4)
    after: tuple[int, ...] = (1, 2, 4, 8)

    def as_json(self) -> dict[str, Any]:
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}

    @classmethod
    def of(cls, found: dict[str, Any]) -> Shape:
        """The reverse of `as_json`."""
        sizes: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in found.items()
        }
        return cls(**sizes)


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts side by side: features [batch, length, most], forms [batch, length] (0 pads), mask [batch, length]."""

    features: Tensor
    forms: Tensor
    mask: Tensor


def batch_of(texts: Sequence[Words], device: torch.device | None = None) -> Batch:
    """Pad texts to one length."""
    length = max(len(words.starts) for words in texts)
    most = max(len(one) for words in texts for one in words.features)
    features = torch.zeros(len(texts), length, most, dtype=torch.long)
    forms = torch.zeros(len(texts), length, dtype=torch.long)
    for row, words in enumerate(texts):
        size = len(words.starts)
        padded = [one + [0] * (most - len(one)) for one in words.features]
        features[row, :size] = torch.tensor(padded)
        forms[row, :size] = torch.tensor(words.forms) + 1
    return Batch(features.to(device), forms.to(device), (forms > 0).to(device))


class _Block(nn.Module):
    """A gated depthwise separable convolution over three words, `dilation` apart, beside an identity."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(width)
        self.taps = nn.Parameter(torch.randn(3, width) * 0.5)
        self.mix = nn.Linear(width, 2 * width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        far, length = self.dilation, x.shape[1]
        seen = functional.pad(self.norm(x) * mask, (0, 0, far, far))
        left, here, right = seen[:, :length], seen[:, far : far + length], seen[:, 2 * far :]
        joined = left * self.taps[0] + here * self.taps[1] + right * self.taps[2]
        found: Tensor = self.drop(functional.glu(self.mix(joined), dim=-1))
        return x + found


class WordNetwork(nn.Module):
    """Emissions [batch, length, tags] of a batch, and the CRF that weighs moves between tags."""

    def __init__(self, shape: Shape, labels: Sequence[str], dropout: float = 0.3) -> None:
        super().__init__()
        self.crf = SpanCrf(labels)
        self.embed = nn.EmbeddingBag(shape.buckets, shape.embedded, mode="sum", padding_idx=0)
        nn.init.normal_(self.embed.weight, std=0.1)
        self.norm = nn.LayerNorm(shape.embedded)
        self.enter = nn.Linear(shape.embedded, shape.width)
        self.before = nn.ModuleList(_Block(shape.width, dilation, dropout) for dilation in shape.before)
        self.join = nn.Linear(2 * shape.width, shape.width)
        self.after = nn.ModuleList(_Block(shape.width, dilation, dropout) for dilation in shape.after)
        self.leave = nn.LayerNorm(shape.width)
        self.out = nn.Linear(shape.width, self.crf.tags)
        self.short = nn.Linear(shape.embedded, self.crf.tags)
        self.drop = nn.Dropout(dropout)

    def forward(self, batch: Batch, blind: float = 0.0) -> Tensor:
        """Emissions; in training each feature is hidden with the probability `blind`."""
        features = batch.features
        if self.training and blind:
            features = features * (torch.rand(features.shape, device=features.device) >= blind)
        rows, length, most = features.shape
        mask = batch.mask[..., None].float()
        seen = self.drop(self.norm(self.embed(features.view(-1, most)).view(rows, length, -1)))
        x = self.enter(seen)
        for block in self.before:
            x = block(x, mask)
        at = batch.forms[..., None].expand_as(x)
        most_forms = int(batch.forms.max()) + 1
        pooled = x.new_full((rows, most_forms, x.shape[2]), -20.0).scatter_reduce(1, at, x, "amax")
        x = x + self.join(torch.cat([x, pooled.gather(1, at)], dim=-1))
        for block in self.after:
            x = block(x, mask)
        found: Tensor = self.out(self.drop(self.leave(x))) + self.short(seen)
        return found


def scores_of(crf: Crf) -> Scores:
    """The moves of a CRF for `chains`."""
    between, first, last = (found.detach().float().cpu().numpy() for found in crf._scores)
    return Scores(between, first, last)


def chain_loss(crf: Crf, emissions: Tensor, gold: Tensor, mask: Tensor) -> tuple[Tensor, float]:
    """A tensor whose gradient is that of the negative log-likelihood a sequence, and the likelihood itself.

    The gradient of the partition function is what the model expects of itself (marginals and moves), so it needs no
    tape over the steps of the forward sums.
    """
    between, first, last = crf._scores
    emissions = emissions.float()
    sums = forward_backward(emissions.detach().cpu().numpy(), mask.cpu().numpy(), scores_of(crf))
    expected = torch.from_numpy(sums.marginals).to(emissions)
    moves = torch.from_numpy(sums.moves).to(emissions)
    final = (mask.sum(1) - 1)[:, None]
    right = (emissions.gather(2, gold[..., None]).squeeze(2) * mask).sum()
    right = right + (between[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum()
    right = right + first[gold[:, 0]].sum() + last[gold.gather(1, final).squeeze(1)].sum()
    ends = expected.gather(1, final[..., None].expand(-1, -1, expected.shape[2])).squeeze(1)
    model = (
        (emissions * expected).sum() + (between * moves).sum() + (first * expected[:, 0]).sum() + (last * ends).sum()
    )
    loss = (float(sums.log_z.sum()) - float(right.detach())) / len(emissions)
    return (model - right) / len(emissions), loss
