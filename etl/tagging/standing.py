"""Where the training of a tagger's members stands, after every epoch: a safetensors file and a JSON file.

Both are written under other names first and then renamed, so that an interruption leaves the last whole pair.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from graph.json_files import write_json

Weights = dict[str, Tensor]


@dataclass
class Standing:
    """What a training has done so far. `tensors` are named `part/name`: see `take` and `put`."""

    plan: dict[str, Any]
    member: int = 0
    epoch: int = 0
    best: float = -1.0
    seconds: float = 0.0
    history: list[dict[str, float]] = field(default_factory=list)
    tensors: Weights = field(default_factory=dict)

    def put(self, part: str, values: Weights) -> None:
        """Copy tensors in under the name of a part, in place of those it had."""
        self.drop(part)
        self.tensors |= {f"{part}/{name}": value.detach().cpu().clone() for name, value in values.items()}

    def take(self, part: str) -> Weights:
        """The tensors of a part."""
        return {name.partition("/")[2]: value for name, value in self.tensors.items() if name.startswith(f"{part}/")}

    def drop(self, part: str) -> None:
        self.tensors = {name: value for name, value in self.tensors.items() if not name.startswith(f"{part}/")}


def save_standing(folder: Path, standing: Standing) -> None:
    """Write a checkpoint over the one before."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    told = {name: value for name, value in asdict(standing).items() if name != "tensors"}
    fresh = folder / "fresh.safetensors"
    # What the JSON says lies in the metadata too: the two can then never disagree.
    save_file(dict(standing.tensors), fresh, metadata={"standing": json.dumps(told)})
    fresh.replace(folder / "state.safetensors")
    write_json(folder / "state.json", told)


def load_standing(folder: Path, plan: dict[str, Any]) -> Standing:
    """The checkpoint of the same plan in a folder, or a start from nothing."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(folder / "state.safetensors", framework="pt") as file:
            told = json.loads(file.metadata()["standing"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    except (OSError, SafetensorError, KeyError, TypeError, ValueError):
        return Standing(plan)
    return Standing(**told, tensors=tensors) if told.get("plan") == plan else Standing(plan)


def clear_standing(folder: Path) -> None:
    """Remove a checkpoint, once the training is done."""
    shutil.rmtree(folder, ignore_errors=True)


def optimiser_state(optimiser: torch.optim.Optimizer) -> Weights:
    """State of Adam as flat names: `INDEX.exp_avg` and so on."""
    state: dict[int, Weights] = optimiser.state_dict()["state"]
    return {f"{at}.{name}": value for at, values in state.items() for name, value in values.items()}


def restore_optimiser(optimiser: torch.optim.Optimizer, flat: Weights) -> None:
    """The reverse of `optimiser_state`."""
    state: dict[int, Weights] = {}
    for name, value in flat.items():
        at, _, key = name.partition(".")
        state.setdefault(int(at), {})[key] = value
    optimiser.load_state_dict({**optimiser.state_dict(), "state": state})
