"""The options of `careergraph train`: what may be said, and that it arrives."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from api.cli.train import _neighbours
from graph.errors import InputError, NotEnoughData


def test_neighbours_are_numbers_or_words() -> None:
    assert _neighbours("auto") is None
    assert _neighbours("off") == ()
    assert _neighbours("10,-1") == (10, -1)


@pytest.mark.parametrize("text", ["", "ten", "10;10", "0,5", "-2,5"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="number of neighbours"):
        _neighbours(text)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What `careergraph train` asks of the training, which then refuses."""
    found: dict[str, Any] = {}

    def train_model(_store: object, **options: Any) -> None:
        found.update(options)
        raise NotEnoughData("enough seen")

    monkeypatch.setattr("graph.store.open_store", nullcontext)
    monkeypatch.setattr("gnn.careers.derive_moves", lambda _store: 0)
    monkeypatch.setattr("gnn.pipeline.train_model", train_model)
    return found


def test_how_to_learn_reaches_the_training(asked: dict[str, Any]) -> None:
    train = ["train", "--device", "cpu"]
    CliRunner().invoke(app, train)
    assert asked.items() >= {
        "aggregation": "mean", "hard_negatives": 0, "edge_dropout": 0.0, "popularity": False, "neighbours": None,
    }.items()  # fmt: skip
    more = ["--aggregation", "attention", "--hard-negatives", "8", "--edge-dropout", "0.1", "--popularity-correction"]
    CliRunner().invoke(app, [*train, *more, "--batch", "64", "--sample-neighbours", "10,5"])
    assert asked.items() >= {
        "aggregation": "attention", "hard_negatives": 8, "edge_dropout": 0.1, "popularity": True, "neighbours": (10, 5),
        "batch": 64,
    }.items()  # fmt: skip


@pytest.mark.parametrize(
    "options", [["--aggregation", "sum"], ["--hard-negatives", "-1"], ["--edge-dropout", "1"], ["--edge-dropout", "-1"]]
)
def test_what_makes_no_sense_is_refused(asked: dict[str, Any], options: list[str]) -> None:
    assert CliRunner().invoke(app, ["train", *options]).exit_code == 2
    assert not asked
