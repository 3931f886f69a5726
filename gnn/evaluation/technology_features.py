"""What speaks for an occupation using a technology: who else uses it, what it is used with, and what it is."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..baselines.links import factorised, votes
from ..data import Indices, Vectors
from ..features import TextEncoder
from .occupation_views import SOC_LEVELS, OccupationViews, cosines
from .occupations import OccupationTables

#: Numbers of neighbours that vote, from few and close to many.
NEAR, FAR = 8, 40
VOTERS = ("tasks", "titles", "importance", "knowledge", "tools", "blend")
FACTORS = (24, 96)


class TechnologyFeatures:
    """Feature matrices [occupations, technologies], from the links that are given and nothing else."""

    def __init__(self, tables: OccupationTables, views: OccupationViews, encoder: TextEncoder) -> None:
        self._tables, self._views = tables, views
        self._names = list(tables.technologies)
        self._vectors = encoder.encode(self._names)
        own = {code: i for i, code in enumerate(views.codes)}
        self._related: Vectors = np.zeros((len(own), len(own)), np.float32)
        for a, b in tables.related:
            self._related[own[a], own[b]] += 1.0
            self._related[own[b], own[a]] += 1.0

    @cached_property
    def _kinds(self) -> Vectors:
        """Which commodity a technology is, [technologies, commodities]."""
        return _membership([self._tables.kinds[name] for name in self._names])

    @cached_property
    def _makers(self) -> Vectors:
        """Which first word a technology's name has, [technologies, words]; makers name their products so."""
        return _membership([name.split()[0].casefold() for name in self._names])

    def matrices(self, train: Indices) -> dict[str, Vectors]:
        """Features by name; `train` [n, 2] are the links that may be seen."""
        links: Vectors = np.zeros((len(self._views.codes), len(self._names)), np.float32)
        links[train[:, 0], train[:, 1]] = 1.0
        users = links.sum(axis=0)
        size = links.sum(axis=1, keepdims=True)
        # Columns of length 1: their cosines are their products.
        rows = links / np.sqrt(np.maximum(users, 1.0))
        alike = cosines(rows)
        kinds = links @ self._kinds
        alike_kinds = cosines(np.sqrt(kinds))
        mixed = self._views.blend + 6.0 * alike + 2.0 * alike_kinds + 0.5 * self._related
        found: dict[str, npt.NDArray[np.floating]] = {
            "users": np.tile(np.log1p(users), (len(links), 1)),
            "hot": np.tile(np.isin(self._names, list(self._tables.hot)).astype(np.float32), (len(links), 1)),
            "size": np.tile(np.log1p(size), (1, len(users))),
            "related": votes(self._related, links, k=NEAR * 5),
            "used_with": (links @ rows.T) @ rows / np.maximum(size, 1.0),
            "alike": votes(alike, links, k=NEAR),
            "alike_far": votes(alike, links, k=FAR),
            "alike_kinds": votes(alike_kinds, links, k=FAR),
            "mixed": votes(mixed, links, k=NEAR),
            "mixed_mid": votes(mixed, links, k=20),
            "mixed_far": votes(mixed, links, k=2 * FAR),
        }
        likenesses = self._views.similarities | {"blend": self._views.blend}
        for name in VOTERS:
            found[f"{name}_near"] = votes(likenesses[name], links, k=NEAR)
            found[f"{name}_far"] = votes(likenesses[name], links, k=FAR)
        for level in SOC_LEVELS:
            group = _membership([code[:level] for code in self._views.codes])
            others = group @ (group.T @ links) - links
            size_of = np.maximum(group @ group.sum(axis=0)[:, None] - 1.0, 1.0)
            found[f"group_{level}"] = others / size_of
        for count in FACTORS:
            found[f"factors_{count}"] = factorised(links, count)
        found |= self._of_kind(links, kinds, mixed, users)
        makers = links @ self._makers
        found["maker"] = makers @ self._makers.T
        found["maker_users"] = np.tile(np.log1p(self._makers @ (users @ self._makers)), (len(links), 1))
        found["name_like_used"] = links @ self._vectors @ self._vectors.T / np.maximum(size, 1.0)
        found["name_like_text"] = self._views.text @ self._vectors.T
        return {name: np.asarray(values, np.float32) for name, values in found.items()}

    def _of_kind(
        self, links: Vectors, kinds: Vectors, mixed: Vectors, users: Vectors
    ) -> dict[str, npt.NDArray[np.floating]]:
        """Through the commodity of a technology: how much of it is used, and who else uses it."""
        all_of_kind = users @ self._kinds
        within = users / np.maximum(self._kinds @ all_of_kind, 1.0)
        asked = votes(mixed, np.minimum(kinds, 1.0), k=20)
        return {
            "kind_known": kinds @ self._kinds.T,
            "kind_votes": asked @ self._kinds.T,
            "kind_within": np.tile(within, (len(links), 1)),
            "kind_expected": (votes(mixed, kinds, k=20) @ self._kinds.T) * within,
            "kind_users": np.tile(np.log1p(self._kinds @ all_of_kind), (len(links), 1)),
        }


def _membership(names: list[str]) -> Vectors:
    column = {name: i for i, name in enumerate(sorted(set(names)))}
    found: Vectors = np.zeros((len(names), len(column)), np.float32)
    found[np.arange(len(names)), [column[name] for name in names]] = 1.0
    return found
