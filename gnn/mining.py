"""Hard negatives: what the model ranks high and nobody chose (ANCE, Xiong et al. 2021), found by its own embeddings."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from .batches import BatchEmbedder
from .data import Indices, Pairs

#: The first targets that are no truths are skipped: they are the likeliest to be truths that nobody recorded. In a
#: small graph, at most the first tenth.
SKIPPED = 5
#: So many targets after those are hard; which of them are taken, chance decides.
DEPTH = 100
#: More targets than these are not ranked for each source: a random part stands for all.
MOST_RANKED = 50_000
_AT_ONCE = 512


@torch.no_grad()
def hard_negatives(
    sources: Tensor,
    targets: Tensor,
    positives: Pairs,
    asked: Indices,
    among: Indices,
    count: int,
    random: np.random.Generator,
    *,
    same: bool = False,
) -> Indices:
    """Hard negatives of each source: [len(asked), count], -1 where there are not enough.

    Args:
        sources, targets: the unit vectors of all nodes of the two types, [n, out].
        positives: every pair that is true; none of them is mined.
        asked: the sources, as indices.
        among: the targets that may be mined, as indices.
        same: sources and targets are the same nodes; no node is its own negative.
    """
    if len(among) > MOST_RANKED:
        among = random.choice(among, MOST_RANKED, replace=False)
    among = np.sort(among)
    skipped = min(SKIPPED, len(among) // 10)
    deep = min(skipped + DEPTH, len(among))
    found = np.full((len(asked), count), -1, np.int64)
    pool = targets[torch.from_numpy(among).to(targets.device)]
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        scores = (sources[torch.from_numpy(part).to(sources.device)] @ pool.T).float()
        barred = [positives.cells(part, among)]
        if same:
            barred.append(Pairs(part, part, np.ones(len(part), np.float32)).cells(part, among))
        for row, column, _ in barred:
            scores[torch.from_numpy(row).to(scores.device), torch.from_numpy(column).to(scores.device)] = -torch.inf
        best, place = (one.cpu().numpy()[:, skipped:] for one in scores.topk(deep))
        hard = np.where(np.isfinite(best), among[place], -1)
        # A random order of each row, with what is barred at its end.
        order = np.argsort(random.random(hard.shape) + (hard < 0), axis=1)[:, :count]
        found[start : start + len(part), : order.shape[1]] = np.take_along_axis(hard, order, axis=1)
    return found


def mined(
    embedder: BatchEmbedder,
    positives: Pairs,
    asked: Indices,
    among: Indices,
    count: int,
    random: np.random.Generator,
) -> Pairs:
    """`hard_negatives` by a model as it is now, as pairs of weight 1; the same in all processes that train together."""
    config, group = embedder.model.config, embedder.group
    found = np.full((len(asked), count), -1, np.int64)
    if group.first:
        sources, targets = embedder.whole()
        same = config.source == config.target
        found = hard_negatives(sources, targets, positives, asked, among, count, random, same=same)
    # One process decides: a last digit that differs would have the others learn from another batch.
    target = group.same(found).ravel()
    there = target >= 0
    return Pairs(np.repeat(asked, count)[there], target[there], np.ones(int(there.sum()), np.float32))
