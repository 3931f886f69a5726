"""The task `links`: held-out O*NET edges by full ranking, GraphSAGE and a ranker on top beside simple predictors."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from graph.device import pick_device

from ..features import TextEncoder
from .link_rankers import PLANS, TRAINED, Contest, simple
from .link_task import EDGE_METRICS, METRICS, Judged, LinkTask, mean_judged, ratio_interval
from .metrics import interval, paired_difference
from .occupation_graph import OccupationGraph
from .occupation_views import OccupationViews
from .occupations import Relation, hold_out, load, load_gold
from .related_features import RelatedFeatures
from .report import EvalReport
from .technology_features import TechnologyFeatures

Progress = Callable[[int, int], None]


def evaluate_links(
    data: Path,
    relation: Relation,
    gold: Path | None = None,
    *,
    seeds: int = 5,
    device: str = "auto",
    encoder: TextEncoder | None = None,
    epochs: int | None = None,
    progress: Progress | None = None,
) -> EvalReport:
    """Rank every target that is not linked in train; `LinkTask` says which and how it is judged.

    `metrics` are those of the ranker that the plan names. The LightGBM rankers, over simple predictors and with or
    without GraphSAGE, learn from links that were hidden from both: GraphSAGE is trained once without each fold, and
    once a seed on all train links.

    Args:
        gold: held-out edges; without it a tenth of the edges in `data` is held out by seed 0.
        epochs: of GraphSAGE, if not those of the plan.

    Raises:
        GoldFileError: a bad line.
    """
    started = time.perf_counter()
    tables = load(data)
    held = load_gold(gold, relation) if gold else hold_out(tables, relation)
    task = LinkTask(tables, relation, held)
    if encoder is None:
        from graph.encoder import Encoder

        encoder = Encoder(device=device)
    views = OccupationViews(tables, encoder)
    contest = Contest(
        task,
        RelatedFeatures(tables, views) if relation == "related" else TechnologyFeatures(tables, views, encoder),
        OccupationGraph(tables, relation, views, encoder),
        epochs or PLANS[relation].epochs,
        pick_device(device),
    )
    runs = {name: [task.judge(scores)] for name, scores in simple(task, views).items()}
    runs |= contest.run(seeds, progress)
    judged = {name: mean_judged(found) for name, found in runs.items()}
    best = PLANS[relation].ranker
    ours = judged.pop(best)
    seconds = time.perf_counter() - started
    return EvalReport(
        task="links",
        gold=str(gold or f"a tenth of {data}"),
        n=len(set(held)),
        metrics=_figures(ours),
        baselines={name: _figures(found) for name, found in judged.items()},
        seconds=round(seconds, 1),
        items_per_second=round(len(held) / seconds, 2),
        details={
            "relation": relation,
            "ranker": best,
            "occupations": len(task.gold),
            "targets": int(task.ranked.any(axis=0).sum()),
            "unseen_targets": task.unseen.total(),
            "unseen_as_missed": {m: round(value, 4) for m, value in task.with_unseen(ours).items()},
            "seeds": seeds,
            "seed_spread": {name: {m: _spread(runs[name], m) for m in METRICS} for name in TRAINED},
            "gain_over": {name: _gain(ours, found) for name, found in judged.items()},
        },
    )


def _figures(found: Judged) -> dict[str, list[float]]:
    by_source = {m: _rounded(interval(found.by_source[m])) for m in METRICS}
    return by_source | {m: _rounded(ratio_interval(found.edges[m], found.count)) for m in EDGE_METRICS}


def _gain(ours: Judged, theirs: Judged) -> dict[str, list[float]]:
    """Paired differences by occupation."""
    return {m: _rounded(paired_difference(ours.by_source[m], theirs.by_source[m])) for m in METRICS}


def _spread(runs: list[Judged], metric: str) -> float:
    """Standard deviation over seeds."""
    return round(float(np.std([run.by_source[metric].mean() for run in runs], ddof=min(1, len(runs) - 1))), 4)


def _rounded(values: tuple[float, ...]) -> list[float]:
    return [round(value, 4) for value in values]
