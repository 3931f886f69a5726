"""The character tagger: offsets, windows, the lexicon, training that can be interrupted. Everyone here is invented."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from etl.gold import GoldSpan, GoldText
from etl.tagging import characters as tagger_module
from etl.tagging.characters import CharacterTagger, lexicon_file, load, spans_of, vectors_file
from etl.tagging.characters_text import canonical
from etl.tagging.characters_training import Recipe, train_characters
from etl.tagging.lexicon import WIDTH, Lexicon, read_lexicon, write_lexicon
from etl.tagging.pretraining import Vectors, read_vectors, write_vectors
from etl.tagging.quantised import read_quantised, write_quantised
from etl.tagging.spans import bioes_tags
from graph.errors import ModelError, NotEnoughData

SMALL = Recipe(members=2, invented=0, rate=2e-2, size=4, average=0.8, own=8, words=8, hidden=16, dropout=0.1)


def _text(*parts: tuple[str, str]) -> GoldText:
    text, spans = "", []
    for part, label in parts:
        if label:
            spans.append(GoldSpan(len(text), len(text) + len(part), label))
        text += part
    return GoldText(text, "zh", tuple(spans))


def _rows() -> list[GoldText]:
    names, firms, titles = ("段牧之", "苏明远", "何秋", "陆一帆"), ("云梯公司", "楚豫集团"), ("经理", "工程师")
    return [
        _text((name, "NAME"), ("，现任", ""), (firm, "ORG"), (title, "TITLE"), ("。", ""))
        for name in names
        for firm in firms
        for title in titles
    ]


@pytest.fixture(scope="module")
def pretrained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pretrained")
    units = sorted({unit for row in _rows() for unit in row.text})
    table = np.random.default_rng(1).normal(size=(len(units), 12)).astype(np.float32)
    write_vectors(vectors_file(folder), Vectors(tuple(units), table))
    write_lexicon(lexicon_file(folder), [("经理", "title", 90.0), ("工程师", "title", 40.0), ("公司", "noun", 900.0)])
    return folder


@pytest.fixture(scope="module")
def trained(pretrained: Path, tmp_path_factory: pytest.TempPathFactory) -> CharacterTagger:
    folder = tmp_path_factory.mktemp("trained")
    rows = _rows()
    found = train_characters(rows, rows, folder, name="toy", embeddings=pretrained, epochs=8, recipe=SMALL)
    assert found.metrics["f1"] > 0.9
    assert "段牧之" not in (folder / "README.md").read_text(encoding="utf-8")
    return load(folder)


def test_it_marks_what_it_learnt_and_says_how_sure_it_is(trained: CharacterTagger) -> None:
    text = "  \n\n 何秋，现任楚豫集团工程师。\r\n陆一帆，现任云梯公司经理。"
    (found,) = trained.tag([text])
    assert trained.name == "toy/1"
    assert [(text[span.start : span.end], span.label) for span in found] == [
        ("何秋", "NAME"), ("楚豫集团", "ORG"), ("工程师", "TITLE"),
        ("陆一帆", "NAME"), ("云梯公司", "ORG"), ("经理", "TITLE"),
    ]  # fmt: skip
    assert all(0.3 < span.confidence <= 1 for span in found)


def test_company_does_not_matter(trained: CharacterTagger) -> None:
    texts = [row.text for row in _rows()] + ["何秋" * 40, "", " \n"]
    together = trained.tag(texts)
    assert together == [trained.tag([text])[0] for text in texts]
    assert together[-2:] == [(), ()]


def test_traditional_full_width_and_simplified_texts_read_alike(trained: CharacterTagger) -> None:
    simplified, traditional = trained.tag(["陆一帆，现任云梯公司经理。", "陸一帆，現任雲梯公司經理。"])
    assert simplified == traditional


def test_the_canonical_form_keeps_every_offset() -> None:
    text = "ＡＢＣ１２３　１９９８年\t㈱①〇…ﬁ頭髮發展（甲）\u2028臺灣·𠮷"
    assert len(canonical(text)) == len(text)
    assert canonical("ＡＢＣ１２３　頭髮發展臺灣") == "ABC000 头发发展台湾"


def test_a_long_line_is_read_whole(trained: CharacterTagger, monkeypatch: pytest.MonkeyPatch) -> None:
    row = "陆一帆，现任云梯公司经理。"
    text = row * 12
    whole = trained.tag([text])[0]
    monkeypatch.setattr(tagger_module, "WINDOW", 48)
    monkeypatch.setattr(tagger_module, "OVERLAP", 16)
    windowed = trained.tag([text])[0]
    assert len(windowed) == 36
    assert [span.start for span in windowed] == [span.start for span in whole]


@pytest.mark.parametrize("size", [1, 63, 64, 65, 255, 256, 257, 448, 449, 1000, 5000])
def test_windows_leave_no_character_out(size: int) -> None:
    windows = tagger_module._windows(size)
    assert windows[0][0] == 0
    assert windows[-1][1] == size
    half = tagger_module.OVERLAP // 2
    assert all(right[0] + half < left[1] for left, right in pairwise(windows))


def test_an_interrupted_training_ends_as_an_unbroken_one(pretrained: Path, tmp_path: Path) -> None:
    rows = _rows()

    class Interrupted(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done in (2, 4):
            raise Interrupted

    def run(folder: Path, progress: object = None) -> None:
        train_characters(rows, rows[:4], folder, name="toy", embeddings=pretrained, epochs=3, seed=5,
                         recipe=SMALL, progress=progress)  # type: ignore[arg-type]  # fmt: skip

    run(tmp_path / "whole")
    for _ in range(2):
        with pytest.raises(Interrupted):
            run(tmp_path / "broken", stop)
    run(tmp_path / "broken")
    whole, broken = (read_quantised(tmp_path / name / "model.safetensors") for name in ("whole", "broken"))
    assert whole.keys() == broken.keys()
    assert all(torch.equal(whole[name], broken[name]) for name in whole)
    assert not (tmp_path / "broken" / "checkpoint").exists()


def test_a_training_without_spans_is_refused(pretrained: Path, tmp_path: Path) -> None:
    with pytest.raises(NotEnoughData):
        train_characters([GoldText("甲", "zh", ())], [], tmp_path, name="toy", embeddings=pretrained)


def test_a_damaged_folder_is_told_apart(trained: CharacterTagger, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        load(tmp_path)


def test_words_mark_their_characters(tmp_path: Path) -> None:
    write_lexicon(tmp_path / "words.gz", [("工程", "noun", 50.0), ("工程师", "title", 60.0), ("师", "noun", 2.0)])
    lexicon = read_lexicon(tmp_path / "words.gz")
    found = lexicon.features("某工程师")
    assert len(lexicon) == 3
    assert found.shape == (4, WIDTH)
    # 某 is only cut off as unknown; 工 opens two words and the cut 工程师; 师 ends one word and the cut.
    assert found.sum(1).tolist() == [1, 3, 3, 2]
    assert not Lexicon({}).features("工程师")[:, :-4].any()


def test_spans_of_a_path() -> None:
    tags = bioes_tags(["A", "B"])
    path = [tags.index(tag) for tag in ("B-A", "I-A", "E-A", "S-B", "O", "B-B", "E-B")]
    assert [span[:3] for span in spans_of(path, tags)] == [(0, 3, "A"), (3, 4, "B"), (5, 7, "B")]


def test_int8_keeps_weights_within_half_a_step(tmp_path: Path) -> None:
    torch.manual_seed(0)
    weights = {"matrix": torch.randn(5, 40), "vector": torch.randn(7)}
    write_quantised(tmp_path / "weights.safetensors", weights)
    found = read_quantised(tmp_path / "weights.safetensors")
    step = weights["matrix"].abs().amax(1, keepdim=True) / 127
    assert ((found["matrix"] - weights["matrix"]).abs() <= 0.6 * step).all()
    assert torch.allclose(found["vector"], weights["vector"], atol=2e-3)
    with pytest.raises(ModelError):
        read_quantised(tmp_path / "missing.safetensors")


def test_vectors_lie_as_int8(tmp_path: Path) -> None:
    table = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
    write_vectors(tmp_path / "v.safetensors", Vectors(("甲", "甲乙", '"'), table))
    found = read_vectors(tmp_path / "v.safetensors")
    assert found.units == ("甲", "甲乙", '"')
    assert np.allclose(found.table, table, atol=0.01)
