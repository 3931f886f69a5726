"""What is measured is what can still be read. Everybody here is invented."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.deidentification import evaluate_deidentification, masked_text, misses
from etl.gold import GoldSpan, GoldText
from etl.model import Document, Identity, Mention, Profile, Span
from graph.errors import GoldFileError
from tests.etl.invented import candidate, extractor

TEXT = "maren solvik\nOslo - Email me on Indeed: indeed.com/r/maren-\nsolvik/0a1b2c3d4e5f6071\nMaren Solvik sells.\n"


def gold(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def row(text: str = TEXT) -> dict[str, Any]:
    page = text.index("indeed.com")
    end = text.index("6071") + 4
    spans = [(0, 12, "NAME"), (page, end, "EMAIL_ADDRESS")]
    return {"text": text, "lang": "en", "spans": [{"start": a, "end": b, "label": label} for a, b, label in spans]}


def seeing(*found: Span) -> Any:
    """An extractor that knows of nothing but these names."""

    def extract(document: Document) -> Profile:
        mentions = tuple(Mention("name", s, document.text[s.start : s.end], "t", 1.0) for s in found)
        return replace(candidate("Cooks well"), document=document, identity=Identity(mentions))

    return extract


def test_the_extractor_hides_a_name_in_small_letters_and_a_wrapped_page(tmp_path: Path) -> None:
    report = evaluate_deidentification(gold(tmp_path, row()), extractor().extract)
    assert report.metrics["recall"] == report.metrics["names_everywhere"] == report.metrics["patterns"] == 1.0
    assert report.metrics["precision"] > 0.9


def test_half_a_name_is_no_hit_and_everything_is_no_precision(tmp_path: Path) -> None:
    path = gold(tmp_path, row())
    half = evaluate_deidentification(path, seeing(Span(0, 5)))
    assert half.metrics["recall"] == half.metrics["names_everywhere"] == 0.0
    assert half.metrics["precision"] == 1.0
    everything = evaluate_deidentification(path, seeing(Span(0, len(TEXT))))
    assert everything.metrics["recall"] == 1.0
    assert everything.metrics["precision"] < 0.9
    nothing = evaluate_deidentification(path, seeing())
    assert nothing.metrics == {"recall": 0.0, "names_everywhere": 0.0, "patterns": 0.0, "precision": 0.0}


def test_misses_name_the_places_that_can_be_read() -> None:
    text = GoldText(TEXT, "en", (GoldSpan(0, 12, "NAME"),))
    again = TEXT.index("Maren")
    masked = masked_text(text, seeing())
    assert [(span.start, span.end) for span in misses(text, masked)] == [(0, 12), (again, again + 12)]
    assert misses(text, masked_text(text, seeing(Span(0, 12)))) == []


def test_gold_without_people_is_refused(tmp_path: Path) -> None:
    path = gold(tmp_path, {"text": "Cooks well", "lang": "en", "spans": [{"start": 0, "end": 5, "label": "SKILLS"}]})
    with pytest.raises(GoldFileError, match="NAME"):
        evaluate_deidentification(path, seeing())


def test_a_field_called_name_in_a_list_is_nobody() -> None:
    profile = candidate("Ida Quist\nNurse\nida.quist@example.org\nProjects\nProject Name: Corporate Bank\n")
    assert profile.identity.values("name") == ["Ida Quist"]


def test_numbers_that_stay_readable_are_seen_though_nobody_annotated_them(tmp_path: Path) -> None:
    text = (
        "Ida Quist\nSSN: 219-09-9999\nPassport No: X7654321\nPAN: India 2015\n身份证号码：Z987654(3)\n微信：ida_q88\n"
    )
    path = gold(tmp_path, {"text": text, "lang": "en", "spans": [{"start": 0, "end": 9, "label": "NAME"}]})
    blind = evaluate_deidentification(path, seeing(Span(0, 9)))
    assert blind.metrics["patterns"] == 0.0
    assert blind.per_label["labelled number"]["support"] == 3
    assert blind.per_label["account"]["support"] == 1
    assert evaluate_deidentification(path, extractor().extract).metrics["patterns"] == 1.0
