"""Pretraining of vectors and lexicon from plain text, and the invented lines of resumes."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from etl.tagging.characters import lexicon_file, vectors_file
from etl.tagging.characters_resources import prepare, read_texts
from etl.tagging.lexicon import class_of, read_lexicon
from etl.tagging.pretraining import read_vectors
from etl.tagging.resume_lines import invented_lines
from graph.errors import InputError, NotEnoughData


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "dict.txt"
    path.write_text("楚豫 9 nz\n夜以继日 50 i\n偏僻 3 a\n偏僻地 2 ns\n公司 900 n\n", encoding="utf-8")
    return path


def test_units_that_stand_in_the_same_places_get_like_vectors(tmp_path: Path, dictionary: Path) -> None:
    # 甲 and 乙 always stand between 去 and 城; 丙 never does.
    lines = [f"我去{c}城看{other}书。" for c in "甲乙" for other in "天地玄黄宇宙洪荒"] * 3
    lines += [f"丙在{c}里。" for c in "家店厂校"] * 6
    texts = tmp_path / "texts.jsonl"
    texts.write_text("".join(json.dumps({"a": line, "n": 3}) + "\n" for line in lines), encoding="utf-8")
    for folder in ("one", "two"):
        prepare([(texts, 5.0)], dictionary, tmp_path / folder, width=8, pairs=20)
    one, two = (read_vectors(vectors_file(tmp_path / folder)) for folder in ("one", "two"))
    assert one.units == two.units
    assert np.array_equal(one.table, two.table)
    unit = {name: one.table[at] / np.linalg.norm(one.table[at]) for at, name in enumerate(one.units)}
    assert unit["甲"] @ unit["乙"] > 0.9 > unit["甲"] @ unit["丙"]
    assert "甲城" in unit


def test_the_lexicon_leaves_out_phrases_and_rare_words_but_not_names(tmp_path: Path, dictionary: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_text("楚豫公司在偏僻的城里日夜运转\n", encoding="utf-8")
    prepare([(texts, 1.0)], dictionary, tmp_path / "out", width=4, pairs=5)
    lexicon = read_lexicon(lexicon_file(tmp_path / "out"))
    marked = {
        word for word in ("楚豫", "夜以继日", "偏僻", "偏僻地", "公司") if lexicon.features(word)[0, :-4].sum() > 1
    }
    assert marked == {"楚豫", "偏僻地", "公司"}


def test_too_little_text_and_bad_files_are_refused(tmp_path: Path, dictionary: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_text("公司\n", encoding="utf-8")
    with pytest.raises(NotEnoughData):
        prepare([(texts, 1.0)], dictionary, tmp_path, width=64)
    texts.write_text("公司 多少\n", encoding="utf-8")
    with pytest.raises(InputError, match="dict"):
        prepare([(texts, 1.0)], texts, tmp_path)
    with pytest.raises(InputError):
        read_texts(tmp_path / "missing.csv")


def test_texts_are_split_into_sentences_once_each(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n公司好。人多；公司好,English only\n", encoding="utf-8")
    assert read_texts(path) == ["公司好", "人多"]


def test_parts_of_speech_have_classes() -> None:
    assert [class_of(tag) for tag in ("nr", "nrt", "ns", "nt", "nz", "n", "vn", "v", "uj")] == [
        "person", "person", "place", "organisation", "proper", "noun", "noun", "verb", "function",
    ]  # fmt: skip


def test_invented_lines_are_labelled_where_they_say() -> None:
    lines = invented_lines(300, seed=1)
    assert lines == invented_lines(300, seed=1) != invented_lines(300, seed=2)
    labels = {span.label for line in lines for span in line.spans}
    assert labels >= {"NAME", "TITLE", "ORG", "EDU", "PRO", "LOC", "RACE"}
    for line in lines:
        ends = [(span.start, span.end) for span in line.spans]
        assert ends == sorted(ends)
        assert all(line.text[start:end].strip() == line.text[start:end] != "" for start, end in ends)
        assert all(b <= c for (_, b), (c, _) in pairwise(ends))
        assert "{" not in line.text
