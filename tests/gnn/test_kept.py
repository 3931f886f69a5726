"""Runs that are kept on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from gnn.evaluation.kept import Kept


def test_a_run_is_made_once_for_the_same_data_settings_and_code(tmp_path: Path) -> None:
    data, folder = tmp_path / "data.jsonl", tmp_path / "runs"
    data.write_text("{}\n", encoding="utf-8")
    made: list[int] = []

    def make() -> dict[str, list[float]]:
        made.append(1)
        return {"mrr": [0.1 + 0.2, 1.0]}

    for _ in range(2):
        assert Kept.of(folder, [data], [True, 60]).run("bm25", 0, make) == {"mrr": [0.1 + 0.2, 1.0]}
    assert len(made) == 1
    Kept.of(folder, [data], [True, 60]).run("bm25", 1, make)
    Kept.of(folder, [data], [False, 60]).run("bm25", 0, make)
    data.write_text("{} \n", encoding="utf-8")
    Kept.of(folder, [data], [True, 60]).run("bm25", 0, make)
    assert len(made) == 4
    assert not list(folder.glob("*.part"))


def test_other_code_makes_other_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "room"
    room.mkdir()
    (room / "ranker.py").write_text("A = 1", encoding="utf-8")
    monkeypatch.setattr("gnn.evaluation.kept.ROOMS", (room,))
    first = Kept.of(tmp_path, [], []).key
    (room / "ranker.py").write_text("A = 2", encoding="utf-8")
    assert Kept.of(tmp_path, [], []).key != first


def test_an_interrupted_run_leaves_nothing_behind_that_counts(tmp_path: Path) -> None:
    kept = Kept.of(tmp_path, [], [])

    def broken() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept.run("bm25", 0, broken)
    assert kept.run("bm25", 0, lambda: 1) == 1


def test_without_a_folder_nothing_is_kept() -> None:
    assert Kept.of(None, [], []).run("bm25", 0, lambda: 1) == 1
    assert Kept.of(None, [], []).run("bm25", 0, lambda: 2) == 2
