"""A screening model from labelled resumes, written with its model card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

import numpy as np

from graph.encoder import Encoder

from .classifiers import TfidfLogistic
from .corpus import Corpus
from .finetune import FineTuned, FineTuning
from .store import tfidf_parts, write_weights

Progress = Callable[[int, int], None]
Kind = Literal["finetuned", "tfidf"]
_CARD = """# Screening model: {kind}

Tells which of {count} job areas a resume belongs to: {labels}.

- Trained on {texts} texts of `{source}`, identity masked first. Rarest label: {rarest}.
- Seed {seed}.{figures}

Not for deciding on people. A label is the field that people (or who collected their resumes) called theirs; it says
nothing about fitness for a job, and whatever imbalance the collection has (by gender, age, origin, wording) the model
has learnt too. Use it to sort and to search, with a person who looks; never to reject anybody automatically.
"""


def train_screening(
    corpus: Corpus,
    out: Path,
    *,
    kind: Kind = "finetuned",
    how: FineTuning | None = None,
    seed: int = 0,
    device: str = "cpu",
    source: str = "",
    figures: str = "",
    cache: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Train on all of a corpus and write the model folder; figures come from `cross_validate`, not from here.

    Args:
        kind: `finetuned` (see `finetune`) or `tfidf` (logistic regression over TF-IDF).
        figures: a sentence for the model card, from an evaluation.
        cache: folder of the cache of frozen vectors; that of the settings if None.

    Returns:
        The model's `config.json`.
    """
    labels = corpus.labels
    wanted = np.array([labels.index(example.label) for example in corpus.examples], np.int64)
    if kind == "finetuned":
        how = how or FineTuning()
        frozen = Encoder(how.base, device=device, cache=cache)
        tuned = FineTuned(how, seed=seed, frozen=frozen, device=device, progress=progress)
        tuned.fit(corpus.texts, wanted)
        tensors, config = tuned.tensors, {"kind": kind, **asdict(how)}
    else:
        words = TfidfLogistic()
        words.fit(corpus.texts, wanted)
        tensors, config = tfidf_parts(words)
    config |= {"labels": list(labels), "seed": seed, "texts": len(wanted), "version": "screening/1"}
    write_weights(out, tensors, config)
    rarest = min(Counter(example.label for example in corpus.examples).items(), key=lambda item: (item[1], item[0]))
    card = _CARD.format(
        kind=kind, count=len(labels), labels=", ".join(labels), texts=len(wanted), source=source, seed=seed,
        rarest=f"{rarest[0]} ({rarest[1]})", figures=f"\n- {figures}" if figures else "",
    )  # fmt: skip
    (out / "README.md").write_text(card, encoding="utf-8")
    return config
