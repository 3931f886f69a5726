"""Training of the transformer tagger: seeded, on CPU or CUDA, resumable, with the best epoch by dev strict F1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from graph.device import pick_device
from graph.errors import ModelError

from ..gold import GoldText, digest
from . import transformer_checkpoint as checkpoint
from .base import Progress, Trained, write_config
from .card import Scores
from .thresholds import GRID, USUAL, best_thresholds, score_candidates
from .tokens import Subwords
from .transformer import KIND, TransformerTagger
from .transformer_card import card
from .transformer_model import Network, TaggerNetwork, load_backbone, make_trainable, member_name, weights_file
from .transformer_trainer import Recipe, Trainer


def train_transformer(
    train: Sequence[GoldText],
    dev: Sequence[GoldText],
    out: Path,
    *,
    name: str,
    heads: Sequence[Sequence[str]],
    backbone: str = "minilm",
    seed: int = 0,
    members: int = 1,
    epochs: int = 10,
    device: str = "auto",
    resume: bool = True,
    progress: Progress | None = None,
    recipe: Recipe | None = None,
    network: Network | None = None,
    data: str = "",
) -> Trained:
    """Train a tagger into the folder `out`, which `etl.tagging.transformer.load` opens.

    Args:
        train: texts with gold spans; spans that touch part of a word take all of it.
        dev: texts that choose the best epoch and the thresholds; if empty, the last epoch and a threshold of 0.4.
        name: name of the model, without version.
        heads: the labels of each head; labels whose spans nest in one another belong into different heads.
        backbone: `minilm`, or a local folder or hub name of another Hugging Face encoder.
        members: networks to train, from `seed` on; the tagger takes the mean of their posteriors.
        device: cpu, cuda, or auto for a GPU if there is one (bfloat16 there, float32 on CPU).
        resume: go on from `out/checkpoint` if it is of the same data and settings.
        progress: told (batches done, batches in all).
        recipe: rates and sizes, if not the usual ones.
        network: the shape of the network, if not the usual one; `backbone` and `heads` are put into it.
        data: a sentence for the model card: what was trained on, its source and licence.

    Raises:
        ModelError: no training text, or the backbone cannot be loaded.
    """
    recipe = recipe or Recipe()
    if not train:
        raise ModelError("there is no text to train on", where=str(out))
    shape = asdict(network) if network else {}
    network = Network(**{**shape, "backbone": backbone, "heads": tuple(tuple(head) for head in heads)})
    device = pick_device(device)
    trainers = []
    for member in range(members):
        run = _run_of(train, dev, network, recipe, seed + member, epochs)
        with torch.random.fork_rng(devices=range(torch.cuda.device_count())):
            torch.manual_seed(seed + member)
            model, subwords = _fresh(network, device)
            trainer = Trainer(model, subwords, recipe, seed + member, epochs, device)
            folder = out / "checkpoint" / str(member)
            if resume:
                checkpoint.resume(folder, trainer.state, trainer.optimiser, run)
            trainer.run(train, dev, folder, run, _part_of(progress, member, members))
        trainers.append(trainer)
    thresholds, scores = _judged(trainers, dev)
    _write(out, name, network, trainers, thresholds)
    states = [trainer.state for trainer in trainers]
    seconds = sum(state.seconds for state in states)
    told = {
        "seeds": [trainer.seed for trainer in trainers],
        "epochs": [state.best_epoch for state in states],
        "of": epochs,
        "seconds": round(seconds),
    }
    (out / "README.md").write_text(card(name, network, asdict(recipe), told, scores, data), encoding="utf-8")
    history = tuple({"seed": float(one.seed)} | row for one in trainers for row in one.state.history)
    return Trained(out, scores[0], scores[1], seconds, max(state.best_epoch for state in states), history)


def _part_of(progress: Progress | None, member: int, members: int) -> Progress | None:
    """Progress of one member as progress of all."""
    if progress is None:
        return None
    return lambda done, total: progress(member * total + done, members * total)


def _judged(trainers: Sequence[Trainer], dev: Sequence[GoldText]) -> tuple[dict[str, float], Scores]:
    """Thresholds and dev scores of the members together; no scores without a dev set."""
    first = trainers[0]
    labels = first.model.network.labels
    models = [trainer.finished() for trainer in trainers]
    if not dev:
        return dict.fromkeys(labels, USUAL), ({}, {})
    tagger = TransformerTagger(models, first.subwords, dict.fromkeys(labels, USUAL), "dev", first.device)
    found = list(tagger.candidates([text.text for text in dev], min(GRID)))
    thresholds = best_thresholds(dev, found, first.model.network.heads)
    return thresholds, score_candidates(dev, found, thresholds)


def _fresh(network: Network, device: str) -> tuple[TaggerNetwork, Subwords]:
    subwords, encoder = load_backbone(network.backbone)
    make_trainable(encoder, network)
    return TaggerNetwork(network, encoder).to(device), subwords


def _run_of(
    train: Sequence[GoldText], dev: Sequence[GoldText], network: Network, recipe: Recipe, seed: int, epochs: int
) -> dict[str, Any]:
    """What a training depends on; a checkpoint of another run is not gone on from."""
    # Through JSON a tuple comes back as a list.
    shape = network.as_json() | {"heads": [list(head) for head in network.heads]}
    data = digest((*train, *dev))
    return {"data": data, "network": shape, "recipe": asdict(recipe), "seed": seed, "epochs": epochs}


def _write(out: Path, name: str, network: Network, trainers: Sequence[Trainer], thresholds: dict[str, float]) -> None:
    from safetensors.torch import save_file

    out.mkdir(parents=True, exist_ok=True)
    # Half precision halves the file; the scores on dev stay the same to three digits.
    halves = {
        member_name(at, key): weight.cpu().to(torch.float16).contiguous()
        for at, trainer in enumerate(trainers)
        for key, weight in trainer.state.best.items()
    }
    save_file(halves, weights_file(out))
    write_config(
        out,
        {
            "kind": KIND,
            "name": name,
            "version": "1",
            "labels": list(network.labels),
            "network": network.as_json(),
            "members": len(trainers),
            "thresholds": thresholds,
        },
    )
