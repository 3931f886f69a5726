"""`careergraph eval` for chosen rankers: figures in the terminal and in Markdown, and bad lines as one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import frame
from api.cli.app import app

VIEWS = [("t", "j0", ""), ("t", "j1", ""), ("g", "j0", "context"), ("g", "j1", "target")]


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    rows = {
        "jobs": [{"job": f"j{i}", "title": "cook"} for i in range(4)],
        "experience": [],
        "interests": [],
        "views_train": [{"applicant": who, "job": job} for who, job, role in VIEWS if not role],
        "gold": [{"applicant": who, "job": job, "role": role} for who, job, role in VIEWS if role],
    }
    for name, own in rows.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in own), encoding="utf-8")
    data = ["eval", "matching", "--data", str(tmp_path), "--gold", str(tmp_path / "gold.jsonl")]
    return [*data, "--ranker", "popularity"]


def test_chosen_rankers_have_figures(arguments: list[str]) -> None:
    shown = CliRunner().invoke(app, arguments)
    assert shown.exit_code == 0
    # The advert in question shares the first place with nothing: the other popular one is known.
    assert ["popularity", "1.000", "[1.000,", "1.000]"] in [line.split()[:4] for line in shown.output.splitlines()]
    page = CliRunner().invoke(app, [*arguments, "--markdown"]).output
    assert "| ranker | warm (1): MRR |" in page
    assert "| popularity | 1.000 [1.000, 1.000] |" in page
    # Nobody has a profile.
    assert page.rstrip().endswith("| - | - | - | - | - | - | - | - |")


def test_a_bad_line_is_told_by_its_number(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"applicant": "g", "job": ["j1"], "role": "target"}\n', encoding="utf-8")
    assert frame.run(arguments) == 2
    assert f"{gold}:1: job is ['j1']" in capsys.readouterr().err.replace("\n", "")
