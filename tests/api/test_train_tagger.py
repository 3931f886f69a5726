"""`careergraph train-tagger`: rows made by synonyms and by a teacher, and what may be said together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from graph.errors import InputError
from tests.etl.tagging.tiny_bert import make_tiny_bert

SENTENCE = "You write {} for a bakery every day"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    lines = []
    for tool in ("Python", "SQL", "Kubernetes", "Excel") * 3:
        text = SENTENCE.format(tool)
        lines.append(
            {"text": text, "lang": "en", "spans": [{"start": 10, "end": 10 + len(tool), "label": "KNOWLEDGE"}]}
        )
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_rows_are_made_beside_the_gold_ones(gold: Path, tmp_path: Path) -> None:
    backbone = make_tiny_bert(tmp_path / "bert", {"you", "write", "for", "bakery"})
    texts = tmp_path / "texts.txt"
    # The first stands in the gold file already; of an empty line nothing is learnt.
    texts.write_text(f"{SENTENCE.format('Python')}\n\nExperience with Java and Oracle databases\n", encoding="utf-8")
    out = tmp_path / "tagger"
    made = ["--synonyms", "1.0", "--texts", str(texts), "--sure", "0.0"]
    command = ["train-tagger", "skillspan", "--gold", str(gold), "--out", str(out), "--epochs", "1", "--json"]
    done = CliRunner().invoke(app, [*command, "--backbone", backbone, "--device", "cpu", *made])
    assert done.exit_code == 0, done.output
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "11 texts of gold.jsonl; 1 of gold.jsonl choose the epoch." in card
    synonyms = int(card.split("Beside them ")[1].split(" made with synonyms")[0])
    assert 0 < synonyms <= 11
    assert "and 1 that a tagger marked." in card


@pytest.mark.parametrize(
    ("options", "message"),
    [(["--ontology"], "--synonyms, which is missing"), (["--teacher"], "--texts, which is missing")],
)
def test_options_that_say_nothing_alone_are_refused(
    gold: Path, tmp_path: Path, options: list[str], message: str
) -> None:
    command = ["train-tagger", "skillspan", "--gold", str(gold), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, [*command, *options, str(tmp_path)])
    assert isinstance(done.exception, InputError)
    assert message in str(done.exception)
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_no_text_is_told(gold: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts.bin"
    texts.write_bytes(b"\xff\xfe\x00")
    command = ["train-tagger", "skillspan", "--gold", str(gold), "--out", str(tmp_path / "out"), "--texts", str(texts)]
    done = CliRunner().invoke(app, command)
    assert isinstance(done.exception, InputError)
    assert "texts.bin" in str(done.exception)
