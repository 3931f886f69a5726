"""The tagger of English resumes: convolutions over hashed features of words, a CRF, and recurrences in the document.

Whole documents are read at once, as long as they are: where a line stands in its resume says more than its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from .base import Progress, TaggedSpan, read_config, write_config
from .chains import Scores, forward_backward
from .quantised import read_quantised, write_quantised
from .spans import choose
from .word_features import words_of
from .word_spans import candidates, characters, repeated
from .words_network import Shape, WordNetwork, batch_of, scores_of

KIND = "words"
_MODEL = "model.safetensors"


class WordTagger:
    """A tagger of documents that are laid out in lines. Its members' scores are averaged."""

    def __init__(
        self,
        name: str,
        labels: Sequence[str],
        shape: Shape,
        members: Sequence[WordNetwork],
        *,
        thresholds: dict[str, float],
        shares: dict[str, float],
    ) -> None:
        self._name, self._labels, self.shape = name, tuple(labels), shape
        self.members = [member.eval() for member in members]
        self.thresholds, self.shares = thresholds, shares
        each = [scores_of(member.crf) for member in self.members]
        self._scores = Scores(*(sum(parts) / len(each) for parts in zip(*map(_parts, each), strict=True)))

    @property
    def name(self) -> str:
        return self._name

    @property
    def labels(self) -> tuple[str, ...]:
        return self._labels

    def tag(self, texts: Sequence[str], progress: Progress | None = None) -> list[tuple[TaggedSpan, ...]]:
        """The spans of each text, in order; the confidence of a span is its posterior under the CRF."""
        found = []
        for done, text in enumerate(texts, 1):
            found.append(self._tag(text))
            if progress:
                progress(done, len(texts))
        return found

    def _tag(self, text: str) -> tuple[TaggedSpan, ...]:
        words = words_of(text, self.shape.buckets)
        if not words.starts:
            return ()
        batch = batch_of([words])
        with torch.inference_mode():
            emissions = torch.stack([member(batch) for member in self.members]).mean(0).numpy()
        sums = forward_backward(emissions, batch.mask.numpy(), self._scores)
        spans = candidates(sums, self._scores, self._labels, min(self.thresholds.values()))
        chosen = characters(words, choose(spans, self.thresholds))
        return tuple(repeated(text, chosen, self.shares, self.thresholds))


def _parts(scores: Scores) -> tuple[Any, Any, Any]:
    return scores.between, scores.first, scores.last


def save(folder: Path, tagger: WordTagger, version: str) -> None:
    """Write a tagger as a model folder, without its card."""
    config = {
        "kind": KIND,
        "version": f"{tagger.name.partition('/')[0]}/{version}",
        "labels": list(tagger.labels),
        "shape": tagger.shape.as_json(),
        "members": len(tagger.members),
        "thresholds": tagger.thresholds,
        "shares": tagger.shares,
    }
    write_config(folder, config)
    weights = {
        f"{at}.{name}": value for at, one in enumerate(tagger.members) for name, value in weights_of(one).items()
    }
    write_quantised(folder / _MODEL, weights)


def weights_of(network: WordNetwork) -> dict[str, torch.Tensor]:
    """What was learnt, by name."""
    return {name: value.detach().cpu() for name, value in network.named_parameters()}


def load(folder: Path) -> WordTagger:
    """The tagger in a folder.

    Raises:
        ModelError: there is none, or it is damaged.
    """
    from graph.errors import ModelError

    config = read_config(folder)
    weights = read_quantised(folder / _MODEL)
    try:
        shape = Shape.of(config["shape"])
        members = []
        for at in range(config["members"]):
            member = WordNetwork(shape, config["labels"])
            own = {name.partition(".")[2]: value for name, value in weights.items() if name.startswith(f"{at}.")}
            member.load_state_dict(own)
            members.append(member)
        return WordTagger(
            config["version"],
            config["labels"],
            shape,
            members,
            thresholds=config["thresholds"],
            shares=config["shares"],
        )
    except (KeyError, TypeError, RuntimeError) as error:
        fix = "careergraph train-tagger resume_en"
        raise ModelError("the description and the weights of a tagger disagree", where=str(folder), fix=fix) from error
