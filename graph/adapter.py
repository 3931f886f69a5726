"""Low-rank adapters (LoRA, Hu et al. 2021) of the text encoder: small changes, trained beside it, merged at loading.

An adapter is a folder: `model.safetensors` with a pair `LAYER.lora_A.weight` [rank, in], `LAYER.lora_B.weight`
[out, rank] for each changed layer, and `config.json` with `base` (the encoder it belongs to), `rank` and `alpha`.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import ModelError
from .json_files import write_json

if TYPE_CHECKING:
    from torch import Tensor, nn

WEIGHTS, CONFIG = "model.safetensors", "config.json"
#: The linear layers of a BERT, by the ends of their names.
_LINEAR = ("query", "key", "value", "attention.output.dense", "intermediate.dense", "output.dense")


def add_adapter(encoder: Any, rank: int, alpha: int, *, upper: int | None = None) -> Any:
    """A BERT with an untrained adapter beside each linear layer, put in in place; nothing else of it learns.

    Args:
        upper: only in so many of the topmost layers; in all of them if None.
    """
    from peft import LoraConfig, get_peft_model

    some: dict[str, Any] = {}
    if upper is not None:
        layers = int(encoder.config.num_hidden_layers)
        some = {"layers_to_transform": list(range(max(0, layers - upper), layers)), "layers_pattern": "layer"}
    config = LoraConfig(r=rank, lora_alpha=alpha, lora_dropout=0.0, target_modules=list(_LINEAR), **some)
    with warnings.catch_warnings():
        # peft asks transformers for an attribute under its old name.
        warnings.simplefilter("ignore", FutureWarning)
        return get_peft_model(encoder, config)


def trained_weights(model: nn.Module) -> dict[str, nn.Parameter]:
    """What learns in an encoder with an adapter, by the names of the layers in the plain encoder."""
    return {
        name.removeprefix("base_model.model.").replace(".default", ""): weight
        for name, weight in model.named_parameters()
        if weight.requires_grad
    }


def in_half(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights as they are stored: half precision, on the CPU."""
    import torch

    return {name: weight.detach().cpu().to(torch.float16).contiguous() for name, weight in weights.items()}


def write_adapter(folder: Path, weights: Mapping[str, Tensor], config: Mapping[str, Any]) -> None:
    """Write an adapter that `read_adapter` reads; `config` gives `base`, `rank` and `alpha`, and what else is known."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(in_half(weights), folder / WEIGHTS)
    write_json(folder / CONFIG, config)


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
