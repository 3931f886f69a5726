"""Training of the character tagger: seeded, on CPU or CUDA, resumable, with the best epoch by dev strict F1.

Each member is trained from its own seed; the moving average of its weights is what dev judges and what is kept.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from etl.gold import GoldText
from etl.scores import span_scores
from graph.errors import NotEnoughData

from .base import Progress, Trained
from .characters import CharacterTagger, bioes, lexicon_file, load, save, table_of, vectors_file
from .characters_card import card
from .characters_checkpoint import (
    Standing,
    clear_standing,
    load_standing,
    optimiser_state,
    restore_optimiser,
    save_standing,
)  # fmt: skip
from .characters_network import CharacterNetwork, Encoded, Encoder, Shape, collate, mask_of
from .characters_text import canonical
from .lexicon import read_lexicon
from .pretraining import read_vectors
from .resume_lines import invented_lines

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
    table = table_of(vectors).to(_device(device))
    plan = _plan(train, dev, recipe, shape, seed, epochs, vectors_file(source))
    folder = out / "checkpoint"
    standing = load_standing(folder, plan) if resume else Standing(plan)
    spent = standing.seconds
    trainer = _Trainer(recipe, encoder, labels, shape, table, train, dev)
    with torch.random.fork_rng(devices=range(torch.cuda.device_count())):
        while standing.member < recipe.members:
            trainer.member(standing, folder, seed, epochs, progress)
    net = CharacterNetwork(shape, trainer.tags, table, recipe.members, recipe.dropout)
    for at, member in enumerate(net.members):
        member.load_state_dict(standing.take(f"member{at}"))
    save(out, net, characters, {"name": name, "version": "1", "labels": labels}, source)
    metrics, per_label = score(load(out), dev) if dev else ({}, {})
    seconds = spent + time.perf_counter() - began
    told["seconds"] = round(seconds)
    text = card(name, labels, asdict(recipe), told, (metrics, per_label), standing.history, data)
    (out / "README.md").write_text(text, encoding="utf-8")
    clear_standing(folder)
    return Trained(out, metrics, per_label, seconds, epochs, tuple(standing.history))


def score(tagger: CharacterTagger, gold: Sequence[GoldText]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
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
        encoder: Encoder,
        labels: Sequence[str],
        shape: Shape,
        table: Tensor,
        train: Sequence[GoldText],
        dev: Sequence[GoldText],
    ) -> None:
        self.recipe, self.encoder, self.labels, self.shape, self.table = recipe, encoder, labels, shape, table
        self.tags = bioes(labels)
        at = {tag: number for number, tag in enumerate(self.tags)}
        self._texts = [(encoder(text.text), _gold(text, at)) for text in train if text.text.strip()]
        self._dev = dev

    def member(self, standing: Standing, folder: Path, seed: int, epochs: int, progress: Progress | None) -> None:
        """Train one member to its end, from where it stands; its best weights stay in the standing."""
        number = standing.member
        torch.manual_seed(seed * 1000 + number)
        net = CharacterNetwork(self.shape, self.tags, self.table, 1, self.recipe.dropout).to(self.table.device)
        weights = dict(net.members[0].named_parameters())
        average = {name: weight.detach().clone() for name, weight in weights.items()}
        optimiser = torch.optim.Adam(weights.values(), lr=self.recipe.rate)
        if standing.epoch:
            net.members[0].load_state_dict(standing.take("weights"))
            average = {name: value.to(self.table.device) for name, value in standing.take("average").items()}
            restore_optimiser(optimiser, standing.take("optimiser"))
        each = math.ceil(len(self._texts) / self.recipe.size)
        while standing.epoch < epochs:
            began = time.perf_counter()
            # Seeded anew for each epoch: a resumed training draws what an unbroken one would have drawn.
            torch.manual_seed((seed * 1000 + number) * 1000 + standing.epoch + 1)
            told = {"member": float(number), "epoch": float(standing.epoch + 1)}
            told["loss"] = self._epoch(net, average, optimiser, standing.epoch * each, epochs * each)
            standing.epoch += 1
            if standing.epoch > epochs * self.recipe.judged_from or standing.epoch == epochs:
                told |= self._judge(average) if self._dev else {}
                if told.get("f1", math.inf) > standing.best or not self._dev:
                    standing.best = told.get("f1", -1.0)
                    standing.put(f"member{number}", average)
            standing.history.append(told)
            if standing.epoch == epochs:
                standing.member, standing.epoch, standing.best = number + 1, 0, -1.0
                for part in ("weights", "average", "optimiser"):
                    standing.drop(part)
            else:
                standing.put("weights", dict(net.members[0].state_dict()))
                standing.put("average", average)
                standing.put("optimiser", optimiser_state(optimiser))
            standing.seconds += time.perf_counter() - began
            save_standing(folder, standing)
            if progress:
                progress(standing.member * epochs + standing.epoch, self.recipe.members * epochs)
            if standing.member > number:
                return

    def _epoch(
        self, net: CharacterNetwork, average: dict[str, Tensor], optimiser: torch.optim.Optimizer, step: int, steps: int
    ) -> float:
        net.train()
        weights = dict(net.members[0].named_parameters())
        crf: Any = net.members[0].crf
        total = 0.0
        batches = self._batches()
        for batch in batches:
            for group in optimiser.param_groups:
                group["lr"] = self.recipe.rate * _share(step, steps)
            units, words, lengths = collate([one for one, _ in batch], self.table.device)
            gold = nn.utils.rnn.pad_sequence([tags for _, tags in batch], batch_first=True).to(self.table.device)
            loss = crf.loss(net(units, words, lengths)[0], gold, mask_of(lengths, self.table.device))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(weights.values(), 5.0)
            optimiser.step()
            step += 1
            kept = min(self.recipe.average, step / (step + 9))
            with torch.no_grad():
                for name, weight in weights.items():
                    average[name].lerp_(weight, 1 - kept)
            total += loss.item()
        return total / len(batches)

    def _batches(self) -> list[list[tuple[Encoded, Tensor]]]:
        """Texts of about one length together, in a random order of batches."""
        jitter = (0.9 + 0.2 * torch.rand(len(self._texts))).tolist()
        order = sorted(range(len(self._texts)), key=lambda at: len(self._texts[at][0]) * jitter[at])
        size = self.recipe.size
        groups = [[self._texts[at] for at in order[start : start + size]] for start in range(0, len(order), size)]
        return [groups[at] for at in torch.randperm(len(groups)).tolist()]

    def _judge(self, average: dict[str, Tensor]) -> dict[str, float]:
        """Dev scores of the averaged weights."""
        judged = CharacterNetwork(self.shape, self.tags, self.table, 1).to(self.table.device)
        judged.members[0].load_state_dict(average)
        return score(CharacterTagger("dev", self.labels, self.encoder, judged), self._dev)[0]


def _share(step: int, steps: int) -> float:
    """Share of the peak learning rate at a step."""
    return min(1.0, (step + 1) / min(100, steps / 10)) * max(0.02, 0.5 * (1 + math.cos(math.pi * step / steps)))


def _gold(text: GoldText, at: dict[str, int]) -> Tensor:
    """BIOES tags [characters] of the spans of a text."""
    tags = torch.zeros(len(text.text), dtype=torch.long)
    for span in text.spans:
        if span.end - span.start == 1:
            tags[span.start] = at[f"S-{span.label}"]
            continue
        tags[span.start] = at[f"B-{span.label}"]
        tags[span.start + 1 : span.end - 1] = at[f"I-{span.label}"]
        tags[span.end - 1] = at[f"E-{span.label}"]
    return tags


def _device(device: str) -> torch.device:
    if device == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return torch.device(device)


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
    digest = hashlib.sha256(vectors.read_bytes())
    for text in (*train, *dev):
        digest.update(repr(text).encode())
    # Members train one after the other: a training that was broken off may go on with more or fewer of them.
    how = {key: value for key, value in asdict(recipe).items() if key != "members"}
    settings = {"seed": seed, "epochs": epochs, "shape": shape.as_json(), "recipe": how}
    return {"data": digest.hexdigest(), **settings}
