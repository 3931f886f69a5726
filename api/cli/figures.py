"""Figures of evaluations and benchmarks as tables for people."""

from __future__ import annotations

from typing import Any

from .output import table


def figures_table(title: str, figures: dict[str, Any], column: str = "metric") -> Any:
    """Nested figures as a table of two columns."""
    return table(title, (column, "value"), flat(figures), numbers=("value",))


def report_tables(found: dict[str, Any]) -> list[Any]:
    """What is printed of an evaluation report, which is in the shape of the contract (docs/evaluation.md)."""
    lines = [f"{found['task']}: {found['n']} rows of {found['gold']}, {found['items_per_second']} a second"]
    named = (("Metrics", "metrics"), ("Per label", "per_label"), ("Baselines", "baselines"))
    tables = [figures_table(title, found[key]) for title, key in named if found[key] or key == "metrics"]
    return [*lines, *tables, *found.get("notes", [])]


def flat(figures: dict[str, Any], prefix: str = "") -> list[tuple[str, object]]:
    """Nested figures as (dotted name, value), numbers with four decimals."""
    rows: list[tuple[str, object]] = []
    for key, value in figures.items():
        if isinstance(value, dict):
            rows += flat(value, f"{prefix}{key}.")
        elif isinstance(value, (list, tuple)):
            rows.append((f"{prefix}{key}", " ".join(str(_rounded(part)) for part in value)))
        else:
            rows.append((f"{prefix}{key}", _rounded(value)))
    return rows


def _rounded(value: object) -> object:
    return f"{value:.4f}" if isinstance(value, float) else value
