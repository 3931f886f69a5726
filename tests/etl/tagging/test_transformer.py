"""The transformer tagger from training to tagging, on a tiny BERT: it learns, nests, resumes, and cuts nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
import torch
from safetensors.torch import load_file

from etl.gold import GoldSpan, GoldText
from etl.tagging.base import Trained
from etl.tagging.registry import open_tagger
from etl.tagging.transformer import TransformerTagger, load
from etl.tagging.transformer_data import examples, with_commas
from etl.tagging.transformer_model import Network, load_backbone, make_trainable
from etl.tagging.transformer_training import Recipe, train_transformer
from graph.errors import ModelError

from .tiny_bert import make_tiny_bert

_TOOLS = ("java", "python", "excel", "sql")
_VERBS = ("test", "write", "review", "plan")
_FILLERS = ("we", "offer", "coffee", "and", "cake", "in", "town")
_ZH_TOOLS = ("数据库", "会计", "绘图")
_HEADS = (("SKILL",), ("KNOWLEDGE",))


def _english(rows: int) -> list[GoldText]:
    """`we offer coffee write java reports and cake`: the tool is knowledge, verb to `reports` a skill around it."""
    luck = random.Random(7)
    found = []
    for _ in range(rows):
        before = " ".join(luck.choices(_FILLERS, k=luck.randint(0, 6)))
        verb, tool = luck.choice(_VERBS), luck.choice(_TOOLS)
        start = len(before) + 1 if before else 0
        text = f"{before} {verb} {tool} reports {luck.choice(_FILLERS)}".strip()
        at = start + len(verb) + 1
        spans = (GoldSpan(start, at + len(tool) + 8, "SKILL"), GoldSpan(at, at + len(tool), "KNOWLEDGE"))
        found.append(GoldText(text, "en", spans))
    return found


def _chinese(rows: int) -> list[GoldText]:
    luck = random.Random(7)
    found = []
    for _ in range(rows):
        before, tool = "我们" * luck.randint(0, 3), luck.choice(_ZH_TOOLS)
        span = GoldSpan(len(before) + 2, len(before) + 2 + len(tool), "PRO")
        found.append(GoldText(f"{before}熟悉{tool}。", "zh", (span,)))
    return found


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """Tensors as small as these lose more by waiting for other threads than they gain."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def backbone(tmp_path_factory: pytest.TempPathFactory) -> str:
    words = {"reports", *_TOOLS, *_VERBS, *_FILLERS, *"".join(_ZH_TOOLS), *"我们熟悉"}
    return make_tiny_bert(tmp_path_factory.mktemp("bert"), words)


def _train(out: Path, backbone: str, **changed: Any) -> Trained:
    network = Network(backbone, _HEADS, tuning="full", hidden=16, shape_width=4, limit=24, overlap=8, longest=6)
    settings: dict[str, Any] = {
        "train": _english(48),
        "dev": _english(12),
        "name": "tiny",
        "heads": _HEADS,
        "epochs": 8,
        "device": "cpu",
        "network": network,
        "recipe": Recipe(rate=5e-3, head_rate=1e-2, size=8, average=0.9, augment=False),
    }
    settings |= changed
    return train_transformer(out=out, backbone=backbone, **settings)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, backbone: str) -> Trained:
    return _train(tmp_path_factory.mktemp("trained"), backbone)


@pytest.fixture(scope="module")
def tagger(trained: Trained) -> TransformerTagger:
    return load(trained.folder)


def test_it_learns_spans_that_nest(trained: Trained, tagger: TransformerTagger) -> None:
    assert trained.metrics["f1"] > 0.95
    [spans] = tagger.tag(["coffee write java reports cake"])
    assert [(span.start, span.end, span.label) for span in spans] == [(7, 25, "SKILL"), (13, 17, "KNOWLEDGE")]
    assert all(0.4 < span.confidence <= 1 for span in spans)


def test_a_text_has_the_same_spans_in_any_company(tagger: TransformerTagger) -> None:
    texts = [row.text for row in _english(20)] + ["", " ", "we", "plan sql reports " * 30]
    together = tagger.tag(texts)
    for text, spans in zip(texts, together, strict=True):
        [alone] = tagger.tag([text])
        assert [span[:3] for span in map(_parts, alone)] == [span[:3] for span in map(_parts, spans)]
        assert [span[3] for span in map(_parts, alone)] == pytest.approx(
            [span[3] for span in map(_parts, spans)], abs=1e-3
        )


def _parts(span: Any) -> tuple[int, int, str, float]:
    return span.start, span.end, span.label, span.confidence


def test_long_texts_are_read_to_their_end(tagger: TransformerTagger) -> None:
    text = "we offer coffee plan sql reports and " * 40
    [spans] = tagger.tag([text])
    assert [span.start for span in spans if span.label == "KNOWLEDGE"] == [
        at for at in range(len(text)) if text.startswith("sql", at)
    ]


def test_training_windows_hold_every_word_and_span(backbone: str) -> None:
    network = Network(backbone, _HEADS, limit=10, overlap=2)
    text = "we offer coffee plan sql reports and cake in town " * 5
    starts = [at for at in range(len(text)) if text.startswith("plan sql reports", at)]
    gold = GoldText(text, "en", tuple(GoldSpan(at, at + 16, "SKILL") for at in starts))
    rows = examples([gold], network, load_backbone(backbone)[0])
    assert len(rows) > 5
    assert sum(len(row.heads[0]) for row in rows) >= len(starts)
    assert all(row.words[span.start : span.end] == ("plan", "sql", "reports") for row in rows for span in row.heads[0])


def test_commas_come_between_spans_that_touch(backbone: str) -> None:
    text = "java python and sql"
    gold = GoldText(
        text, "en", (GoldSpan(0, 4, "KNOWLEDGE"), GoldSpan(5, 11, "KNOWLEDGE"), GoldSpan(16, 19, "KNOWLEDGE"))
    )
    [row] = examples([gold], Network(backbone, _HEADS), load_backbone(backbone)[0])
    changed = with_commas(row, random.Random(1))
    assert changed.words == ("java", ",", "python", "and", "sql")
    assert [(span.start, span.end) for span in changed.heads[1]] == [(0, 1), (2, 3), (4, 5)]


def test_an_interrupted_training_ends_with_the_same_weights(tmp_path: Path, trained: Trained, backbone: str) -> None:
    def stop(done: int, _: int) -> None:
        if done == 20:  # in the fourth epoch
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _train(tmp_path, backbone, progress=stop)
    seen: list[int] = []
    again = _train(tmp_path, backbone, progress=lambda done, _: seen.append(done))
    assert seen[0] == 19
    assert again.history == trained.history
    first, second = (load_file(folder / "model.safetensors") for folder in (trained.folder, tmp_path))
    assert first.keys() == second.keys()
    assert all(first[name].equal(second[name]) for name in first)


def test_a_checkpoint_of_other_data_is_not_gone_on_from(tmp_path: Path, backbone: str) -> None:
    _train(tmp_path, backbone, epochs=1)
    seen: list[int] = []
    _train(tmp_path, backbone, epochs=1, train=_english(16), progress=lambda done, _: seen.append(done))
    assert seen == [1, 2]


def test_low_rank_changes_are_merged_when_loaded(tmp_path: Path, backbone: str) -> None:
    network = Network(backbone, _HEADS, rank=4, hidden=0, shape_width=4)
    trained = _train(tmp_path, backbone, network=network, epochs=10)
    assert trained.metrics["f1"] > 0.9
    rows = _english(12)
    found = load(tmp_path).tag([row.text for row in rows])
    wanted = {(at, span.start, span.end) for at, row in enumerate(rows) for span in row.spans}
    got = {(at, span.start, span.end) for at, spans in enumerate(found) for span in spans}
    assert len(wanted & got) / len(wanted | got) > 0.9


@pytest.mark.parametrize("tuning", ["lora", "full"])
def test_the_lower_third_of_the_layers_stays_as_it_is(tuning: Literal["lora", "full"]) -> None:
    from transformers import BertConfig, BertModel

    encoder = BertModel(BertConfig(vocab_size=9, hidden_size=8, num_hidden_layers=3, num_attention_heads=2))
    make_trainable(encoder, Network("minilm", _HEADS, tuning=tuning, rank=2))
    learning = {name for name, weight in encoder.named_parameters() if weight.requires_grad}
    assert {name.split(".layer.")[1][0] for name in learning} == {"1", "2"}
    assert all("lora" in name for name in learning) == (tuning == "lora")


def test_members_vote_by_the_mean_of_their_posteriors(tmp_path: Path, trained: Trained, backbone: str) -> None:
    both = _train(tmp_path, backbone, members=2)
    assert both.metrics["f1"] > 0.95
    first, pair = load_file(trained.folder / "model.safetensors"), load_file(tmp_path / "model.safetensors")
    assert all(pair[name].equal(first[name]) for name in first)
    other = next(name for name in first if name.startswith("0/shape"))
    assert not pair[other.replace("0/", "1/")].equal(first[other])
    assert load(tmp_path).tag(["coffee write java reports cake"])[0]


def test_chinese_characters_are_words_and_no_dev_set_is_needed(tmp_path: Path, backbone: str) -> None:
    trained = _train(tmp_path, backbone, train=_chinese(48), dev=[], heads=[["PRO"]], epochs=6)
    assert trained.metrics == {}
    [spans] = load(tmp_path).tag(["我们熟悉数据库。"])
    assert [(span.start, span.end, span.label) for span in spans] == [(4, 7, "PRO")]


def test_the_registry_opens_it_and_its_card_tells_figures(trained: Trained) -> None:
    found = open_tagger(trained.folder)
    assert (found.name, found.labels) == ("tiny/1", ("SKILL", "KNOWLEDGE"))
    card = (trained.folder / "README.md").read_text(encoding="utf-8")
    assert f"| all | {trained.metrics['precision']:.3f}" in card


def test_a_folder_with_weights_of_another_network_is_refused(tmp_path: Path, trained: Trained, backbone: str) -> None:
    _train(tmp_path, backbone, epochs=1, train=_english(4), dev=[], heads=[["KNOWLEDGE"]])
    (tmp_path / "model.safetensors").write_bytes((trained.folder / "model.safetensors").read_bytes())
    with pytest.raises(ModelError, match="train-tagger"):
        load(tmp_path)


def test_no_text_and_no_backbone_are_told(tmp_path: Path, backbone: str) -> None:
    with pytest.raises(ModelError, match="no text"):
        _train(tmp_path, backbone, train=[])
    with pytest.raises(ModelError, match="backbone"):
        _train(tmp_path, str(tmp_path / "none"))
