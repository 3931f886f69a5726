"""Simple predictors of links from an incidence matrix: popularity, Adamic-Adar, nearest neighbours."""

from __future__ import annotations

import numpy as np

from ..data import Vectors


def popularity(links: Vectors) -> Vectors:
    """Number of links of each target, the same for every source: [sources, targets]."""
    return np.tile(links.sum(axis=0), (len(links), 1))


def adamic_adar(links: Vectors, *, bipartite: bool) -> Vectors:
    """Shared neighbours, each by one over the logarithm of its degree (Adamic & Adar 2003).

    In a graph of one node type two nodes share neighbours directly. In a bipartite graph a source shares targets
    with other sources, and is led on to their targets.
    """
    if not bipartite:
        both = np.maximum(links, links.T)
        weight = 1.0 / np.log(np.maximum(both.sum(axis=0), 2.0))
        return np.asarray((both * weight) @ both, np.float32)
    weight = 1.0 / np.log(np.maximum(links.sum(axis=0), 2.0))
    alike = (links * weight) @ links.T
    np.fill_diagonal(alike, 0.0)
    return np.asarray(alike @ links, np.float32)


def nearest_neighbours(profiles: list[Vectors], links: Vectors | None, k: int = 20) -> Vectors:
    """Likeness by the mean cosine of several profiles ([sources, any] each); with `links`, the votes of the k most
    alike sources for their targets, else the likeness itself."""
    alike = np.mean([_cosines(profile) for profile in profiles], axis=0).astype(np.float32)
    np.fill_diagonal(alike, 0.0)
    if links is None:
        return np.asarray(alike, np.float32)
    least = np.sort(alike, axis=1)[:, -min(k, len(alike)), None]
    return np.asarray(np.where(alike >= least, np.maximum(alike, 0.0) ** 2, 0.0) @ links, np.float32)


def _cosines(profile: Vectors) -> Vectors:
    length = np.maximum(np.linalg.norm(profile, axis=1, keepdims=True), 1e-9)
    return np.asarray((profile / length) @ (profile / length).T, np.float32)
