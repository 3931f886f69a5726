"""Figures of evaluations and benchmarks as tables, for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from types import NoneType
from typing import Any

from .output import table

#: The first row of a comparison.
OURS = "careergraph"
#: What stands for a figure that nobody was there for.
UNKNOWN = "-"
SPREAD = "Standard deviation over seeds"
#: Names where the splits stand side by side.
SPLITS = {"cold_no_top6": "without the six adverts"}
METRICS = {"mrr": "MRR", "r10": "R@10", "r50": "R@50", "ndcg10": "NDCG@10"}


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
    """The same as Markdown, where the splits stand side by side: a page is wider than a terminal."""
    made = side_by_side(found) or sheets(found)
    return "\n\n".join([_heading(found), *(sheet.markdown() for sheet in made), *found.get("notes", [])])


def sheets(found: Mapping[str, Any]) -> list[Sheet]:
    """The tables of a report: ours above its baselines, one table for each split; labels; gains; spread over seeds.

    Without figures of ours the baselines stand alone.
    """
    metrics, baselines = found["metrics"], found["baselines"]
    made, rest = [], dict(metrics)
    for split in dict.fromkeys(["", *_splits({OURS: metrics} if metrics else baselines)]):
        own = _of(metrics, split)
        others = {
            name: values
            for name in baselines
            if (values := _of(baselines[name], split)) and (values.keys() & own.keys() or not metrics)
        }
        if others or (split == "" and own and not baselines):
            made.append(_comparison(split or "Metrics", own, others))
            for name in own if split == "" else [split]:
                rest.pop(name, None)
    if rest:
        made.append(_flat_sheet("Further metrics" if made else "Metrics", rest, "metric"))
    if per_label := found["per_label"]:
        made.append(_rows("Per label", "label", list(per_label.items())))
    details = found.get("details", {})
    for title, column, figures, sign in (
        ("Gains over", "over", details.get("gain_over", {}), "+"),
        (SPREAD, "ranker", _spread(details), ""),
    ):
        for split in _splits(figures):
            made.append(_rows(f"{title}, {split}" if split else title, column, _by_split(figures, split), sign))
    return made


def side_by_side(found: Mapping[str, Any]) -> list[Sheet]:
    """A table of all splits, one of the paired gains and one of the spread over seeds; none for a report without
    splits."""
    details = found.get("details", {})
    rows = ({OURS: found["metrics"]} if found["metrics"] else {}) | dict(found["baselines"])
    if not rows or not all(_is_split(part) for one in rows.values() for part in one.values()):
        return []
    split = _splits(rows)[0]
    ranked = [name for name, _ in _ranked({name: _of(one, split) for name, one in rows.items()})]
    order = sorted(ranked, key=lambda name: name != OURS)
    made = []
    for title, column, figures, sign in (
        ("", "ranker", rows, ""),
        (f"Gains of {OURS} over", "over", details.get("gain_over", {}), "+"),
        (SPREAD, "ranker", _spread(details), ""),
    ):
        if own := {name: figures[name] for name in order if name in figures}:
            made.append(_wide(title, column, own, details.get("applicants", {}), sign))
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
    return _rows(title, "ranker", [*([(OURS, own)] if own else []), *_ranked(others)])


def _ranked(rows: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """The best first, by the first figure that they have."""
    first = next((name for figures in rows.values() for name in figures), "")
    return sorted(rows.items(), key=lambda item: -_value(item[1].get(first)))


def _wide(title: str, column: str, rows: Mapping[str, Mapping[str, Any]], sizes: Mapping[str, int], sign: str) -> Sheet:
    columns, places = [column], []
    for split in _splits(rows):
        names = dict.fromkeys(name for one in rows.values() for name in _of(one, split))
        size = f" ({sizes[split]})" if split in sizes else ""
        heads = [METRICS.get(name, name) for name in names]
        heads[0] = f"{SPLITS.get(split, split)}{size}: {heads[0]}"
        columns += heads
        places += [(split, name) for name in names]
    cells = tuple(
        (row, *(_cell(one.get(split, {}).get(name), sign) for split, name in places)) for row, one in rows.items()
    )
    return Sheet(title, tuple(columns), cells)


def _spread(details: Mapping[str, Any]) -> dict[str, Any]:
    """By ranker; ours goes by its own name in a report."""
    ours = details.get("ranker", "service")
    return {OURS if name == ours else name: one for name, one in details.get("seed_spread", {}).items()}


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


def _is_split(part: object) -> bool:
    return isinstance(part, Mapping) and bool(part) and all(map(_is_figure, part.values()))


def _is_figure(value: object) -> bool:
    """A number, or a value with its interval; nothing known of a split without people."""
    if isinstance(value, (list, tuple)):
        return len(value) == 3 and all(isinstance(part, (int, float, NoneType)) for part in value)
    return isinstance(value, (int, float, NoneType)) and not isinstance(value, bool)


def _value(figure: Any) -> float:
    """What a figure counts in an order; nothing known is the last."""
    value = figure[0] if isinstance(figure, (list, tuple)) else figure
    return -inf if value is None else float(value)


def _cell(figure: Any, sign: str) -> str:
    if isinstance(figure, (list, tuple)):
        if None in figure:
            return UNKNOWN
        value, low, high = (f"{part:{sign}.3f}" for part in figure)
        return f"{value} [{low}, {high}]"
    return f"{figure:{sign}.3f}" if isinstance(figure, float) else UNKNOWN if figure is None else str(figure)


def _rounded(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else UNKNOWN if value is None else str(value)
