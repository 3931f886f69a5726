"""The model card that a training of the character tagger writes beside the weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .card import Scores, member_card

_DATA = "Gold spans that were given to the training; where they come from was not told."
_PRETRAINED = (
    "`vectors.safetensors` and `lexicon.txt.gz` are pretrained: vectors by counting in plain text (Chinese postings"
    " scraped in 2019 with no stated licence, the training texts, an occupational classification, dictionary"
    " words); the lexicon is a selection of the dictionary of jieba (MIT licence, Sun Junyi), by part of speech."
)
_LIMITS = """\
- Written for sentences of Chinese biographies and resumes; it reads line by line, so a name that is broken over two
  lines is found in two parts or not at all.
- Labels with few examples in training (places, subjects of study) are found less surely than the others.
- A title without a space or sign before it, behind an employer's department, may be cut at another place than a reader
  would cut it; annotators differ there too.
- The confidence of a span is the least marginal probability of its characters; it is not calibrated on other kinds of
  text than those of the training."""


def card(
    name: str,
    labels: Sequence[str],
    recipe: dict[str, Any],
    told: dict[str, Any],
    scores: Scores,
    history: Sequence[dict[str, float]],
    data: str,
) -> str:
    """Markdown of the card: see `member_card`."""
    about = (
        f"Marks {', '.join(labels)} in Chinese text. {recipe['members']} BiLSTM-CRF network(s) over characters, whose"
        " scores are averaged; each reads pretrained vectors of characters and of pairs of characters, and the words of"
        " a lexicon that cover a character."
    )
    invented = (
        f"Beside it {told['invented']} invented lines of resumes (`etl/tagging/resume_lines.py`); nobody in them is"
        " real."
    )
    return member_card(
        name,
        about,
        data=(data or _DATA, invented, _PRETRAINED),
        unit="texts",
        told=told,
        scores=scores,
        history=history,
        recipe=recipe,
        limits=_LIMITS,
    )
