"""Train on the graph and put the result into service: export, features, GraphSAGE, ranker, embeddings, card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ModelError, NotEnoughData, WorseModel
from graph.settings import settings
from graph.store import Store

from . import nearline, registry
from .comparison import Rival, beside
from .data import GraphData, Vectors
from .export import export
from .features import TextEncoder, features
from .fitting import ENOUGH_TO_CALIBRATE, AnyRanker, Examples, calibration_error, examples, fit, fit_without
from .registry import ModelCard

if TYPE_CHECKING:
    from .model import Aggregation
    from .supervision import Split

#: (step, done, total); steps are export, features, training, ranker, embeddings.
StepProgress = Callable[[str, int, int], None]


def train_model(
    store: Store,
    *,
    epochs: int = 60,
    batch: int = 1024,
    neighbours: tuple[int, ...] | None = None,
    aggregation: Aggregation = "mean",
    hard_negatives: int = 0,
    edge_dropout: float = 0.0,
    popularity: bool = False,
    seed: int = 0,
    device: str | None = None,
    encoder: TextEncoder | None = None,
    resume: bool = False,
    force: bool = False,
    progress: StepProgress | None = None,
) -> ModelCard:
    """Train the matching model on everything in the graph, write embeddings, and put it into service.

    Under `torchrun` this is for the first process; the others call `join_training`. `aggregation` is that of
    `ModelConfig`; `batch`, `neighbours`, `hard_negatives`, `edge_dropout` and `popularity` are those of `TrainConfig`.

    Before that it is compared with the model in service on people from whom neither has learnt (see `comparison`); a
    worse one is kept on disk only, unless `force` is set.

    Raises:
        NotEnoughData: too few candidates or jobs, or nothing that joins them.
        WorseModel: the model in service does better.
    """
    from .inference import embed_all, write_embeddings
    from .supervision import GraphSupervision
    from .training import TrainConfig, train

    def step(name: str) -> Callable[[int, int], None] | None:
        return progress and (lambda done, total: progress(name, done, total))

    device = device or settings().device
    encoder = encoder or _encoder(device)
    data, parts, vectors = _prepare(store, encoder, step)
    config = TrainConfig(
        epochs=epochs, batch=batch, neighbours=neighbours, hard_negatives=hard_negatives, edge_dropout=edge_dropout,
        popularity=popularity, seed=seed, device=device,
    )  # fmt: skip
    started = registry.now()
    runs = settings().home / "runs"
    log = runs / started.replace(":", "").replace("+0000", "")
    result = train(
        GraphSupervision(data, vectors, parts, aggregation),
        config,
        folder=runs / "checkpoint",
        resume=resume,
        log=log,
        progress=step("training"),
    )
    _forget_checkpoint(runs / "checkpoint")
    embedded, states = embed_all(result.model, data, vectors, device=device)
    found = examples(store, data, parts.valid, embedded, seed, step("ranker"))
    fitted, unseen = fit(found), fit_without(found)
    encoder_name = getattr(encoder, "name", "minilm")
    rival = _in_service(store, data, vectors, encoder_name, device)
    compared = rival and beside(rival, store, data, parts.valid, embedded, found, unseen)
    card = ModelCard(
        id=registry.new_id(result.model),
        kind=registry.KIND,
        trained_at=started,
        ontology_version=data.ontology_version,
        encoder=encoder_name,
        supervision=parts.counts,
        metrics={"validation_mrr": round(result.best_mrr, 4), **_quality(unseen, found)},
        settings=asdict(config) | {"aggregation": aggregation, "best_epoch": result.best_epoch},
        ranker=fitted.to_json(),
        notes=_notes(parts.counts, len(found.people)),
        comparison=compared.as_json() if compared else {},
    )
    ids = {kind: nodes.ids for kind, nodes in data.nodes.items() if kind not in ("candidate", "job")}
    registry.save(result.model, card, states, ids, getattr(fitted, "trees", ""))
    registry.note(store, card, embedded["job"].mean(axis=0))
    if compared and compared.worse and not force:
        raise WorseModel(
            f"MRR {compared.new[0]:.3f} against {compared.old[0]:.3f} of {compared.rival}, which stays in service "
            f"(difference {compared.difference[0]:.3f}, 95 % from {compared.difference[1]:.3f} to "
            f"{compared.difference[2]:.3f}, {compared.people} people)",
            where=card.id,
            fix=f"careergraph models activate {card.id} takes it all the same; train --force does not ask",
        )
    total = len(data.nodes["candidate"]) + len(data.nodes["job"])
    done = 0
    for kind, matrix in embedded.items():
        done += write_embeddings(store, card.id, kind, data.nodes[kind].ids, matrix)
        if progress:
            progress("embeddings", done, total)
    nearline.apply_to_all(store, card.id)
    registry.activate(store, card)
    return card


def join_training(
    store: Store,
    *,
    epochs: int = 60,
    batch: int = 1024,
    neighbours: tuple[int, ...] | None = None,
    aggregation: Aggregation = "mean",
    hard_negatives: int = 0,
    edge_dropout: float = 0.0,
    popularity: bool = False,
    seed: int = 0,
    device: str | None = None,
    encoder: TextEncoder | None = None,
    resume: bool = False,
) -> None:
    """Take part in the `train_model` of the first process of `torchrun`, with the same arguments; write nothing."""
    from .supervision import GraphSupervision
    from .training import TrainConfig, train

    device = device or settings().device
    data, parts, vectors = _prepare(store, encoder or _encoder(device), lambda _: None)
    config = TrainConfig(
        epochs=epochs, batch=batch, neighbours=neighbours, hard_negatives=hard_negatives, edge_dropout=edge_dropout,
        popularity=popularity, seed=seed, device=device,
    )  # fmt: skip
    folder = settings().home / "runs" / "checkpoint"
    train(GraphSupervision(data, vectors, parts, aggregation), config, folder=folder, resume=resume)


def _encoder(device: str) -> TextEncoder:
    from graph.encoder import Encoder

    return Encoder(device=device)


def _prepare(
    store: Store, encoder: TextEncoder, step: Callable[[str], Callable[[int, int], None] | None]
) -> tuple[GraphData, Split, dict[str, Vectors]]:
    """The graph, what there is to learn and to validate on, and node features."""
    from .supervision import split

    data = export(store, step("export"))
    if not len(data.nodes["candidate"]) or not len(data.nodes["job"]):
        raise NotEnoughData(
            f"{len(data.nodes['candidate'])} candidates and {len(data.nodes['job'])} jobs are in the graph",
            fix="Run careergraph ingest on resumes and on postings first",
        )
    return data, split(data), features(data, encoder, step("features"))


def _quality(unseen: Mapping[int, AnyRanker], found: Examples) -> dict[str, float]:
    """How far the score is from the share of true pairs, out of fold: nobody by a ranker that they calibrated."""
    if not found.usable:
        return {}
    return {
        "calibration_error": round(calibration_error(found, unseen), 4),
        "ranker_pairs": float(len(found.labels)),
    }


def _in_service(
    store: Store, data: GraphData, vectors: Mapping[str, Vectors], encoder: str, device: str
) -> Rival | None:
    """None where no model is in service, or where it cannot be asked: not on this machine, or of another make."""
    from .inference import embed_all

    try:
        old, card = registry.load(registry.active(store))
        # One whose ranker is refused answers nobody: whatever is new is better.
        registry.load_ranker(card)
        if card.encoder != encoder:
            return None
        return Rival(card.id, embed_all(old, data, vectors, device=device)[0])
    except ModelError:
        return None


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
