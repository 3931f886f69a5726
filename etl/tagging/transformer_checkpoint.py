"""The state of a training between two epochs, on disk: weights, their moving average, the best ones, Adam's moments.

No state of a random generator is in it: every epoch seeds its own from the seed and its number, so that an
interrupted training goes on exactly as it would have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

Weights = dict[str, Tensor]
_TENSORS, _STATE = "state.safetensors", "state.json"


@dataclass
class State:
    """Where a training stands after `epoch` epochs.

    Attributes:
        weights: the parameters that learn, by name (the live ones).
        average: their exponential moving average.
        best: the average at the best epoch so far; empty before the first.
        best_epoch: its number, from 1; 0 before the first.
        thresholds: those that were best for it.
        history: dev scores by epoch.
        step: batches seen.
    """

    weights: dict[str, nn.Parameter]
    average: Weights
    best: Weights = field(default_factory=dict)
    best_epoch: int = 0
    thresholds: dict[str, float] = field(default_factory=dict)
    history: list[dict[str, float]] = field(default_factory=list)
    epoch: int = 0
    step: int = 0
    seconds: float = 0.0


def save(folder: Path, state: State, optimiser: torch.optim.Optimizer, run: dict[str, Any]) -> None:
    """Write the state; `run` (data, settings) says which training it belongs to. A broken write leaves the old one."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    groups = (("weight", dict(state.weights)), ("average", state.average), ("best", state.best))
    tensors = {f"{kind}:{name}": tensor.detach() for kind, group in groups for name, tensor in group.items()}
    for name, parameter in state.weights.items():
        for moment, value in optimiser.state.get(parameter, {}).items():
            tensors[f"adam.{moment}:{name}"] = torch.as_tensor(value)
    kept = {key: tensor.cpu().contiguous().clone() for key, tensor in tensors.items()}
    fresh = folder / (_TENSORS + ".new")
    save_file(kept, fresh)
    told = {
        "run": run,
        "best_epoch": state.best_epoch,
        "thresholds": state.thresholds,
        "history": state.history,
        "epoch": state.epoch,
        "step": state.step,
        "seconds": state.seconds,
    }
    (folder / (_STATE + ".new")).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    fresh.replace(folder / _TENSORS)
    (folder / (_STATE + ".new")).replace(folder / _STATE)


def resume(folder: Path, state: State, optimiser: torch.optim.Optimizer, run: dict[str, Any]) -> bool:
    """Bring a training to where it stood; false where there is no checkpoint of the same run."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        told: dict[str, Any] = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        tensors = load_file(folder / _TENSORS)
    except (OSError, ValueError, SafetensorError):
        return False
    if told.get("run") != run:
        return False
    groups = _grouped(tensors.items())
    with torch.no_grad():
        for name, parameter in state.weights.items():
            parameter.copy_(groups["weight"][name])
            state.average[name].copy_(groups["average"][name])
            optimiser.state[parameter] = {
                kind.removeprefix("adam."): group[name].to(parameter.device if group[name].dim() else "cpu")
                for kind, group in groups.items()
                if kind.startswith("adam.") and name in group
            }
    state.best = groups.get("best", {})
    for name in ("best_epoch", "thresholds", "history", "epoch", "step", "seconds"):
        setattr(state, name, told[name])
    return True


def _grouped(tensors: Iterable[tuple[str, Tensor]]) -> dict[str, Weights]:
    groups: dict[str, Weights] = {}
    for key, tensor in tensors:
        kind, _, name = key.partition(":")
        groups.setdefault(kind, {})[name] = tensor
    return groups
