"""The gold of the bundled sample agrees with the texts and survives harmless changes; extraction keeps its level."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from etl.evaluation_sample import evaluate_sample, starter_kinds
from etl.extract import Extractor
from etl.sample_gold import LABELS, SAMPLE, GoldDocument, anchored, read_sample_gold
from graph.errors import GoldFileError
from ontology.vocabulary import starter_vocabulary

#: A row over `Ada  Bell\nknows Java and Java`.
ROW = {
    "file": "x",
    "sha256": "of another text",
    "spans": [
        {"start": 0, "end": 9, "label": "name", "text": "Ada  Bell"},
        {"start": 16, "end": 20, "label": "knowledge", "text": "Java"},
        {"start": 25, "end": 29, "label": "knowledge", "text": "Java"},
    ],
}


@pytest.fixture(scope="module")
def gold() -> list[GoldDocument]:
    return read_sample_gold()


def test_every_document_is_annotated(gold: list[GoldDocument]) -> None:
    parts = Counter((one.document.kind, one.document.lang) for one in gold)
    assert parts == {("resume", "en"): 20, ("resume", "zh"): 20, ("posting", "en"): 40, ("posting", "zh"): 40}
    assert {span.label for one in gold for span in one.spans} == set(LABELS)
    assert sum(len(one.spans) for one in gold) > 3500


def test_spans_neither_overlap_nor_begin_or_end_in_white_space(gold: list[GoldDocument]) -> None:
    for one in gold:
        spans = sorted((span.start, span.end) for span in one.spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans)), one.file
        bodies = [one.document.text[start:end] for start, end in spans]
        assert all(body and body == body.strip() for body in bodies), one.file


def test_the_gold_was_made_for_the_texts_as_they_are_now() -> None:
    rows = (SAMPLE / "gold" / "resumes.jsonl").read_text(encoding="utf-8").splitlines()
    documents = {one.file: one.document.text for one in read_sample_gold()}
    for row in map(json.loads, rows):
        for span in row["spans"]:
            assert documents[row["file"]][span["start"] : span["end"]] == span["text"], row["file"]


def test_spans_are_found_again_when_white_space_changes() -> None:
    text = "\n\nAda Bell\n\nknows   Java\nand Java"
    assert [text[span.start : span.end] for span in anchored(text, ROW)] == ["Ada Bell", "Java", "Java"]
    assert len({span.start for span in anchored(text, ROW)}) == 3


def test_what_is_gone_is_an_error() -> None:
    with pytest.raises(ValueError, match="Java"):
        anchored("Ada Bell knows Java", ROW)


def test_a_document_without_gold_is_an_error(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "sample")
    (tmp_path / "sample" / "resumes" / "en-99-new.txt").write_text("Juno Fell\nBaker\nExperience\nBread since 2019\n")
    with pytest.raises(GoldFileError, match="en-99-new"):
        read_sample_gold(tmp_path / "sample")


def test_the_extractor_keeps_its_level(gold: list[GoldDocument]) -> None:
    report = evaluate_sample(Extractor(starter_vocabulary(), today="2026-11"), starter_kinds(), gold=gold)
    parts = report.metrics["parts"]
    floors = {"resume_en": 0.65, "resume_zh": 0.62, "posting_en": 0.69, "posting_zh": 0.65}
    assert {name: part["f1"] for name, part in parts.items() if part["f1"] < floors[name]} == {}
    assert report.per_label["email"]["f1"] > 0.95
    assert report.per_label["name"]["recall"] > 0.94
    assert report.metrics["facts"]["pay"]["right"] > 0.9


def test_where_nothing_is_annotated_whatever_is_found_is_wrong(gold: list[GoldDocument]) -> None:
    blank = [GoldDocument(one.file, one.document, (), one.facts) for one in gold[:3]]
    report = evaluate_sample(Extractor(starter_vocabulary()), {}, gold=blank)
    assert report.metrics["f1"] == report.metrics["competence"]["f1"] == 0
