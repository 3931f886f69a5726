"""Low-rank adapters (LoRA, Hu et al. 2021) of the text encoder: small trained changes, merged when it is loaded.

An adapter is a folder: `model.safetensors` with a pair `LAYER.lora_A.weight` [rank, in], `LAYER.lora_B.weight`
[out, rank] for each changed layer, and `config.json` with `base` (the encoder it belongs to), `rank` and `alpha`.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor, nn

WEIGHTS, CONFIG = "model.safetensors", "config.json"


def read_adapter(folder: Path, base: str) -> tuple[dict[str, Tensor], float]:
    """The tensors of an adapter of the encoder `base`, and the factor of their products.

    Raises:
        ModelError: no adapter lies there, or it belongs to another encoder.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        config: dict[str, Any] = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        tensors = load_file(folder / WEIGHTS)
        owner, scale = str(config["base"]), float(config["alpha"]) / float(config["rank"])
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise ModelError("this folder holds no adapter of a text encoder", where=str(folder)) from error
    if owner != base:
        raise ModelError(
            f"this adapter belongs to the encoder {owner}, not to {base}",
            where=str(folder),
            fix=f"Set CAREERGRAPH_ENCODER to {owner}, or train an adapter for {base}",
        )
    return tensors, scale


def merge(model: nn.Module, folder: Path, base: str) -> None:
    """Add an adapter to the weights of its encoder, in place: W + alpha / rank · B A.

    Raises:
        ModelError: see `read_adapter`; or a layer is missing in the encoder or of another shape.
    """
    import torch

    tensors, scale = read_adapter(folder, base)
    with torch.no_grad():
        for name, down in tensors.items():
            layer, is_down, _ = name.partition(".lora_A.weight")
            if not is_down:
                continue
            try:
                up = tensors[f"{layer}.lora_B.weight"]
                weight = model.get_parameter(f"{layer}.weight")
                weight.add_((up.float() @ down.float()).to(weight.device), alpha=scale)
            except (KeyError, AttributeError, RuntimeError) as error:
                raise ModelError(f"the adapter does not fit the encoder at {layer}", where=str(folder)) from error


def fingerprint(folder: Path) -> str:
    """A hash of what the adapter holds, so that vectors made with another one are never taken for its own.

    Raises:
        ModelError: there is no adapter.
    """
    found = hashlib.sha256()
    try:
        for name in (CONFIG, WEIGHTS):
            found.update((folder / name).read_bytes())
    except OSError as error:
        raise ModelError("this folder holds no adapter of a text encoder", where=str(folder)) from error
    return found.hexdigest()[:12]
