"""Labelled texts from folders and files: identity is gone before a classifier sees them, and nothing is lost unsaid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.screening.corpus import read_corpus
from graph.errors import GoldFileError, InputError
from tests.etl.invented import ENGLISH, extractor


def test_a_folder_of_folders(tmp_path: Path) -> None:
    for label, name, text in (
        ("DATA", "a.txt", ENGLISH),
        ("DATA", "b.pdf", "no pdf"),
        ("CHEF", "c.txt", "Cook\nmakes soup"),
    ):
        (tmp_path / label).mkdir(exist_ok=True)
        (tmp_path / label / name).write_text(text, encoding="utf-8")
    found = read_corpus(tmp_path, extractor, max_bytes=10**6)
    assert [(example.label, example.source) for example in found.examples] == [
        ("CHEF", "CHEF/c.txt"),
        ("DATA", "DATA/a.txt"),
    ]
    assert [source for source, _ in found.refused] == ["DATA/b.pdf"]
    text = found.examples[1].text
    assert "Senior Data Engineer" in text
    assert not any(part in text for part in ("Solvik", "maren", "example.com", "47 22 55", "█"))


def test_lines_of_labelled_texts_are_redacted_too(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"text": "mail ida@example.com, welder", "label": "fit"}, {"text": "电工", "label": "no fit"}]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    found = read_corpus(path, extractor, max_bytes=10**6)
    assert found.labels == ("fit", "no fit")
    assert "@" not in found.texts[0]


@pytest.mark.parametrize(
    ("row", "told"),
    [({"text": " ", "label": "a"}, "not a text"), ({"text": "x", "label": 1}, "label is 1"), ({"text": "x"}, "label")],
)
def test_bad_lines_are_named(tmp_path: Path, row: dict[str, object], told: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": "x", "label": "a"}) + "\n" + json.dumps(row), encoding="utf-8")
    with pytest.raises(GoldFileError, match=told) as caught:
        read_corpus(path, extractor, max_bytes=10**6)
    assert caught.value.where.endswith(":2")


def test_one_label_is_nothing_to_tell_apart(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "x", "label": "a"}', encoding="utf-8")
    with pytest.raises(InputError, match="fewer than two labels"):
        read_corpus(path, extractor, max_bytes=10**6)
