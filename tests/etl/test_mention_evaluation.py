"""The task `mentions`, on gold files of our own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from etl.extract import Extractor
from etl.gold import GoldSpan, GoldText
from etl.mention_evaluation import Marked, by_rules, evaluate_mentions, read_mentions, tags_of
from etl.model import Lang
from etl.noise import KINDS
from graph.errors import GoldFileError
from ontology.vocabulary import starter_vocabulary

VOCABULARY = starter_vocabulary()


def gold(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_mentions_count_what_the_extractor_finds(tmp_path: Path) -> None:
    text = "We work with Python and Kubernetes."
    spans = [{"start": text.index(word), "end": text.index(word) + len(word), "label": "KNOWLEDGE"}
             for word in ("Python", "Kubernetes")]  # fmt: skip
    missed = {"text": "Grombling is a plus.", "lang": "en", "spans": [{"start": 0, "end": 9, "label": "SKILL"}]}
    path = gold(tmp_path / "m.jsonl", {"text": text, "lang": "en", "spans": spans}, missed)
    kinds = {"cg:skill/python": "tool", "cg:skill/kubernetes": "tool"}
    texts = read_mentions(path)
    assert tags_of(texts) == "skillspan"
    report = evaluate_mentions(texts, by_rules(Extractor(VOCABULARY), "skillspan", kinds), gold="m")
    assert report.n == 2
    assert report.metrics["precision"] == 1
    assert report.metrics["recall"] == pytest.approx(2 / 3)
    assert report.per_label["SKILL"]["recall"] == 0


def test_mentions_of_a_chinese_resume(tmp_path: Path) -> None:
    text = "姓名：林晓桐"
    path = gold(tmp_path / "m.jsonl", {"text": text, "lang": "zh", "spans": [{"start": 3, "end": 6, "label": "NAME"}]})
    report = evaluate_mentions(read_mentions(path), by_rules(Extractor(VOCABULARY), "resume_zh"), gold="m")
    assert report.per_label["NAME"]["f1"] == 1


def test_each_kind_of_noise_is_read_once_beside_the_clean_texts(tmp_path: Path) -> None:
    text = "We work with Python daily."
    span = {"start": 13, "end": 19, "label": "KNOWLEDGE"}
    texts = read_mentions(gold(tmp_path / "m.jsonl", {"text": text, "lang": "en", "spans": [span]}))
    seen: list[str] = []

    def find(some: Sequence[GoldText], _: object) -> list[set[Marked]]:
        seen.extend(one.text for one in some)
        return [{(13, 19, "KNOWLEDGE")} for _ in some]

    report = evaluate_mentions(texts, find, gold="m", noise=True)
    assert report.metrics["f1"] == 1
    assert list(report.metrics["noise"]) == list(KINDS)
    assert report.metrics["noise"]["upper"]["f1"] == 1
    assert len(seen) == 1 + len(KINDS)
    assert seen[0] == text
    assert "noise" not in evaluate_mentions(texts, find, gold="m").metrics


@pytest.mark.parametrize(
    ("labels", "lang", "name"),
    [
        (("SKILL", "KNOWLEDGE"), "en", "skillspan"),
        (("NAME",), "en", "resume_en"),
        (("NAME",), "zh", "resume_zh"),
        (("NAME", "ORG"), "zh", "resume_zh"),
        (("NAME", "DESIGNATION", "HOBBY"), "en", "resume_en"),
    ],
)
def test_the_labels_tell_the_tagger(labels: tuple[str, ...], lang: Lang, name: str) -> None:
    assert tags_of([GoldText("x" * 9, lang, tuple(GoldSpan(0, 1, label) for label in labels))]) == name


def test_labels_of_no_tagger_are_refused() -> None:
    texts = [GoldText("Plays chess", "en", (GoldSpan(6, 11, "HOBBY"),))]
    with pytest.raises(GoldFileError, match=r"g\.jsonl: its labels are HOBBY.*skillspan: KNOWLEDGE, SKILL"):
        tags_of(texts, where="g.jsonl")
    with pytest.raises(GoldFileError, match="no row marks a span"):
        tags_of([GoldText("Plays chess", "en", ())])
    names = [GoldText("Ida", "en", (GoldSpan(0, 3, "NAME"),))]
    with pytest.raises(GoldFileError, match="its labels are NAME"):
        tags_of(names, wanted="skillspan")
