"""The model card of a tagger with members: data and licence, figures on dev, how it was trained, limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: Scores of all labels together, and of each.
Scores = tuple[dict[str, float], dict[str, dict[str, float]]]


def member_card(
    name: str,
    about: str,
    *,
    data: Sequence[str],
    unit: str,
    told: dict[str, Any],
    scores: Scores,
    beside: Sequence[str] = (),
    history: Sequence[dict[str, float]],
    recipe: dict[str, Any],
    limits: str,
) -> str:
    """Markdown of the card.

    Args:
        about: what the tagger is.
        data: paragraphs on what it learnt from, with the licence.
        unit: what the training counts: texts or documents.
        told: numbers `texts`, `dev`, `epochs`, `seed` and `seconds`.
        beside: further paragraphs on the figures.
        history: what the epochs of the members were told.
    """
    lines = [
        f"# {name}",
        "",
        about,
        "",
        "## Data",
        "",
        *(line for paragraph in data for line in (paragraph, "")),
        "## Figures on the dev split",
        "",
        f"{told['dev']} {unit}. Dev also chose the epoch of each member, so expect a little less on new texts.",
        "",
        *_table(scores),
        "",
        *(line for paragraph in beside for line in (paragraph, "")),
        *_members(history),
        "## Training",
        "",
        f"{told['texts']} {unit}, {told['epochs']} epochs a member, seed {told['seed']}, {told['seconds']} s in all.",
        "",
        *(f"- {key}: {value}" for key, value in recipe.items()),
        "",
        "## Limits",
        "",
        limits,
        "",
    ]
    return "\n".join(lines)


def _table(scores: Scores) -> list[str]:
    """Lines of a Markdown table, in percent."""
    total, per_label = scores
    if not total:
        return ["There was no dev set."]
    rows = ["| label | strict F1 | precision | recall | spans |", "|---|---|---|---|---|"]
    for label, found in [*per_label.items(), ("all", total)]:
        figures = " | ".join(f"{100 * found[key]:.1f}" for key in ("f1", "precision", "recall"))
        rows.append(f"| {label} | {figures} | {found.get('support', '')} |")
    return rows


def _members(history: Sequence[dict[str, float]]) -> list[str]:
    """What each member reached alone, and a blank line; nothing without dev scores."""
    best: dict[float, float] = {}
    for row in history:
        if "f1" in row:
            best[row["member"]] = max(best.get(row["member"], 0.0), row["f1"])
    if not best:
        return []
    return ["Each member alone, at its best epoch: " + ", ".join(f"{100 * f1:.1f}" for f1 in best.values()) + ".", ""]
