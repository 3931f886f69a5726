"""Edge dropout: a share of the edges, both directions of one together, in the whole graph and in blocks alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from gnn.batches import BatchEmbedder
from gnn.data import EdgeType, forward, reverse
from gnn.distributed import Group
from gnn.edge_dropout import EdgeDropout
from gnn.model import GraphSage
from gnn.objective import draw_batch
from gnn.sampling import ALL, NeighbourSampler
from graph.errors import ModelMismatch

from .test_batches import _blocks
from .test_training import ASKS, HAS, JOBS

BROADER: EdgeType = ("skill", "broader", "skill")


def _pairs(index: torch.Tensor) -> set[tuple[int, int]]:
    return {(int(a), int(b)) for a, b in index.T}


def test_both_directions_go_together_whatever_the_order_of_the_edges() -> None:
    random = torch.Generator().manual_seed(1)
    index = torch.unique(torch.randint(0, 300, (2, 4_000), generator=random), dim=1)
    other = index.flip(0)[:, torch.randperm(index.shape[1], generator=random)]
    for edge in (HAS, BROADER):
        kept = EdgeDropout(0.3, (0, 0, 0)).thin({edge: index, reverse(edge): other})
        assert _pairs(kept[edge]) == {(b, a) for a, b in _pairs(kept[reverse(edge)])}
        assert kept[edge].shape[1] / index.shape[1] == pytest.approx(0.7, abs=0.03)
    both_ways = torch.unique(torch.cat([index, index.flip(0)], dim=1), dim=1)
    kept_ways = EdgeDropout(0.5, (0, 0, 0)).thin({BROADER: both_ways})[BROADER]
    assert _pairs(kept_ways) == {(b, a) for a, b in _pairs(kept_ways)}


def test_steps_and_relations_drop_apart() -> None:
    source, target = torch.arange(20_000), torch.arange(20_000) % 40
    first = EdgeDropout(0.5, (0, 0, 0)).keeps(HAS, source, target).float()
    for other in (
        EdgeDropout(0.5, (0, 0, 1)).keeps(HAS, source, target),
        EdgeDropout(0.5, (0, 1, 0)).keeps(HAS, source, target),
        EdgeDropout(0.5, (0, 0, 0)).keeps(ASKS, source, target),
        first.roll(1),
        first.roll(40),
    ):
        assert float((first == other).float().mean()) == pytest.approx(0.5, abs=0.02)
    again = EdgeDropout(0.5, (0, 0, 0)).keeps(HAS, source, target).float()
    assert torch.equal(first, again)


def test_blocks_lose_the_same_edges_as_the_whole_graph() -> None:
    blocks = _blocks()
    dropout = EdgeDropout(0.4, (3, 2, 1))
    sampler = NeighbourSampler(blocks.edges, {kind: len(x) for kind, x in blocks.x.items()})
    seeds = {"candidate": torch.arange(60), "job": torch.arange(JOBS), "skill": torch.arange(20)}
    (block,) = sampler.sample(seeds, [ALL], keeps=dropout.keeps).blocks
    whole = dropout.thin(blocks.edges)
    assert {edge: _pairs(index) for edge, index in block.edges.items()} == {
        edge: _pairs(index) for edge, index in whole.items()
    }
    vectors = []
    for neighbours in ((), (ALL, ALL)):
        torch.manual_seed(0)
        embedder = BatchEmbedder(GraphSage(blocks.config), Group(torch.device("cpu")), neighbours, 0, 0.4)
        embedder.begin(blocks.x, blocks.edges, 1)
        batch = draw_batch(blocks.train, JOBS, 5, np.random.default_rng(0))
        vectors.append([torch.cat(embedder(batch)) for _ in range(2)])
    for one, other in zip(*vectors, strict=True):
        torch.testing.assert_close(one, other, atol=1e-5, rtol=0)
    assert not torch.allclose(vectors[0][0], vectors[0][1]), "each step drops others"


def test_what_is_ranked_has_every_edge() -> None:
    blocks = _blocks()
    model = GraphSage(replace(blocks.config, dropout=0.5)).train()
    embedder = BatchEmbedder(model, Group(torch.device("cpu")), (), 0, 0.9)
    embedder.begin(blocks.x, blocks.edges, 0)
    people, jobs = embedder.whole()
    assert model.training
    expected = model.eval()(blocks.x, blocks.edges)
    torch.testing.assert_close((people, jobs), expected)


@pytest.mark.parametrize("share", [-0.1, 1.0, float("nan")])
def test_no_share_is_refused(share: float) -> None:
    with pytest.raises(ModelMismatch, match="share of edges"):
        BatchEmbedder(GraphSage(_blocks().config), Group(torch.device("cpu")), (), 0, share)


def test_a_reverse_knows_what_it_reverses() -> None:
    assert forward(reverse(HAS)) == HAS
    assert forward(HAS) == HAS
