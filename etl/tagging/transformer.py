"""The tagger on a Hugging Face encoder: subwords to words, a CRF for each head, spans by their posterior."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from graph.errors import ModelError

from .base import Progress, TaggedSpan, read_config
from .features import shapes
from .spans import WordSpan, candidates, choose
from .tokens import Subwords, Window, Word, split_words, windows
from .transformer_model import Network, TaggerNetwork, collate, load_backbone, restore, weights_file, weights_of

T = TypeVar("T")
KIND = "transformer"
#: Texts that are read at once, and the padded subwords or words in one step.
_CHUNK, _BUDGET = 512, 4096


class TransformerTagger:
    """A trained network that marks spans; see `etl.tagging.base.Tagger`.

    Args:
        members: networks of one shape on one backbone; they are put into evaluation mode, and the mean of their
            posteriors counts.
        subwords: those of the backbone.
        thresholds: for each label, the posterior from which on a span is given.
        name: name and version.
        device: where the networks lie.
    """

    def __init__(
        self,
        members: Sequence[TaggerNetwork],
        subwords: Subwords,
        thresholds: dict[str, float],
        name: str,
        device: str = "cpu",
    ) -> None:
        self._members = [member.eval() for member in members]
        self._network = members[0].network
        self._subwords = subwords
        self.thresholds = thresholds
        self._name = name
        self._device = device

    @property
    def name(self) -> str:
        """Name and version."""
        return self._name

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that it can give."""
        return self._network.labels

    def tag(self, texts: Sequence[str], progress: Progress | None = None) -> list[tuple[TaggedSpan, ...]]:
        """The spans of each text in order; the confidence is the posterior of exactly this span."""
        floor = min(self.thresholds.values())
        tagged = []
        for text, found in zip(texts, self.candidates(texts, floor, progress), strict=True):
            words, heads = found
            chosen = [span for head in heads for span in choose(head, self.thresholds)]
            spans = sorted(
                TaggedSpan(words[start].start, words[end - 1].end, label, round(probability, 4))
                for start, end, label, probability in chosen
            )
            assert not spans or spans[-1].end <= len(text)
            tagged.append(tuple(spans))
        return tagged

    def candidates(
        self, texts: Sequence[str], floor: float, progress: Progress | None = None
    ) -> Iterator[tuple[list[Word], list[list[WordSpan]]]]:
        """For each text its words, and for each head the spans with a posterior from `floor` on, likeliest first."""
        for start in range(0, len(texts), _CHUNK):
            split = [split_words(text) for text in texts[start : start + _CHUNK]]
            yield from zip(split, self._read(split, floor), strict=True)
            if progress:
                progress(min(start + _CHUNK, len(texts)), len(texts))

    @torch.inference_mode()
    def _read(self, texts: Sequence[Sequence[Word]], floor: float) -> list[list[list[WordSpan]]]:
        """For each text and head, the candidates."""
        scores = [self._scores(member, texts) for member in self._members]
        heads = list(zip(*(member.span_crfs() for member in self._members), strict=True))
        found: list[list[list[WordSpan]]] = [[[] for _ in heads] for _ in texts]
        for rows in _batches([at for at, words in enumerate(texts) if words], lambda at: len(texts[at])):
            mask = pad_sequence([torch.ones(len(texts[at]), dtype=torch.bool) for at in rows], batch_first=True)
            mask = mask.to(self._device)
            for head, crfs in enumerate(heads):
                each = []
                for crf, own in zip(crfs, scores, strict=True):
                    emissions = pad_sequence([own[at][head] for at in rows], batch_first=True)
                    each.append(crf.posteriors(emissions.to(self._device), mask, self._network.longest).cpu())
                posteriors = torch.stack(each).mean(0)
                for row, at in enumerate(rows):
                    found[at][head] = candidates(posteriors[row], crfs[0].labels, floor)
        return found

    def _scores(self, member: TaggerNetwork, texts: Sequence[Sequence[Word]]) -> list[list[Tensor]]:
        """For each text and head, the emissions [words, tags]; a word has those of the window that it is deepest in."""
        network = self._network
        pieces = [self._subwords.of([word.text for word in words]) for words in texts]
        forms = [shapes([word.text for word in words]) for words in texts]
        plan = [
            (at, window)
            for at, row in enumerate(pieces)
            for window in windows([len(word) for word in row], network.limit, network.overlap)
        ]
        scores = [[torch.zeros(len(words), crf.tags) for crf in member.span_crfs()] for words in texts]
        depth = [torch.full((len(words),), -1) for words in texts]
        for part in _batches(plan, lambda item: sum(map(len, pieces[item[0]][item[1].start : item[1].end]))):
            batch = collate(
                [pieces[at][window.start : window.end] for at, window in part],
                [forms[at][window.start : window.end] for at, window in part],
                self._subwords,
            )
            heads = [emissions.float().cpu() for emissions in member(batch.to(self._device))]
            for row, (at, window) in enumerate(part):
                deeper = _depth(window) > depth[at][window.start : window.end]
                depth[at][window.start : window.end][deeper] = _depth(window)[deeper]
                for head, emissions in enumerate(heads):
                    length = window.end - window.start
                    scores[at][head][window.start : window.end][deeper] = emissions[row, :length][deeper]
        return scores


def _depth(window: Window) -> Tensor:
    """How far each word of a window is from its nearer end."""
    places = torch.arange(window.end - window.start)
    return torch.minimum(places, places.flip(0))


def _batches(items: Sequence[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """Items of like size side by side, so many that they fill `_BUDGET` places when padded."""
    batch: list[T] = []
    for item in sorted(items, key=size):
        if batch and size(item) * (len(batch) + 1) > _BUDGET:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def load(folder: Path, device: str = "cpu") -> TransformerTagger:
    """The tagger in a folder that `train_transformer` wrote.

    Raises:
        ModelError: there is none, its backbone cannot be loaded, or weights and description do not fit.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    config = read_config(folder)
    path = weights_file(folder)
    try:
        network = Network.from_json(config["network"])
        thresholds = {label: float(config["thresholds"][label]) for label in network.labels}
        subwords, encoder = load_backbone(network.backbone)
        weights = load_file(path)
        members = []
        for member in range(int(config["members"])):
            # Each changes its own copy of the backbone.
            model = TaggerNetwork(network, copy.deepcopy(encoder))
            restore(model, weights_of(member, weights))
            members.append(model.to(device))
        name = f"{config['name']}/{config['version']}"
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, AttributeError, RuntimeError) as error:
        raise ModelError(
            f"this tagger cannot be opened ({error})",
            where=str(folder),
            fix="Train it afresh: careergraph train-tagger",
        ) from error
    return TransformerTagger(members, subwords, thresholds, name, device)
