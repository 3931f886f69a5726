"""Figures of evaluations and benchmarks as tables, for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .output import table

#: The first row of a comparison.
OURS = "careergraph"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of ready-made cells: the first column is text, the others are figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def shown(self) -> Any:
        """For the terminal."""
        return table(self.title, self.columns, self.rows, numbers=self.columns[1:])

    def markdown(self) -> str:
        """As Markdown, with the title as a line above."""
        lines = ["| " + " | ".join(row) + " |" for row in (self.columns, *self.rows)]
        lines.insert(1, "|" + "---|" * len(self.columns))
        return "\n".join([*([f"**{self.title}**", ""] if self.title else []), *lines])


def figures_table(title: str, figures: dict[str, Any], column: str = "metric") -> Any:
    """Nested figures as a table of two columns."""
    return _flat_sheet(title, figures, column).shown()


def report_tables(found: dict[str, Any]) -> list[Any]:
    """What is printed of an evaluation report, which is in the shape of the contract (docs/evaluation.md)."""
    return [_heading(found), *(sheet.shown() for sheet in sheets(found)), *found.get("notes", [])]


def report_markdown(found: dict[str, Any]) -> str:
    """The same as Markdown."""
    parts = [_heading(found), *(sheet.markdown() for sheet in sheets(found)), *found.get("notes", [])]
    return "\n\n".join(parts)


def sheets(found: Mapping[str, Any]) -> list[Sheet]:
    """The tables of a report: ours above its baselines, one table for each split; labels; gains."""
    metrics, baselines = found["metrics"], found["baselines"]
    made, rest = [], dict(metrics)
    for split in ("", *(name for name, value in metrics.items() if isinstance(value, dict))):
        own = _of(metrics, split)
        others = {name: values for name in baselines if (values := _of(baselines[name], split)).keys() & own.keys()}
        if others or (split == "" and own and not baselines):
            made.append(_comparison(split or "Metrics", own, others))
            for name in own if split == "" else [split]:
                rest.pop(name, None)
    if rest:
        made.append(_flat_sheet("Further metrics" if made else "Metrics", rest, "metric"))
    if per_label := found["per_label"]:
        made.append(_rows("Per label", "label", list(per_label.items())))
    gains = found.get("details", {}).get("gain_over", {})
    for split in _splits(gains):
        made.append(_rows(f"Gains over, {split}" if split else "Gains over", "over", _by_split(gains, split), sign="+"))
    return made


def flat(figures: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    """Nested figures as (dotted name, value), numbers with four decimals."""
    rows: list[tuple[str, str]] = []
    for key, value in figures.items():
        if isinstance(value, dict):
            rows += flat(value, f"{prefix}{key}.")
        elif isinstance(value, (list, tuple)):
            rows.append((f"{prefix}{key}", " ".join(map(_rounded, value))))
        else:
            rows.append((f"{prefix}{key}", _rounded(value)))
    return rows


def _heading(found: Mapping[str, Any]) -> str:
    rate = found["items_per_second"]
    return f"{found['task']}: {found['n']} rows of {found['gold']}" + (f", {rate} a second" if rate else "")


def _comparison(title: str, own: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]]) -> Sheet:
    """The baselines stand below ours, the best first."""
    first = next(iter(own))
    ranked = sorted(others.items(), key=lambda item: -_value(item[1].get(first, 0.0)))
    return _rows(title, "ranker", [(OURS, own), *ranked])


def _rows(title: str, column: str, rows: Sequence[tuple[str, Mapping[str, Any]]], sign: str = "") -> Sheet:
    names = list(dict.fromkeys(name for _, figures in rows for name in figures))
    cells = tuple(
        (row, *(_cell(figures[name], sign) if name in figures else "" for name in names)) for row, figures in rows
    )
    return Sheet(title, (column, *names), cells)


def _flat_sheet(title: str, figures: Mapping[str, Any], column: str) -> Sheet:
    return Sheet(title, (column, "value"), tuple(flat(figures)))


def _of(metrics: Mapping[str, Any], split: str) -> dict[str, Any]:
    """The figures of one split; those beside the splits if its name is empty."""
    inside = metrics.get(split, {}) if split else metrics
    return {name: value for name, value in inside.items() if _is_figure(value)} if isinstance(inside, Mapping) else {}


def _splits(gains: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys("" if _is_figure(value) else key for one in gains.values() for key, value in one.items()))


def _by_split(gains: Mapping[str, Any], split: str) -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, _of(one, split)) for name, one in gains.items()]


def _is_figure(value: object) -> bool:
    """A number, or a value with its interval."""
    if isinstance(value, (list, tuple)):
        return len(value) == 3 and all(isinstance(part, (int, float)) for part in value)
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _value(figure: Any) -> float:
    return float(figure[0] if isinstance(figure, (list, tuple)) else figure)


def _cell(figure: Any, sign: str) -> str:
    if isinstance(figure, (list, tuple)):
        value, low, high = (f"{part:{sign}.3f}" for part in figure)
        return f"{value} [{low}, {high}]"
    return f"{figure:{sign}.3f}" if isinstance(figure, float) else str(figure)


def _rounded(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else "" if value is None else str(value)
