"""Training of the word tagger: seeded, on CPU or CUDA, resumable, with the best epoch of each member by dev strict F1.

What is learnt from is a copy: offsets that slipped are mended, and the people in it are invented (`pseudonyms`), anew
for every member.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from etl.gold import GoldSpan, GoldText
from etl.scores import span_scores
from graph.errors import NotEnoughData

from .base import Progress, Trained
from .characters_checkpoint import (
    Standing,
    clear_standing,
    load_standing,
    optimiser_state,
    restore_optimiser,
    save_standing,
)
from .offsets import realigned
from .pseudonyms import pseudonymise_all
from .spans import WordSpan, encode
from .word_features import Words, words_of
from .words import WordTagger, load, save, weights_of
from .words_card import card
from .words_network import Batch, Shape, WordNetwork, batch_of, chain_loss

#: How often annotators marked a recurrence of what they had marked (train and dev of the public resume set).
SHARES = {
    "COMPANIES_WORKED_AT": 0.8, "DESIGNATION": 0.85, "LOCATION": 0.85, "GRADUATION_YEAR": 0.9, "COLLEGE_NAME": 0.9,
    "DEGREE": 0.9, "YEARS_OF_EXPERIENCE": 0.85, "EMAIL_ADDRESS": 0.5, "NAME": 1.0,
}  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """How a member is trained.

    Attributes:
        members: networks, from as many seeds, whose scores the tagger averages.
        rate: peak learning rate; it rises over the first tenth, then falls along a cosine.
        size: documents in a batch.
        blind: share of the features that are hidden at random.
        judged_from: share of the epochs after which dev is asked for the first time.
        threshold: least posterior of a span that is given.
    """

    members: int = 2
    rate: float = 6e-3
    decay: float = 0.01
    size: int = 4
    dropout: float = 0.3
    blind: float = 0.15
    judged_from: float = 0.6
    threshold: float = 0.3
    shape: Shape = field(default_factory=Shape)


def train_words(
    train: Sequence[GoldText],
    dev: Sequence[GoldText],
    out: Path,
    *,
    name: str,
    seed: int = 0,
    epochs: int = 8,
    device: str = "auto",
    resume: bool = True,
    progress: Progress | None = None,
    recipe: Recipe | None = None,
    data: str = "",
) -> Trained:
    """Train a tagger into the folder `out`, which `etl.tagging.words.load` opens.

    Args:
        train: documents with gold spans; where spans overlap, the longer one is learnt.
        dev: documents that choose the best epoch of each member; if empty, the last epoch.
        name: name of the model, without version.
        epochs: of each member.
        device: cpu, cuda, or auto for a GPU if there is one.
        resume: go on from `out/checkpoint` if it is of the same data and settings.
        progress: told (epochs done, epochs in all), over all members.
        data: a sentence for the model card: what was trained on.

    Raises:
        NotEnoughData: no text to train on bears a span.
    """
    began = time.perf_counter()
    recipe = recipe or Recipe()
    labels = sorted({span.label for text in train for span in text.spans} - {"UNKNOWN"})
    if not labels:
        raise NotEnoughData("no text to train on bears a span", where=str(out))
    plan = _plan(train, dev, recipe, seed, epochs)
    folder = out / "checkpoint"
    standing = load_standing(folder, plan) if resume else Standing(plan)
    spent = standing.seconds
    trainer = _Trainer(recipe, labels, train, dev, seed, epochs, _device(device))
    with torch.random.fork_rng(devices=range(torch.cuda.device_count())):
        while standing.member < recipe.members:
            trainer.member(standing, folder, progress)
    members = [trainer.network(standing.take(f"member{at}")) for at in range(recipe.members)]
    save(out, trainer.tagger(name, members), "1")
    metrics, per_label = score(load(out), dev) if dev else ({}, {})
    mended = score(load(out), [realigned(text) for text in dev])[0] if dev else {}
    seconds = spent + time.perf_counter() - began
    told = {"seed": seed, "epochs": epochs, "texts": len(train), "dev": len(dev), "seconds": round(seconds)}
    text = card(name, labels, asdict(recipe), told, (metrics, per_label), mended, standing.history, data)
    (out / "README.md").write_text(text, encoding="utf-8")
    clear_standing(folder)
    return Trained(out, metrics, per_label, seconds, epochs, tuple(standing.history))


def score(tagger: WordTagger, gold: Sequence[GoldText]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Strict span scores of a tagger on gold texts."""
    found = tagger.tag([text.text for text in gold])
    return span_scores(
        (
            [(span.start, span.end, span.label) for span in text.spans],
            [(span.start, span.end, span.label) for span in spans],
        )
        for text, spans in zip(gold, found, strict=True)
    )


class _Trainer:
    def __init__(
        self,
        recipe: Recipe,
        labels: Sequence[str],
        train: Sequence[GoldText],
        dev: Sequence[GoldText],
        seed: int,
        epochs: int,
        device: torch.device,
    ) -> None:
        self.recipe, self.labels, self.dev = recipe, list(labels), dev
        self.seed, self.epochs, self.device = seed, epochs, device
        self._train = [realigned(text) for text in train]

    def network(self, weights: dict[str, Tensor] | None = None) -> WordNetwork:
        network = WordNetwork(self.recipe.shape, self.labels, self.recipe.dropout)
        if weights:
            network.load_state_dict(weights)
        return network

    def tagger(self, name: str, members: Sequence[WordNetwork]) -> WordTagger:
        thresholds = dict.fromkeys(self.labels, self.recipe.threshold)
        shares = {label: share for label, share in SHARES.items() if label in self.labels}
        return WordTagger(name, self.labels, self.recipe.shape, members, thresholds=thresholds, shares=shares)

    def member(self, standing: Standing, folder: Path, progress: Progress | None) -> None:
        """Train one member to its end, from where it stands; its best weights stay in the standing."""
        number = standing.member
        seed = self.seed * 1000 + number
        torch.manual_seed(seed)
        batches = self._batches(pseudonymise_all(self._train, seed))
        network = self.network().to(self.device)
        optimiser = torch.optim.AdamW(network.parameters(), lr=self.recipe.rate, weight_decay=self.recipe.decay)
        if standing.epoch:
            network.load_state_dict(standing.take("weights"))
            restore_optimiser(optimiser, standing.take("optimiser"))
        while standing.epoch < self.epochs:
            began = time.perf_counter()
            # Seeded anew for each epoch: a resumed training draws what an unbroken one would have drawn.
            torch.manual_seed(seed * 1000 + standing.epoch + 1)
            told = {"member": float(number), "epoch": float(standing.epoch + 1)}
            told["loss"] = self._epoch(network, optimiser, batches, standing.epoch)
            standing.epoch += 1
            if standing.epoch > self.epochs * self.recipe.judged_from or standing.epoch == self.epochs:
                if self.dev:
                    twin = self.network(weights_of(network))
                    told["f1"] = score(self.tagger("dev", [twin]), self.dev)[0]["f1"]
                if told.get("f1", math.inf) > standing.best or not self.dev:
                    standing.best = told.get("f1", -1.0)
                    standing.put(f"member{number}", weights_of(network))
            standing.history.append(told)
            if standing.epoch == self.epochs:
                standing.member, standing.epoch, standing.best = number + 1, 0, -1.0
                standing.drop("weights")
                standing.drop("optimiser")
            else:
                standing.put("weights", weights_of(network))
                standing.put("optimiser", optimiser_state(optimiser))
            standing.seconds += time.perf_counter() - began
            save_standing(folder, standing)
            if progress:
                progress(standing.member * self.epochs + standing.epoch, self.recipe.members * self.epochs)
            if standing.member > number:
                return

    def _batches(self, texts: Sequence[GoldText]) -> list[tuple[Batch, Tensor]]:
        """Documents of about one length together, with their tags [documents, length]."""
        read = [(words_of(text.text, self.recipe.shape.buckets), text) for text in texts]
        read = sorted((one for one in read if one[0].starts), key=lambda one: len(one[0].starts))
        batches = []
        for start in range(0, len(read), self.recipe.size):
            part = read[start : start + self.recipe.size]
            gold = [torch.tensor(tags_of(words, text.spans, self.labels)) for words, text in part]
            tags = nn.utils.rnn.pad_sequence(gold, batch_first=True)
            batches.append((batch_of([words for words, _ in part], self.device), tags.to(self.device)))
        return batches

    def _epoch(
        self,
        network: WordNetwork,
        optimiser: torch.optim.Optimizer,
        batches: list[tuple[Batch, Tensor]],
        epoch: int,
    ) -> float:
        network.train()
        steps = len(batches) * self.epochs
        total = 0.0
        for step, at in enumerate(torch.randperm(len(batches)).tolist(), epoch * len(batches)):
            batch, tags = batches[at]
            for group in optimiser.param_groups:
                group["lr"] = self.recipe.rate * _share(step, steps)
            loss, value = chain_loss(network.crf, network(batch, self.recipe.blind), tags, batch.mask)
            optimiser.zero_grad(set_to_none=True)
            (loss / 100).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            total += value
        return total / len(batches)


def tags_of(words: Words, spans: Sequence[GoldSpan], labels: Sequence[str]) -> list[int]:
    """Tags of words (see `spans.encode`); a span takes every word that it touches."""
    found = []
    for span in spans:
        inside = [
            at
            for at, (start, end) in enumerate(zip(words.starts, words.ends, strict=True))
            if start < span.end and end > span.start
        ]
        if inside:
            found.append(WordSpan(inside[0], inside[-1] + 1, span.label))
    return encode(found, len(words.starts), labels)


def _share(step: int, steps: int) -> float:
    """Share of the peak learning rate at a step."""
    return min(1.0, (step + 1) / max(steps / 10, 1)) * max(0.01, 0.5 * (1 + math.cos(math.pi * step / steps)))


def _device(device: str) -> torch.device:
    if device == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return torch.device(device)


def _plan(train: Sequence[GoldText], dev: Sequence[GoldText], recipe: Recipe, seed: int, epochs: int) -> dict[str, Any]:
    """What a training depends on; a checkpoint of another plan is not gone on from."""
    digest = hashlib.sha256()
    for text in (*train, *dev):
        digest.update(repr(text).encode())
    told = asdict(replace(recipe)) | {"shape": recipe.shape.as_json()}
    return {"data": digest.hexdigest(), "seed": seed, "epochs": epochs, "recipe": told}
