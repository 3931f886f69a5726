"""The planted task, every ranker fitted on it once, and a BERT that is there at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from gnn.baselines.base import BaselineRanker, Query, Task
from gnn.baselines.bert_pair import BertPair
from gnn.baselines.registry import RANKERS, Factory

from ..conftest import CharacterEncoder
from .planted import TRADES, planted

Targets = list[tuple[int, ...]]


@pytest.fixture(scope="session")
def task() -> tuple[Task, list[Query], Targets]:
    return planted()


@pytest.fixture(scope="session")
def tiny_bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained BERT of one layer over letters."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("bert")
    letters = sorted({letter for text in ("abcdefghijklmnopqrstuvwxyz;,.", *TRADES) for letter in text} - {" "})
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        size = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64}
        BertModel(BertConfig(vocab_size=len(words), **size)).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def factories(tiny_bert: Path) -> dict[str, Factory]:
    """All rankers; the slow one in small."""
    return RANKERS | {"bert_pair": lambda _, seed: BertPair(seed, model=str(tiny_bert), steps=4, batch=8, rerank=10)}


@pytest.fixture(scope="session")
def fitted(
    task: tuple[Task, list[Query], Targets], factories: dict[str, Factory]
) -> Callable[[str, int], BaselineRanker]:
    """A ranker by name and seed, fitted on the planted task."""

    @cache
    def make(name: str, seed: int) -> BaselineRanker:
        ranker = factories[name](CharacterEncoder(), seed)
        ranker.fit(task[0])
        return ranker

    return make
