"""Weights and optimiser state on disk: safetensors and JSON, never pickle, since a file may be foreign."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from graph.errors import ModelMismatch


def save_tensors(path: Path, tensors: dict[str, Tensor]) -> None:
    """Write tensors so that a crash leaves the old file or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    save_file({name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}, part)
    part.replace(path)


def load_tensors(path: Path) -> dict[str, Tensor]:
    """Read tensors.

    Raises:
        ModelMismatch: there is no such file, or it is damaged.
    """
    try:
        return load_file(path)
    except (OSError, SafetensorError) as error:
        raise ModelMismatch("the weights cannot be read", where=str(path), fix="Train again") from error


def load_weights(model: nn.Module, tensors: dict[str, Tensor], where: str) -> None:
    """Put weights into a model.

    Raises:
        ModelMismatch: names or shapes differ.
    """
    try:
        model.load_state_dict(tensors)
    except RuntimeError as error:
        raise ModelMismatch("the weights do not fit the model", where=where, fix="Train again") from error


def save_checkpoint(folder: Path, model: nn.Module, optimiser: torch.optim.Optimizer, note: dict[str, Any]) -> None:
    """Write everything that training needs to go on as if it had never stopped."""
    tensors = {f"model.{name}": value for name, value in model.state_dict().items()}
    for i, state in optimiser.state_dict()["state"].items():
        tensors |= {f"optimiser.{i}.{name}": torch.as_tensor(value) for name, value in state.items()}
    # The note names its tensors by epoch: if we die between the two writes, the old pair is still whole.
    name = f"checkpoint-{note['epoch']}.safetensors"
    save_tensors(folder / name, tensors)
    part = folder / "checkpoint.part"
    part.write_text(json.dumps(note | {"tensors": name}), encoding="utf-8")
    part.replace(folder / "checkpoint.json")
    for old in folder.glob("checkpoint-*.safetensors"):
        if old.name != name:
            old.unlink()


def load_checkpoint(folder: Path, model: nn.Module, optimiser: torch.optim.Optimizer) -> dict[str, Any] | None:
    """Restore model and optimiser, and return the note; None if the folder has no checkpoint."""
    path = folder / "checkpoint.json"
    if not path.is_file():
        return None
    note: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    tensors = load_tensors(folder / note["tensors"])
    weights = {name[6:]: value for name, value in tensors.items() if name.startswith("model.")}
    load_weights(model, weights, str(folder))
    state: dict[int, dict[str, Tensor]] = {}
    for name, value in tensors.items():
        if name.startswith("optimiser."):
            _, i, key = name.split(".", 2)
            state.setdefault(int(i), {})[key] = value
    groups = optimiser.state_dict()["param_groups"]
    optimiser.load_state_dict({"state": state, "param_groups": groups})
    return note
