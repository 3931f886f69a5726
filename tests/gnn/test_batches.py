"""Training on sampled blocks: the same as on the whole graph where every neighbour is taken, and guarded as well."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from gnn import sampling
from gnn.batches import BatchEmbedder
from gnn.data import Pairs
from gnn.distributed import Group
from gnn.model import GraphSage
from gnn.objective import draw_batch
from gnn.sampling import ALL
from gnn.training import TrainConfig, train, validate
from graph.errors import ModelMismatch

from .test_training import CONFIG, JOBS, SKILLS, Blocks


def _blocks(*, leak: bool = False) -> Blocks:
    """Without dropout, which would fall on other places in blocks than in the whole graph."""
    found = Blocks(leak=leak)
    found.config = replace(found.config, dropout=0.0)
    return found


def test_with_every_neighbour_training_goes_as_on_the_whole_graph() -> None:
    config = replace(CONFIG, epochs=3)
    whole = train(_blocks(), replace(config, neighbours=()))
    blocks = train(_blocks(), replace(config, neighbours=(ALL, ALL)))
    assert blocks.losses == pytest.approx(whole.losses, rel=1e-3)
    for name, value in whole.model.state_dict().items():
        torch.testing.assert_close(blocks.model.state_dict()[name], value, atol=5e-3, rtol=0)


def test_it_learns_from_two_neighbours_a_relation_and_repeats_itself() -> None:
    config: TrainConfig = replace(CONFIG, epochs=25, neighbours=(2, 2))
    result = train(_blocks(), config)
    assert result.losses[-1] < result.losses[0] * 0.85
    untrained = validate(GraphSage(_blocks().config), _blocks().validation(), torch.device("cpu"))
    assert result.best_mrr > untrained
    short = replace(config, epochs=2)
    assert train(_blocks(), short).losses == train(_blocks(), short).losses


def test_a_leak_is_refused_in_sampled_training_too() -> None:
    with pytest.raises(ModelMismatch, match="candidate-saw-job"):
        train(_blocks(leak=True), replace(CONFIG, neighbours=(2, 2)))


def test_one_number_a_layer() -> None:
    with pytest.raises(ModelMismatch, match="3 numbers of neighbours for 2 layers"):
        train(_blocks(), replace(CONFIG, neighbours=(2, 2, 2)))


def test_large_graphs_are_sampled_and_validated_layer_by_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = _blocks()
    model = GraphSage(blocks.config)
    small = validate(model, blocks.validation(), torch.device("cpu"))
    embedder = BatchEmbedder(model, Group(torch.device("cpu")), None, 0)
    embedder.begin(blocks.x, blocks.edges, 0)
    assert embedder._sampler is None
    monkeypatch.setattr(sampling, "FULL_BATCH_UP_TO", 10)
    assert validate(model, blocks.validation(), torch.device("cpu")) == pytest.approx(small)
    embedder = BatchEmbedder(model, Group(torch.device("cpu")), None, 0)
    embedder.begin(blocks.x, blocks.edges, 0)
    assert embedder._sampler is not None


def test_both_ends_may_be_of_one_type() -> None:
    blocks = _blocks()
    torch.manual_seed(0)
    model = GraphSage(replace(blocks.config, source="skill", target="skill")).eval()
    pairs = Pairs.of([(0, 4, 1.0), (4, 8, 1.0), (3, 0, 1.0)])
    batch = draw_batch(pairs, SKILLS, 5, np.random.default_rng(0))
    found = []
    for neighbours in ((), (ALL, ALL)):
        embedder = BatchEmbedder(model, Group(torch.device("cpu")), neighbours, 0)
        embedder.begin(blocks.x, blocks.edges, 0)
        found.append(embedder(batch))
    for one, other in zip(*found, strict=True):
        torch.testing.assert_close(one, other, atol=1e-5, rtol=0)


def test_a_batch_knows_what_it_needs() -> None:
    batch = draw_batch(Pairs.of([(5, 1, 1.0), (2, 1, 1.0)]), JOBS, JOBS, np.random.default_rng(0))
    assert batch.sources.tolist() == [2, 5]
    assert batch.targets.tolist() == list(range(JOBS))
    assert batch.counts.tolist() == [1.0] * JOBS
