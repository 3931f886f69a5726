"""The model card that a training writes beside the weights."""

from __future__ import annotations

from typing import Any

from .card import Scores
from .transformer_model import Network


def card(name: str, network: Network, recipe: dict[str, Any], told: dict[str, Any], scores: Scores, data: str) -> str:
    """Markdown of the card: what it is, data and licence, figures on dev, how it was trained, limits."""
    labels = ", ".join(network.labels)
    lines = [
        f"# {name}",
        "",
        f"Marks {labels} in text. A token classifier on `{network.backbone}`: {_tuning(network)}, word shapes,"
        f" {'a BiLSTM over words, ' if network.hidden else ''}a CRF for each of {len(network.heads)} head(s);"
        " a span is given when its posterior exceeds a threshold, and the posterior is its confidence.",
        "",
        "## Data",
        "",
        data or "Not told to the training.",
        "",
        "## Figures on the dev split",
        "",
        "Dev also chose the epoch and the thresholds, so expect a little less on new texts.",
        "",
        *_table(scores),
        "",
        "## Training",
        "",
        f"{len(told['seeds'])} network(s), the mean of their posteriors; seeds {told['seeds']};"
        f" up to {told['of']} epochs, of which the best were {told['epochs']}; {told['seconds']} s in all.",
        "",
        *(f"- {key}: {value}" for key, value in recipe.items()),
        "",
        "## Limits",
        "",
        f"Spans of more than {network.longest} words are not found. Texts are read in windows of {network.limit}"
        f" subwords that share {network.overlap}; nothing is cut. Confidence is the model's own posterior:"
        " on texts unlike its training data it is too sure.",
    ]
    return "\n".join(lines) + "\n"


def _tuning(network: Network) -> str:
    if network.tuning == "full":
        return "all weights tuned"
    kept = f", the lower {network.frozen:.0%} of the layers kept as they are" if network.frozen else ""
    return f"low-rank changes (rank {network.rank}) of the linear layers{kept}"


def _table(scores: Scores) -> list[str]:
    overall, per_label = scores
    if not overall:
        return ["There was no dev split."]
    rows = [*per_label.items(), ("all", overall)]
    return [
        "| label | precision | recall | strict F1 |",
        "|---|---|---|---|",
        *(
            f"| {label} | {found['precision']:.3f} | {found['recall']:.3f} | {found['f1']:.3f} |"
            for label, found in rows
        ),
    ]
