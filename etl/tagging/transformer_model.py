"""The network: an encoder of subwords, what it cannot see of the words, a BiLSTM over words, a CRF for each head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import torch
from torch import Tensor, nn

from graph.encoder import load_checkpoint

from .features import SHAPES
from .spans import SpanCrf
from .tokens import Subwords

_A, _B = ".lora_A.default.weight", ".lora_B.default.weight"


@dataclass(frozen=True)
class Network:
    """Everything that fixes the shape of a network; part of `config.json`.

    Attributes:
        backbone: `minilm`, or a local folder or hub name of another encoder.
        heads: the labels of each head; labels that nest in one another belong to different heads.
        tuning: `lora` trains low-rank changes of all linear layers (Hu et al. 2021), `full` every weight.
        rank: of the low-rank changes; they are scaled by 2 (alpha = 2 · rank).
        frozen: share of the encoder's layers, from below, that stay as they are; training skips their gradients.
        shape_width: width of the embedding of word shapes.
        hidden: width of the BiLSTM in each direction; 0 for none.
        dropout: of word vectors before and after the BiLSTM.
        limit: most subwords in a window; neighbouring windows share `overlap`.
        longest: most words that a span can have.
    """

    backbone: str
    heads: tuple[tuple[str, ...], ...]
    tuning: Literal["lora", "full"] = "lora"
    rank: int = 16
    frozen: float = 0.34
    shape_width: int = 32
    hidden: int = 128
    dropout: float = 0.3
    limit: int = 254
    overlap: int = 64
    longest: int = 24

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label, head by head."""
        return tuple(label for head in self.heads for label in head)

    def as_json(self) -> dict[str, Any]:
        """For `config.json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Network:
        """What `as_json` gave.

        Raises:
            TypeError, KeyError: a field is missing or unknown.
        """
        return cls(**{**found, "heads": tuple(tuple(head) for head in found["heads"])})


@dataclass(frozen=True)
class Batch:
    """Windows side by side; W words, S subwords at most.

    Attributes:
        ids: int [batch, S], special tokens included.
        seen: int [batch, S], 1 where there is a subword.
        pool: float [batch, W, S], each row averages the subwords of a word.
        shapes: int [batch, W], 0 for padding.
        words: bool [batch, W], true where there is a word.
        tags: for each head, int [batch, W]; empty where there is no gold.
    """

    ids: Tensor
    seen: Tensor
    pool: Tensor
    shapes: Tensor
    words: Tensor
    tags: list[Tensor] = field(default_factory=list)

    def to(self, device: str) -> Batch:
        """The same on a device."""
        ids, seen, pool = (tensor.to(device) for tensor in (self.ids, self.seen, self.pool))
        tags = [head.to(device) for head in self.tags]
        return Batch(ids, seen, pool, self.shapes.to(device), self.words.to(device), tags)


def collate(
    pieces: Sequence[Sequence[Sequence[int]]],
    shapes: Sequence[Sequence[int]],
    subwords: Subwords,
    tags: Sequence[Sequence[Sequence[int]]] = (),
) -> Batch:
    """One batch of windows, given the subword ids and the shape of each word, and the tags for each head."""
    width = max(len(row) for row in pieces)
    length = 2 + max(sum(map(len, row)) for row in pieces)
    ids = torch.full((len(pieces), length), subwords.pad)
    seen = torch.zeros(len(pieces), length, dtype=torch.long)
    pool = torch.zeros(len(pieces), width, length)
    for at, row in enumerate(pieces):
        flat = [subwords.first, *(piece for word in row for piece in word), subwords.last]
        ids[at, : len(flat)] = torch.tensor(flat)
        seen[at, : len(flat)] = 1
        place = 1
        for number, word in enumerate(row):
            pool[at, number, place : place + len(word)] = 1 / len(word)
            place += len(word)
    padded = _padded(shapes, width)
    gold = [_padded(head, width) for head in tags]
    return Batch(ids, seen, pool, padded, padded > 0, gold)


def _padded(rows: Sequence[Sequence[int]], width: int) -> Tensor:
    return torch.tensor([[*row, *[0] * (width - len(row))] for row in rows])


class TaggerNetwork(nn.Module):
    """From windows of subwords to tag scores for each head."""

    def __init__(self, network: Network, encoder: nn.Module) -> None:
        super().__init__()
        self.network = network
        self.encoder = encoder
        width: int = int(encoder.config.hidden_size)  # type: ignore[union-attr,arg-type]
        self.shape = nn.Embedding(SHAPES, network.shape_width, padding_idx=0)
        self.drop = nn.Dropout(network.dropout)
        width += network.shape_width
        self.lstm = nn.LSTM(width, network.hidden, bidirectional=True, batch_first=True) if network.hidden else None
        width = 2 * network.hidden or width
        self.crfs = nn.ModuleList(SpanCrf(labels) for labels in network.heads)
        self.outputs = nn.ModuleList(nn.Linear(width, crf.tags) for crf in self.span_crfs())

    def span_crfs(self) -> Iterator[SpanCrf]:
        """The CRF of each head."""
        for crf in self.crfs:
            assert isinstance(crf, SpanCrf)
            yield crf

    def forward(self, batch: Batch) -> list[Tensor]:
        """Emissions of each head, float [batch, W, tags]."""
        states = self.encoder(input_ids=batch.ids, attention_mask=batch.seen).last_hidden_state
        vectors = torch.cat([batch.pool.to(states.dtype) @ states, self.shape(batch.shapes).to(states.dtype)], dim=-1)
        vectors = self.drop(vectors)
        if self.lstm is not None:
            lengths = batch.words.sum(1).cpu()
            packed = nn.utils.rnn.pack_padded_sequence(vectors, lengths, batch_first=True, enforce_sorted=False)
            vectors, _ = nn.utils.rnn.pad_packed_sequence(
                self.lstm(packed)[0], batch_first=True, total_length=batch.words.shape[1]
            )
            vectors = self.drop(vectors)
        return [output(vectors) for output in self.outputs]

    def loss(self, batch: Batch) -> Tensor:
        """Mean negative log-likelihood of a window's gold tags, summed over the heads."""
        losses = [
            crf.loss(emissions, tags, batch.words)
            for crf, emissions, tags in zip(self.span_crfs(), self(batch), batch.tags, strict=True)
        ]
        return torch.stack(losses).sum()


def load_backbone(name: str) -> tuple[Subwords, nn.Module]:
    """Subwords and encoder of a Hugging Face checkpoint.

    Raises:
        ModelError: it cannot be loaded.
    """
    tokenizer, encoder = load_checkpoint(name)
    # The pooler reads the first token alone, and nothing here reads the pooler.
    if getattr(encoder, "pooler", None) is not None:
        encoder.pooler = None
    return Subwords(tokenizer, encoder.config.model_type), encoder


def make_trainable(encoder: nn.Module, network: Network) -> None:
    """Freeze the lower layers; let the others learn, or put low-rank changes beside their linear layers, in place."""
    layers = 1 + max((_layer(name) for name, _ in encoder.named_modules()), default=-1)
    lowest = int(network.frozen * layers)
    if network.tuning == "full":
        for name, weight in encoder.named_parameters():
            weight.requires_grad_(_layer(name) >= lowest if lowest else True)
        return
    from peft import LoraConfig, inject_adapter_in_model

    linear = [name for name, module in encoder.named_modules() if isinstance(module, nn.Linear)]
    chosen = [name for name in linear if _layer(name) >= lowest]
    encoder.requires_grad_(False)
    inject_adapter_in_model(LoraConfig(r=network.rank, lora_alpha=2 * network.rank, target_modules=chosen), encoder)


def _layer(name: str) -> int:
    """The number of the layer that a module of an encoder belongs to; -1 outside of the layers."""
    found = re.search(r"\b(?:layer|layers|h)\.(\d+)\b", name)
    return int(found[1]) if found else -1


def restore(model: TaggerNetwork, weights: dict[str, Tensor]) -> None:
    """Put trained weights into a network with a plain encoder; low-rank changes are added to its matrices.

    Raises:
        KeyError, AttributeError, RuntimeError: the weights belong to another network, or some are missing.
    """
    own = {name for name, _ in model.named_parameters() if not name.startswith("encoder.")}
    if missing := sorted(own - weights.keys()):
        raise KeyError(f"no weights of {missing[0]}")
    with torch.no_grad():
        for name, weight in weights.items():
            layer, is_down, _ = name.partition(_A)
            if is_down:
                up = weights[layer + _B]
                model.get_parameter(f"{layer}.weight").add_(2.0 * (up.float() @ weight.float()))
            elif not name.endswith(_B):
                target = model.get_parameter(name)
                if target.shape != weight.shape:
                    raise RuntimeError(f"{name} is {tuple(weight.shape)}, not {tuple(target.shape)}")
                target.copy_(weight)


def member_name(member: int, name: str) -> str:
    """Name in the file of a weight of a member."""
    return f"{member}/{name}"


def weights_of(member: int, weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The weights of one member by their own names."""
    start = member_name(member, "")
    return {name.removeprefix(start): weight for name, weight in weights.items() if name.startswith(start)}


def weights_file(folder: Path) -> Path:
    """Where the weights of a model lie."""
    return folder / "model.safetensors"
