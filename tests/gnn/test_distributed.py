"""Two processes against one: the same losses, and the same weights in both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from gnn.checkpoint import load_tensors
from gnn.distributed import Group, training_group

from .torchrun_child import once

ROOT = Path(__file__).resolve().parents[2]


def test_two_processes_learn_what_one_would(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    done = subprocess.run(
        [*command, "-m", "tests.gnn.torchrun_child", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    alone = once()
    notes = [json.loads((tmp_path / f"{rank}.json").read_text(encoding="utf-8")) for rank in (0, 1)]
    assert notes[0] == notes[1]
    assert notes[0]["losses"] == pytest.approx(alone.losses, rel=1e-3)
    first, second = (load_tensors(tmp_path / f"{rank}.safetensors") for rank in (0, 1))
    for name, value in alone.model.state_dict().items():
        assert torch.equal(first[name], second[name]), name
        torch.testing.assert_close(first[name], value, atol=5e-3, rtol=0)


def test_shares_cover_everything_once() -> None:
    shares = [Group(torch.device("cpu"), rank, 3).share(10) for rank in range(3)]
    assert [i for share in shares for i in range(10)[share]] == list(range(10))


def test_a_lone_process_is_a_group_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    with training_group("cpu") as group:
        rows = torch.ones(2, 3)
        assert group.first
        assert group.gather(rows, 2) is rows
        assert group.total(rows.sum()) == 6.0
        assert group.decide(0.5) == 0.5
