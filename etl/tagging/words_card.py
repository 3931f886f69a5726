"""The model card that a training of the word tagger writes beside the weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_LIMITS = """\
- Learnt from one public collection of resumes as one job board prints them; on other layouts it finds less.
- Its annotators disagree, skip lines, and cut words; an oracle that cuts no words reaches 88 to 93 strict F1 there.
  They marked a word in every place where it recurs, so an employer's name that is also a product is marked there too.
- Where a text has escaped marks (`&amp;`), the gold offsets after them are short. The tagger marks the words that were
  meant, and strict scores count that as wrong: hence the second figure below.
- A span's confidence is its posterior under the CRF, and that times the share of recurrences that annotators marked
  where it was found by its recurrence; it is not calibrated on other texts."""


def card(
    name: str,
    labels: Sequence[str],
    recipe: dict[str, Any],
    told: dict[str, Any],
    scores: tuple[dict[str, float], dict[str, dict[str, float]]],
    mended: dict[str, float],
    history: Sequence[dict[str, float]],
    data: str = "",
) -> str:
    """Markdown of the card: what it is, data and licence, figures on dev, how it was trained, limits."""
    lines = [
        f"# {name}",
        "",
        f"Marks {', '.join(labels)} in English resumes. {recipe['members']} network(s) of dilated convolutions with a"
        " CRF over words, whose scores are averaged. A word is seen as hashed features of its form, its line and the"
        " lines around it; the weights hold no word list.",
        "",
        "## Data",
        "",
        "A public set of annotated resumes of real people, with no licence stated. It is not part of this project,"
        " and training saw a copy in which names, e-mails, phones and profile addresses had been replaced by invented"
        " ones.",
        "",
        *([data, ""] if data else []),
        "## Figures on the dev split",
        "",
        f"{told['dev']} documents. Dev also chose the epoch of each member, so expect a little less on new texts.",
        "",
        *_table(scores),
        "",
        *([f"On the same texts with slipped offsets mended: {100 * mended['f1']:.1f}.", ""] if mended else []),
        *_members(history),
        "## Training",
        "",
        f"{told['texts']} documents, {told['epochs']} epochs a member, seed {told['seed']}, {told['seconds']} s.",
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
    return ["Each member alone, at its best epoch: " + ", ".join(f"{100 * f1:.1f}" for f1 in best.values()) + ".", ""]
