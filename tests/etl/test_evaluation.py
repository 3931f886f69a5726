"""The tasks of extraction and linking, on gold files of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.evaluation import esco_occupations, evaluate_linking, evaluate_titles
from etl.histories import curated_moves, occupation_sequences
from graph.errors import InputError, OntologyError
from ontology.importers import starter
from ontology.vocabulary import Term, Vocabulary, starter_vocabulary

VOCABULARY = starter_vocabulary()
ANALYST, NURSE = "cg:occupation/data-analyst", "cg:occupation/registered-nurse"


def gold(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_linking_over_a_file_of_labels(tmp_path: Path) -> None:
    labels = tmp_path / "labels.txt"
    labels.write_text("bake bread\npaint walls\nrepair bicycles\n", encoding="utf-8")
    path = gold(
        tmp_path / "l.jsonl", {"text": "bake bread", "labels": ["bake bread"]}, {"text": "fly", "labels": ["fly"]}
    )
    report = evaluate_linking(path, labels=labels)
    assert report.metrics == pytest.approx({"mrr": 0.5, "rp5": 0.5, "rp10": 0.5})
    assert "1 of 2" in report.notes[0]


def test_linking_over_a_vocabulary_takes_labels_and_ids(tmp_path: Path) -> None:
    path = gold(
        tmp_path / "l.jsonl",
        {"text": "Python", "labels": ["Python"]},
        {"text": "机器学习", "uris": ["cg:skill/machine-learning"]},
    )
    few = tuple(x for x in VOCABULARY.terms if x.concept in ("cg:skill/machine-learning", "cg:skill/python"))
    report = evaluate_linking(path, Vocabulary(few, "test"))
    assert report.metrics["mrr"] == 1
    assert set(report.baselines) == {"labels only", "lexical"}


def test_linking_needs_labels(tmp_path: Path) -> None:
    path = gold(tmp_path / "l.jsonl", {"text": "x", "labels": ["x"]})
    with pytest.raises(InputError, match="no label space"):
        evaluate_linking(path)
    (tmp_path / "none.txt").write_text("\n")
    with pytest.raises(InputError, match="empty"):
        evaluate_linking(path, labels=tmp_path / "none.txt")


def test_titles_learn_from_labelled_titles(tmp_path: Path) -> None:
    asked = gold(
        tmp_path / "t.jsonl", {"title": "Figure whisperer", "uri": ANALYST}, {"title": "护士", "uris": [NURSE]}
    )
    learned = gold(tmp_path / "train.jsonl", {"title": "figure whisperer", "uri": ANALYST})
    before = evaluate_titles(asked, VOCABULARY).metrics
    after = evaluate_titles(asked, VOCABULARY, train=learned).metrics
    assert before["r1"] == 0.5
    assert after["r1"] == after["mrr"] == 1


def test_titles_by_code(tmp_path: Path) -> None:
    terms = (Term("onet:29-1141.00", "Occupation", "Registered Nurses", "en", "preferred", "onet"),)
    path = gold(tmp_path / "t.jsonl", {"title": "registered nurses", "code": "29-1141.00"})
    assert evaluate_titles(path, Vocabulary(terms, "test")).metrics["r1"] == 1


def test_titles_against_the_real_esco(shared: Path, tmp_path: Path) -> None:
    esco = esco_occupations(shared / "ontology" / "esco")
    lines = (shared / "eval" / "titles_esco" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:40]
    path = tmp_path / "dev.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    report = evaluate_titles(path, esco)
    assert 0.1 < report.metrics["mrr"] <= report.metrics["r10"] + report.metrics["mrr"] <= 2
    assert report.metrics["r1"] <= report.metrics["r5"] <= report.metrics["r10"]


def test_a_folder_without_esco(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"occupations\.csv"):
        esco_occupations(tmp_path)


def test_histories_become_sequences(tmp_path: Path) -> None:
    path = gold(
        tmp_path / "h.jsonl",
        {"positions": [{"title": "Data Analyst"}, {"title": "ward person", "uri": NURSE}]},
        {"positions": [{"title": "护士"}, {"title": "Qxqxq Zzzz"}]},
    )
    assert occupation_sequences(path, VOCABULARY) == [[ANALYST, NURSE], [NURSE]]
    assert occupation_sequences(path, VOCABULARY, whole=True) == [[ANALYST, NURSE]]


def test_curated_moves_speak_of_known_occupations() -> None:
    moves = curated_moves(starter.read(), VOCABULARY)
    assert [ANALYST, "cg:occupation/data-scientist"] in moves
    assert {end for move in moves for end in move} <= VOCABULARY.concepts
