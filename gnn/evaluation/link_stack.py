"""A LightGBM ranker over features of links, learnt from links that were hidden from those features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ..data import Indices, Vectors
from .occupation_views import standard

Marks = npt.NDArray[np.bool_]
#: How many of the candidates are negatives of a training group: the hardest, and a draw of the others.
HARD, OTHERS = 70, 30
#: Boosters of a ranker; they differ in the rows and features that they draw.
BAG = 3


@dataclass(frozen=True)
class Sight:
    """Feature matrices [sources, targets] made without some links, and which cells are ranked."""

    features: Mapping[str, Vectors]
    ranked: Marks
    first: tuple[str, ...]

    def look(self) -> Vectors:
        """The first look: mean of a few standardised features; cells that are not ranked are the worst."""
        score = np.mean([standard(self.features[name]) for name in self.first], axis=0)
        return np.where(self.ranked, score, -np.inf).astype(np.float32)

    def cells(self, source: Indices, target: Indices, names: Sequence[str]) -> Vectors:
        """Features of cells, [n, len(names)]."""
        return np.stack([self.features[name][source, target] for name in names], axis=1)


@dataclass
class Examples:
    """Cells to learn from: features [n, f], labels [n], sizes of groups (one source of one fold each)."""

    names: list[str]
    x: list[Vectors] = field(default_factory=list)
    y: list[npt.NDArray[np.int8]] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def add(self, sight: Sight, hidden: Indices, *, candidates: int, seed: int) -> None:
        """Take each source with hidden links that are ranked, its hidden links, and negatives."""
        look = sight.look()
        random = np.random.default_rng(seed)
        positive: dict[int, list[int]] = {}
        for a, b in hidden.tolist():
            if sight.ranked[a, b]:
                positive.setdefault(a, []).append(b)
        rows, columns, labels = [], [], []
        for source, targets in sorted(positive.items()):
            row = look[source].copy()
            row[targets] = -np.inf
            order = np.argsort(-row, kind="stable")[: min(candidates, int(np.isfinite(row).sum()))]
            others = order[HARD:]
            chosen = np.concatenate(
                [targets, order[:HARD], random.choice(others, min(OTHERS, len(others)), replace=False)]
            )
            # Shuffled, or ties would be won by whatever stands first.
            random.shuffle(chosen)
            rows.append(np.full(len(chosen), source))
            columns.append(chosen)
            labels.append(np.isin(chosen, targets).astype(np.int8))
            self.sizes.append(len(chosen))
        if rows:
            self.x.append(sight.cells(np.concatenate(rows), np.concatenate(columns), self.names))
            self.y.extend(labels)


class Forest:
    """LightGBM LambdaMART rankers (Burges 2010; Ke et al. 2017) over the features that are named.

    Few leaves, each of many cells: the features say much the same, and held-out links are few.
    """

    def __init__(self, examples: Examples, names: Sequence[str], *, trees: int, leaf: int) -> None:
        from ..boosting import Dataset

        self.names, self._trees = list(names), trees
        columns = [examples.names.index(name) for name in names]
        x = np.concatenate([part[:, columns] for part in examples.x])
        y = np.concatenate(examples.y)
        # Small data still gets trees.
        self._leaf = min(leaf, max(len(x) // 100, 2))
        # Binned once for every seed.
        self._data = Dataset(x, y, group=examples.sizes, feature_name=self.names, params=self._settings)

    @property
    def _settings(self) -> dict[str, Any]:
        return {
            "objective": "lambdarank", "lambdarank_truncation_level": 8, "learning_rate": 0.08, "num_leaves": 7,
            "min_data_in_leaf": self._leaf, "lambda_l2": self._leaf / 10.0, "feature_fraction": 0.4,
            "bagging_fraction": 0.7, "bagging_freq": 1, "num_threads": 1, "deterministic": True,
            "force_col_wise": True, "verbosity": -1,
        }  # fmt: skip

    def fit(self, seed: int) -> Ranker:
        """The mean of `BAG` boosters."""
        from ..boosting import train

        seeds = range(seed * BAG, (seed + 1) * BAG)
        drawn = [self._settings | {"bagging_seed": s, "feature_fraction_seed": s} for s in seeds]
        boosters = [train(settings, self._data, num_boost_round=self._trees) for settings in drawn]
        return Ranker(self.names, boosters)


@dataclass(frozen=True)
class Ranker:
    """Boosters whose scores are averaged."""

    names: list[str]
    boosters: list[Any]

    def scores(self, sight: Sight, *, candidates: int) -> Vectors:
        """Scores [sources, targets]: the first `candidates` of the first look by the boosters, all above the others,
        which keep the first look."""
        look = sight.look()
        finite = np.isfinite(look)
        # Squashed to 0..1, so that the candidates can stand above.
        scores: Vectors = np.where(finite, 1.0 / (1.0 + np.exp(-np.where(finite, look, 0.0))), -1.0).astype(np.float32)
        top = np.argsort(-look, axis=1, kind="stable")[:, :candidates]
        source = np.repeat(np.arange(len(look)), top.shape[1])
        target = top.reshape(-1)
        keep = finite[source, target]
        source, target = source[keep], target[keep]
        cells = sight.cells(source, target, self.names)
        found = np.mean([booster.predict(cells) for booster in self.boosters], axis=0)
        scores[source, target] = 2.0 + found - found.min(initial=0.0)
        return scores


def folds(edges: Indices, count: int, seed: int, *, undirected: bool) -> list[Marks]:
    """Marks [n] of the edges of each fold; both directions of a pair are in one fold, or one would tell the other."""
    key = np.sort(edges, axis=1) if undirected else edges
    _, pair = np.unique(key, axis=0, return_inverse=True)
    pair = pair.reshape(-1)
    drawn = np.random.default_rng((seed, 17)).permutation(int(pair.max(initial=-1)) + 1) % count
    return [np.asarray(drawn[pair] == fold) for fold in range(count)]
