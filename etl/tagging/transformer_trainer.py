"""The epochs of one network: batches, rates, a moving average of the weights, dev after each epoch."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from ..gold import GoldText
from ..schedules import one_cycle
from . import transformer_checkpoint as checkpoint
from .base import Progress
from .thresholds import GRID, USUAL, best_thresholds, score_candidates
from .tokens import Subwords
from .transformer import TransformerTagger
from .transformer_checkpoint import State, Weights
from .transformer_data import batches, examples, sample
from .transformer_model import Batch, TaggerNetwork


@dataclass(frozen=True)
class Recipe:
    """How a network is trained.

    Attributes:
        rate: peak learning rate of the encoder's weights; it rises over `warmup` of the steps, then falls to 0.
        head_rate: that of all else.
        size: windows in a batch.
        empties: share of the windows without a span that an epoch sees.
        average: most weight of the past in the moving average of the weights, by step.
        judged: share of the epochs after which dev is looked at, since the first ones are never the best.
        patience: epochs without a better dev F1 after which training ends.
        augment: put back commas into lists, drop the case of some texts.
    """

    rate: float = 1e-3
    head_rate: float = 2e-3
    size: int = 24
    empties: float = 0.4
    warmup: float = 0.1
    average: float = 0.99
    decay: float = 0.01
    judged: float = 0.5
    patience: int = 3
    augment: bool = True


class Trainer:
    """One network on its way through the epochs.

    Attributes:
        state: where it stands.
    """

    def __init__(
        self, model: TaggerNetwork, subwords: Subwords, recipe: Recipe, seed: int, epochs: int, device: str
    ) -> None:
        self.model, self.subwords, self.recipe = model, subwords, recipe
        self.seed, self.epochs, self.device = seed, epochs, device
        weights = {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
        self.state = State(weights, {name: weight.detach().clone() for name, weight in weights.items()})
        self.state.thresholds = dict.fromkeys(model.network.labels, USUAL)
        encoder = [weight for name, weight in weights.items() if name.startswith("encoder.")]
        rest = [weight for name, weight in weights.items() if not name.startswith("encoder.")]
        self._rates = (recipe.rate, recipe.head_rate)
        self.optimiser = torch.optim.AdamW([{"params": encoder}, {"params": rest}], weight_decay=recipe.decay)

    def run(
        self,
        train: Sequence[GoldText],
        dev: Sequence[GoldText],
        folder: Path,
        run: dict[str, Any],
        progress: Progress | None,
    ) -> None:
        """All epochs that are left."""
        rows = examples(train, self.model.network, self.subwords)
        drawn = len(sample(rows, self.recipe.empties, random.Random(0)))
        each = -(-drawn // self.recipe.size)
        state = self.state
        while state.epoch < self.epochs and not self._is_stale():
            began = time.perf_counter()
            luck = random.Random(f"{self.seed}:{state.epoch}")
            torch.manual_seed(luck.getrandbits(62))
            self.model.train()
            total = 0.0
            for batch in batches(
                sample(rows, self.recipe.empties, luck),
                self.model.network,
                self.subwords,
                size=self.recipe.size,
                luck=luck,
                augment=self.recipe.augment,
            ):
                total += self._learn(batch.to(self.device), each * self.epochs)
                if progress:
                    progress(state.step, each * self.epochs)
            state.epoch += 1
            self._judge(dev, total / each)
            state.seconds += time.perf_counter() - began
            checkpoint.save(folder, state, self.optimiser, run)

    def finished(self) -> TaggerNetwork:
        """The network with its best weights."""
        with torch.no_grad():
            for name, weight in self.state.weights.items():
                weight.copy_(self.state.best[name])
        return self.model

    def _is_stale(self) -> bool:
        return self.state.best_epoch > 0 and self.state.epoch - self.state.best_epoch >= self.recipe.patience

    def _learn(self, batch: Batch, steps: int) -> float:
        state = self.state
        share = one_cycle(state.step, steps, max(1.0, self.recipe.warmup * steps))
        for group, rate in zip(self.optimiser.param_groups, self._rates, strict=True):
            group["lr"] = rate * share
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
            loss = self.model.loss(batch)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(list(state.weights.values()), 1.0)
        self.optimiser.step()
        state.step += 1
        kept = min(self.recipe.average, (1 + state.step) / (10 + state.step))
        with torch.no_grad():
            for name, weight in state.weights.items():
                state.average[name].lerp_(weight, 1 - kept)
        return float(loss.detach())

    def _judge(self, dev: Sequence[GoldText], loss: float) -> None:
        """Score the averaged weights on dev, and remember them if they are the best; without dev, the last are."""
        state = self.state
        told = {"epoch": float(state.epoch), "loss": loss}
        if dev and state.epoch >= self.recipe.judged * self.epochs:
            thresholds, scores, per_label = self._scored(dev, state.average)
            told |= scores | {f"f1_{label}": found["f1"] for label, found in per_label.items()}
        else:
            thresholds = state.thresholds
        state.history.append(told)
        if told.get("f1", 0.0) >= max(one.get("f1", 0.0) for one in state.history):
            state.best = {name: weight.clone() for name, weight in state.average.items()}
            state.best_epoch, state.thresholds = state.epoch, thresholds

    def _scored(
        self, dev: Sequence[GoldText], weights: Weights
    ) -> tuple[dict[str, float], dict[str, float], dict[str, dict[str, float]]]:
        """The best thresholds for these weights, and the scores with them."""
        with self._worn(weights):
            tagger = TransformerTagger([self.model], self.subwords, self.state.thresholds, "dev", self.device)
            found = list(tagger.candidates([text.text for text in dev], min(GRID)))
        thresholds = best_thresholds(dev, found, self.model.network.heads)
        return thresholds, *score_candidates(dev, found, thresholds)

    @contextmanager
    def _worn(self, weights: Weights) -> Iterator[None]:
        """The model with other weights for a while."""
        own = {name: weight.detach().clone() for name, weight in self.state.weights.items()}
        with torch.no_grad():
            for name, weight in self.state.weights.items():
                weight.copy_(weights[name])
            try:
                yield
            finally:
                for name, weight in self.state.weights.items():
                    weight.copy_(own[name])
