"""The loss: softmax both ways, explicit negatives that count by their weight, and popularity that is corrected for."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from gnn.data import Indices, Pairs
from gnn.objective import Batch, draw_batch, softmax_loss

TARGETS = 12
PAIRS = Pairs.of([(0, 1, 1.0), (1, 1, 0.5), (2, 1, 1.0), (3, 4, 1.0)])
SCALE = torch.tensor(5.0)


@pytest.fixture
def vectors() -> tuple[Tensor, Tensor]:
    """Of four sources and all targets."""
    random = torch.Generator().manual_seed(2)
    people, jobs = torch.randn(4, 6, generator=random), torch.randn(TARGETS, 6, generator=random)
    return F.normalize(people, dim=1), F.normalize(jobs, dim=1)


def test_the_loss_is_the_softmax_that_it_says(vectors: tuple[Tensor, Tensor]) -> None:
    batch = _batch(PAIRS)
    assert _loss(vectors, batch) == pytest.approx(_by_hand(vectors, np.ones((4, len(batch.targets))), batch))


def test_no_explicit_negatives_and_no_correction_change_nothing_at_all(vectors: tuple[Tensor, Tensor]) -> None:
    plain, empty = _batch(PAIRS), _batch(PAIRS, explicit=Pairs.of(()))
    assert plain.targets.tolist() == empty.targets.tolist()
    assert _loss(vectors, plain) == _loss(vectors, empty)
    everyone = draw_batch(PAIRS, TARGETS, TARGETS, _random(), among=np.bincount(PAIRS.target, minlength=TARGETS))
    assert everyone.counts.tolist() == [1.0] * TARGETS, "who is in every batch needs no correction"


def test_an_explicit_negative_counts_by_its_weight_for_its_own_source_only(vectors: tuple[Tensor, Tensor]) -> None:
    plain = _batch(PAIRS)
    extra = next(i for i in range(TARGETS) if i not in plain.targets)
    there = next(i for i in plain.targets.tolist() if i not in PAIRS.target)
    against = Pairs.of([(0, extra, 3.0), (2, there, 0.5), (9, 0, 1.0)])
    batch = _batch(PAIRS, explicit=against)
    assert batch.targets.tolist() == sorted([*plain.targets.tolist(), extra]), "what others refused stays out"
    times = np.tile(batch.counts, (4, 1))
    assert times[:, batch.targets == extra].tolist() == [[0.0]] * 4
    times[0, batch.targets == extra] = 3.0
    times[2, batch.targets == there] = 1.5
    assert _loss(vectors, batch) == pytest.approx(_by_hand(vectors, times, batch))


def test_a_truth_is_no_negative_even_if_it_is_said_to_be_one(vectors: tuple[Tensor, Tensor]) -> None:
    own = _batch(PAIRS, explicit=Pairs.of([(0, 1, 5.0)]))
    assert _loss(vectors, own) == pytest.approx(_loss(vectors, _batch(PAIRS)))
    known = Pairs.join(PAIRS, Pairs.of([(0, 4, 1.0)]))
    refused = _batch(PAIRS, explicit=Pairs.of([(0, 4, 5.0)]))
    assert _loss(vectors, refused, known) == pytest.approx(_loss(vectors, _batch(PAIRS), known))


def test_popular_targets_count_by_the_inverse_of_their_chance_to_be_in_the_batch(
    vectors: tuple[Tensor, Tensor],
) -> None:
    # Of 40 pairs, 20 ask for target 1 and one for target 4; four pairs are a batch, and three of twelve are drawn.
    among = np.array([0, 20, 0, 0, 1, 19, 0, 0, 0, 0, 0, 0])
    batch = draw_batch(PAIRS, TARGETS, 3, _random(), among=among)
    missed = {1: 0.9**20, 4: 0.9}
    for target, count in zip(batch.targets.tolist(), batch.counts.tolist(), strict=True):
        assert count == pytest.approx(1 / (1 - missed.get(target, 1.0) * 0.75))
    times = np.tile(batch.counts, (4, 1))
    assert _loss(vectors, batch) == pytest.approx(_by_hand(vectors, times, batch))


def test_the_correction_is_unbiased() -> None:
    """Over many batches each target counts once on average, as if all were there; uncorrected, popular ones more."""
    random = np.random.default_rng(4)
    popularity = np.array([200, 40, 10, 5, 1])
    pairs = Pairs(np.arange(256), np.repeat(np.arange(5), popularity), np.ones(256, np.float32))
    seen = np.zeros((2, 5))
    for _ in range(2_000):
        part = pairs.where(np.isin(np.arange(256), random.choice(256, 32, replace=False)))
        for row, among in enumerate((None, popularity)):
            batch = draw_batch(part, 5, 1, random, among=among)
            seen[row, batch.targets] += batch.counts / 2_000
    assert seen[0, 0] > 3 * seen[0, 4]
    assert seen[1] == pytest.approx(np.ones(5), abs=0.15)


def _random() -> np.random.Generator:
    return np.random.default_rng(0)


def _batch(pairs: Pairs, explicit: Pairs | None = None) -> Batch:
    return draw_batch(pairs, TARGETS, 3, _random(), explicit=explicit)


def _loss(vectors: tuple[Tensor, Tensor], batch: Batch, positives: Pairs = PAIRS) -> float:
    people, jobs = vectors
    return float(softmax_loss(SCALE, people[batch.sources], jobs[batch.targets], batch, positives))


def _by_hand(vectors: tuple[Tensor, Tensor], times: np.ndarray, batch: Batch) -> float:
    """With each target as many times in the softmax of each source as `times` [sources, targets of the batch] says."""
    people, jobs = vectors[0].numpy(), vectors[1].numpy()
    scores = np.exp(5.0 * people @ jobs.T)
    total = 0.0
    against = {(s, t): w for s, t, w in zip(*_columns(batch.explicit), strict=True)}
    for source, target, weight in zip(*_columns(PAIRS), strict=True):
        own = int(np.searchsorted(batch.targets, target))
        forward = scores[source, batch.targets] * times[source]
        others = [s for s in batch.sources.tolist() if s == source or (s, target) not in _true(PAIRS)]
        backward = sum(scores[s, target] * (1.0 + against.get((s, target), 0.0)) for s in others)
        total -= weight * (np.log(forward[own] / forward.sum()) + 0.5 * np.log(scores[source, target] / backward))
    return float(total / PAIRS.weight.sum())


def _columns(pairs: Pairs) -> tuple[list[int], list[int], list[float]]:
    return pairs.source.tolist(), pairs.target.tolist(), pairs.weight.tolist()


def _true(pairs: Pairs) -> set[tuple[int, int]]:
    source, target, _ = _columns(pairs)
    return set(zip(source, target, strict=True))


def test_cells_are_where_the_pairs_are() -> None:
    rows: Indices = np.array([3, 0, 3])
    row, column, pair = PAIRS.cells(rows, np.array([1, 2, 4]))
    assert sorted(zip(row.tolist(), column.tolist(), pair.tolist(), strict=True)) == [(0, 2, 3), (1, 0, 0), (2, 2, 3)]
    assert PAIRS.turned().cells(np.array([1]), np.array([0, 2]))[1].tolist() == [0, 1]
