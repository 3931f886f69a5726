"""Weights as int8 with one float16 scale a row: a quarter of their size, in a safetensors file."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from graph.errors import ModelError

_SCALE = ":scale"


def write_quantised(path: Path, weights: dict[str, Tensor]) -> None:
    """Write matrices as int8 with a scale a row (symmetric), vectors as float16."""
    from safetensors.torch import save_file

    packed: dict[str, Tensor] = {}
    for name, weight in weights.items():
        if weight.ndim < 2:
            packed[name] = weight.half().contiguous()
            continue
        scale = (weight.float().abs().amax(1, keepdim=True) / 127).clamp_min(1e-7).half()
        packed[name] = (weight.float() / scale.float()).round().clamp(-127, 127).to(torch.int8)
        packed[name + _SCALE] = scale
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(packed, path)


def read_quantised(path: Path) -> dict[str, Tensor]:
    """What `write_quantised` wrote, as float32.

    Raises:
        ModelError: the file is missing or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        packed = load_file(path)
    except (OSError, SafetensorError) as error:
        raise ModelError("the weights cannot be read", where=str(path), fix="careergraph train-tagger") from error
    return {
        name: weight.float() * packed[name + _SCALE].float() if weight.dtype == torch.int8 else weight.float()
        for name, weight in packed.items()
        if not name.endswith(_SCALE)
    }
