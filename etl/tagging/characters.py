"""The tagger of Chinese resumes: a BiLSTM-CRF over characters, pairs of characters and words of a lexicon.

A folder holds `model.safetensors` (int8 with one scale a row), `config.json` (kind `characters`), the pretrained
`vectors.safetensors` and `lexicon.txt.gz`, and the model card.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from graph.errors import ModelError

from .base import Progress, TaggedSpan, read_config, write_config
from .characters_network import CharacterNetwork, Encoded, Encoder, Shape, collate, mask_of
from .crf import Crf
from .lexicon import read_lexicon
from .pretraining import Vectors, read_vectors
from .quantised import read_quantised, write_quantised
from .spans import bioes_tags

KIND = "characters"
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
#: Characters that the network reads at once, and how many of them neighbouring windows share.
WINDOW, OVERLAP = 256, 64
_BATCH = 64


@dataclass(frozen=True, slots=True)
class _Line:
    text: int
    start: int
    encoded: Encoded


class CharacterTagger:
    """A trained network at work. Line by line; a line longer than a window is read in windows that overlap, and
    decoded as one.

    A line without a Chinese character is not read, and what holds an `@` is no span: training knows Latin letters only
    as parts of employers' names, and would take mail addresses and English sentences for such.
    """

    def __init__(self, name: str, labels: Sequence[str], encoder: Encoder, net: CharacterNetwork) -> None:
        self.name, self.labels, self._tags = name, tuple(labels), bioes_tags(labels)
        self._encoder, self._net = encoder, net.eval()
        self._device = net.table.device
        self._crf: Crf = net.merged_crf().to(self._device)

    def tag(self, texts: Sequence[str], progress: Progress | None = None) -> list[tuple[TaggedSpan, ...]]:
        """The spans of each text; the confidence of a span is the least marginal probability of its characters."""
        lines = [line for at, text in enumerate(texts) for line in self._lines(at, text)]
        lines.sort(key=lambda line: len(line.encoded))
        found: list[list[TaggedSpan]] = [[] for _ in texts]
        for start in range(0, len(lines), _BATCH):
            batch = lines[start : start + _BATCH]
            for line, spans in zip(batch, self._read([line.encoded for line in batch]), strict=True):
                found[line.text].extend(
                    TaggedSpan(line.start + a, line.start + b, label, sure)
                    for a, b, label, sure in spans
                    if "@" not in texts[line.text][line.start + a : line.start + b]
                )
            if progress:
                progress(min(start + _BATCH, len(lines)), len(lines))
        return [tuple(sorted(spans)) for spans in found]

    def _lines(self, at: int, text: str) -> list[_Line]:
        found, start = [], 0
        for line in text.splitlines(keepends=True):
            bare = line.strip()
            if _HAN.search(bare):
                found.append(_Line(at, start + line.index(bare), self._encoder(bare)))
            start += len(line)
        return found

    @torch.no_grad()
    def _read(self, batch: Sequence[Encoded]) -> list[list[tuple[int, int, str, float]]]:
        emissions, lengths = self.emissions(batch)
        mask = mask_of(lengths, self._device)
        marginals = self._crf.marginals(emissions, mask).cpu()
        paths = self._crf.decode(emissions, mask)
        return [spans_of(path, self._tags, sure) for path, sure in zip(paths, marginals, strict=True)]

    @torch.no_grad()
    def emissions(self, batch: Sequence[Encoded]) -> tuple[Tensor, Tensor]:
        """Mean scores of the members [texts, longest, tags], and lengths; each character's from the window in which
        it stands furthest from the edges."""
        windows = [(at, a, b) for at, one in enumerate(batch) for a, b in _windows(len(one))]
        lengths = torch.tensor([len(one) for one in batch])
        found = torch.zeros(len(batch), int(lengths.max()), len(self._tags), device=self._device)
        for start in range(0, len(windows), _BATCH):
            some = windows[start : start + _BATCH]
            units, words, sizes = collate([batch[at].part(a, b) for at, a, b in some], self._device)
            scores = torch.stack(self._net(units, words, sizes)).mean(0)
            for (at, a, b), one in zip(some, scores, strict=True):
                skip = OVERLAP // 2 if a else 0
                found[at, a + skip : b] = one[skip : b - a]
        return found, lengths


def _windows(size: int) -> list[tuple[int, int]]:
    starts = range(0, max(size - OVERLAP, 1), WINDOW - OVERLAP)
    return [(start, min(start + WINDOW, size)) for start in starts]


def spans_of(path: Sequence[int], tags: Sequence[str], sure: Tensor | None = None) -> list[tuple[int, int, str, float]]:
    """Spans (start, end, label, confidence) of a path of BIOES tags; `sure` [characters, tags] are marginals."""
    found, start = [], 0
    for at, tag in enumerate(path):
        place, label = tags[tag][:1], tags[tag][2:]
        if place in "BS":
            start = at
        if place in "ES":
            least = 1.0 if sure is None else min(float(sure[i, path[i]]) for i in range(start, at + 1))
            found.append((start, at + 1, label, round(min(max(least, 0.0), 1.0), 4)))
    return found


def vectors_file(folder: Path) -> Path:
    """Where the pretrained vectors lie, in the folder of a tagger or of a pretraining."""
    return folder / "vectors.safetensors"


def lexicon_file(folder: Path) -> Path:
    """Where the lexicon lies, likewise."""
    return folder / "lexicon.txt.gz"


def table_of(vectors: Vectors) -> Tensor:
    """The vectors as float32 [units + 1, width]; row 0, of the unknown, is zero."""
    return torch.cat([torch.zeros(1, vectors.table.shape[1]), torch.from_numpy(vectors.table)])


def save(folder: Path, net: CharacterNetwork, characters: Sequence[str], config: dict[str, Any], source: Path) -> None:
    """Write a tagger to a folder; `config` gives `name`, `version` and `labels`, `source` holds vectors and lexicon."""
    folder.mkdir(parents=True, exist_ok=True)
    write_quantised(folder / "model.safetensors", {k: v.detach().cpu() for k, v in net.state_dict().items()})
    for name in (vectors_file(source).name, lexicon_file(source).name, "LICENSE-jieba.txt"):
        if (source / name).exists() and (source / name).resolve() != (folder / name).resolve():
            (folder / name).write_bytes((source / name).read_bytes())
    shape = {"shape": net.shape.as_json(), "members": len(net.members), "characters": "".join(characters)}
    write_config(folder, {"kind": KIND, **shape, **config})


def load(folder: Path) -> CharacterTagger:
    """The tagger in a folder.

    Raises:
        ModelError: a file is missing, damaged, or does not fit the others.
    """
    config = read_config(folder)
    vectors = read_vectors(vectors_file(folder))
    lexicon = read_lexicon(lexicon_file(folder))
    weights = read_quantised(folder / "model.safetensors")
    try:
        labels = [str(label) for label in config["labels"]]
        net = CharacterNetwork(Shape(**config["shape"]), bioes_tags(labels), table_of(vectors), int(config["members"]))
        net.load_state_dict(weights)
        encoder = Encoder(config["characters"], vectors.units, lexicon)
        name = f"{config['name']}/{config['version']}"
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ModelError(
            "the parts of the tagger do not fit", where=str(folder), fix="careergraph train-tagger"
        ) from error
    return CharacterTagger(name, labels, encoder, net)
