"""Figures as people see them."""

from __future__ import annotations

from rich.console import Console

from api.cli.figures import flat, report_markdown, report_tables, sheets


def test_nested_figures_have_dotted_names() -> None:
    figures = {"mrr": 0.123456, "warm": {"r10": [0.5, 0.25, 1]}, "n": 3}
    assert flat(figures) == [("mrr", "0.1235"), ("warm.r10", "0.5000 0.2500 1"), ("n", "3")]


def test_a_report_shows_every_part_that_it_has() -> None:
    report = {"task": "titles", "n": 2, "gold": "g.jsonl", "items_per_second": 7.5, "metrics": {"mrr": 0.5},
              "per_label": {}, "baselines": {"labels": {"mrr": 0.25}}, "notes": ("one row is lost",)}  # fmt: skip
    console = Console(record=True, width=80)
    for part in report_tables(report):
        console.print(part)
    shown = console.export_text()
    assert "titles: 2 rows of g.jsonl, 7.5 a second" in shown
    rows = [line.split() for line in shown.splitlines()]
    assert rows.index(["careergraph", "0.500"]) < rows.index(["labels", "0.250"])
    assert "Per label" not in shown
    assert shown.rstrip().endswith("one row is lost")


def test_splits_have_a_table_each_with_the_best_baseline_first_and_gains_have_signs() -> None:
    def split(mrr: float) -> dict[str, dict[str, list[float]]]:
        return {name: {"mrr": [mrr, mrr - 0.1, mrr + 0.1], "r10": [0.5, 0.4, 0.6]} for name in ("warm", "cold")}

    report = {"task": "matching", "n": 2, "gold": "g.jsonl", "items_per_second": None, "metrics": split(0.3),
              "per_label": {}, "baselines": {"weak": split(0.1), "strong": split(0.35)},
              "details": {"gain_over": {"weak": split(0.2)}}}  # fmt: skip
    warm, cold, gains_warm, gains_cold = sheets(report)
    assert (warm.title, cold.title) == ("warm", "cold")
    assert warm.columns == ("ranker", "mrr", "r10")
    assert [row[0] for row in warm.rows] == ["careergraph", "strong", "weak"]
    assert gains_warm.rows == (("weak", "+0.200 [+0.100, +0.300]", "+0.500 [+0.400, +0.600]"),)
    assert gains_cold.title == "Gains over, cold"
    lines = report_markdown(report).splitlines()
    assert "| careergraph | 0.300 [0.200, 0.400] | 0.500 [0.400, 0.600] |" in lines
    assert lines[lines.index("| ranker | mrr | r10 |") + 1] == "|---|---|---|"


def test_what_fits_no_table_is_still_there() -> None:
    report = {"task": "mentions", "n": 2, "gold": "g.jsonl", "items_per_second": 1.0,
              "metrics": {"f1": 0.5, "noise": {"ocr": {"f1": 0.25}}},
              "per_label": {"SKILL": {"f1": 0.5, "support": 3}}, "baselines": {"rules": {"f1": 0.125}}}  # fmt: skip
    compared, rest, labels = sheets(report)
    assert compared.rows == (("careergraph", "0.500"), ("rules", "0.125"))
    assert rest.rows == (("noise.ocr.f1", "0.2500"),)
    assert labels.rows == (("SKILL", "0.500", "3"),)
