"""Linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over emission scores.

Shapes: emissions float [batch, length, tags]; mask bool [batch, length], true from the first position on without gaps.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

_IMPOSSIBLE = -1e4
_TINY = 1e-300


class Crf(nn.Module):
    """Scores of transitions between tags, learnt; those that are not allowed stay impossible.

    Args:
        tags: how many tags there are.
        allowed: bool [tags + 2, tags + 2], from row to column; the last two are start and end. All if None.
    """

    forbidden: Tensor

    def __init__(self, tags: int, allowed: Tensor | None = None) -> None:
        super().__init__()
        self.tags = tags
        self.transitions = nn.Parameter(torch.empty(tags + 2, tags + 2).uniform_(-0.1, 0.1))
        forbidden = torch.zeros(tags + 2, tags + 2) if allowed is None else (~allowed).float() * _IMPOSSIBLE
        self.register_buffer("forbidden", forbidden, persistent=False)

    @property
    def _scores(self) -> tuple[Tensor, Tensor, Tensor]:
        """Between tags [tags, tags], from the start [tags], to the end [tags]."""
        full = self.transitions + self.forbidden
        n = self.tags
        return full[:n, :n], full[n, :n], full[:n, n + 1]

    def loss(self, emissions: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Mean negative log-likelihood of the gold tags (int [batch, length]), per sequence."""
        between, first, last = self._scores
        emissions = emissions.float()
        forward = self._forward(emissions, mask)
        score = first[gold[:, 0]] + emissions[:, 0].gather(1, gold[:, :1]).squeeze(1)
        steps = between[gold[:, :-1], gold[:, 1:]] + emissions[:, 1:].gather(2, gold[:, 1:, None]).squeeze(2)
        score = score + (steps * mask[:, 1:]).sum(1)
        ends = gold.gather(1, mask.sum(1, keepdim=True) - 1).squeeze(1)
        return (forward - score - last[ends]).mean()

    def _forward(self, emissions: Tensor, mask: Tensor) -> Tensor:
        between, first, last = self._scores
        # The gradient of a slice is as long as the whole: a slice a step would be quadratic.
        each = emissions.unbind(1)
        alpha = first + each[0]
        for at in range(1, len(each)):
            moved = torch.logsumexp(alpha[:, :, None] + between, dim=1) + each[at]
            alpha = torch.where(mask[:, at, None], moved, alpha)
        return torch.logsumexp(alpha + last, dim=1)

    @torch.no_grad()
    def decode(self, emissions: Tensor, mask: Tensor) -> list[list[int]]:
        """The likeliest tags of each sequence (Viterbi 1967)."""
        between, first, last = self._scores
        emissions = emissions.float()
        best, back = first + emissions[:, 0], []
        for at in range(1, emissions.shape[1]):
            top, came = (best[:, :, None] + between).max(dim=1)
            best = torch.where(mask[:, at, None], top + emissions[:, at], best)
            back.append(came)
        ends = (best + last).argmax(1).tolist()
        pointers = torch.stack(back).tolist() if back else []
        paths = []
        for row, length in enumerate(mask.sum(1).tolist()):
            tag = ends[row]
            path = [tag]
            for at in range(length - 2, -1, -1):
                tag = pointers[at][row][tag]
                path.append(tag)
            paths.append(path[::-1])
        return paths

    @torch.no_grad()
    def marginals(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """Probability of each tag at each position, float [batch, length, tags]; 0 where masked.

        By the scaled forward-backward algorithm (Rabiner 1989): products of probabilities in double precision, several
        times faster on a CPU than sums of logarithms.
        """
        between, first, last = (scores.double().exp() for scores in self._scores)
        local = emissions.double()
        local = (local - local.amax(-1, keepdim=True)).exp()
        length = emissions.shape[1]
        keep = mask[..., None]
        forward = [_scaled(first * local[:, 0])]
        for at in range(1, length):
            moved = _scaled((forward[-1] @ between) * local[:, at])
            forward.append(torch.where(keep[:, at], moved, forward[-1]))
        backward = [last.expand_as(forward[0])]
        turned = between.T.contiguous()
        for at in range(length - 1, 0, -1):
            moved = _scaled((local[:, at] * backward[-1]) @ turned)
            backward.append(torch.where(keep[:, at], moved, backward[-1]))
        joint = torch.stack(forward, 1) * torch.stack(backward[::-1], 1)
        return (_scaled(joint) * keep).float()


def _scaled(values: Tensor) -> Tensor:
    """Values that sum to one."""
    return values / values.sum(-1, keepdim=True).clamp_min(_TINY)


def bio_allowed(tags: list[str]) -> Tensor:
    """Which moves a BIO or BIOES tag set allows, start and end included: see `Crf`.

    `I-X` follows only `B-X` or `I-X`; with `E-`/`S-` in the set (BIOES) a span also ends as it must.
    """
    names = [*tags, "<start>", "<end>"]
    closing = any(tag.startswith(("E-", "S-")) for tag in tags)
    allowed = torch.zeros(len(names), len(names), dtype=torch.bool)
    for i, one in enumerate(names):
        for j, other in enumerate(names):
            allowed[i, j] = _follows(one, other, closing)
    return allowed


def _follows(one: str, other: str, closing: bool) -> bool:
    if other == "<start>" or one == "<end>":
        return False
    inside = other[:2] in ("I-", "E-")
    is_open = one[:2] in ("B-", "I-")
    if inside:
        return is_open and one[2:] == other[2:]
    return not (closing and is_open)
