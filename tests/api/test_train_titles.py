"""`careergraph train-titles`: from ESCO tables and labelled titles to a folder that `eval titles` can use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from graph.errors import GoldFileError, NotEnoughData, OntologyError
from graph.settings import settings
from tests.ontology.conftest import ESCO, as_csv


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    folder = tmp_path / "esco"
    folder.mkdir()
    header, rows = ESCO["occupations"]
    baker = ["http://esco/baker", "key_9", "7512.1", "baker", "bread maker", ""]
    parents, links = ESCO["occupations_hierarchy"]
    tables = {
        **ESCO,
        "occupations": (header, [*rows, baker]),
        "occupations_hierarchy": (parents, [*links, ["key_1", "key_9"]]),
    }
    for name, table in tables.items():
        (folder / f"{name}.csv").write_text(as_csv(table), encoding="utf-8")
    return folder


def _gold(path: Path, number: int) -> Path:
    words = {"http://esco/baker": "pastry", "http://esco/developer": "java"}
    rows = [{"title": f"{word} hand {i}", "uri": uri} for uri, word in words.items() for i in range(number // 2)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_train_then_evaluate(ontology: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold, out = _gold(tmp_path / "gold.jsonl", 60), tmp_path / "titles"
    command = ["train-titles", "--gold", str(gold), "--ontology", str(ontology), "--out", str(out), "--epochs", "1"]
    done = CliRunner().invoke(app, [*command, "--about", "Invented.", "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["titles"], told["occupations"], told["asked"]) == (60, 2, 12)
    assert told["figures"]["mrr"] == 1
    assert "Invented.\n60 labelled titles" in (out / "README.md").read_text(encoding="utf-8")
    one = tmp_path / "one.jsonl"
    one.write_text(json.dumps({"title": "java person", "uri": "http://esco/developer"}) + "\n", encoding="utf-8")
    monkeypatch.setattr(settings(), "titles", out)
    asked = CliRunner().invoke(app, ["eval", "titles", "--gold", str(one), "--ontology", str(ontology), "--json"])
    assert json.loads(asked.stdout)["metrics"]["r1"] == 1


def test_mistakes_are_told_before_anything_is_learnt(ontology: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"title": "java hand"}\n', encoding="utf-8")
    few = _gold(tmp_path / "few.jsonl", 10)
    for gold, folder, error, told in (
        (few, empty, OntologyError, "occupations.csv"),
        (broken, ontology, GoldFileError, "bad row"),
        (few, ontology, NotEnoughData, "10 labelled titles"),
    ):
        command = ["train-titles", "--gold", str(gold), "--ontology", str(folder), "--out", str(tmp_path / "out")]
        done = CliRunner().invoke(app, command)
        assert isinstance(done.exception, error)
        assert told in str(done.exception)
    assert not (tmp_path / "out").exists()
