"""The task `matching`: jobs for applicants by full ranking, with and without a history, beside every baseline."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..baselines.registry import RANKERS, SEEDED, SLOW, checked
from ..baselines.registry import rankers as baselines
from ..data import Vectors
from ..features import TextEncoder
from ..lambdarank import Group, LambdaRank
from .applicants import Applicants, Asked, load
from .examples import Example, Features, examples
from .full_ranking import PerPerson, average, intervals, judge, judge_asked, read_splits, spread
from .full_ranking import gains as paired_gains
from .report import EvalReport
from .walk_features import WALK_FEATURES

if TYPE_CHECKING:
    from ..model import Aggregation

Progress = Callable[[int, int], None]
#: Scores [people, adverts].
Scorer = Callable[[Sequence[Asked]], Vectors]
EPOCHS = 60
SAGE = "graphsage"
#: Rankers that this task runs over all that its data say, more than a `Task` holds: days, distances, former employers.
OWN = frozenset({"lightgbm", "mlp"})
#: Features that never lower a score when they grow. "viewers" says nothing about people with a history: of the adverts
#: that they are asked for most have no viewer in training, because of how such data are cut, and that is no signal.
RISING = frozenset({*WALK_FEATURES, SAGE, "viewers"})


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
    progress: Progress | None = None,
) -> EvalReport:
    """Train on the training applicants, then rank all adverts for those of the gold file.

    `metrics` are those of the ranker in service: LambdaMART over pair features, walks and GraphSAGE. Beside it stand,
    on the same people in the same run, `baselines.lightgbm` (the same over pair features alone, no graph),
    `lightgbm_walks` (everything but GraphSAGE), `graphsage` alone, `mlp` (GraphSAGE without edges) and the baseline
    rankers of the names `rankers` (all but the slow ones if None).

    Args:
        ablations: also GraphSAGE by other aggregators, over shuffled edges, with mined negatives and with edge dropout,
            with the first seed only.
        progress: called with (steps done, all steps).

    Raises:
        GoldFileError: a bad line, or nobody to ask about.
        InputError: no ranker has such a name.
        NotEnoughData: too few training applicants.
    """
    started = time.perf_counter()
    applicants = load(data, posting_order=posting_order)
    asked, splits = read_splits(gold, applicants)
    if encoder is None:
        from graph.encoder import Encoder

        encoder = Encoder(device=device)
    people = sorted(applicants.views)
    chosen = [name for name in RANKERS if name not in SLOW] if rankers is None else checked(rankers)
    simple = [name for name in chosen if name not in OWN]
    total = 1 + len(simple) + seeds
    results: dict[str, list[PerPerson]] = defaultdict(list)
    trained = Trained(applicants, asked, splits, encoder, posting_order)
    done = 1
    _tell(progress, done, total)
    task = applicants.task(people)
    for name in simple:
        for seed in range(seeds if name in SEEDED else 1):
            ranker = baselines([name], encoder, seed)[0]
            ranker.fit(task)
            results[name].append(judge(splits, ranker.scores, applicants))
        done += 1
        _tell(progress, done, total)
    gains = []
    for seed in range(seeds):
        sage = trained.graph_scores(seed, epochs, device)
        results[SAGE].append(judge_asked(splits, sage.scores))
        results["mlp"].append(judge_asked(splits, trained.graph_scores(seed, epochs, device, edges=False).scores))
        for name, scorer in trained.stacks(sage.scores, seed).items():
            results[name].append(judge_asked(splits, scorer))
        gains.append(trained.importance)
        _tell(progress, done + seed + 1, total)
    if ablations:
        for name, options in {**ABLATIONS, **LEARNING}.items():
            results[name].append(judge_asked(splits, trained.graph_scores(0, epochs, device, **options).scores))
    averaged = {name: average(runs) for name, runs in results.items()}
    ours = averaged.pop("service")
    seconds = time.perf_counter() - started
    return EvalReport(
        task="matching",
        gold=str(gold),
        n=len(asked),
        metrics=intervals(ours),
        baselines={name: intervals(values) for name, values in sorted(averaged.items())},
        seconds=round(seconds, 1),
        items_per_second=round(sum(len(splits[name]) for name in splits) / seconds, 2),
        details={
            "applicants": {name: len(rows) for name, rows in splits.items()},
            "posting_order": posting_order,
            "seeds": seeds,
            "seed_spread": {name: spread(runs) for name, runs in sorted(results.items()) if len(runs) > 1},
            "gain_over": {name: paired_gains(ours, values) for name, values in sorted(averaged.items())},
            "feature_importance": gains,
        },
    )


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


class Trained:
    """What all seeds share: examples to learn from, and the features of everybody who is asked about."""

    def __init__(
        self,
        data: Applicants,
        asked: Sequence[Asked],
        splits: Mapping[str, Sequence[Asked]],
        encoder: TextEncoder,
        posting_order: bool,
    ) -> None:
        self.data, self._encoder = data, encoder
        self._everybody = [*sorted(data.views), *(one.id for one in asked)]
        self._features = Features(data, encoder, self._everybody, order=posting_order)
        warm, cold = examples(self._features)
        self._examples = {True: warm, False: cold}
        self._matrices = {one: self._features.of(one) for name in ("warm", "cold") for one in splits[name]}
        self._graphs: dict[tuple[Any, ...], Any] = {}
        self.importance: dict[str, dict[str, float]] = {}

    def graph_scores(
        self,
        seed: int,
        epochs: int,
        device: str,
        *,
        edges: bool = True,
        aggregation: Aggregation = "mean",
        shuffled: bool = False,
        **learning: Any,
    ) -> Any:
        """GraphSAGE of a seed, trained."""
        from .applicant_graph import ApplicantGraph
        from .graph_scores import GraphScores

        kind = (edges, aggregation, shuffled)
        if kind not in self._graphs:
            self._graphs[kind] = ApplicantGraph(
                self.data, self._encoder, self._everybody, edges=edges, aggregation=aggregation, shuffled=shuffled
            )
        return GraphScores(self._graphs[kind], sorted(self.data.views), seed, epochs=epochs, device=device, **learning)

    def without_graph(self, seed: int) -> Scorer:
        """The ranker on top over pair features alone."""
        return self.stacks(lambda asked: np.zeros((len(asked), len(self.data.items)), np.float32), seed, ("lightgbm",))[
            "lightgbm"
        ]

    def stacks(
        self, sage: Scorer, seed: int, wanted: Sequence[str] = ("lightgbm", "lightgbm_walks", "service")
    ) -> dict[str, Scorer]:
        """The ranker in service and what it is without GraphSAGE and without any graph, trained with this seed.

        People with a history and people without have a ranker each.
        """
        names = self._features.names
        pairs, everything = self._features.pairs.names, [*names, SAGE]
        columns = {"lightgbm": pairs, "lightgbm_walks": names, "service": everything}
        columns = {name: columns[name] for name in wanted}
        models: dict[tuple[str, bool], LambdaRank] = {}
        for warm, rows in self._examples.items():
            scores = sage([row.asked for row in rows])
            matrices = [
                np.column_stack([row.features, score[row.adverts]]) for row, score in zip(rows, scores, strict=True)
            ]
            for name, own in columns.items():
                used = [column for column in own if not (warm and column == "viewers")]
                keep = [everything.index(column) for column in used]
                models[name, warm] = LambdaRank(used, RISING, seed=seed)
                models[name, warm].fit(_groups(rows, matrices, keep))
        best = wanted[-1]
        self.importance = {"warm" if warm else "cold": models[best, warm].importance() for warm in (True, False)}

        def scorer(name: str) -> Scorer:
            def scores(asked: Sequence[Asked]) -> Vectors:
                graph = sage(asked)
                found = []
                for one, score in zip(asked, graph, strict=True):
                    model = models[name, bool(one.context)]
                    matrix = np.column_stack([self._matrices[one], score])
                    found.append(model.scores(matrix[:, [everything.index(column) for column in model.names]]))
                return np.stack(found) if found else np.zeros((0, len(self.data.items)), np.float32)

            return scores

        return {name: scorer(name) for name in columns}


def _groups(rows: Sequence[Example], matrices: Sequence[Vectors], keep: Sequence[int]) -> list[Group]:
    return [Group(matrix[:, keep], row.chosen) for row, matrix in zip(rows, matrices, strict=True)]


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress:
        progress(done, total)
