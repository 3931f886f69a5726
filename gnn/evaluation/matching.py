"""The task `matching`: jobs for applicants by full ranking, with and without a history, beside every baseline."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from ..baselines.base import Task
from ..baselines.registry import RANKERS, SEEDED, SLOW, checked
from ..baselines.registry import rankers as baselines
from ..features import TextEncoder
from .applicants import load
from .full_ranking import PerPerson, average, intervals, judge, judge_asked, read_splits, spread
from .full_ranking import gains as paired_gains
from .kept import Kept
from .report import EvalReport
from .rows import FILES
from .stack import SAGE, Trained

Progress = Callable[[int, int], None]
EPOCHS = 60
#: Rankers that this task runs over all that its data say, more than a `Task` holds: days, distances, former employers.
OWN = frozenset({"lightgbm", "mlp"})
#: name -> how GraphSAGE differs from the one in service.
ABLATIONS: dict[str, dict[str, Any]] = {
    "graphsage_max": {"aggregation": "max"},
    "graphsage_attention": {"aggregation": "attention"},
    "graphsage_shuffled": {"shuffled": True},
}
#: name -> how it learns otherwise. An epoch is one batch here, in which popularity has nothing to correct.
LEARNING: dict[str, dict[str, Any]] = {
    "graphsage_hard": {"hard_negatives": 16},
    "graphsage_edge_dropout": {"edge_dropout": 0.1},
}


def evaluate_matching(
    data: Path,
    gold: Path,
    *,
    posting_order: bool = True,
    seeds: int = 5,
    device: str = "auto",
    encoder: TextEncoder | None = None,
    epochs: int = EPOCHS,
    rankers: Sequence[str] | None = None,
    ablations: bool = False,
    state: Path | None = None,
    progress: Progress | None = None,
) -> EvalReport:
    """Train on the training applicants, then rank all adverts for those of the gold file.

    `metrics` are those of the ranker in service: LambdaMART over pair features, walks, expected days and GraphSAGE.
    Beside it stand, on the same people in the same run, `baselines.lightgbm` (the same over pair features alone, no
    graph), `lightgbm_walks` (and walks), `lightgbm_graph` (and days: everything but GraphSAGE), `graphsage` alone,
    `mlp` (GraphSAGE without edges) and the baseline rankers of the names `rankers` (all but the slow ones if None).

    Args:
        ablations: also GraphSAGE by other aggregators, over shuffled edges, with mined negatives and with edge dropout;
            and the slow rankers, if `rankers` is None.
        state: folder that keeps the runs that are done, so that another call goes on from there (`seconds` are those of
            this call).
        progress: called with (steps done, all steps).

    Raises:
        GoldFileError: a bad line, or nobody to ask about.
        InputError: no ranker has such a name.
        NotEnoughData: too few training applicants.
    """
    started = time.perf_counter()
    usual = [name for name in RANKERS if ablations or name not in SLOW]
    chosen = usual if rankers is None else checked(rankers)
    runs = _Runs(data, gold, posting_order, device, encoder, epochs)
    files = [*(data / name for name in FILES), gold]
    kept = Kept.of(state, files, [posting_order, epochs, device, str(getattr(runs.encoder, "name", ""))])
    results: dict[str, list[PerPerson]] = {}
    importance: list[dict[str, dict[str, float]]] = []
    plan = [*runs.of_baselines([name for name in chosen if name not in OWN], seeds), *runs.of_models(seeds, ablations)]
    for done, (name, seed, make) in enumerate(plan, 1):
        found = kept.run(name, seed, make)
        if name == STACK:
            importance.append(found["importance"])
        for ranker, values in (found["runs"] if name == STACK else {name: found}).items():
            results.setdefault(ranker, []).append(values)
        if progress:
            progress(done, len(plan))
    averaged = {name: average(each) for name, each in results.items()}
    ours = averaged.pop("service")
    seconds = time.perf_counter() - started
    return EvalReport(
        task="matching",
        gold=str(gold),
        n=len(runs.asked),
        metrics=intervals(ours),
        baselines={name: intervals(values) for name, values in sorted(averaged.items())},
        seconds=round(seconds, 1),
        items_per_second=round(sum(len(rows) for rows in runs.splits.values()) / seconds, 2),
        details={
            "applicants": {name: len(rows) for name, rows in runs.splits.items()},
            "posting_order": posting_order,
            "seeds": seeds,
            "seed_spread": {name: spread(each) for name, each in sorted(results.items()) if len(each) > 1},
            "gain_over": {name: paired_gains(ours, values) for name, values in sorted(averaged.items())},
            "feature_importance": importance,
        },
    )


#: A run of the ranker on top, in all its forms.
STACK = "stack"
#: Name, seed, and what gives its values for every applicant.
Run = tuple[str, int, Callable[[], Any]]


class _Runs:
    """Everything that is to be run, over what all runs share; what no run asks for is never made."""

    def __init__(
        self, data: Path, gold: Path, posting_order: bool, device: str, encoder: TextEncoder | None, epochs: int
    ) -> None:
        self.applicants = load(data, posting_order=posting_order)
        self.asked, self.splits = read_splits(gold, self.applicants)
        if encoder is None:
            from graph.encoder import Encoder

            encoder = Encoder(device=device)
        self.encoder = encoder
        self._order, self._device, self._epochs = posting_order, device, epochs
        self._last: dict[int, Any] = {}

    def of_baselines(self, names: Sequence[str], seeds: int) -> Iterator[Run]:
        """Each baseline, with every seed if it depends on it."""
        for name in names:
            for seed in range(seeds if name in SEEDED else 1):
                yield name, seed, partial(self._baseline, name, seed)

    def of_models(self, seeds: int, ablations: bool) -> Iterator[Run]:
        """With each seed: GraphSAGE, the ranker on top of it, GraphSAGE without edges, and otherwise if wanted."""
        others = {"mlp": {"edges": False}, **(ABLATIONS | LEARNING if ablations else {})}
        for seed in range(seeds):
            yield SAGE, seed, partial(self._alone, seed)
            yield STACK, seed, partial(self._stack, seed)
            for name, options in others.items():
                yield name, seed, partial(self._other, seed, options)

    @cached_property
    def _task(self) -> Task:
        return self.applicants.task(sorted(self.applicants.views))

    @cached_property
    def _trained(self) -> Trained:
        return Trained(self.applicants, self.asked, self.splits, self.encoder, self._order)

    def _baseline(self, name: str, seed: int) -> PerPerson:
        ranker = baselines([name], self.encoder, seed)[0]
        ranker.fit(self._task)
        return judge(self.splits, ranker.scores, self.applicants)

    def _sage(self, seed: int) -> Any:
        """GraphSAGE of a seed: its own run and that of the ranker on top, one after the other, share it."""
        if seed not in self._last:
            self._last = {seed: self._trained.graph_scores(seed, self._epochs, self._device)}
        return self._last[seed]

    def _alone(self, seed: int) -> PerPerson:
        return judge_asked(self.splits, self._sage(seed).scores)

    def _stack(self, seed: int) -> dict[str, Any]:
        scorers = self._trained.stacks(self._sage(seed).scores, seed)
        found = {name: judge_asked(self.splits, scorer) for name, scorer in scorers.items()}
        return {"runs": found, "importance": self._trained.importance}

    def _other(self, seed: int, options: dict[str, Any]) -> PerPerson:
        return judge_asked(self.splits, self._trained.graph_scores(seed, self._epochs, self._device, **options).scores)
