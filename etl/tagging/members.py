"""The members of a tagger, trained one after the other: epochs, dev after the later ones, the best weights of each.

Every epoch seeds its own randomness and ends with a checkpoint, so an interrupted training goes on as it would have.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import torch

from .base import Progress
from .standing import Standing, Weights, save_standing


class Member(Protocol):
    """One network in training."""

    def epoch(self, number: int, /) -> float:
        """Learn from every text once; gives the mean loss. Epochs count from 0."""

    def judge(self) -> dict[str, float]:
        """Dev scores of `judged`, `f1` among them; nothing without a dev set."""

    def judged(self) -> Weights:
        """The weights that dev judges, and that are kept if they are the best."""

    def state(self) -> dict[str, Weights]:
        """All that the next epoch goes on from, by parts."""

    def restore(self, state: dict[str, Weights], /) -> None:
        """The reverse of `state`."""


def train_members(
    standing: Standing,
    folder: Path,
    start: Callable[[int], Member],
    *,
    members: int,
    epochs: int,
    judged_from: float,
    seed: int,
    progress: Progress | None = None,
) -> list[Weights]:
    """Train what is left of the members; gives the best weights of each by dev F1, the last ones without a dev set.

    Args:
        folder: of the checkpoints.
        start: makes a member, given its seed.
        epochs: of each member.
        judged_from: share of the epochs after which dev is asked for the first time.
        progress: told (epochs done, epochs in all), over all members.
    """
    with torch.random.fork_rng(devices=range(torch.cuda.device_count())):
        while standing.member < members:
            number = standing.member
            own = seed * 1000 + number
            torch.manual_seed(own)
            member = start(own)
            if standing.epoch:
                member.restore({part: standing.take(part) for part in member.state()})
            while standing.member == number:
                began = time.perf_counter()
                # Seeded anew for each epoch: a resumed training draws what an unbroken one would have drawn.
                torch.manual_seed(own * 1000 + standing.epoch + 1)
                _epoch(standing, member, epochs, judged_from)
                standing.seconds += time.perf_counter() - began
                save_standing(folder, standing)
                if progress:
                    progress(standing.member * epochs + standing.epoch, members * epochs)
    return [standing.take(f"member{at}") for at in range(members)]


def _epoch(standing: Standing, member: Member, epochs: int, judged_from: float) -> None:
    """One epoch of a member, and what the standing is after it."""
    number = standing.member
    told = {"member": float(number), "epoch": float(standing.epoch + 1), "loss": member.epoch(standing.epoch)}
    standing.epoch += 1
    is_last = standing.epoch == epochs
    if is_last or standing.epoch > epochs * judged_from:
        told |= member.judge()
        if "f1" not in told or told["f1"] > standing.best:
            standing.best = told.get("f1", -1.0)
            standing.put(f"member{number}", member.judged())
    standing.history.append(told)
    for part, weights in member.state().items():
        if is_last:
            standing.drop(part)
        else:
            standing.put(part, weights)
    if is_last:
        standing.member, standing.epoch, standing.best = number + 1, 0, -1.0
