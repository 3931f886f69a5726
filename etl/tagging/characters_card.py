"""The model card that a training of the character tagger writes beside the weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: What the shipped tagger is trained on.
RESUME_NER = (
    "The train split of ResumeNER (Zhang and Yang 2018, Chinese NER Using Lattice LSTM): sentences of public"
    " biographies of managers of listed Chinese companies, given to research without a stated licence. No text of it"
    " is in the files."
)
_DATA = "Gold spans that were given to the training; where they come from was not told."
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
    scores: tuple[dict[str, float], dict[str, dict[str, float]]],
    history: Sequence[dict[str, float]],
    data: str,
) -> str:
    """Markdown of the card: what it is, data and licence, figures on dev, how it was trained, limits."""
    lines = [
        f"# {name}",
        "",
        f"Marks {', '.join(labels)} in Chinese text. {recipe['members']} BiLSTM-CRF network(s) over characters, whose"
        " scores are averaged; each reads pretrained vectors of characters and of pairs of characters, and the words of"
        " a lexicon that cover a character.",
        "",
        "## Data",
        "",
        data or _DATA,
        "",
        f"Beside it {told['invented']} invented lines of resumes (`etl/tagging/resume_lines.py`); nobody in them is"
        " real.",
        "",
        "`vectors.safetensors` and `lexicon.txt.gz` are pretrained: vectors by counting in plain text (Chinese postings"
        " scraped in 2019 with no stated licence, the training texts, an occupational classification, dictionary"
        " words); the lexicon is a selection of the dictionary of jieba (MIT licence, Sun Junyi), by part of speech.",
        "",
        "## Figures on the dev split",
        "",
        f"{told['dev']} texts. Dev also chose the epoch of each member, so expect a little less on new texts.",
        "",
        *_table(scores),
        "",
        *_members(history),
        "## Training",
        "",
        f"{told['texts']} texts, {told['epochs']} epochs a member, seed {told['seed']}, {told['seconds']} s in all.",
        "",
        *(f"- {key}: {value}" for key, value in recipe.items()),
        "",
        "## Limits",
        "",
        _LIMITS,
        "",
    ]
    return "\n".join(lines)


def _table(scores: tuple[dict[str, float], dict[str, dict[str, float]]]) -> list[str]:
    total, per_label = scores
    if not total:
        return ["There was no dev set."]
    rows = ["| label | strict F1 | precision | recall | spans |", "|---|---|---|---|---|"]
    for label, found in [*per_label.items(), ("all", total)]:
        figures = " | ".join(f"{100 * found[key]:.1f}" for key in ("f1", "precision", "recall"))
        rows.append(f"| {label} | {figures} | {found.get('support', '')} |")
    return rows


def _members(history: Sequence[dict[str, float]]) -> list[str]:
    best: dict[float, float] = {}
    for row in history:
        if "f1" in row:
            best[row["member"]] = max(best.get(row["member"], 0.0), row["f1"])
    if not best:
        return []
    return ["Each member alone, at its best epoch: " + ", ".join(f"{100 * f1:.2f}" for f1 in best.values()) + ".", ""]
