"""The network of the character model: embeddings of characters and pairs, lexicon features, BiLSTM, CRF.

After Huang, Xu and Yu (2015, BiLSTM-CRF), with pairs and a lexicon as in Ma et al. (2020). Several members, trained
from different seeds, may be read as one: the mean of their scores.
Shapes: batches are [texts, characters], padded at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from .characters_text import canonical
from .crf import Crf, bio_allowed
from .lexicon import WIDTH, Lexicon

#: Row of a character or pair that has none of its own, and of what stands beyond the ends of a text.
UNKNOWN = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a network."""

    characters: int
    width: int = 64
    own: int = 32
    words: int = 48
    hidden: int = 128

    def as_json(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as the network reads it: units [4, characters] (own, character, left pair, right pair), words."""

    units: NDArray[np.int32]
    words: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.words)

    def part(self, start: int, end: int) -> Encoded:
        return Encoded(self.units[:, start:end], self.words[start:end])


class Encoder:
    """Texts to numbers."""

    def __init__(self, characters: Sequence[str], units: Sequence[str], lexicon: Lexicon) -> None:
        self.characters = {unit: at for at, unit in enumerate(characters, 1)}
        self.units = {unit: at for at, unit in enumerate(units, 1)}
        self.lexicon = lexicon

    def __call__(self, text: str) -> Encoded:
        text = canonical(text)
        own = [self.characters.get(c, UNKNOWN) for c in text]
        single = [self.units.get(c, UNKNOWN) for c in text]
        pairs = [self.units.get(text[at : at + 2], UNKNOWN) for at in range(len(text) - 1)]
        rows = [own, single, [UNKNOWN, *pairs], [*pairs, UNKNOWN]]
        return Encoded(np.array(rows, dtype=np.int32), self.lexicon.features(text))


def collate(batch: Sequence[Encoded], device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    """Units int [texts, 4, longest], words float [texts, longest, WIDTH], lengths int [texts] (on the CPU)."""
    longest = max(map(len, batch))
    units = np.zeros((len(batch), 4, longest), dtype=np.int64)
    words = np.zeros((len(batch), longest, WIDTH), dtype=np.float32)
    for at, one in enumerate(batch):
        units[at, :, : len(one)] = one.units
        words[at, : len(one)] = one.words
    lengths = torch.tensor([len(one) for one in batch])
    return torch.from_numpy(units).to(device), torch.from_numpy(words).to(device), lengths


class Member(nn.Module):
    """One BiLSTM over the vectors of a text, to scores of tags [texts, characters, tags]."""

    def __init__(self, shape: Shape, tags: Sequence[str], dropout: float) -> None:
        super().__init__()
        self.own = nn.Embedding(shape.characters + 1, shape.own, padding_idx=UNKNOWN)
        self.words = nn.Linear(WIDTH, shape.words)
        read = 3 * shape.width + shape.own + shape.words
        self.forth = nn.LSTM(read, shape.hidden, batch_first=True)
        self.back = nn.LSTM(read, shape.hidden, batch_first=True)
        self.scores = nn.Linear(2 * shape.hidden, len(tags))
        self.crf = Crf(len(tags), bio_allowed(list(tags)))
        self.dropout = nn.Dropout(dropout)

    def forward(self, vectors: Tensor, own: Tensor, words: Tensor, lengths: Tensor) -> Tensor:
        read = self.dropout(torch.cat([vectors, self.own(own), self.words(words)], dim=-1))
        turn = turned(lengths, read.shape[1]).to(read.device)
        # Two runs over padded texts, the second reversed within its length: a quarter faster than packed ones on a CPU.
        hidden = torch.cat([self.forth(read)[0], _gather(self.back(_gather(read, turn))[0], turn)], dim=-1)
        found: Tensor = self.scores(self.dropout(hidden))
        return found


def turned(lengths: Tensor, longest: int) -> Tensor:
    """Where each character stands when every text is reversed and its padding stays behind it."""
    at = torch.arange(longest)[None, :]
    return torch.where(at < lengths[:, None], lengths[:, None] - 1 - at, at)


def _gather(values: Tensor, index: Tensor) -> Tensor:
    return values.gather(1, index[..., None].expand_as(values))


class CharacterNetwork(nn.Module):
    """A fixed table of vectors [units + 1, width] that all members read, and the members.

    The table is no parameter and not in the state dict: it stays as it was pretrained, so members can be joined.
    """

    table: Tensor

    def __init__(
        self, shape: Shape, tags: Sequence[str], table: Tensor, members: int = 1, dropout: float = 0.5
    ) -> None:
        super().__init__()
        self.shape = shape
        self.register_buffer("table", table, persistent=False)
        self.members = nn.ModuleList(Member(shape, tags, dropout) for _ in range(members))

    def forward(self, units: Tensor, words: Tensor, lengths: Tensor) -> list[Tensor]:
        """Scores of each member."""
        vectors = functional.embedding(units[:, 1:], self.table).permute(0, 2, 1, 3).flatten(2)
        return [member(vectors, units[:, 0], words, lengths) for member in self.members]

    def merged_crf(self) -> Crf:
        """One CRF with the mean of the members' transitions: over mean scores, a path gets its members' mean score."""
        crfs = [cast(Member, member).crf for member in self.members]
        merged = Crf(crfs[0].tags)
        merged.forbidden = crfs[0].forbidden
        merged.transitions.data = torch.stack([crf.transitions.data for crf in crfs]).mean(0)
        return merged


def mask_of(lengths: Tensor, device: torch.device) -> Tensor:
    """Bool [texts, longest]."""
    return (torch.arange(int(lengths.max()))[None, :] < lengths[:, None]).to(device)
