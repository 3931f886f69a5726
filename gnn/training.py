"""Training for link prediction: in-batch softmax with sampled negatives, early stopping, checkpoints, resume."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

from graph.device import pick_device
from graph.errors import NotEnoughData

from .batches import BatchEmbedder, autocast
from .checkpoint import load_checkpoint, load_tensors, load_weights, save_checkpoint, save_tensors
from .data import Pairs
from .distributed import Group, training_group
from .evaluation.leakage import check_no_leak
from .evaluation.metrics import mean_reciprocal_rank, ranks
from .mining import mined
from .model import Edges, Features, GraphSage, ModelConfig
from .objective import draw_batch, softmax_loss
from .sampling import all_vectors

Progress = Callable[[int, int], None]
#: People ranked at once in validation.
_ASKED_AT_ONCE = 1024
#: As how many jobs that merely were not chosen a refused one counts.
REFUSAL = 4.0


@dataclass(frozen=True)
class Episode:
    """What one epoch learns from: a message-passing graph, the pairs to predict, and pairs that are no negatives.

    `known` are true pairs that may be in the graph or in another split; they are neither asked for nor ranked.
    `refused` are pairs that speak against each other, by how much: negatives of their own, besides those of the batch.
    """

    x: Features
    edges: Edges
    pairs: Pairs
    known: Pairs = field(default_factory=lambda: Pairs.of(()))
    refused: Pairs = field(default_factory=lambda: Pairs.of(()))


class Supervision(Protocol):
    """Where episodes come from. The same `epoch` always gives the same episode, so that training can resume."""

    config: ModelConfig

    def episode(self, epoch: int, /) -> Episode: ...

    def validation(self) -> Episode: ...


@dataclass(frozen=True)
class TrainConfig:
    """How to train. `patience` counts validations without a better MRR; `popularity` turns on the logQ correction
    (Yi et al. 2019) of negatives that come from the batch, where popular targets are over-sampled; `hard_negatives` are
    so many mined for each source before every epoch, among the targets that could be drawn (see `mining`); and
    `edge_dropout` is the share of edges, each with its reverse, that a step does without.

    `neighbours` says how many neighbours a relation are sampled in each layer, from the pairs outwards (-1: all); ()
    embeds the whole graph in every step; None samples ten where the graph is too large for that.
    """

    epochs: int = 60
    batch: int = 1024
    negatives: int = 512
    lr: float = 3e-3
    weight_decay: float = 1e-4
    patience: int = 8
    validate_every: int = 2
    checkpoint_every: int = 10
    popularity: bool = False
    hard_negatives: int = 0
    edge_dropout: float = 0.0
    seed: int = 0
    device: str = "auto"
    neighbours: tuple[int, ...] | None = None


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
    """Train a GraphSAGE; under `torchrun`, together with the other processes (see `distributed`).

    Args:
        folder: where checkpoints go; none are written without it.
        resume: go on from the checkpoint in `folder`, if there is one; the result is that of an unbroken run.
        log: folder for TensorBoard.
        progress: called with (epochs done, epochs at most).

    Raises:
        NotEnoughData: there are no pairs to learn from or to validate on.
        ModelMismatch: the checkpoint is of another model, supervision has leaked into the graph, or `neighbours` does
            not name every layer, or `edge_dropout` is no share.
    """
    with training_group(pick_device(config.device)) as group:
        if not group.first:
            log = progress = None
        return _train(supervision, config, group, folder, resume, log, progress)


def _train(
    supervision: Supervision,
    config: TrainConfig,
    group: Group,
    folder: Path | None,
    resume: bool,
    log: Path | None,
    progress: Progress | None,
) -> TrainResult:
    torch.manual_seed(config.seed)
    model = GraphSage(supervision.config).to(group.device)
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
    group.alike(model)
    embedder = BatchEmbedder(model, group, config.neighbours, config.seed, config.edge_dropout)
    valid = supervision.validation()
    if not len(valid.pairs):
        raise NotEnoughData("no pairs to validate on", fix="Ingest more documents or record interactions")
    with _logger(log) as write:
        for epoch in range(note["epoch"], config.epochs):
            if note["waited"] >= config.patience:
                break
            loss = _epoch(embedder, optimiser, supervision.episode(epoch), config, epoch)
            note["losses"].append(loss)
            note["epoch"] = epoch + 1
            write("loss/train", loss, epoch)
            if (epoch + 1) % config.validate_every == 0 or epoch + 1 == config.epochs:
                mrr = group.decide(validate(model, valid, group.device) if group.first else 0.0)
                note["mrrs"].append(mrr)
                write("mrr/validation", mrr, epoch)
                if mrr > note["best_mrr"]:
                    note |= {"best_mrr": mrr, "best_epoch": epoch, "waited": 0}
                    best = {name: value.detach().clone() for name, value in model.state_dict().items()}
                else:
                    note["waited"] += 1
            if folder and group.first and (epoch + 1) % config.checkpoint_every == 0:
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
    x, edges = _to(episode.x, device), _to(episode.edges, device)
    with autocast(device):
        sources, targets = all_vectors(model, x, edges)
    found = []
    asked = np.unique(episode.pairs.source)
    for start in range(0, len(asked), _ASKED_AT_ONCE):
        part = asked[start : start + _ASKED_AT_ONCE]
        scores = (sources[torch.from_numpy(part).to(device)] @ targets.T).float().cpu().numpy()
        gold = [episode.pairs.target[episode.pairs.source == source] for source in part]
        known = [episode.known.target[episode.known.source == source] for source in part]
        found += [mean_reciprocal_rank(ranks(*row)) for row in zip(scores, gold, known, strict=True)]
    return float(np.mean(found))


def _epoch(
    embedder: BatchEmbedder,
    optimiser: torch.optim.Optimizer,
    episode: Episode,
    config: TrainConfig,
    epoch: int,
) -> float:
    """One pass over the pairs of an episode; the mean loss."""
    if not len(episode.pairs):
        raise NotEnoughData("no pairs to learn from", fix="Ingest more documents or record interactions")
    model, group = embedder.model, embedder.group
    check_no_leak(episode.edges, episode.pairs, model.config)
    # Seeded by epoch, not once: a resumed run then draws the same batches and dropout as an unbroken one.
    torch.manual_seed(config.seed * 100_003 + epoch + 1)
    random = np.random.default_rng((config.seed, epoch))
    model.train()
    embedder.begin(episode.x, episode.edges, epoch)
    order = random.permutation(len(episode.pairs))
    total = 0.0
    positives = Pairs.join(episode.pairs, episode.known)
    count = len(episode.x[model.config.target])
    against = _negatives(embedder, episode, positives, config, epoch)
    among = np.bincount(episode.pairs.target, minlength=count) if config.popularity else None
    for start in range(0, len(order), config.batch):
        part = episode.pairs.where(np.isin(np.arange(len(order)), order[start : start + config.batch]))
        batch = draw_batch(part, count, config.negatives, random, explicit=against, among=among)
        with autocast(group.device):
            sources, targets = embedder(batch)
            rows = group.share(len(part))
            loss = softmax_loss(model.scale, sources, targets, batch, positives, rows=rows)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        group.sum_gradients(model)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        total += group.total(loss) * len(part)
    return total / len(order)


def _negatives(embedder: BatchEmbedder, episode: Episode, positives: Pairs, config: TrainConfig, epoch: int) -> Pairs:
    """The explicit negatives of an epoch: what was refused, and what is mined by the weights as they are.

    Nothing is kept from one epoch to the next, so that a resumed run mines what an unbroken one does.
    """
    refused = replace(episode.refused, weight=episode.refused.weight * REFUSAL)
    if not config.hard_negatives:
        return refused
    asked = np.unique(episode.pairs.source)
    # Without drawn negatives only what somebody chose may be one, and so it is here.
    every = np.arange(len(episode.x[embedder.model.config.target]))
    among = every if config.negatives else np.unique(episode.pairs.target)
    random = np.random.default_rng((config.seed, epoch, 1))
    return Pairs.join(refused, mined(embedder, positives, asked, among, config.hard_negatives, random))


def _to(tensors: Any, device: torch.device) -> dict[Any, Tensor]:
    return {key: value.to(device) for key, value in tensors.items()}


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
