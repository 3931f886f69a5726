"""The command's own checks; what each model learns is tested beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.model import Document
from etl.tagging.reading import Taggers, reader_of, sentences
from etl.tagging.registry import HEADS, WEIGHTS, open_tagger, tagger
from etl.tagging.training import train_tagger
from graph.errors import InputError, ModelError
from graph.settings import settings


def document(text: str, kind: str, lang: str) -> Document:
    return Document("d", kind, lang, "txt", "", text)  # type: ignore[arg-type]


def test_labels_of_another_tagger_are_refused(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    row = {"text": "Java", "lang": "en", "spans": [{"start": 0, "end": 4, "label": "KNOWLEDGE"}]}
    gold.write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="no row bears a label of resume_zh"):
        train_tagger("resume_zh", gold, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_no_label_belongs_to_two_heads() -> None:
    for heads in HEADS.values():
        labels = [label for head in heads for label in head]
        assert len(labels) == len(set(labels))


def test_a_folder_without_a_tagger_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no tagger"):
        open_tagger(tmp_path)
    (tmp_path / "config.json").write_text('{"kind": "oracle"}', encoding="utf-8")
    with pytest.raises(ModelError, match="oracle"):
        open_tagger(tmp_path)


def test_a_folder_with_the_labels_of_another_tagger_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERGRAPH_TAGGER_SKILLSPAN", str(WEIGHTS / "resume_zh"))
    settings.cache_clear()
    try:
        with pytest.raises(ModelError, match=r"TAGGER_SKILLSPAN=.*gives CONT.*skillspan gives KNOWLEDGE, SKILL"):
            tagger("skillspan")
        with pytest.raises(ModelError):
            _ = Taggers(["skillspan"]).version
        assert Taggers(["resume_zh"]).version.startswith("resume_zh")
    finally:
        settings.cache_clear()


def test_each_document_has_its_reader() -> None:
    assert reader_of(document("x", "posting", "en")) == "skillspan"
    assert reader_of(document("x", "resume", "en")) == "resume_en"
    assert reader_of(document("x", "resume", "zh")) == "resume_zh"
    assert reader_of(document("x", "posting", "zh")) is None
    assert Taggers(["resume_zh"]).mark(document("x", "posting", "en")) is None


def test_sentences_keep_their_places() -> None:
    text = "  Requirements:\n\nYou know Java. You write tests.\n"
    found = sentences(document(text, "posting", "en"))
    assert [piece for _, piece in found] == ["Requirements:", "You know Java.", "You write tests."]
    assert all(text.startswith(piece, start) for start, piece in found)
    chinese = "历任甲厂会计。\n现任乙公司经理；已婚"
    found = sentences(document(chinese, "resume", "zh"))
    assert [piece for _, piece in found] == ["历任甲厂会计。", "现任乙公司经理；", "已婚"]
    assert all(chinese.startswith(piece, start) for start, piece in found)
