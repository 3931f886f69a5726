"""What speaks for a link between two occupations: how alike they are, and how the links that are known join them."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from ..baselines.links import adamic_adar, resource_allocation
from ..data import Indices, Vectors
from .occupation_views import OccupationViews, cosines
from .occupations import LISTED, OccupationTables

#: Probability to go on at each step of a random walk (Tong, Faloutsos & Pan 2006).
GO_ON = 0.7
#: Similarities whose closeness to the known neighbours is measured.
CARRIED = ("tasks", "tasks_topics", "titles", "title_parts", "knowledge", "text", "importance")
#: Features by which a target is compared with those that the list of the source already has.
COMPARED = ("blend", "tasks", "titles", "text", "knowledge", "adamic_adar", "walk")


class RelatedFeatures:
    """Feature matrices [occupations, occupations], from the links that are given and nothing else.

    Ranks stand beside values: O*NET lists the twenty most related of each occupation, however related they are. The
    number of links that an occupation still lacks of its twenty is left out; it would tell what was held out.
    """

    def __init__(self, tables: OccupationTables, views: OccupationViews) -> None:
        self._views = views
        row = {code: i for i, code in enumerate(views.codes)}
        self._strength: Vectors = np.zeros((len(row), len(row)), np.float32)
        for (a, b), value in tables.strength.items():
            if a in row and b in row:
                self._strength[row[a], row[b]] = value

    @cached_property
    def _fixed(self) -> dict[str, Vectors]:
        found = {}
        for name, values in (self._views.similarities | {"blend": self._views.blend}).items():
            found[name] = values
            if name not in ("zone", "soc"):
                found |= _ranked(name, values)
        return found

    def matrices(self, train: Indices) -> dict[str, Vectors]:
        """Features by name; `train` [n, 2] are the links that may be seen."""
        size = len(self._views.codes)
        out: Vectors = np.zeros((size, size), np.float32)
        out[train[:, 0], train[:, 1]] = 1.0
        both = np.maximum(out, out.T)
        degree = np.maximum(both.sum(axis=0), 1.0)
        weighted = both / np.log(degree + 1.0)
        strong = np.maximum(self._strength * out, (self._strength * out).T)
        found = {
            "strong_shared": (strong / np.log(degree + 1.0)) @ strong,
            "strong_blend": strong @ self._views.blend / np.maximum(strong.sum(axis=1, keepdims=True), 1e-9),
            "adamic_adar": adamic_adar(out, bipartite=False),
            "resource_allocation": resource_allocation(out, bipartite=False),
            "common": both @ both,
            "cosine": cosines(weighted),
            "walk": walk(both),
            "paths_3": (weighted / np.sqrt(degree)[:, None]) @ both @ weighted.T,
            "both_list": cosines(out),
            "both_are_listed": cosines(out.T),
            "listed_by_listed": out @ out / LISTED,
        }
        for name in CARRIED:
            likeness = self._views.similarities[name]
            found[f"{name}_near"] = both @ likeness / degree[:, None]
            found[f"{name}_near_back"] = likeness @ both / degree
        found["blend_nearest"] = nearest(both, self._views.blend)
        found["blend_nearest_back"] = nearest(both, self._views.blend).T
        ranked = [
            _ranked(name, found[name]) for name in ("adamic_adar", "cosine", "walk", "titles_near", "blend_nearest")
        ]
        for more in ranked:
            found |= more
        for name in COMPARED:
            values = found[name] if name in found else self._fixed[name]
            found[f"{name}_beats"] = beaten(values, out)
            found[f"{name}_beats_back"] = beaten(values.T, out).T
        found["degree"] = np.tile(np.log(degree), (size, 1))
        return self._fixed | {name: np.asarray(values, np.float32) for name, values in found.items()}


def walk(links: Vectors) -> Vectors:
    """Where random walks with restart end, over the square root of the degree: [n, n], symmetric."""
    degree = np.maximum(links.sum(axis=1), 1.0)
    step = links / np.sqrt(degree)[:, None] / np.sqrt(degree)
    eye = np.eye(len(links), dtype=np.float32)
    return np.asarray(np.linalg.solve(eye - GO_ON * step, (1.0 - GO_ON) * eye), np.float32)


def nearest(links: Vectors, likeness: Vectors, k: int = 3) -> Vectors:
    """Mean likeness of each target to the k of the source's neighbours that are most like it."""
    found: Vectors = np.zeros_like(likeness)
    for source, row in enumerate(links > 0):
        near = likeness[row]
        if len(near):
            found[source] = np.sort(near, axis=0)[-k:].mean(axis=0)
    return found


def beaten(values: Vectors, links: Vectors) -> Vectors:
    """The share of the row's links whose value is less than that of the cell; 0.5 in a row without links."""
    found: Vectors = np.full(values.shape, 0.5, np.float32)
    for row, linked in enumerate(links > 0):
        if linked.any():
            found[row] = np.searchsorted(np.sort(values[row, linked]), values[row]) / linked.sum()
    return found


def ranks_in_rows(values: Vectors) -> Vectors:
    """The rank of each column in its row, counted from 0 for the greatest."""
    order = np.argsort(-values, axis=1, kind="stable")
    found: Vectors = np.empty(values.shape, np.float32)
    np.put_along_axis(found, order, np.arange(values.shape[1], dtype=np.float32)[None, :], axis=1)
    return found


def _ranked(name: str, values: Vectors) -> dict[str, Vectors]:
    return {f"{name}_rank": ranks_in_rows(values), f"{name}_rank_back": ranks_in_rows(values.T).T}
