"""The task `matching` for chosen baseline rankers alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from ..baselines.registry import SEEDED, checked, rankers
from ..features import TextEncoder
from .applicants import load
from .full_ranking import PerPerson, average, intervals, judge, judge_asked, read_splits, spread
from .kept import Kept
from .matching import EPOCHS, OWN
from .report import EvalReport
from .rows import FILES
from .stack import Trained

Progress = Callable[[int, int], None]


def evaluate_rankers(
    names: Sequence[str],
    data: Path,
    gold: Path,
    *,
    posting_order: bool = True,
    seeds: int = 5,
    device: str = "auto",
    encoder: TextEncoder | None = None,
    state: Path | None = None,
    progress: Progress | None = None,
) -> EvalReport:
    """Fit each ranker on the training applicants and rank all adverts for those of the gold file.

    Rankers that depend on a seed run with each of `seeds`. `metrics` is empty: no model in service takes part.
    `lightgbm` and `mlp` are those of `evaluate_matching`, over all that its data say.
    `details` has the seconds of a run of each (fit and all splits) and the spread over seeds.

    Args:
        state: folder that keeps the runs that are done, so that another call goes on from there.

    Raises:
        InputError: there is no ranker of some name.
        GoldFileError: a bad line, or nobody to ask about.
    """
    started = time.perf_counter()
    checked(names)
    applicants = load(data, posting_order=posting_order)
    asked, parts = read_splits(gold, applicants)
    if encoder is None:
        from graph.encoder import Encoder

        encoder = Encoder(device=device)
    task = applicants.task(sorted(applicants.views))
    plan = [(name, seed) for name in dict.fromkeys(names) for seed in range(seeds if name in SEEDED else 1)]
    files = [*(data / name for name in FILES), gold]
    kept = Kept.of(state, files, [posting_order, device, str(getattr(encoder, "name", ""))])

    @cache
    def trained() -> Trained:
        return Trained(applicants, asked, parts, encoder, posting_order)

    def run(name: str, seed: int) -> dict[str, Any]:
        if name in OWN:
            trained()
        begun = time.perf_counter()
        if name == "lightgbm":
            found = judge_asked(parts, trained().without_graph(seed))
        elif name in OWN:
            found = judge_asked(parts, trained().graph_scores(seed, EPOCHS, device, edges=False).scores)
        else:
            ranker = rankers([name], encoder, seed)[0]
            ranker.fit(task)
            found = judge(parts, ranker.scores, applicants)
        return {"values": found, "seconds": time.perf_counter() - begun}

    runs: dict[str, list[PerPerson]] = {}
    took: dict[str, float] = {}
    for done, (name, seed) in enumerate(plan, 1):
        found = kept.run(f"{name}-alone", seed, partial(run, name, seed))
        runs.setdefault(name, []).append(found["values"])
        took[name] = took.get(name, 0.0) + found["seconds"]
        if progress:
            progress(done, len(plan))
    seconds = time.perf_counter() - started
    return EvalReport(
        task="matching",
        gold=str(gold),
        n=len(asked),
        metrics={},
        baselines={name: intervals(average(own)) for name, own in runs.items()},
        seconds=round(seconds, 1),
        items_per_second=round(len(plan) * sum(map(len, parts.values())) / seconds, 2),
        details={
            "applicants": {name: len(rows) for name, rows in parts.items()},
            "posting_order": posting_order,
            "seeds": {name: len(own) for name, own in runs.items()},
            "seed_spread": {name: spread(own) for name, own in runs.items() if len(own) > 1},
            "seconds_a_run": {name: round(took[name] / len(own), 1) for name, own in runs.items()},
        },
    )
