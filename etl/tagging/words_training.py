"""Training of the word tagger: seeded, on CPU or CUDA, resumable, with the best epoch of each member by dev strict F1.

What is learnt from is a copy: offsets that slipped are mended, and the people in it are invented (`pseudonyms`), anew
for every member.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from etl.gold import GoldSpan, GoldText, digest
from etl.mention_evaluation import by_tagger, score_spans
from etl.schedules import warm_cosine
from graph.device import pick_device
from graph.errors import NotEnoughData

from .base import Progress, Trained
from .members import train_members
from .offsets import realigned
from .pseudonyms import pseudonymise_all
from .spans import WordSpan, encode
from .standing import Standing, Weights, clear_standing, load_standing, optimiser_state, restore_optimiser
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
    where = torch.device(pick_device(device))
    lesson = _Lesson(recipe, labels, [realigned(text) for text in train], dev, epochs, where)
    best = train_members(
        standing,
        folder,
        lambda own: _Member(lesson, own),
        members=recipe.members,
        epochs=epochs,
        judged_from=recipe.judged_from,
        seed=seed,
        progress=progress,
    )
    save(out, lesson.tagger(name, [lesson.network(weights) for weights in best]), "1")
    made = by_tagger(load(out))
    metrics, per_label = score_spans(dev, made) if dev else ({}, {})
    mended = score_spans([realigned(text) for text in dev], made)[0] if dev else {}
    seconds = spent + time.perf_counter() - began
    told = {"seed": seed, "epochs": epochs, "texts": len(train), "dev": len(dev), "seconds": round(seconds)}
    text = card(name, labels, asdict(recipe), told, (metrics, per_label), mended, standing.history, data)
    (out / "README.md").write_text(text, encoding="utf-8")
    clear_standing(folder)
    return Trained(out, metrics, per_label, seconds, epochs, tuple(standing.history))


@dataclass(frozen=True)
class _Lesson:
    """What is learnt, and how; the same for every member."""

    recipe: Recipe
    labels: list[str]
    train: Sequence[GoldText]
    dev: Sequence[GoldText]
    epochs: int
    device: torch.device

    def network(self, weights: Weights | None = None) -> WordNetwork:
        network = WordNetwork(self.recipe.shape, self.labels, self.recipe.dropout)
        if weights:
            network.load_state_dict(weights)
        return network

    def tagger(self, name: str, members: Sequence[WordNetwork]) -> WordTagger:
        thresholds = dict.fromkeys(self.labels, self.recipe.threshold)
        shares = {label: share for label, share in SHARES.items() if label in self.labels}
        return WordTagger(name, self.labels, self.recipe.shape, members, thresholds=thresholds, shares=shares)


class _Member:
    """One network in training: see `members.Member`."""

    def __init__(self, lesson: _Lesson, seed: int) -> None:
        self._lesson = lesson
        recipe = lesson.recipe
        self._batches = _batches(pseudonymise_all(lesson.train, seed), lesson)
        self._network = lesson.network().to(lesson.device)
        self._optimiser = torch.optim.AdamW(self._network.parameters(), lr=recipe.rate, weight_decay=recipe.decay)

    def epoch(self, number: int) -> float:
        network, recipe, batches = self._network, self._lesson.recipe, self._batches
        network.train()
        steps = len(batches) * self._lesson.epochs
        total = 0.0
        for step, at in enumerate(torch.randperm(len(batches)).tolist(), number * len(batches)):
            batch, tags = batches[at]
            for group in self._optimiser.param_groups:
                group["lr"] = recipe.rate * warm_cosine(step, steps, max(steps / 10, 1), 0.01)
            loss, value = chain_loss(network.crf, network(batch, recipe.blind), tags, batch.mask)
            self._optimiser.zero_grad(set_to_none=True)
            (loss / 100).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            self._optimiser.step()
            total += value
        return total / len(batches)

    def judge(self) -> dict[str, float]:
        if not self._lesson.dev:
            return {}
        tagger = self._lesson.tagger("dev", [self._lesson.network(self.judged())])
        return {"f1": score_spans(self._lesson.dev, by_tagger(tagger))[0]["f1"]}

    def judged(self) -> Weights:
        return weights_of(self._network)

    def state(self) -> dict[str, Weights]:
        return {"weights": weights_of(self._network), "optimiser": optimiser_state(self._optimiser)}

    def restore(self, state: dict[str, Weights]) -> None:
        self._network.load_state_dict(state["weights"])
        restore_optimiser(self._optimiser, state["optimiser"])


def _batches(texts: Sequence[GoldText], lesson: _Lesson) -> list[tuple[Batch, Tensor]]:
    """Documents of about one length together, with their tags [documents, length]."""
    read = [(words_of(text.text, lesson.recipe.shape.buckets), text) for text in texts]
    read = sorted((one for one in read if one[0].starts), key=lambda one: len(one[0].starts))
    batches = []
    for start in range(0, len(read), lesson.recipe.size):
        part = read[start : start + lesson.recipe.size]
        gold = [torch.tensor(tags_of(words, text.spans, lesson.labels)) for words, text in part]
        tags = nn.utils.rnn.pad_sequence(gold, batch_first=True)
        batches.append((batch_of([words for words, _ in part], lesson.device), tags.to(lesson.device)))
    return batches


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


def _plan(train: Sequence[GoldText], dev: Sequence[GoldText], recipe: Recipe, seed: int, epochs: int) -> dict[str, Any]:
    """What a training depends on; a checkpoint of another plan is not gone on from."""
    told = asdict(recipe) | {"shape": recipe.shape.as_json()}
    return {"data": digest((*train, *dev)), "seed": seed, "epochs": epochs, "recipe": told}
