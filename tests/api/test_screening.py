"""`careergraph screen`: compare, train, predict; on invented resumes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.screening import app
from graph.errors import InputError

WORDS = {"BAKER": "bread oven dough pastry flour", "NURSE": "ward patients medication vaccines charts"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for label, words in WORDS.items():
        (tmp_path / "data" / label).mkdir(parents=True)
        for number in range(6):
            own = " ".join(words.split()[number % 5 :] + words.split()[: number % 5])
            text = f"Ida Quist\n\nExperience\n{own} team {number} daily work\n"
            (tmp_path / "data" / label / f"{number}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "data"


def test_compare_train_and_predict(data: Path, tmp_path: Path) -> None:
    plot, model = tmp_path / "confusion.png", tmp_path / "model"
    options = ["--data", str(data), "--folds", "2", "--classifier", "majority", "--classifier", "tfidf_logistic"]
    done = CliRunner().invoke(app, ["eval", *options, "--plot", str(plot), "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["task"] == "screening"
    assert found["metrics"]["accuracy"][0] > found["baselines"]["majority"]["accuracy"][0]
    assert plot.exists()
    done = CliRunner().invoke(app, ["train", "--data", str(data), "--out", str(model), "--kind", "tfidf", "--json"])
    assert json.loads(done.stdout)["labels"] == ["BAKER", "NURSE"]
    resume = str(data / "BAKER" / "0.txt")
    done = CliRunner().invoke(app, ["predict", resume, "--model", str(model), "--top", "1", "--json"])
    areas = json.loads(done.stdout)["documents"][0]["areas"]
    assert [area["label"] for area in areas] == ["BAKER"]


def test_one_folder_only_is_told(data: Path, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (data / "BAKER").rename(tmp_path / "one" / "BAKER")
    done = CliRunner().invoke(app, ["eval", "--data", str(tmp_path / "one")])
    assert isinstance(done.exception, InputError)
