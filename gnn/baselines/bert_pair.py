"""A fine-tuned BERT that reads a person and an advert together, over the first few of place-then-text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from graph.errors import NotReady

from ..data import Indices, Vectors
from .base import Item, Query, Task
from .episodes import contrasts, episodes
from .place_text import PlaceThenText

#: Layers of BERT that get an adapter.
_LAYERS = ["query", "value", "intermediate.dense"]
#: Above every score of place-then-text.
_AHEAD = 10.0
_READ = 64

Pair = tuple[str, str]
#: Told (steps done, all steps); False ends the fit.
GoOn = Callable[[int, int], bool]


class BertPair:
    """Cross-encoder (Nogueira & Cho 2019) from MiniLM with low-rank adapters (Hu et al. 2021) on sampled pairs.

    Reads "words of the profile, titles looked at, places [SEP] title, company, place" and learns by cross-entropy
    from training people with part of their choices hidden. It is slow, so the work is bounded: `steps` of `batch`
    pairs, and at scoring time only the first `rerank` items of place-then-text, which the others follow in that
    order. Items that tie across that cut stay outside it, so that no order of ties decides. A person without context
    is read by profile and place; a new item like an old one.

    Args:
        model: as for `graph.encoder.Encoder`.
    """

    name = "bert_pair"

    def __init__(
        self,
        seed: int = 0,
        *,
        model: str = "minilm",
        steps: int = 100,
        batch: int = 32,
        rerank: int = 20,
        rate: float = 1e-3,
        tokens: int = 64,
        device: str = "cpu",
    ) -> None:
        self._seed, self._model, self._device = seed, model, device
        self._steps, self._batch, self._rerank = steps, batch, rerank
        self._rate, self._tokens = rate, tokens
        self.go_on: GoOn = lambda _done, _total: True

    def fit(self, task: Task) -> None:
        """Learn from the task.

        Raises:
            NotReady: `go_on` said no.
        """
        self._task = task
        self._near = PlaceThenText()
        self._near.fit(task)
        self._read: dict[Pair, float] = {}
        random = np.random.default_rng(self._seed)
        self._tell(0)
        asked = episodes(task, random, repeats=1)
        rows = [
            (self._pair(one.episode.query, int(item)), float(label))
            for one in contrasts(asked, self._near, random, hard=3, easy=1, depth=self._rerank)
            for item, label in zip(one.items, one.labels, strict=True)
        ]
        self._prepare()
        if rows:
            self._train(rows, random)

    def scores(self, queries: Sequence[Query]) -> Vectors:
        found = self._near.scores(queries)
        cuts = [above_the_cut(row, self._rerank) for row in found]
        pairs = [[self._pair(query, int(item)) for item in cut] for query, cut in zip(queries, cuts, strict=True)]
        self._read_all({pair for row in pairs for pair in row} - self._read.keys())
        for row, cut, own in zip(found, cuts, pairs, strict=True):
            row[cut] = _AHEAD + np.array([self._read[pair] for pair in own], np.float32)
        return found

    def _pair(self, query: Query, item: int) -> Pair:
        places = ", ".join(sorted(place for place in query.places if place))
        return f"{self._task.text(query)} ; {places}", _advert(self._task.items[item])

    def _prepare(self) -> None:
        import torch
        from peft import LoraConfig, inject_adapter_in_model

        from graph.encoder import Encoder

        encoder = Encoder(self._model, device=self._device)
        self._tokenizer, plain = encoder.parts()
        self._device = encoder.device
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self._seed)
            self._bert = inject_adapter_in_model(LoraConfig(r=8, lora_alpha=16, target_modules=_LAYERS), plain)
            self._head = torch.nn.Linear(plain.config.hidden_size, 1).to(self._device)

    def _train(self, rows: Sequence[tuple[Pair, float]], random: np.random.Generator) -> None:
        import torch

        trained = [weight for weight in self._bert.parameters() if weight.requires_grad]
        optimizer = torch.optim.AdamW([*trained, *self._head.parameters()], lr=self._rate)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, self._rate, total_steps=self._steps)
        for done, part in enumerate(_batches(len(rows), self._batch, self._steps, random), 1):
            logits = self._logits([rows[i][0] for i in part])
            labels = torch.tensor([rows[i][1] for i in part], device=self._device)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            self._tell(done)

    def _tell(self, done: int) -> None:
        if not self.go_on(done, self._steps):
            raise NotReady(f"the fit of {self.name} was ended")

    def _read_all(self, pairs: set[Pair]) -> None:
        import torch

        # By length, so that little of a batch is padding; by text after that, so that batches are the same each time.
        order = sorted(pairs, key=lambda pair: (len(pair[0]) + len(pair[1]), pair))
        with torch.inference_mode():
            for start in range(0, len(order), _READ):
                part = order[start : start + _READ]
                chances = torch.sigmoid(self._logits(part)).cpu().tolist()
                self._read.update(zip(part, chances, strict=True))

    def _logits(self, pairs: Sequence[Pair]) -> Any:
        inputs = self._tokenizer(
            [person for person, _ in pairs],
            [advert for _, advert in pairs],
            truncation=True,
            max_length=self._tokens,
            padding=True,
            return_tensors="pt",
        ).to(self._device)
        hidden = self._bert(**inputs).last_hidden_state
        mask = inputs["attention_mask"].unsqueeze(-1)
        return self._head((hidden * mask).sum(1) / mask.sum(1)).squeeze(1)


def above_the_cut(scores: Vectors, count: int) -> Indices:
    """Indices of the `count` greatest scores, without those that tie with the first one that is left out."""
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.flatnonzero(scores > np.partition(scores, -count - 1)[-count - 1])


def _advert(item: Item) -> str:
    return ", ".join(part for part in (item.texts[0], item.company, item.places[0] if item.places else "") if part)


def _batches(rows: int, size: int, steps: int, random: np.random.Generator) -> Iterator[Indices]:
    """`steps` batches of row numbers, each row once before any comes again."""
    order = np.zeros(0, np.int64)
    for _ in range(steps):
        while len(order) < size:
            order = np.concatenate([order, random.permutation(rows)])
        yield order[:size]
        order = order[size:]
