"""Train on the graph and put the result into service: export, features, GraphSAGE, ranker, embeddings, card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np

from graph.errors import NotEnoughData
from graph.settings import settings
from graph.store import Store

from . import ranker, registry
from .data import GraphData, Pairs, Vectors
from .export import export
from .features import TextEncoder, features
from .pairs import near_candidates, pair_features
from .ranker import Ranker
from .registry import ModelCard

#: (step, done, total); steps are export, features, training, ranker, embeddings.
StepProgress = Callable[[str, int, int], None]
NEGATIVES = 20
#: With fewer validating candidates than this there is no half to spare for calibration.
ENOUGH_TO_CALIBRATE = 40


def train_model(
    store: Store,
    *,
    epochs: int = 60,
    seed: int = 0,
    device: str | None = None,
    encoder: TextEncoder | None = None,
    resume: bool = False,
    progress: StepProgress | None = None,
) -> ModelCard:
    """Train the matching model on everything in the graph, write embeddings, and put it into service.

    Raises:
        NotEnoughData: too few candidates or jobs, or nothing that joins them.
    """
    from .inference import embed_all, write_embeddings
    from .supervision import GraphSupervision, split
    from .training import TrainConfig, train

    def step(name: str) -> Callable[[int, int], None] | None:
        return progress and (lambda done, total: progress(name, done, total))

    device = device or settings().device
    if encoder is None:
        from graph.encoder import Encoder

        encoder = Encoder(device=device)
    data = export(store, step("export"))
    if not len(data.nodes["candidate"]) or not len(data.nodes["job"]):
        raise NotEnoughData(
            f"{len(data.nodes['candidate'])} candidates and {len(data.nodes['job'])} jobs are in the graph",
            fix="Run careergraph ingest on resumes and on postings first",
        )
    parts = split(data, seed=seed)
    vectors = features(data, encoder, step("features"))
    config = TrainConfig(epochs=epochs, seed=seed, device=device)
    started = registry.now()
    runs = settings().home / "runs"
    log = runs / started.replace(":", "").replace("+0000", "")
    result = train(
        GraphSupervision(data, vectors, parts),
        config,
        folder=runs / "checkpoint",
        resume=resume,
        log=log,
        progress=step("training"),
    )
    _forget_checkpoint(runs / "checkpoint")
    embedded, states = embed_all(result.model, data, vectors, device=device)
    fitted, quality = _fit_ranker(store, data, parts.valid, embedded, seed, step("ranker"))
    card = ModelCard(
        id=registry.new_id(result.model),
        kind=registry.KIND,
        trained_at=started,
        ontology_version=data.ontology_version,
        encoder=getattr(encoder, "name", "minilm"),
        supervision=parts.counts,
        metrics={"validation_mrr": round(result.best_mrr, 4), **quality},
        settings=asdict(config) | {"best_epoch": result.best_epoch},
        ranker=fitted.to_json(),
        notes=_notes(parts.counts, len(np.unique(parts.valid.source))),
    )
    ids = {kind: nodes.ids for kind, nodes in data.nodes.items() if kind not in ("candidate", "job")}
    registry.save(result.model, card, states, ids)
    total = len(data.nodes["candidate"]) + len(data.nodes["job"])
    done = 0
    for kind, matrix in embedded.items():
        done += write_embeddings(store, card.id, kind, data.nodes[kind].ids, matrix)
        if progress:
            progress("embeddings", done, total)
    registry.activate(store, card)
    return card


def _fit_ranker(
    store: Store,
    data: GraphData,
    valid: Pairs,
    embedded: Mapping[str, Vectors],
    seed: int,
    progress: Callable[[int, int], None] | None,
) -> tuple[Ranker, dict[str, float]]:
    """Fit on validation pairs against random jobs; where there are enough people, half of them calibrate."""
    random = np.random.default_rng(seed)
    people = np.unique(valid.source)
    jobs = len(data.nodes["job"])
    rows: list[Vectors] = []
    labels: list[bool] = []
    owner: list[int] = []
    for n, person in enumerate(people):
        candidate = data.nodes["candidate"].rows[person]
        near = near_candidates(store, [candidate])
        truth = set(valid.target[valid.source == person].tolist())
        drawn = random.choice(jobs, min(NEGATIVES * len(truth), jobs), replace=False)
        for job in [*sorted(truth), *(int(j) for j in drawn if int(j) not in truth)]:
            cosine = float(embedded["candidate"][person] @ embedded["job"][job])
            rows.append(pair_features(candidate, data.nodes["job"].rows[job], cosine, near))
            labels.append(job in truth)
            owner.append(n)
        if progress:
            progress(n + 1, len(people))
    x, y, who = np.stack(rows), np.array(labels), np.array(owner)
    if y.all() or not y.any():
        return Ranker(), {}
    calibrating = who % 2 == 1 if len(people) >= ENOUGH_TO_CALIBRATE else np.zeros(len(who), bool)
    fitted = ranker.fit(x[~calibrating], y[~calibrating])
    if calibrating.any():
        fitted = ranker.calibrate(fitted, x[calibrating], y[calibrating])
    error = ranker.expected_calibration_error(fitted.score(x), y)
    return fitted, {"calibration_error": round(error, 4), "ranker_pairs": float(len(y))}


def _notes(counts: Mapping[str, int], people: int) -> str:
    said = [f"Trained on {counts['interactions']} interactions."]
    if counts["overlap"]:
        said.append(
            f"These are few, so {counts['overlap']} pairs with the greatest overlap of skills and occupation were "
            "added at low weight: the model then partly learns to repeat that overlap."
        )
    if people < ENOUGH_TO_CALIBRATE:
        said.append(f"Validated on {people} people only: the ranker stays near its prior and is not calibrated.")
    return " ".join(said)


def _forget_checkpoint(folder: Path) -> None:
    for path in [*folder.glob("checkpoint*"), *folder.glob("best.safetensors")]:
        path.unlink()
