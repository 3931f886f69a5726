"""Figures as people see them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from api.cli.figures import METRICS, OURS, SPLITS, flat, report_markdown, report_tables, sheets
from gnn.baselines.registry import RANKERS
from gnn.evaluation.matching import ABLATIONS, LEARNING


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


def test_markdown_has_the_splits_side_by_side_with_gains_and_the_spread_over_seeds() -> None:
    def figures(mrr: float | None) -> dict[str, dict[str, list[float | None]]]:
        known = None if mrr is None else 0.5
        return {
            "warm": {"mrr": [0.3] * 3, "ndcg10": [0.25] * 3},
            "cold_no_top6": {"mrr": [mrr] * 3, "ndcg10": [known] * 3},
        }

    report = {"task": "matching", "n": 2, "gold": "g.jsonl", "items_per_second": None, "metrics": figures(0.125),
              "per_label": {}, "baselines": {"weak": figures(None)},
              "details": {"gain_over": {"weak": figures(None)}, "applicants": {"warm": 7, "cold_no_top6": 0},
                          "seed_spread": {"service": {"warm": {"mrr": 0.01}}}}}  # fmt: skip
    assert (
        report_markdown(report)
        == """matching: 2 rows of g.jsonl

| ranker | warm (7): MRR | NDCG@10 | without the six adverts (0): MRR | NDCG@10 |
|---|---|---|---|---|
| careergraph | 0.300 [0.300, 0.300] | 0.250 [0.250, 0.250] | 0.125 [0.125, 0.125] | 0.500 [0.500, 0.500] |
| weak | 0.300 [0.300, 0.300] | 0.250 [0.250, 0.250] | - | - |

**Gains of careergraph over**

| over | warm (7): MRR | NDCG@10 | without the six adverts (0): MRR | NDCG@10 |
|---|---|---|---|---|
| weak | +0.300 [+0.300, +0.300] | +0.250 [+0.250, +0.250] | - | - |

**Standard deviation over seeds**

| ranker | warm (7): MRR |
|---|---|
| careergraph | 0.010 |"""
    )


def test_chosen_rankers_stand_alone() -> None:
    def figures(mrr: float) -> dict[str, dict[str, list[float]]]:
        return {name: {"mrr": [mrr, 0.0, 1.0]} for name in ("warm", "cold")}

    report = {"task": "matching", "n": 2, "gold": "g.jsonl", "items_per_second": 1, "metrics": {}, "per_label": {},
              "baselines": {"weak": figures(0.1), "strong": figures(0.35)},
              "details": {"seed_spread": {"weak": {"warm": {"mrr": 0.02}, "cold": {"mrr": 0.03}}}}}  # fmt: skip
    shown = sheets(report)
    assert [each.title for each in shown] == [
        "warm", "cold", "Standard deviation over seeds, warm", "Standard deviation over seeds, cold",
    ]  # fmt: skip
    assert shown[0].rows == (("strong", "0.350 [0.000, 1.000]"), ("weak", "0.100 [0.000, 1.000]"))
    lines = report_markdown(report).splitlines()
    assert lines[2] == "| ranker | warm: MRR | cold: MRR |"
    assert lines[4].startswith("| strong | 0.350")


PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "heading",
    ["Without the order of posting", "With the order of posting", "Related occupations", "Technology"],
)
def test_the_page_has_the_tables_in_the_form_that_the_command_prints(heading: str) -> None:
    tables = _tables(PAGE.split(f"\n### {heading}", 1)[1].split("\n##", 1)[0])
    compared, gains, spread = (_parsed(each) for each in tables[:3])
    sizes = dict(re.findall(r"(warm|cold|without the six adverts) \((\d+)\)", tables[0][0]))
    applicants = {_key(SPLITS, name): size for name, size in sizes.items()}
    report = {"task": "", "gold": "", "n": 0, "items_per_second": 0, "per_label": {}, "metrics": compared.pop(OURS),
              "baselines": compared,
              "details": {"applicants": applicants, "gain_over": gains, "seed_spread": spread}}  # fmt: skip
    printed = _tables(report_markdown(report))
    assert printed == tables[: len(printed)]


def test_the_page_has_every_ranker_of_the_task() -> None:
    table = _tables(PAGE.split("\n### Without the order of posting", 1)[1])[0]
    known = {"careergraph", "graphsage", "lightgbm_walks", "lightgbm_graph", *ABLATIONS, *LEARNING, *RANKERS}
    assert set(_parsed(table)) == known


def _tables(text: str) -> list[list[str]]:
    """The lines of each table."""
    return [block.splitlines() for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE)]


def _parsed(table: list[str]) -> dict[str, dict[str, Any]]:
    """The figures of a printed table, by split if there are any."""
    (_, *columns), _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in table)
    found: dict[str, dict[str, Any]] = {}
    for name, *cells in rows:
        own, split = found.setdefault(name, {}), ""
        for column, cell in zip(columns, cells, strict=True):
            head, _, metric = column.rpartition(": ")
            split = _key(SPLITS, re.sub(r" \(\d+\)$", "", head)) if head else split
            figure = [float(part) for part in re.findall(r"[+-]?\d\.\d+", cell)]
            part = own.setdefault(split, {}) if split else own
            part[_key(METRICS, metric)] = figure if len(figure) == 3 else figure[0]
    return found


def _key(names: dict[str, str], shown: str) -> str:
    return next((key for key, name in names.items() if name == shown), shown)


def test_what_fits_no_table_is_still_there() -> None:
    report = {"task": "mentions", "n": 2, "gold": "g.jsonl", "items_per_second": 1.0,
              "metrics": {"f1": 0.5, "noise": {"ocr": {"f1": 0.25}}},
              "per_label": {"SKILL": {"f1": 0.5, "support": 3}}, "baselines": {"rules": {"f1": 0.125}}}  # fmt: skip
    compared, rest, labels = sheets(report)
    assert compared.rows == (("careergraph", "0.500"), ("rules", "0.125"))
    assert rest.rows == (("noise.ocr.f1", "0.2500"),)
    assert labels.rows == (("SKILL", "0.500", "3"),)
