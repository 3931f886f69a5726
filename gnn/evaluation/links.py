"""The task `links`: held-out O*NET edges by full ranking, GraphSAGE and a ranker on top beside simple predictors."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from graph.device import pick_device
from graph.errors import GoldFileError

from ..features import TextEncoder
from .link_rankers import PLANS, TRAINED, Contest, simple
from .link_task import EDGE_METRICS, METRICS, Judged, LinkTask, mean_judged, ratio_interval
from .metrics import figure
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
        GoldFileError: a bad line, no line at all, or no edge that can be asked for.
    """
    started = time.perf_counter()
    tables = load(data)
    held = load_gold(gold, relation) if gold else hold_out(tables, relation)
    task = LinkTask(tables, relation, held)
    if not task.gold:
        raise GoldFileError(
            "no edge can be asked for", where=str(gold or data), fix="Its ends must be in the tables, the target linked"
        )
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
            "seed_spread": {n: {m: _spread(runs[n], m) for m in METRICS} for n in TRAINED} if seeds > 1 else {},
            "gain_over": {name: _gain(ours, found) for name, found in judged.items()},
        },
    )


def _figures(found: Judged) -> dict[str, list[float | None]]:
    by_source = {m: figure(found.by_source[m]) for m in METRICS}
    edges = {m: ratio_interval(found.edges[m], found.count) for m in EDGE_METRICS}
    return by_source | {m: [round(value, 4) for value in values] for m, values in edges.items()}


def _gain(ours: Judged, theirs: Judged) -> dict[str, list[float | None]]:
    """Paired differences by occupation."""
    return {m: figure(ours.by_source[m] - theirs.by_source[m]) for m in METRICS}


def _spread(runs: list[Judged], metric: str) -> float:
    """Standard deviation over seeds, two or more."""
    return round(float(np.std([run.by_source[metric].mean() for run in runs], ddof=1)), 4)
