"""Tuning the text encoder to titles: a low-rank adapter on its upper layers, with a softmax over occupations on top.

The lower layers stay as they are, so what they make of each title is computed once; an epoch then costs a third of
what tuning all layers costs. LoRA: Hu et al. 2021. The softmax is on cosines (Wang et al., "NormFace", 2017) and starts
from the vectors of the occupations' names, so that what is rarely seen is near what it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graph.adapter import add_adapter, trained_weights, write_adapter
from graph.encoder import Encoder, mean_pooled

from .titles_features import Floats
from .titles_head import MeaningHead

if TYPE_CHECKING:
    from torch import Tensor

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Tuning:
    """How the encoder is tuned: `upper` layers get an adapter of `rank`; rates rise over 6 % of the steps, then fall
    to 0; titles are cut at `tokens`.
    """

    upper: int = 2
    rank: int = 16
    alpha: int = 32
    epochs: int = 3
    batch: int = 64
    rate: float = 1e-3
    tokens: int = 32
    seed: int = 0


def tune_encoder(
    titles: Sequence[str],
    labels: NDArray[np.int64],
    classes: Sequence[str],
    prototypes: Floats,
    out: Path,
    how: Tuning | None = None,
    *,
    base: str = "minilm",
    progress: Progress | None = None,
) -> MeaningHead:
    """Write an adapter to `out` (see `graph.adapter`); return the head that belongs to it.

    Args:
        labels: the class of each title.
        prototypes: unit vectors of what the classes are called, by the plain encoder, [classes, dimensions].
    """
    import torch
    from torch.nn import functional

    how = how or Tuning()
    torch.manual_seed(how.seed)
    tokenizer, plain = Encoder(base, device="cpu").parts()
    model = add_adapter(plain, how.rank, how.alpha, upper=how.upper)
    layers = list(plain.encoder.layer[-how.upper :])
    states = _lower_states(plain, layers, tokenizer, titles, how)
    for layer in layers:
        layer.train()
    directions = torch.nn.Parameter(torch.from_numpy(prototypes.astype(np.float32)))
    bias = torch.nn.Parameter(torch.zeros(len(classes)))
    scale = torch.nn.Parameter(torch.tensor(20.0))
    adapter = trained_weights(model)
    groups = ((list(adapter.values()), how.rate), ([directions], 4e-3), ([bias], 0.03), ([scale], 0.02))
    optimizer = torch.optim.AdamW([{"params": part, "lr": rate} for part, rate in groups], weight_decay=0.0)
    steps = how.epochs * -(-len(titles) // how.batch)
    target = torch.from_numpy(labels)
    for step, chosen in enumerate(_batches([len(state) for state in states], how)):
        pace = min(1.0, (step + 1) / (0.06 * steps)) * max(0.0, 1 - step / steps)
        for group, (_, rate) in zip(optimizer.param_groups, groups, strict=True):
            group["lr"] = rate * pace
        vectors = _vectors(layers, [states[i] for i in chosen])
        logits = scale * vectors @ functional.normalize(directions, dim=1).T + bias
        loss = functional.cross_entropy(logits, target[chosen], label_smoothing=0.1)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(list(adapter.values()), 1.0)
        optimizer.step()
        if progress:
            progress(min(step + 1, steps), steps)
    facts = {"base": base, "kind": "lora", "rank": how.rank, "alpha": how.alpha, "upper": how.upper, "seed": how.seed}
    write_adapter(out, adapter, facts)
    with torch.no_grad():
        scaled = (scale * functional.normalize(directions, dim=1)).numpy()
        return MeaningHead(tuple(classes), scaled.astype(np.float32), bias.numpy().copy())


def _lower_states(plain: Any, layers: list[Any], tokenizer: Any, titles: Sequence[str], how: Tuning) -> list[Any]:
    """What the untouched layers make of each title: float16 [tokens, width] each."""
    import torch

    ids = tokenizer(list(titles), truncation=True, max_length=how.tokens)["input_ids"]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    lower = plain.encoder.layer[: len(plain.encoder.layer) - len(layers)]
    found: list[Any] = [None] * len(ids)
    with torch.no_grad():
        for start in range(0, len(order), 256):
            part = order[start : start + 256]
            batch = tokenizer.pad({"input_ids": [ids[i] for i in part]}, return_tensors="pt")
            state = _through(lower, plain.embeddings(batch["input_ids"]), batch["attention_mask"])
            for row, i in enumerate(part):
                found[i] = state[row, : len(ids[i])].half()
    return found


def _vectors(layers: list[Any], states: list[Any]) -> Tensor:
    """Unit vectors, [titles, width]: the upper layers, then the mean over tokens."""
    import torch

    hidden = torch.nn.utils.rnn.pad_sequence([state.float() for state in states], batch_first=True)
    mask = torch.zeros(hidden.shape[:2])
    for row, state in enumerate(states):
        mask[row, : len(state)] = 1
    return mean_pooled(_through(layers, hidden, mask), mask)


def _through(layers: Any, hidden: Tensor, mask: Tensor) -> Tensor:
    hide = (1 - mask[:, None, None, :].float()) * -1e4
    for layer in layers:
        made = layer(hidden, hide)
        hidden = made[0] if isinstance(made, tuple) else made
    return hidden


def _batches(lengths: Sequence[int], how: Tuning) -> Iterator[NDArray[np.int64]]:
    """Batches of titles of like length, in random order."""
    dice = np.random.default_rng(how.seed)
    sizes = np.array(lengths)
    for _ in range(how.epochs):
        order = dice.permutation(len(sizes))
        batches = []
        for start in range(0, len(order), 20 * how.batch):
            part = order[start : start + 20 * how.batch]
            part = part[np.argsort(sizes[part], kind="stable")]
            batches += [part[i : i + how.batch] for i in range(0, len(part), how.batch)]
        for i in dice.permutation(len(batches)):
            yield batches[i]
