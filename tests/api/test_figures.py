"""Figures as people see them."""

from __future__ import annotations

from rich.console import Console

from api.cli.figures import flat, report_tables


def test_nested_figures_have_dotted_names() -> None:
    figures = {"mrr": 0.123456, "warm": {"r10": [0.5, 0.25, 1]}, "n": 3}
    assert flat(figures) == [("mrr", "0.1235"), ("warm.r10", "0.5000 0.2500 1"), ("n", 3)]


def test_a_report_shows_every_part_that_it_has() -> None:
    report = {"task": "titles", "n": 2, "gold": "g.jsonl", "items_per_second": 7.5, "metrics": {"mrr": 0.5},
              "per_label": {}, "baselines": {"labels": {"mrr": 0.25}}, "notes": ("one row is lost",)}  # fmt: skip
    console = Console(record=True, width=80)
    for part in report_tables(report):
        console.print(part)
    shown = console.export_text()
    assert "titles: 2 rows of g.jsonl, 7.5 a second" in shown
    assert "labels.mrr" in shown
    assert "Per label" not in shown
    assert shown.rstrip().endswith("one row is lost")
