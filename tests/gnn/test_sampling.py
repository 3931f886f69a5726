"""Sampled blocks against the whole graph: equal where every neighbour is taken, honest where some are."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from gnn.data import EdgeType, reverse
from gnn.model import Aggregation, GraphSage, ModelConfig
from gnn.sampling import ALL, Columns, NeighbourSampler, Sample, embed_seeds, layerwise_states

COUNTS = {"candidate": 50, "job": 40, "skill": 30, "place": 3}
HAS, ASKS, BROADER = ("candidate", "has_skill", "skill"), ("job", "requires", "skill"), ("skill", "broader", "skill")


def _graph() -> tuple[dict[str, Tensor], dict[EdgeType, Tensor]]:
    random = torch.Generator().manual_seed(5)
    x = {kind: torch.randn(n, 8, generator=random) for kind, n in COUNTS.items()}
    edges = {}
    for edge, count in ((HAS, 300), (ASKS, 200), (BROADER, 40), (("job", "located_in", "place"), 40)):
        ends = [torch.randint(COUNTS[kind], (count,), generator=random) for kind in (edge[0], edge[2])]
        edges[edge] = torch.unique(torch.stack(ends), dim=1)
        edges[reverse(edge)] = edges[edge].flip(0)
    return x, edges


def _sampler() -> tuple[dict[str, Tensor], dict[EdgeType, Tensor], NeighbourSampler]:
    x, edges = _graph()
    return x, edges, NeighbourSampler(edges, COUNTS)


def _model(edges: dict[EdgeType, Tensor], aggregation: Aggregation = "mean", layers: int = 2) -> GraphSage:
    torch.manual_seed(0)
    config = ModelConfig(dict.fromkeys(COUNTS, 8), tuple(edges), hidden=16, out=8, layers=layers)
    return GraphSage(replace(config, aggregation=aggregation)).eval()


@pytest.mark.parametrize("aggregation", ["mean", "max", "attention"])
@pytest.mark.parametrize("layers", [1, 3])
def test_with_every_neighbour_seeds_get_the_vectors_of_the_full_graph(aggregation: Aggregation, layers: int) -> None:
    x, edges, sampler = _sampler()
    model = _model(edges, aggregation, layers)
    people, jobs = model(x, edges)
    seeds = {"candidate": torch.tensor([7, 0, 49]), "job": torch.tensor([3, 39, 8, 1])}
    found = embed_seeds(model, x, sampler.sample(seeds, [ALL] * layers))
    torch.testing.assert_close(found["candidate"], people[seeds["candidate"]], atol=1e-5, rtol=0)
    torch.testing.assert_close(found["job"], jobs[seeds["job"]], atol=1e-5, rtol=0)
    only = embed_seeds(model, x, sampler.sample({"job": seeds["job"]}, [ALL] * layers))
    torch.testing.assert_close(only["job"], jobs[seeds["job"]], atol=1e-5, rtol=0)


@pytest.mark.parametrize("most_edges", [1, 60, 10_000])
def test_layer_by_layer_gives_the_states_of_the_full_graph(most_edges: int) -> None:
    x, edges = _graph()
    model = _model(edges)
    with torch.no_grad():
        wanted = model.states(x, edges)
    for one, other in zip(layerwise_states(model, x, edges, most_edges=most_edges), wanted, strict=True):
        assert one.keys() == other.keys()
        for kind, values in one.items():
            torch.testing.assert_close(values, other[kind], atol=1e-5, rtol=0)


def test_a_block_holds_true_edges_within_the_fanout_and_no_node_twice() -> None:
    _, edges, sampler = _sampler()
    seeds = {"skill": torch.arange(30)}
    sample = sampler.sample(seeds, [4, 2], torch.Generator().manual_seed(1))
    true = {edge: set(zip(*index.tolist(), strict=True)) for edge, index in edges.items()}
    assert sample.blocks[-1].sizes == {"skill": 30}
    for index in sample.nodes.values():
        assert len(torch.unique(index)) == len(index)
    for fanout, block in zip([2, 4], sample.blocks, strict=True):
        for edge, index in block.edges.items():
            pairs = list(
                zip(sample.nodes[edge[0]][index[0]].tolist(), sample.nodes[edge[2]][index[1]].tolist(), strict=True)
            )
            assert set(pairs) <= true[edge]
            assert len(set(pairs)) == len(pairs)
            assert int(torch.bincount(index[1]).max()) <= fanout
            assert int(index[1].max()) < block.sizes[edge[2]]


def test_relations_may_have_fanouts_of_their_own() -> None:
    _, _, sampler = _sampler()
    sample = sampler.sample({"skill": torch.arange(30)}, {HAS: [3], BROADER: [0]})
    assert set(sample.blocks[0].edges) == {HAS}
    assert "job" not in sample.nodes


def test_subsets_are_uniform() -> None:
    """Each of 8 neighbours is in a subset of 3 in 3/8 of the draws, and each pair in 3/28: no favourites."""
    star = torch.stack([torch.arange(8), torch.zeros(8, dtype=torch.int64)])
    columns = Columns.of(star, 1)
    met, place = columns.draw(torch.zeros(28_000, dtype=torch.int64), 3, torch.Generator().manual_seed(2))
    seen = torch.zeros(28_000, 8).index_put((place, met), torch.tensor(1.0), accumulate=True)
    assert seen.max() == 1
    share = seen.T @ seen / len(seen)
    torch.testing.assert_close(share.diagonal(), torch.full((8,), 3 / 8), atol=0.012, rtol=0)
    pairs = share[~torch.eye(8, dtype=torch.bool)]
    torch.testing.assert_close(pairs, torch.full((56,), 3 / 28), atol=0.008, rtol=0)


def test_small_fanouts_come_close_and_their_mean_closer() -> None:
    x, edges, sampler = _sampler()
    model = _model(edges, layers=1)
    with torch.no_grad():
        _, jobs = model(x, edges)
    seeds, random = {"job": torch.arange(40)}, torch.Generator().manual_seed(3)
    drawn = torch.stack([embed_seeds(model, x, sampler.sample(seeds, [3], random))["job"] for _ in range(200)])
    single = (drawn[0] - jobs).norm(dim=1).mean()
    mean = (drawn.mean(dim=0) - jobs).norm(dim=1).mean()
    assert 0.0 < single < 0.5
    assert mean < single / 3


def test_the_same_seed_draws_the_same_and_calls_leave_no_trace() -> None:
    _, _, sampler = _sampler()
    seeds = {"candidate": torch.tensor([1, 2]), "job": torch.tensor([5])}

    def drawn(seed: int) -> Sample:
        return sampler.sample(seeds, [2, 2], torch.Generator().manual_seed(seed))

    def blocks(sample: Sample) -> str:
        return str([(edge, index.tolist()) for block in sample.blocks for edge, index in block.edges.items()])

    assert blocks(drawn(1)) == blocks(drawn(1)) != blocks(drawn(2))
    assert all((places == -1).all() for places in sampler._places.values())


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_it_runs_on_the_gpu() -> None:
    x, edges = ({key: value.cuda() for key, value in part.items()} for part in _graph())
    model = _model(edges).cuda()
    sample = NeighbourSampler(edges, COUNTS).sample({"job": torch.arange(40).cuda()}, [ALL, ALL])
    torch.testing.assert_close(embed_seeds(model, x, sample)["job"], model(x, edges)[1], atol=1e-4, rtol=0)
