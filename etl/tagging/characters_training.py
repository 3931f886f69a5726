"""Training of the character tagger: seeded, on CPU or CUDA, resumable, with the best epoch by dev strict F1.

Each member is trained from its own seed; the moving average of its weights is what dev judges and what is kept.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from etl.gold import GoldText, digest
from etl.mention_evaluation import by_tagger, score_spans
from etl.schedules import warm_cosine
from graph.device import pick_device
from graph.errors import NotEnoughData

from .base import Progress, Trained
from .characters import CharacterTagger, lexicon_file, load, save, table_of, vectors_file
from .characters_card import card
from .characters_network import CharacterNetwork, Encoded, Encoder, Shape, collate, mask_of
from .characters_text import canonical
from .lexicon import read_lexicon
from .members import train_members
from .pretraining import read_vectors
from .resume_lines import invented_lines
from .spans import WordSpan, bioes_tags, encode
from .standing import Standing, Weights, clear_standing, load_standing, optimiser_state, restore_optimiser

#: Where the vectors and the lexicon of the shipped tagger lie.
SHIPPED = Path(__file__).parent / "weights" / "resume_zh"


@dataclass(frozen=True)
class Recipe:
    """How a member is trained.

    Attributes:
        members: networks, from as many seeds, that vote in the tagger.
        rate: peak learning rate; it rises over 100 steps (or the first tenth), then falls along a cosine.
        size: texts in a batch.
        average: most weight of the past in the moving average of the weights, by step.
        invented: invented lines of resumes beside the texts: see `resume_lines`.
        judged_from: share of the epochs after which dev is asked for the first time.
    """

    members: int = 3
    rate: float = 3e-3
    size: int = 32
    dropout: float = 0.5
    average: float = 0.995
    invented: int = 900
    judged_from: float = 0.5
    own: int = 32
    words: int = 48
    hidden: int = 112


def train_characters(
    train: Sequence[GoldText],
    dev: Sequence[GoldText],
    out: Path,
    *,
    name: str,
    embeddings: Path | None = None,
    seed: int = 0,
    epochs: int = 12,
    device: str = "auto",
    resume: bool = True,
    progress: Progress | None = None,
    recipe: Recipe | None = None,
    data: str = "",
) -> Trained:
    """Train a tagger into the folder `out`, which `etl.tagging.characters.load` opens.

    Args:
        train: texts with gold spans that do not overlap.
        dev: texts that choose the best epoch of each member; if empty, the last epoch.
        name: name of the model, without version.
        embeddings: folder with pretrained vectors and lexicon (see `pretraining`); those of the shipped tagger if None.
        device: cpu, cuda, or auto for a GPU if there is one.
        resume: go on from `out/checkpoint` if it is of the same data and settings.
        progress: told (epochs done, epochs in all), over all members.
        data: a sentence for the model card: what was trained on, its source and licence.

    Raises:
        NotEnoughData: no text to train on bears a span.
        ModelError: the vectors or the lexicon cannot be read.
    """
    began = time.perf_counter()
    recipe = recipe or Recipe()
    labels = sorted({span.label for text in train for span in text.spans})
    if not labels:
        raise NotEnoughData("no text to train on bears a span", where=str(out))
    # A line with a label that the texts do not know would teach that label only by invention.
    extra = [line for line in invented_lines(recipe.invented, seed) if {span.label for span in line.spans} <= {*labels}]
    told = {"seed": seed, "epochs": epochs, "texts": len(train), "dev": len(dev), "invented": len(extra)}
    train = [*train, *extra]
    source = embeddings or SHIPPED
    vectors = read_vectors(vectors_file(source))
    characters = sorted({character for text in train for character in canonical(text.text)})
    encoder = Encoder(characters, vectors.units, read_lexicon(lexicon_file(source)))
    shape = Shape(len(characters), vectors.table.shape[1], recipe.own, recipe.words, recipe.hidden)
    table = table_of(vectors).to(torch.device(pick_device(device)))
    plan = _plan(train, dev, recipe, shape, seed, epochs, vectors_file(source))
    folder = out / "checkpoint"
    standing = load_standing(folder, plan) if resume else Standing(plan)
    spent = standing.seconds
    texts = [(encoder(text.text), _gold(text, labels)) for text in train if text.text.strip()]
    lesson = _Lesson(recipe, encoder, labels, shape, table, texts, dev, epochs)
    best = train_members(
        standing,
        folder,
        lambda _: _Member(lesson),
        members=recipe.members,
        epochs=epochs,
        judged_from=recipe.judged_from,
        seed=seed,
        progress=progress,
    )
    net = CharacterNetwork(shape, bioes_tags(labels), table, recipe.members, recipe.dropout)
    for member, weights in zip(net.members, best, strict=True):
        member.load_state_dict(weights)
    save(out, net, characters, {"name": name, "version": "1", "labels": labels}, source)
    metrics, per_label = score_spans(dev, by_tagger(load(out))) if dev else ({}, {})
    seconds = spent + time.perf_counter() - began
    told["seconds"] = round(seconds)
    text = card(name, labels, asdict(recipe), told, (metrics, per_label), standing.history, data)
    (out / "README.md").write_text(text, encoding="utf-8")
    clear_standing(folder)
    return Trained(out, metrics, per_label, seconds, epochs, tuple(standing.history))


@dataclass(frozen=True)
class _Lesson:
    """What is learnt, and how; the same for every member. `texts` are encoded, with their tags [characters]."""

    recipe: Recipe
    encoder: Encoder
    labels: list[str]
    shape: Shape
    table: Tensor
    texts: Sequence[tuple[Encoded, Tensor]]
    dev: Sequence[GoldText]
    epochs: int

    def network(self, dropout: float = 0.0) -> CharacterNetwork:
        return CharacterNetwork(self.shape, bioes_tags(self.labels), self.table, 1, dropout).to(self.table.device)


class _Member:
    """One network in training: see `members.Member`. What is judged is the moving average of its weights."""

    def __init__(self, lesson: _Lesson) -> None:
        self._lesson = lesson
        self._net = lesson.network(lesson.recipe.dropout)
        self._weights = dict(self._net.members[0].named_parameters())
        self._average = {name: weight.detach().clone() for name, weight in self._weights.items()}
        self._optimiser = torch.optim.Adam(self._weights.values(), lr=lesson.recipe.rate)

    def epoch(self, number: int) -> float:
        net, recipe, device = self._net, self._lesson.recipe, self._lesson.table.device
        net.train()
        crf: Any = net.members[0].crf
        total = 0.0
        batches = _batches(self._lesson.texts, recipe.size)
        steps = self._lesson.epochs * len(batches)
        for step, batch in enumerate(batches, number * len(batches)):
            for group in self._optimiser.param_groups:
                group["lr"] = recipe.rate * warm_cosine(step, steps, min(100, steps / 10), 0.02)
            units, words, lengths = collate([one for one, _ in batch], device)
            gold = nn.utils.rnn.pad_sequence([tags for _, tags in batch], batch_first=True).to(device)
            loss = crf.loss(net(units, words, lengths)[0], gold, mask_of(lengths, device))
            self._optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(self._weights.values(), 5.0)
            self._optimiser.step()
            kept = min(recipe.average, (step + 1) / (step + 10))
            with torch.no_grad():
                for name, weight in self._weights.items():
                    self._average[name].lerp_(weight, 1 - kept)
            total += loss.item()
        return total / len(batches)

    def judge(self) -> dict[str, float]:
        if not self._lesson.dev:
            return {}
        judged = self._lesson.network()
        judged.members[0].load_state_dict(self._average)
        tagger = CharacterTagger("dev", self._lesson.labels, self._lesson.encoder, judged)
        return score_spans(self._lesson.dev, by_tagger(tagger))[0]

    def judged(self) -> Weights:
        return self._average

    def state(self) -> dict[str, Weights]:
        return {
            "weights": dict(self._net.members[0].state_dict()),
            "average": self._average,
            "optimiser": optimiser_state(self._optimiser),
        }

    def restore(self, state: dict[str, Weights]) -> None:
        self._net.members[0].load_state_dict(state["weights"])
        self._average = {name: value.to(self._lesson.table.device) for name, value in state["average"].items()}
        restore_optimiser(self._optimiser, state["optimiser"])


def _batches(texts: Sequence[tuple[Encoded, Tensor]], size: int) -> list[list[tuple[Encoded, Tensor]]]:
    """Texts of about one length together, in a random order of batches."""
    jitter = (0.9 + 0.2 * torch.rand(len(texts))).tolist()
    order = sorted(range(len(texts)), key=lambda at: len(texts[at][0]) * jitter[at])
    groups = [[texts[at] for at in order[start : start + size]] for start in range(0, len(order), size)]
    return [groups[at] for at in torch.randperm(len(groups)).tolist()]


def _gold(text: GoldText, labels: Sequence[str]) -> Tensor:
    """BIOES tags [characters] of the spans of a text."""
    spans = (WordSpan(span.start, span.end, span.label) for span in text.spans)
    return torch.tensor(encode(spans, len(text.text), labels), dtype=torch.long)


def _plan(
    train: Sequence[GoldText],
    dev: Sequence[GoldText],
    recipe: Recipe,
    shape: Shape,
    seed: int,
    epochs: int,
    vectors: Path,
) -> dict[str, Any]:
    """What a training depends on; a checkpoint of another plan is not gone on from."""
    # Members train one after the other: a training that was broken off may go on with more or fewer of them.
    how = {key: value for key, value in asdict(recipe).items() if key != "members"}
    settings = {"seed": seed, "epochs": epochs, "shape": shape.as_json(), "recipe": how}
    return {"data": digest((*train, *dev), vectors.read_bytes()), **settings}
