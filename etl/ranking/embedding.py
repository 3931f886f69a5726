"""The text encoder with a low-rank adapter: its use and its training.

Training is contrastive with in-batch negatives (InfoNCE, van den Oord et al. 2018; Henderson et al. 2017): the anchor
of a pair has to find its positive among those of the batch, and the other way round. Pairs of the same group (two names
of one concept) are never negatives of each other. The adapter is LoRA (Hu et al. 2021) on every linear layer.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from etl.schedules import one_cycle
from graph.adapter import WEIGHTS, add_adapter, trained_weights, write_adapter
from graph.encoder import Encoder, mean_pooled
from graph.errors import InputError

if TYPE_CHECKING:
    from torch import Tensor

Progress = Callable[[int, int], None]


class Pair(NamedTuple):
    """Two texts that mean the same; pairs of one `group` are not set against each other."""

    anchor: str
    positive: str
    group: str


@dataclass(frozen=True, slots=True)
class Training:
    """How an adapter is trained.

    `rate` is the peak of a one-cycle schedule (a tenth of the steps up, then linearly down); `temperature` divides the
    cosines; texts are cut at `tokens`; `drawn` pairs are drawn anew in every epoch (all if None).
    """

    rank: int = 8
    alpha: int = 16
    epochs: int = 1
    batch: int = 64
    rate: float = 5e-4
    temperature: float = 0.05
    tokens: int = 64
    seed: int = 0
    drawn: int | None = None


def adapted_encoder(folder: Path | None, *, device: str | None = None, cache: Path | None = None) -> Encoder:
    """MiniLM with the adapter of a folder; `encode(texts)` gives float32 [texts, 384], unit rows, cached on disk.

    Args:
        folder: see `graph.adapter`; None for the encoder as it is.

    Raises:
        ModelError: at the first text that is not cached, if the folder holds no adapter of this encoder.
    """
    return Encoder("minilm", adapter=folder, device=device, cache=cache)


def train_adapter(
    pairs: Sequence[Pair],
    out: Path,
    how: Training | None = None,
    *,
    base: str = "minilm",
    device: str = "cpu",
    start: Path | None = None,
    facts: dict[str, Any] | None = None,
    progress: Progress | None = None,
    checkpoint_every: int = 100,
) -> dict[str, float]:
    """Train an adapter and write it to `out`; a training that was broken off goes on from its last checkpoint.

    The same pairs, settings and seed give the same weights on the same machine.

    Args:
        start: folder of an adapter of the same rank to begin with.
        facts: what the model card needs to know; kept in `config.json`.
        progress: called with steps done and all steps.

    Returns:
        `loss` (mean of the last fifth of the steps), `steps`, `seconds`.

    Raises:
        InputError: fewer than two pairs.
    """
    import torch

    how = how or Training()
    if len(pairs) < 2:
        raise InputError("there are too few pairs to train an adapter", fix="Give two pairs at least")
    started = time.perf_counter()
    torch.manual_seed(how.seed)
    tokenizer, plain = Encoder(base, device=device).parts()
    model = add_adapter(plain, how.rank, how.alpha)
    if start is not None:
        _restore(model, start / WEIGHTS)
    batches = list(_batches(pairs, how))
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=how.rate, weight_decay=0.01)
    rise = max(1, len(batches) // 10)
    done = _resume(model, optimizer, out)
    losses: list[float] = []
    model.train()
    for step, batch in enumerate(batches[done:], done + 1):
        torch.manual_seed(how.seed * 1_000_003 + step)  # Dropout is the same after a break.
        loss = _loss(model, tokenizer, batch, how, device)
        optimizer.param_groups[0]["lr"] = how.rate * one_cycle(step - 1, len(batches), rise)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        losses.append(loss.item())
        if progress:
            progress(step, len(batches))
        if step % checkpoint_every == 0 and step < len(batches):
            _checkpoint(model, optimizer, out, step)
    write_adapter(out, trained_weights(model), {"base": base, "kind": "lora", **asdict(how), **(facts or {})})
    for name in ("checkpoint.safetensors", "checkpoint.json"):
        (out / name).unlink(missing_ok=True)
    last = losses[-max(1, len(losses) // 5) :] or [0.0]
    return {"loss": sum(last) / len(last), "steps": len(batches), "seconds": time.perf_counter() - started}


def _batches(pairs: Sequence[Pair], how: Training) -> Iterator[list[Pair]]:
    """Batches of pairs of like length, in random order; a positive stands in a batch once."""
    dice = random.Random(how.seed)
    for _ in range(how.epochs):
        chosen = list(pairs) if how.drawn is None else dice.sample(list(pairs), min(how.drawn, len(pairs)))
        dice.shuffle(chosen)
        batches: list[list[Pair]] = []
        for start in range(0, len(chosen), 16 * how.batch):
            part = sorted(chosen[start : start + 16 * how.batch], key=_length)
            batches += [part[i : i + how.batch] for i in range(0, len(part), how.batch)]
        dice.shuffle(batches)
        yield from (batch for batch in batches if len(batch) > 1)


def _length(pair: Pair) -> int:
    return len(pair.anchor) + len(pair.positive)


def _loss(model: Any, tokenizer: Any, batch: list[Pair], how: Training, device: str) -> Tensor:
    """Mean of both directions' cross-entropy over the batch, texts of the same group masked out."""
    import torch

    left = _encode(model, tokenizer, [pair.anchor for pair in batch], how, device)
    right = _encode(model, tokenizer, [pair.positive for pair in batch], how, device)
    logits = left @ right.T / how.temperature
    same = torch.tensor([[a.group == b.group or a.positive == b.positive for b in batch] for a in batch], device=device)
    itself = torch.eye(len(batch), dtype=torch.bool, device=device)
    logits = logits.masked_fill(same & ~itself, -1e4)
    target = torch.arange(len(batch), device=device)
    cross = torch.nn.functional.cross_entropy
    return (cross(logits, target) + cross(logits.T, target)) / 2


def _encode(model: Any, tokenizer: Any, texts: list[str], how: Training, device: str) -> Tensor:
    inputs = tokenizer(texts, truncation=True, max_length=how.tokens, padding=True, return_tensors="pt").to(device)
    return mean_pooled(model(**inputs).last_hidden_state, inputs["attention_mask"])


def _restore(model: Any, path: Path) -> dict[str, Tensor]:
    import torch
    from safetensors.torch import load_file

    tensors: dict[str, Tensor] = load_file(path)
    with torch.no_grad():
        for name, weight in trained_weights(model).items():
            weight.copy_(tensors[name])
    return tensors


def _checkpoint(model: Any, optimizer: Any, out: Path, step: int) -> None:
    from safetensors.torch import save_file

    out.mkdir(parents=True, exist_ok=True)
    tensors = {}
    for name, weight in trained_weights(model).items():
        tensors[name] = weight.detach().cpu().contiguous()
        for moment in ("exp_avg", "exp_avg_sq"):
            tensors[f"{moment}|{name}"] = optimizer.state[weight][moment].detach().cpu().contiguous()
    save_file(tensors, out / "checkpoint.safetensors")
    (out / "checkpoint.json").write_text(json.dumps({"step": step}), encoding="utf-8")


def _resume(model: Any, optimizer: Any, out: Path) -> int:
    """Steps that a checkpoint has behind it; model and optimizer are set to it."""
    import torch

    if not (out / "checkpoint.json").is_file():
        return 0
    step = int(json.loads((out / "checkpoint.json").read_text(encoding="utf-8"))["step"])
    tensors = _restore(model, out / "checkpoint.safetensors")
    for name, weight in trained_weights(model).items():
        moments = {moment: tensors[f"{moment}|{name}"].to(weight.device) for moment in ("exp_avg", "exp_avg_sq")}
        optimizer.state[weight] = {"step": torch.tensor(float(step)), **moments}
    return step
