"""The sentence encoder fine-tuned as a classifier: LoRA (Hu et al. 2021) in its upper layers and a linear head.

It begins where logistic regression over frozen vectors ends (Kumar et al. 2022, "Fine-tuning can distort pretrained
features"), so a few epochs are enough. A resume is longer than a training step can afford: each epoch sees its head
and a few random crops of the rest, whose vectors are averaged; for prediction all of its windows are averaged, so no
text is ever cut.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.schedules import one_cycle
from graph.adapter import add_adapter, in_half, trained_weights
from graph.encoder import Encoder, mean_pooled

from .classifiers import HEAD, Floats, Ints, head_and_body, head_of, logistic

if TYPE_CHECKING:
    from torch import Tensor

Progress = Callable[[int, int], None]
#: Tokens of the head and of the whole of a text.
Tokens = tuple[list[int], list[int]]


@dataclass(frozen=True, slots=True)
class FineTuning:
    """How the encoder is fine-tuned.

    `layers` upper ones are adapted (all that lies below needs no gradient); besides the head, `crops` of `tokens` a
    text and epoch;
    `rate` and `head_rate` are the peaks of a one-cycle schedule; `strength` is that of the logistic regression
    which the head begins with: weak on purpose, so that a loss is left to learn from.
    """

    base: str = "minilm"
    rank: int = 16
    alpha: int = 32
    layers: int = 3
    epochs: int = 3
    batch: int = 16
    crops: int = 1
    tokens: int = 128
    rate: float = 1e-3
    head_rate: float = 1e-2
    strength: float = 3.0
    smoothing: float = 0.1


class FineTuned:
    """MiniLM (or another BERT-like encoder) fine-tuned to the labels; see the module.

    Args:
        frozen: the encoder as it is; its cache saves encoding the same text for every fold.
    """

    name = "minilm_finetuned"

    def __init__(
        self,
        how: FineTuning | None = None,
        *,
        seed: int = 0,
        frozen: Encoder | None = None,
        device: str = "cpu",
        progress: Progress | None = None,
    ) -> None:
        self.how = how or FineTuning()
        self.seed, self.device, self._progress = seed, device, progress
        self._frozen = frozen or Encoder(self.how.base, device=device)

    def fit(self, texts: Sequence[str], labels: Ints, /) -> None:
        """See `Classifier.fit`. The same texts, labels and seed give the same weights on the same machine."""
        import torch

        weights, bias = head_of(logistic(self.how.strength).fit(head_and_body(self._frozen.encode, texts), labels))
        torch.manual_seed(self.seed)
        tokenizer, plain = Encoder(self.how.base, device=self.device).parts()
        model = add_adapter(plain, self.how.rank, self.how.alpha, upper=self.how.layers)
        head = torch.nn.Linear(weights.shape[1], weights.shape[0]).to(self.device)
        with torch.no_grad():
            head.weight.copy_(torch.tensor(weights))
            head.bias.copy_(torch.tensor(bias))
        heads, bodies = (
            tokenizer(each, add_special_tokens=False, verbose=False)["input_ids"]
            for each in ([text[:HEAD] for text in texts], list(texts))
        )
        self._learn(model, head, tokenizer, list(zip(heads, bodies, strict=True)), labels)
        learnt = {**trained_weights(model), "head.weight": head.weight, "head.bias": head.bias}
        self.tensors = {name: weight.numpy() for name, weight in in_half(learnt).items()}

    def probabilities(self, texts: Sequence[str], /) -> Floats:
        """See `Classifier.probabilities`."""
        from .store import softmax, write_weights

        with tempfile.TemporaryDirectory(prefix="screening-") as scratch:
            folder = Path(scratch)
            write_weights(folder, self.tensors, {"kind": "finetuned", **asdict(self.how)})
            encoder = Encoder(self.how.base, device=self.device, cache=folder, adapter=folder)
            return softmax(head_and_body(encoder.encode, texts), self.tensors)

    def _learn(self, model: Any, head: Any, tokenizer: Any, tokens: list[Tokens], labels: Ints) -> None:
        import torch

        how, dice = self.how, random.Random(self.seed)
        weights = [weight for weight in model.parameters() if weight.requires_grad]
        groups = [{"params": weights, "lr": how.rate}, {"params": list(head.parameters()), "lr": how.head_rate}]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        steps = how.epochs * -(-len(tokens) // how.batch)
        rise = max(1, steps // 10)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: one_cycle(step, steps, rise))
        model.train()
        done = 0
        for _ in range(how.epochs):
            order = list(range(len(tokens)))
            dice.shuffle(order)
            for start in range(0, len(order), how.batch):
                rows = order[start : start + how.batch]
                crops = [crop for row in rows for crop in self._crops(tokens[row], dice)]
                vectors = _vectors(model, tokenizer, crops, self.device).view(len(rows), how.crops + 1, -1)
                bodies = torch.nn.functional.normalize(vectors[:, 1:].mean(1), dim=1)
                logits = head(torch.cat([bodies, vectors[:, 0]], dim=1))
                wanted = torch.tensor(labels[rows], device=self.device)
                loss = torch.nn.functional.cross_entropy(logits, wanted, label_smoothing=how.smoothing)
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(weights, 1.0)
                optimizer.step()
                schedule.step()
                done += 1
                if self._progress:
                    self._progress(done, steps)
        model.eval()

    def _crops(self, tokens: Tokens, dice: random.Random) -> list[list[int]]:
        """The head, and random crops of the whole text."""
        head, body = tokens
        room = self.how.tokens - 2
        last = max(0, len(body) - room)
        starts = [dice.randint(0, last) for _ in range(self.how.crops)]
        return [head[:room], *(body[start : start + room] for start in starts)]


def _vectors(model: Any, tokenizer: Any, crops: list[list[int]], device: str) -> Tensor:
    """Unit vectors [crops, width] by mean pooling."""
    framed = [[tokenizer.cls_token_id, *crop, tokenizer.sep_token_id] for crop in crops]
    inputs = tokenizer.pad({"input_ids": framed}, return_tensors="pt").to(device)
    return mean_pooled(model(**inputs).last_hidden_state, inputs["attention_mask"])
