"""Simple predictors of links from an incidence matrix: popularity, shared neighbours, nearest neighbours."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from ..data import Vectors
from .base import BaselineRanker, Item, Query, Task


def popularity(links: Vectors) -> Vectors:
    """Number of links of each target, the same for every source: [sources, targets]."""
    return np.tile(links.sum(axis=0), (len(links), 1))


def adamic_adar(links: Vectors, *, bipartite: bool) -> Vectors:
    """Shared neighbours, each by one over the logarithm of its degree (Adamic & Adar 2003).

    In a graph of one node type two nodes share neighbours directly. In a bipartite graph a source shares targets
    with other sources, and is led on to their targets.
    """
    return _shared(links, lambda degree: 1.0 / np.log(np.maximum(degree, 2.0)), bipartite)


def resource_allocation(links: Vectors, *, bipartite: bool) -> Vectors:
    """Shared neighbours, each by one over its degree (Zhou, Lü & Zhang 2009); else as `adamic_adar`."""
    return _shared(links, lambda degree: 1.0 / np.maximum(degree, 1.0), bipartite)


def common_neighbours(links: Vectors, *, bipartite: bool) -> Vectors:
    """The number of shared neighbours; else as `adamic_adar`."""
    return _shared(links, np.ones_like, bipartite)


def _shared(links: Vectors, weigh: Callable[[Vectors], npt.NDArray[np.floating]], bipartite: bool) -> Vectors:
    if not bipartite:
        both = np.maximum(links, links.T)
        return np.asarray((both * weigh(both.sum(axis=0))) @ both, np.float32)
    alike = (links * weigh(links.sum(axis=0))) @ links.T
    np.fill_diagonal(alike, 0.0)
    return np.asarray(alike @ links, np.float32)


def nearest_neighbours(profiles: list[Vectors], links: Vectors | None, k: int = 20) -> Vectors:
    """Likeness by the mean cosine of several profiles ([sources, any] each); with `links`, the votes of the k most
    alike sources for their targets, else the likeness itself."""
    alike = np.mean([_cosines(profile) for profile in profiles], axis=0).astype(np.float32)
    np.fill_diagonal(alike, 0.0)
    return alike if links is None else votes(alike, links, k=k, power=2.0)


def factorised(links: Vectors, count: int = 64) -> Vectors:
    """The best approximation of rank `count` of the links, each over the roots of the degrees of its ends (truncated
    SVD, as PureSVD of Cremonesi, Koren & Turrin 2010): [sources, targets]."""
    from sklearn.utils.extmath import randomized_svd

    ends = np.sqrt(np.maximum(links.sum(axis=1, keepdims=True), 1.0)), np.maximum(links.sum(axis=0), 1.0) ** 0.25
    left, values, right = randomized_svd(links / ends[0] / ends[1], min(count, *links.shape), random_state=0)
    return np.asarray((left * values) @ right, np.float32)


def as_choices(ranker: BaselineRanker, links: Vectors) -> Vectors:
    """Scores [sources, targets] of a ranker of items for people: a source chooses its targets, and is then asked."""
    chosen = [tuple(np.flatnonzero(row).tolist()) for row in links]
    items = [Item(str(i), (), ()) for i in range(links.shape[1])]
    queries = [Query(str(i), (), frozenset(), context) for i, context in enumerate(chosen)]
    ranker.fit(Task(items, queries, chosen))
    return ranker.scores(queries)


def votes(alike: Vectors, links: Vectors, *, k: int, power: float = 1.0) -> Vectors:
    """The share of the k most alike other sources that have each target, each weighing its likeness above 0 to the
    power: [sources, targets]."""
    from scipy.sparse import csr_matrix

    weight = np.maximum(alike, 0.0).astype(np.float32)
    np.fill_diagonal(weight, 0.0)
    if k < len(weight):
        least = np.partition(weight, -k, axis=1)[:, -k, None]
        weight = np.where(weight >= least, weight, 0.0)
    weight = weight**power
    # Sparse: few vote, and few targets are had.
    found = (csr_matrix(weight) @ csr_matrix(links)).toarray()
    return np.asarray(found / np.maximum(weight.sum(axis=1, keepdims=True), 1e-9), np.float32)


def _cosines(profile: Vectors) -> Vectors:
    length = np.maximum(np.linalg.norm(profile, axis=1, keepdims=True), 1e-9)
    return np.asarray((profile / length) @ (profile / length).T, np.float32)
