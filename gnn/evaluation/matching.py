"""The task `matching`: jobs for applicants by full ranking, with and without a history, beside every baseline."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..baselines.base import BaselineRanker, Query, Task, same_place
from ..baselines.bm25 import Bm25
from ..baselines.chance import Chance
from ..baselines.place_text import PlaceThenText
from ..baselines.popularity import Popularity
from ..baselines.sentence import SentenceCosine
from ..baselines.tfidf import TfIdf
from ..data import Vectors
from ..features import TextEncoder
from .applicants import Applicants, Asked, load, load_gold
from .choice import ChoiceModel
from .metrics import interval, mean_reciprocal_rank, ndcg_at, paired_difference, ranks, recall_at
from .report import EvalReport

if TYPE_CHECKING:
    from ..training import TrainResult

Progress = Callable[[int, int], None]
METRICS = ("mrr", "r10", "r50", "ndcg10")
SPLITS = ("warm", "cold", "cold_no_top6")
TOP = 6
#: People of the training part on whom early stopping and the ranker are fitted.
VALIDATION_SHARE = 0.15
EPOCHS = 60
#: split -> metric -> one value an applicant.
PerPerson = dict[str, dict[str, list[float]]]


def evaluate_matching(
    data: Path,
    gold: Path,
    *,
    posting_order: bool = True,
    seeds: int = 5,
    device: str = "auto",
    encoder: TextEncoder | None = None,
    epochs: int = EPOCHS,
    progress: Progress | None = None,
) -> EvalReport:
    """Train on the training applicants, then rank all adverts for those of the gold file.

    `metrics` are those of the ranker in service: a choice model over GraphSAGE, text and place (and nearness in
    the order of posting, unless `posting_order` is false). `baselines.graphsage` is GraphSAGE alone.

    Raises:
        GoldFileError: a bad line.
    """
    started = time.perf_counter()
    applicants = load(data, posting_order=posting_order)
    asked = load_gold(gold, applicants)
    if encoder is None:
        from graph.encoder import Encoder

        encoder = Encoder(device=device)
    splits = _splits(applicants, asked)
    people = sorted(applicants.views)
    task = applicants.task(people)
    results: dict[str, list[PerPerson]] = defaultdict(list)
    simple: list[BaselineRanker] = [Popularity(), TfIdf(), PlaceThenText(), Bm25(), SentenceCosine(encoder)]
    text = {ranker.name: _fitted(ranker, task) for ranker in simple}
    total = seeds * 2
    for name, ranker in text.items():
        results[name].append(_judge(splits, ranker.scores, applicants))
    weights = []
    for seed in range(seeds):
        results["random"].append(_judge(splits, _fitted(Chance(seed), task).scores, applicants))
        for step, edges in enumerate((False, True)):
            run = _Run(applicants, asked, encoder, seed, edges=edges, epochs=epochs, device=device)
            results["graphsage" if edges else "mlp"].append(_judge(splits, run.scores, applicants))
            if edges:
                service = _Service(run, text, posting_order)
                results["service"].append(_judge(splits, service.scores, applicants))
                weights.append(service.weights())
            if progress:
                progress(seed * 2 + step + 1, total)
    averaged = {name: _average(runs) for name, runs in results.items()}
    ours = averaged.pop("service")
    seconds = time.perf_counter() - started
    return EvalReport(
        task="matching",
        gold=str(gold),
        n=len(asked),
        metrics=_intervals(ours),
        baselines={name: _intervals(values) for name, values in sorted(averaged.items())},
        seconds=round(seconds, 1),
        items_per_second=round(sum(len(splits[name]) for name in splits) / seconds, 2),
        details={
            "applicants": {name: len(rows) for name, rows in splits.items()},
            "posting_order": posting_order,
            "seeds": seeds,
            "seed_spread": {name: _spread(runs) for name, runs in sorted(results.items()) if len(runs) > 1},
            "gain_over": {name: _gains(ours, values) for name, values in sorted(averaged.items())},
            "ranker_weights": weights,
        },
    )


def _splits(data: Applicants, asked: Sequence[Asked]) -> dict[str, list[Asked]]:
    """Warm: context given. Cold: people with a profile, context hidden, every view a target."""
    warm = [one for one in asked if one.context and one.targets]
    cold = [
        Asked(one.id, (), tuple(sorted({*one.context, *one.targets})))
        for one in asked
        if data.person(one.id).has_profile
    ]
    views = np.bincount([item for items in data.views.values() for item in items], minlength=len(data.items))
    top = set(np.argsort(-views, kind="stable")[:TOP].tolist())
    return {"warm": warm, "cold": cold, "cold_no_top6": [one for one in cold if not set(one.targets) <= top]}


def _fitted(ranker: BaselineRanker, task: Task) -> BaselineRanker:
    ranker.fit(task)
    return ranker


def _judge(
    splits: Mapping[str, Sequence[Asked]], scores: Callable[[Sequence[Query]], Vectors], data: Applicants
) -> PerPerson:
    found: PerPerson = {}
    for name, rows in splits.items():
        matrix = scores([data.query(one.id, one.context) for one in rows])
        values: dict[str, list[float]] = {metric: [] for metric in METRICS}
        for one, row in zip(rows, matrix, strict=True):
            place = ranks(row, np.array(one.targets, np.int64), np.array(one.context, np.int64))
            values["mrr"].append(mean_reciprocal_rank(place))
            values["r10"].append(recall_at(place, 10))
            values["r50"].append(recall_at(place, 50))
            values["ndcg10"].append(ndcg_at(place, 10))
        found[name] = values
    return found


class _Run:
    """One trained model; scores any query by the graph in which its context is known."""

    def __init__(
        self,
        data: Applicants,
        asked: Sequence[Asked],
        encoder: TextEncoder,
        seed: int,
        *,
        edges: bool,
        epochs: int,
        device: str,
    ) -> None:
        from ..training import TrainConfig, train
        from .applicant_graph import ApplicantGraph, ViewSupervision

        random = np.random.default_rng((seed, 5))
        people = sorted(data.views)
        held = set(random.choice(len(people), round(len(people) * VALIDATION_SHARE), replace=False).tolist())
        learners = [id_ for i, id_ in enumerate(people) if i not in held]
        judges = {id_: _shown(data.views[id_], random) for i, id_ in enumerate(people) if i in held}
        self.judges = {id_: shown for id_, shown in judges.items() if shown or data.person(id_).has_profile}
        self.data = data
        self.graph = ApplicantGraph(data, encoder, [*people, *(one.id for one in asked)], edges=edges)
        supervision = ViewSupervision(self.graph, learners, self.judges, seed)
        config = TrainConfig(
            epochs=epochs, batch=8192, negatives=1024, validate_every=3, patience=5, seed=seed, device=device
        )
        self.result: TrainResult = train(supervision, config)

    def scores(self, queries: Sequence[Query]) -> Vectors:
        """Cosines, [queries, items]."""
        import torch

        from ..data import Pairs

        context = {query.id: query.context for query in queries}
        episode = self.graph.episode(context, Pairs.of(()))
        with torch.no_grad():
            people, items = self.result.model(episode.x, episode.edges)
        rows = people[[self.graph.row[query.id] for query in queries]]
        found: Vectors = (rows @ items.T).numpy()
        return found


class _Service:
    """The ranker in service: a choice model each for people with a history and without, fitted on held-out people."""

    def __init__(self, run: _Run, text: Mapping[str, BaselineRanker], posting_order: bool) -> None:
        self.run, self.text = run, text
        names = ["graphsage", "tfidf", "minilm", "city", "state"]
        self.models = {}
        for warm in (True, False):
            known = {id_: shown for id_, shown in run.judges.items() if bool(shown) or not warm}
            queries = [run.data.query(id_, shown if warm else ()) for id_, shown in known.items()]
            targets = [sorted(set(run.data.views[query.id]) - set(query.context)) for query in queries]
            extra = ["company", "order"] if warm and posting_order else ["company"] if warm else []
            self.models[warm] = ChoiceModel([*names, *extra])
            self.models[warm].fit(self.features(queries), targets)

    def features(self, queries: Sequence[Query]) -> dict[str, Vectors]:
        """Feature matrices [queries, items] by name."""
        items = self.run.data.items
        found = {
            "graphsage": self.run.scores(queries),
            "tfidf": self.text["tfidf"].scores(queries),
            "minilm": self.text["minilm"].scores(queries),
            "city": same_place(items, queries, 0),
            "state": same_place(items, queries, 1),
            "company": np.zeros((len(queries), len(items)), np.float32),
            "order": np.zeros((len(queries), len(items)), np.float32),
        }
        company = np.array([item.company or "" for item in items])
        order = np.array([np.nan if item.order is None else item.order for item in items], np.float32)
        for row, query in enumerate(queries):
            seen = {items[item].company for item in query.context} - {None}
            found["company"][row] = np.isin(company, sorted(name for name in seen if name))
            places = order[list(query.context)]
            if len(places) and not np.isnan(places).any():
                gap = np.abs(order[None, :] - places[:, None]).min(axis=0)
                found["order"][row] = -np.log1p(np.nan_to_num(gap, nan=float(len(items))))
        return found

    def scores(self, queries: Sequence[Query]) -> Vectors:
        """[queries, items]; a split is all warm or all cold."""
        warm = bool(queries) and all(query.context for query in queries)
        return self.models[warm].scores(self.features(queries))

    def weights(self) -> dict[str, dict[str, float]]:
        """What the fit found."""
        return {"warm" if warm else "cold": model.to_json() for warm, model in self.models.items()}


def _shown(views: Sequence[int], random: np.random.Generator) -> tuple[int, ...]:
    """Half of a person's views as context, if there are two or more."""
    items = random.permutation(views)
    return tuple(int(item) for item in items[: len(items) // 2])


def _average(runs: Sequence[PerPerson]) -> PerPerson:
    """Per person, the mean over seeds."""
    return {
        split: {metric: list(np.mean([run[split][metric] for run in runs], axis=0)) for metric in METRICS}
        for split in SPLITS
    }


def _intervals(values: PerPerson) -> dict[str, dict[str, list[float]]]:
    return {
        split: {metric: [round(x, 4) for x in interval(values[split][metric])] for metric in METRICS}
        for split in SPLITS
    }


def _gains(ours: PerPerson, theirs: PerPerson) -> dict[str, dict[str, list[float]]]:
    return {
        split: {
            metric: [round(x, 4) for x in paired_difference(ours[split][metric], theirs[split][metric])]
            for metric in METRICS
        }
        for split in SPLITS
    }


def _spread(runs: Sequence[PerPerson]) -> dict[str, Any]:
    """Standard deviation over seeds."""
    return {
        split: {
            metric: round(float(np.std([np.mean(run[split][metric]) for run in runs], ddof=1)), 4) for metric in METRICS
        }
        for split in SPLITS
    }
