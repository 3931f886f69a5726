"""Training on a synthetic block graph: it learns, it resumes exactly, and a leak is caught."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from gnn.checkpoint import load_tensors, save_tensors
from gnn.data import Pairs, edge_array, reverse
from gnn.evaluation.leakage import leaks
from gnn.evaluation.metrics import auc
from gnn.mining import hard_negatives, mined
from gnn.model import GraphSage, ModelConfig
from gnn.training import Episode, TrainConfig, train, validate
from graph.errors import ModelMismatch, NotEnoughData

PEOPLE, JOBS, SKILLS, BLOCKS = 60, 40, 20, 4
HAS, ASKS = ("candidate", "has_skill", "skill"), ("job", "requires", "skill")
#: Everything at once that is off by default.
MORE: dict[str, Any] = {"hard_negatives": 3, "edge_dropout": 0.2, "popularity": True}
CONFIG = TrainConfig(epochs=6, batch=64, negatives=20, validate_every=1, checkpoint_every=2, patience=20, device="cpu")


class Blocks:
    """Features are noise; only skills tell who belongs to which block, and who chose which job."""

    refused = Pairs.of(())

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
        return Episode(self.x, self.edges, self.train, refused=self.refused)

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


@pytest.mark.parametrize("more", [{}, MORE])
def test_a_resumed_run_equals_an_unbroken_one(tmp_path: Path, more: dict[str, Any]) -> None:
    # Checkpoints come after epochs 2, 4 and 6, and a batch is less than an epoch.
    config = replace(CONFIG, **more)
    whole = train(Blocks(), config, folder=tmp_path / "whole")
    train(Blocks(), replace(config, epochs=4), folder=tmp_path / "broken")
    resumed = train(Blocks(), config, folder=tmp_path / "broken", resume=True)
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


def test_what_is_refused_falls_also_for_people_who_were_not_asked() -> None:
    """Whoever learns refuses the first job of their block, if they did not choose it."""

    def score(refusing: bool) -> tuple[float, float]:
        blocks = Blocks()
        pairs = Pairs.of((int(i), int(i) % BLOCKS, 1.0) for i in np.unique(blocks.train.source))
        chosen = set(zip(blocks.train.source.tolist(), blocks.train.target.tolist(), strict=True))
        pairs = pairs.where(np.array([(i, i % BLOCKS) not in chosen for i in pairs.source.tolist()]))
        if refusing:
            blocks.refused = pairs
        # One validation, at the end: else the best epoch of each would be compared.
        model = train(blocks, replace(CONFIG, epochs=15, validate_every=15)).model
        with torch.no_grad():
            people, jobs = model(blocks.x, blocks.edges)
        held = np.unique(blocks.valid.source)
        ours, theirs = people[pairs.source], people[held]
        return float((ours * jobs[pairs.target]).sum(1).mean()), float((theirs * jobs[held % BLOCKS]).sum(1).mean())

    without, refused = score(False), score(True)
    assert refused[0] < without[0] - 0.05
    assert refused[1] < without[1] - 0.05


def test_mined_negatives_are_those_of_the_model_and_never_true(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks, seen = Blocks(), []

    def spy(*args: Any, **options: Any) -> Any:
        seen.append((hard_negatives(*args, **options), args[0].clone(), args[3]))
        return seen[-1][0]

    monkeypatch.setattr("gnn.mining.hard_negatives", spy)
    config = replace(CONFIG, epochs=2, hard_negatives=3)
    losses = train(blocks, config).losses
    assert len(seen) == 2
    assert not torch.equal(seen[0][1], seen[1][1]), "mined by the weights of each epoch"
    true = set(zip(blocks.train.source.tolist(), blocks.train.target.tolist(), strict=True))
    for found, _, asked in seen:
        assert (found >= 0).all()
        assert not {(int(i), int(j)) for i, row in zip(asked, found, strict=True) for j in row} & true
    assert losses[0] > train(blocks, replace(config, hard_negatives=0)).losses[0]


def test_without_drawn_negatives_only_what_somebody_chose_is_mined(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks, seen = Blocks(), []

    def spy(*args: Any) -> Pairs:
        seen.append(mined(*args))
        return seen[-1]

    monkeypatch.setattr("gnn.training.mined", spy)
    blocks.train = blocks.train.where(blocks.train.target < JOBS // 2)
    train(blocks, replace(CONFIG, epochs=1, negatives=0, hard_negatives=5))
    (found,) = seen
    assert found.target.max() < JOBS // 2
    assert np.bincount(found.source).max() == 5
    assert set(found.weight.tolist()) == {1.0}


@pytest.mark.parametrize("neighbours", [(), (2, 2)])
@pytest.mark.parametrize("more", [{"hard_negatives": 3}, {"edge_dropout": 0.3}, {"popularity": True}, MORE])
def test_each_mechanism_changes_what_is_learnt_and_still_learns(
    more: dict[str, Any], neighbours: tuple[int, ...]
) -> None:
    config = replace(CONFIG, epochs=8, neighbours=neighbours, negatives=5)
    plain, other = train(Blocks(), config), train(Blocks(), replace(config, **more))
    assert other.losses != plain.losses
    assert other.losses[-1] < other.losses[0] * 0.95


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
