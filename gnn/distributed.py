"""Data-parallel training under `torchrun`: every process embeds its share of a batch, and all learn from the whole.

The vectors are gathered before the loss, so that every pair still meets the targets of all processes as negatives; a
step then equals that of one process with the same batch. Gradients are summed in one all-reduce after the backward
pass, not by `DistributedDataParallel`: the temperature is used outside its forward, and relations that a block lacks
have no gradient, both of which it does not bear.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor, nn

from .data import Indices


@dataclass(frozen=True)
class Group:
    """The processes that train together, seen from one of them; a lone process is a group of one."""

    device: torch.device
    rank: int = 0
    size: int = 1

    @property
    def first(self) -> bool:
        """Whether this process is the one that writes, logs and decides."""
        return self.rank == 0

    def wait(self) -> None:
        """Go on once every process has come here."""
        if self.size > 1:
            dist.barrier()

    def share(self, count: int, rank: int | None = None) -> slice:
        """The part of so many rows that is up to this process (or another one); parts are in order of rank."""
        rank = self.rank if rank is None else rank
        return slice(count * rank // self.size, count * (rank + 1) // self.size)

    def gather(self, rows: Tensor, count: int) -> Tensor:
        """The shares of all processes as one tensor [count, n], through which gradients flow back to their owners."""
        if self.size == 1:
            return rows
        found: Tensor = _Gather.apply(rows, self, count)
        return found

    def alike(self, model: nn.Module) -> None:
        """Give every process the weights of the first."""
        if self.size > 1:
            for value in model.state_dict().values():
                dist.broadcast(value, 0)

    def sum_gradients(self, model: nn.Module) -> None:
        """Sum gradients over all processes; a weight that none of them used stays without one."""
        if self.size == 1:
            return
        weights = list(model.parameters())
        used = torch.tensor([weight.grad is not None for weight in weights], dtype=torch.float32, device=self.device)
        parts = [torch.zeros_like(weight) if weight.grad is None else weight.grad for weight in weights]
        flat = torch.cat([used, *(part.flatten() for part in parts)])
        dist.all_reduce(flat)
        at = len(weights)
        for weight, count in zip(weights, flat[:at].tolist(), strict=True):
            if count:
                weight.grad = flat[at : at + weight.numel()].view_as(weight)
            at += weight.numel()

    def total(self, value: Tensor) -> float:
        """The sum of a scalar over all processes."""
        value = value.detach().clone()
        if self.size > 1:
            dist.all_reduce(value)
        return float(value)

    def same(self, rows: Indices) -> Indices:
        """The first process's numbers, in every process; the others give an array of the same shape."""
        if self.size == 1:
            return rows
        told = torch.from_numpy(rows).to(self.device)
        dist.broadcast(told, 0)
        return np.asarray(told.cpu().numpy(), np.int64)

    def decide(self, value: float) -> float:
        """The first process's value, in every process."""
        if self.size == 1:
            return value
        told = torch.tensor([value], dtype=torch.float64, device=self.device)
        dist.broadcast(told, 0)
        return float(told)


class _Gather(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, rows: Tensor, group: Group, count: int) -> Tensor:
        context.group = group
        context.count = count
        shares = [group.share(count, rank) for rank in range(group.size)]
        most = max(share.stop - share.start for share in shares)
        # Collectives want equal sizes.
        padded = rows.new_zeros(most, rows.shape[1])
        padded[: len(rows)] = rows
        found = [torch.empty_like(padded) for _ in shares]
        dist.all_gather(found, padded)
        return torch.cat([part[: share.stop - share.start] for part, share in zip(found, shares, strict=True)])

    @staticmethod
    def backward(context: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        summed = gradients[0].contiguous()
        dist.all_reduce(summed)
        return summed[context.group.share(context.count)], None, None


@contextmanager
def training_group(device: str) -> Iterator[Group]:
    """The processes that `torchrun` started, with one GPU each if the device is cuda; else this process alone.

    Inside another such context it is the same group.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        yield Group(torch.device(device))
        return
    cuda = device.startswith("cuda")
    where = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0"))) if cuda else torch.device(device)
    if cuda:
        torch.cuda.set_device(where)
    if dist.is_initialized():
        yield Group(where, dist.get_rank(), size)
        return
    dist.init_process_group("nccl" if cuda else "gloo")
    try:
        yield Group(where, dist.get_rank(), size)
    finally:
        dist.destroy_process_group()
