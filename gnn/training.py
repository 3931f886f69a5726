"""Training for link prediction: in-batch softmax with sampled negatives, early stopping, checkpoints, resume."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from graph.device import pick_device
from graph.errors import NotEnoughData

from .checkpoint import load_checkpoint, load_tensors, load_weights, save_checkpoint, save_tensors
from .data import Indices, Pairs
from .evaluation.leakage import check_no_leak
from .evaluation.metrics import mean_reciprocal_rank, ranks
from .model import Edges, Features, GraphSage, ModelConfig

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Episode:
    """What one epoch learns from: a message-passing graph, the pairs to predict, and pairs that are no negatives.

    `known` are true pairs that may be in the graph or in another split; they are neither asked for nor ranked.
    """

    x: Features
    edges: Edges
    pairs: Pairs
    known: Pairs = field(default_factory=lambda: Pairs.of(()))


class Supervision(Protocol):
    """Where episodes come from. The same `epoch` always gives the same episode, so that training can resume."""

    config: ModelConfig

    def episode(self, epoch: int, /) -> Episode: ...

    def validation(self) -> Episode: ...


@dataclass(frozen=True)
class TrainConfig:
    """How to train. `patience` counts validations without a better MRR; `popularity` turns on the logQ correction
    (Yi et al. 2019) of negatives that come from the batch, where popular targets are over-sampled."""

    epochs: int = 60
    batch: int = 1024
    negatives: int = 512
    lr: float = 3e-3
    weight_decay: float = 1e-4
    patience: int = 8
    validate_every: int = 2
    checkpoint_every: int = 10
    popularity: bool = False
    seed: int = 0
    device: str = "auto"


@dataclass
class TrainResult:
    """A trained model, on the CPU, with the weights of its best epoch."""

    model: GraphSage
    best_epoch: int
    best_mrr: float
    losses: list[float]
    mrrs: list[float]


def train(
    supervision: Supervision,
    config: TrainConfig,
    *,
    folder: Path | None = None,
    resume: bool = False,
    log: Path | None = None,
    progress: Progress | None = None,
) -> TrainResult:
    """Train a GraphSAGE.

    Args:
        folder: where checkpoints go; none are written without it.
        resume: go on from the checkpoint in `folder`, if there is one; the result is that of an unbroken run.
        log: folder for TensorBoard.
        progress: called with (epochs done, epochs at most).

    Raises:
        NotEnoughData: there are no pairs to learn from or to validate on.
        ModelMismatch: the checkpoint is of another model, or supervision has leaked into the graph.
    """
    device = torch.device(pick_device(config.device))
    torch.manual_seed(config.seed)
    model = GraphSage(supervision.config).to(device)
    optimiser = torch.optim.AdamW(model.parameters(), lr=config.lr, weight_decay=config.weight_decay)
    note: dict[str, Any] = {
        "epoch": 0, "best_epoch": -1, "best_mrr": -1.0, "waited": 0, "losses": [], "mrrs": [],
        "config": asdict(config),
    }  # fmt: skip
    best = {name: value.detach().clone() for name, value in model.state_dict().items()}
    if resume and folder:
        found = load_checkpoint(folder, model, optimiser)
        if found:
            note = found
            best = load_tensors(folder / "best.safetensors")
    valid = supervision.validation()
    if not len(valid.pairs):
        raise NotEnoughData("no pairs to validate on", fix="Ingest more documents or record interactions")
    with _logger(log) as write:
        for epoch in range(note["epoch"], config.epochs):
            if note["waited"] >= config.patience:
                break
            loss = _epoch(model, optimiser, supervision.episode(epoch), config, epoch, device)
            note["losses"].append(loss)
            note["epoch"] = epoch + 1
            write("loss/train", loss, epoch)
            if (epoch + 1) % config.validate_every == 0 or epoch + 1 == config.epochs:
                mrr = validate(model, valid, device)
                note["mrrs"].append(mrr)
                write("mrr/validation", mrr, epoch)
                if mrr > note["best_mrr"]:
                    note |= {"best_mrr": mrr, "best_epoch": epoch, "waited": 0}
                    best = {name: value.detach().clone() for name, value in model.state_dict().items()}
                else:
                    note["waited"] += 1
            if folder and (epoch + 1) % config.checkpoint_every == 0:
                save_tensors(folder / "best.safetensors", best)
                save_checkpoint(folder, model, optimiser, note)
            if progress:
                progress(epoch + 1, config.epochs)
    if progress:
        progress(config.epochs, config.epochs)
    load_weights(model, best, "best epoch")
    return TrainResult(model.cpu().eval(), note["best_epoch"], note["best_mrr"], note["losses"], note["mrrs"])


@torch.no_grad()
def validate(model: GraphSage, episode: Episode, device: torch.device) -> float:
    """Mean reciprocal rank of the first hit of each source, over all targets but the known ones."""
    model.eval()
    with _autocast(device):
        sources, targets = model(_to(episode.x, device), _to(episode.edges, device))
    asked = np.unique(episode.pairs.source)
    scores = (sources[torch.from_numpy(asked).to(device)] @ targets.T).float().cpu().numpy()
    gold = [episode.pairs.target[episode.pairs.source == source] for source in asked]
    known = [episode.known.target[episode.known.source == source] for source in asked]
    return float(np.mean([mean_reciprocal_rank(ranks(*row)) for row in zip(scores, gold, known, strict=True)]))


def _epoch(
    model: GraphSage,
    optimiser: torch.optim.Optimizer,
    episode: Episode,
    config: TrainConfig,
    epoch: int,
    device: torch.device,
) -> float:
    """One pass over the pairs of an episode; the mean loss."""
    if not len(episode.pairs):
        raise NotEnoughData("no pairs to learn from", fix="Ingest more documents or record interactions")
    check_no_leak(episode.edges, episode.pairs, model.config)
    # Seeded by epoch, not once: a resumed run then draws the same batches and dropout as an unbroken one.
    torch.manual_seed(config.seed * 100_003 + epoch + 1)
    random = np.random.default_rng((config.seed, epoch))
    model.train()
    x, edges = _to(episode.x, device), _to(episode.edges, device)
    order = random.permutation(len(episode.pairs))
    total = 0.0
    positives = Pairs.join(episode.pairs, episode.known)
    for start in range(0, len(order), config.batch):
        part = episode.pairs.where(np.isin(np.arange(len(order)), order[start : start + config.batch]))
        with _autocast(device):
            sources, targets = model(x, edges)
            loss = _loss(model.scale, sources, targets, part, positives, config, random)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        total += float(loss.detach()) * len(part)
    return total / len(order)


def _loss(
    scale: Tensor,
    sources: Tensor,
    targets: Tensor,
    pairs: Pairs,
    positives: Pairs,
    config: TrainConfig,
    random: np.random.Generator,
) -> Tensor:
    """Softmax over the targets of the batch and sampled ones, and over the sources of the batch the other way.

    The other true pairs of a source are masked, so that no truth is pushed away as a negative.
    """
    device, count = sources.device, len(targets)
    drawn = random.choice(count, min(config.negatives, count), replace=False)
    columns, frequency = np.unique(np.concatenate([pairs.target, drawn]), return_counts=True)
    place = np.searchsorted(columns, pairs.target)
    rows = torch.from_numpy(pairs.source).to(device)
    weight = torch.from_numpy(pairs.weight).to(device)
    logits = scale * (sources[rows] @ targets[torch.from_numpy(columns).to(device)].T)
    if config.popularity:
        logits = logits - torch.from_numpy(np.log(frequency.astype(np.float32))).to(device)
    truth = _other_truths(pairs.source, place, columns, positives.source, positives.target)
    logits = logits.index_put(truth, logits.new_tensor(-1e4))
    forward = F.cross_entropy(logits, torch.from_numpy(place).to(device), reduction="none")

    people = np.unique(pairs.source)
    seat = np.searchsorted(people, pairs.source)
    back = scale * (targets[torch.from_numpy(pairs.target).to(device)] @ sources[torch.from_numpy(people).to(device)].T)
    truth = _other_truths(pairs.target, seat, people, positives.target, positives.source)
    back = back.index_put(truth, back.new_tensor(-1e4))
    backward = F.cross_entropy(back, torch.from_numpy(seat).to(device), reduction="none")
    return ((forward + 0.5 * backward) * weight).sum() / weight.sum()


def _other_truths(
    rows: Indices, own: Indices, columns: Indices, left: Indices, right: Indices
) -> tuple[Tensor, Tensor]:
    """Cells (row, column) that are true by the pairs (left, right), but for the `own` column of each row.

    `rows` and `columns` (sorted) are node indices of the two ends; the answer indexes the matrix they span.
    """
    order = np.argsort(left, kind="stable")
    first = np.searchsorted(left[order], rows, side="left")
    count = np.searchsorted(left[order], rows, side="right") - first
    row = np.repeat(np.arange(len(rows)), count)
    step = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    node = right[order][np.repeat(first, count) + step]
    column = np.minimum(np.searchsorted(columns, node), len(columns) - 1)
    keep = (columns[column] == node) & (column != own[row])
    return torch.from_numpy(row[keep]), torch.from_numpy(column[keep])


def _to(tensors: Any, device: torch.device) -> dict[Any, Tensor]:
    return {key: value.to(device) for key, value in tensors.items()}


def _autocast(device: torch.device) -> contextlib.AbstractContextManager[Any]:
    if device.type == "cuda":
        return torch.autocast("cuda", dtype=torch.bfloat16)
    return contextlib.nullcontext()


@contextlib.contextmanager
def _logger(folder: Path | None) -> Any:
    """A function (tag, value, step) that writes to TensorBoard, or nowhere."""
    if folder is None:
        yield lambda _tag, _value, _step: None
        return
    from torch.utils.tensorboard import SummaryWriter

    writer = SummaryWriter(str(folder))
    try:
        yield writer.add_scalar
    finally:
        writer.close()
