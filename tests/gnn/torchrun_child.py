"""One process of a training under torchrun: what it ends with goes into the folder that is given."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import torch

from gnn.checkpoint import save_tensors
from gnn.sampling import ALL
from gnn.training import TrainResult, train

from .test_batches import _blocks
from .test_training import CONFIG, MORE


def once() -> TrainResult:
    """Few steps, no dropout of states, every neighbour: nothing is left to chance."""
    torch.set_num_threads(1)
    return train(_blocks(), replace(CONFIG, epochs=2, neighbours=(ALL, ALL), **MORE))


if __name__ == "__main__":
    result = once()
    where = Path(sys.argv[1]) / os.environ["RANK"]
    save_tensors(where.with_suffix(".safetensors"), result.model.state_dict())
    where.with_suffix(".json").write_text(json.dumps({"losses": result.losses, "mrrs": result.mrrs}), encoding="utf-8")
