"""Training on a synthetic block graph: it learns, it resumes exactly, and a leak is caught."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from gnn.checkpoint import load_tensors, save_tensors
from gnn.data import Pairs, edge_array, reverse
from gnn.evaluation.leakage import leaks
from gnn.evaluation.metrics import auc
from gnn.model import GraphSage, ModelConfig
from gnn.training import Episode, TrainConfig, train, validate
from graph.errors import ModelMismatch, NotEnoughData

PEOPLE, JOBS, SKILLS, BLOCKS = 60, 40, 20, 4
HAS, ASKS = ("candidate", "has_skill", "skill"), ("job", "requires", "skill")
CONFIG = TrainConfig(epochs=6, batch=64, negatives=20, validate_every=1, checkpoint_every=2, patience=20, device="cpu")


class Blocks:
    """Features are noise; only skills tell who belongs to which block, and who chose which job."""

    def __init__(self, *, shuffled: bool = False, leak: bool = False) -> None:
        random = np.random.default_rng(3)
        self.x = {
            kind: torch.from_numpy(random.normal(size=(n, 8)).astype(np.float32))
            for kind, n in (("candidate", PEOPLE), ("job", JOBS), ("skill", SKILLS))
        }

        def skills(count: int) -> torch.Tensor:
            pairs = [(i, int(s)) for i in range(count) for s in random.choice(range(i % BLOCKS, SKILLS, BLOCKS), 3)]
            return torch.from_numpy(edge_array(pairs))

        self.edges = {HAS: skills(PEOPLE), ASKS: skills(JOBS)}
        self.edges |= {reverse(edge): index.flip(0).contiguous() for edge, index in self.edges.items()}
        rows = [(i, int(j), 1.0) for i in range(PEOPLE) for j in random.choice(range(i % BLOCKS, JOBS, BLOCKS), 3)]
        if shuffled:
            rows = [(i, int(random.integers(JOBS)), 1.0) for i, _, _ in rows]
        pairs = Pairs.of(rows)
        held = pairs.source % 5 == 0
        self.train, self.valid = pairs.where(~held), pairs.where(held)
        if leak:
            planted = torch.from_numpy(np.stack([pairs.source, pairs.target]))
            self.edges |= {("candidate", "saw", "job"): planted, ("job", "rev_saw", "candidate"): planted.flip(0)}
        self.config = ModelConfig(dict.fromkeys(self.x, 8), tuple(self.edges), hidden=32, out=16)

    def episode(self, _epoch: int, /) -> Episode:
        return Episode(self.x, self.edges, self.train)

    def validation(self) -> Episode:
        return Episode(self.x, self.edges, self.valid)


def test_training_lowers_the_loss_and_beats_chance() -> None:
    result = train(Blocks(), replace(CONFIG, epochs=25))
    assert result.losses[-1] < result.losses[0] * 0.8
    chance = np.mean(
        [np.mean(1.0 / np.sort(np.random.default_rng(i).permutation(JOBS)[:3] + 1)[0]) for i in range(300)]
    )
    assert result.best_mrr > 1.5 * chance


def test_shuffled_choices_leave_nothing_to_learn_and_a_planted_leak_shows() -> None:
    """The AUC on held-out pairs that were drawn at random is 0.5, unless the pairs themselves pass messages."""
    honest = Blocks(shuffled=True)
    assert _auc(honest, train(honest, replace(CONFIG, epochs=15)).model) == pytest.approx(0.5, abs=0.08)

    leaky = Blocks(shuffled=True, leak=True)
    assert leaks(leaky.edges, leaky.valid, "candidate", "job") == {
        ("candidate", "saw", "job"): len(leaky.valid),
        ("job", "rev_saw", "candidate"): len(leaky.valid),
    }
    with pytest.raises(ModelMismatch, match="candidate-saw-job"):
        train(leaky, CONFIG)


def test_the_guard_is_needed_because_a_leak_would_look_like_skill(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gnn.training.check_no_leak", lambda *_: None)
    leaky = Blocks(shuffled=True, leak=True)
    assert _auc(leaky, train(leaky, replace(CONFIG, epochs=25)).model) > 0.65


def test_a_resumed_run_equals_an_unbroken_one(tmp_path: Path) -> None:
    whole = train(Blocks(), CONFIG, folder=tmp_path / "whole")
    train(Blocks(), replace(CONFIG, epochs=4), folder=tmp_path / "broken")
    resumed = train(Blocks(), CONFIG, folder=tmp_path / "broken", resume=True)
    assert resumed.losses == whole.losses
    assert resumed.mrrs == whole.mrrs
    for name, value in whole.model.state_dict().items():
        assert torch.equal(resumed.model.state_dict()[name], value), name
    assert not list(tmp_path.rglob("*.p*t"))
    assert {path.suffix for path in tmp_path.rglob("*.*")} == {".safetensors", ".json"}


def test_the_same_seed_gives_the_same_model_and_another_seed_another() -> None:
    first, again, other = (train(Blocks(), replace(CONFIG, seed=seed)) for seed in (1, 1, 2))
    assert first.losses == again.losses
    assert first.losses != other.losses


def test_training_logs_and_reports(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    train(Blocks(), CONFIG, log=tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (CONFIG.epochs, CONFIG.epochs)
    assert list(tmp_path.glob("events.out.tfevents*"))


def test_no_pairs_is_said_clearly() -> None:
    empty = Blocks()
    empty.valid = Pairs.of(())
    with pytest.raises(NotEnoughData):
        train(empty, CONFIG)


def test_vectors_are_unit_and_a_node_without_edges_is_not_lost() -> None:
    blocks = Blocks()
    model = GraphSage(blocks.config).eval()
    people, jobs = model(blocks.x, {})
    torch.testing.assert_close(people.norm(dim=1), torch.ones(PEOPLE))
    assert jobs.shape == (JOBS, 16)


def test_weights_survive_the_disk(tmp_path: Path) -> None:
    blocks = Blocks()
    model = GraphSage(blocks.config)
    save_tensors(tmp_path / "w.safetensors", model.state_dict())
    again = GraphSage(ModelConfig.from_json(blocks.config.to_json()))
    again.load_state_dict(load_tensors(tmp_path / "w.safetensors"))
    assert validate(model, blocks.validation(), torch.device("cpu")) == validate(
        again, blocks.validation(), torch.device("cpu")
    )
    (tmp_path / "w.safetensors").write_bytes(b"rubbish")
    with pytest.raises(ModelMismatch):
        load_tensors(tmp_path / "w.safetensors")


def _auc(blocks: Blocks, model: GraphSage) -> float:
    """Held-out pairs against every other job of the same people."""
    with torch.no_grad():
        people, jobs = model(blocks.x, blocks.edges)
    scores, labels = [], []
    for person in np.unique(blocks.valid.source):
        mine = np.zeros(JOBS, bool)
        mine[blocks.valid.target[blocks.valid.source == person]] = True
        scores.append((people[person] @ jobs.T).numpy())
        labels.append(mine)
    return auc(np.concatenate(scores), np.concatenate(labels))
