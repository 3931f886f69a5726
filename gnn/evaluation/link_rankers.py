"""The rankers that `eval links` compares: simple predictors, GraphSAGE, and LightGBM without it and with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from graph.errors import NotEnoughData

from ..baselines.collaborative import ItemCf, UserCf
from ..baselines.lightgcn import LightGcn
from ..baselines.links import (
    adamic_adar,
    as_choices,
    common_neighbours,
    factorised,
    nearest_neighbours,
    popularity,
    resource_allocation,
)
from ..data import Indices, Vectors
from ..training import TrainConfig
from .link_stack import Examples, Forest, Sight, folds
from .link_task import Judged, LinkTask
from .occupation_graph import OccupationGraph
from .occupation_views import OccupationViews
from .occupations import Relation
from .related_features import RelatedFeatures, ranks_in_rows
from .technology_features import TechnologyFeatures

Progress = Callable[[int, int], None]
#: The ranker learns from the links of `LEARNT` folds out of `FOLDS`. A fold is a tenth, as much as is held out for
#: judging, so features look alike in training and use.
FOLDS, LEARNT = 10, 3
STACK, WITHOUT_GNN, GNN, LIGHTGCN = "lightgbm_graphsage", "lightgbm", "graphsage", LightGcn.name
TRAINED = (LIGHTGCN, GNN, WITHOUT_GNN, STACK)


@dataclass(frozen=True)
class Plan:
    """What was chosen for a relation, by links held out inside the training links.

    Attributes:
        ranker: the best, which the product uses.
        first: features whose mean finds the candidates.
        candidates: how many of them the ranker puts in order.
        trees: of a booster.
        leaf: cells that a leaf of a tree has at least.
        epochs: of GraphSAGE.
        negatives: targets beside those of the batch that GraphSAGE tells from the right ones.
    """

    ranker: str
    first: tuple[str, ...]
    candidates: int
    trees: int
    leaf: int
    epochs: int
    negatives: int


PLANS: dict[Relation, Plan] = {
    "related": Plan(
        ranker=STACK,
        first=("adamic_adar", "walk", "blend", "titles_near", "blend_nearest"),
        candidates=250, trees=100, leaf=200, epochs=160, negatives=2048,
    ),
    "technology": Plan(
        ranker=WITHOUT_GNN,
        first=("blend_far", "mixed_mid", "mixed_far", "kind_expected", "used_with", "users"),
        candidates=400, trees=40, leaf=1000, epochs=40, negatives=512,
    ),
}  # fmt: skip


def simple(task: LinkTask, views: OccupationViews) -> dict[str, Vectors]:
    """Scores [occupations, targets] of the predictors without training."""
    links = task.incidence(task.train)
    bipartite = not task.undirected
    profiles = [views.importance, views.text]
    if bipartite:
        profiles.append(links / np.sqrt(np.maximum(links.sum(axis=0), 1.0)))
    both = links if bipartite else np.maximum(links, links.T)
    return {
        "popularity": popularity(links),
        "common_neighbours": common_neighbours(links, bipartite=bipartite),
        "adamic_adar": adamic_adar(links, bipartite=bipartite),
        "resource_allocation": resource_allocation(links, bipartite=bipartite),
        "knn": nearest_neighbours(profiles, links if bipartite else None),
        "user_cf": as_choices(UserCf(), both),
        "item_cf": as_choices(ItemCf(), both),
        "svd": factorised(both),
    }


class Contest:
    """GraphSAGE, LightGCN, LightGBM without GraphSAGE and with it, on the same links."""

    def __init__(
        self,
        task: LinkTask,
        features: RelatedFeatures | TechnologyFeatures,
        graph: OccupationGraph,
        epochs: int,
        device: str,
    ) -> None:
        self.task, self.features, self.graph = task, features, graph
        self.plan = PLANS[task.relation]
        self.epochs, self.device = epochs, device

    def run(self, seeds: int, progress: Progress | None) -> dict[str, list[Judged]]:
        """What each run of each ranker gets."""
        task, plan, steps = self.task, self.plan, LEARNT + seeds
        examples: Examples | None = None
        for fold, hidden in enumerate(folds(task.train, FOLDS, 0, undirected=task.undirected)[:LEARNT]):
            seen = task.train[~hidden]
            sight = self._sight(seen, self.features.matrices(seen), self._graphsage(seen, 1000 + fold))
            examples = examples or Examples(list(sight.features))
            examples.add(sight, task.train[hidden], candidates=plan.candidates, seed=fold)
            del sight
            if progress:
                progress(fold + 1, steps)
        if examples is None or not examples.x:
            raise NotEnoughData("no links to learn from", fix="Give larger tables")
        fixed = self.features.matrices(task.train)
        forests = {
            name: Forest(examples, names, trees=plan.trees, leaf=plan.leaf)
            for name, names in ((WITHOUT_GNN, list(fixed)), (STACK, examples.names))
        }
        links = task.incidence(task.train)
        both = np.maximum(links, links.T) if task.undirected else links
        found: dict[str, list[Judged]] = {name: [] for name in TRAINED}
        for seed in range(seeds):
            scores = self._graphsage(task.train, seed)
            sight = self._sight(task.train, fixed, scores)
            found[LIGHTGCN].append(task.judge(as_choices(LightGcn(seed), both)))
            found[GNN].append(task.judge(scores))
            for name, forest in forests.items():
                found[name].append(task.judge(forest.fit(seed).scores(sight, candidates=plan.candidates)))
            if progress:
                progress(LEARNT + seed + 1, steps)
        return found

    def _sight(self, links: Indices, fixed: Mapping[str, Vectors], scores: Vectors) -> Sight:
        learnt = {GNN: scores, f"{GNN}_rank": ranks_in_rows(scores)}
        if self.task.undirected:
            learnt[f"{GNN}_rank_back"] = ranks_in_rows(scores.T).T
        return Sight({**fixed, **learnt}, self.task.rankable(links), self.plan.first)

    def _graphsage(self, links: Indices, seed: int) -> Vectors:
        config = TrainConfig(
            epochs=self.epochs,
            batch=8192,
            negatives=self.plan.negatives,
            lr=5e-3,
            patience=4,
            validate_every=20,
            seed=seed,
            device=self.device,
        )
        return self.graph.scores(links, config)
