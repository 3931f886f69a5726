"""Train on the graph and put the result into service: export, features, GraphSAGE, ranker, embeddings, card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ModelError, NotEnoughData, WorseModel
from graph.settings import settings
from graph.store import Store

from . import nearline, ranker, registry
from .comparison import Comparison, compare, reciprocal_ranks
from .data import GraphData, Pairs, Vectors
from .export import export
from .features import TextEncoder, features
from .fitting import ENOUGH_TO_CALIBRATE, AnyRanker, Examples, examples, fit, fit_without
from .registry import ModelCard

if TYPE_CHECKING:
    from .supervision import Split

#: (step, done, total); steps are export, features, training, ranker, embeddings.
StepProgress = Callable[[str, int, int], None]


def train_model(
    store: Store,
    *,
    epochs: int = 60,
    batch: int = 1024,
    neighbours: tuple[int, ...] | None = None,
    seed: int = 0,
    device: str | None = None,
    encoder: TextEncoder | None = None,
    resume: bool = False,
    force: bool = False,
    progress: StepProgress | None = None,
) -> ModelCard:
    """Train the matching model on everything in the graph, write embeddings, and put it into service.

    Under `torchrun` this is for the first process; the others call `join_training`. `batch` and `neighbours` are those
    of `TrainConfig`.

    Before that it is compared with the model in service on the held-out people of this training; a worse one is kept
    on disk only, unless `force` is set.

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
    data, parts, vectors = _prepare(store, encoder, seed, step)
    config = TrainConfig(epochs=epochs, batch=batch, neighbours=neighbours, seed=seed, device=device)
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
    found = examples(store, data, parts.valid, embedded, seed, step("ranker"))
    fitted = fit(found)
    encoder_name = getattr(encoder, "name", "minilm")
    compared = _beside_the_one_in_service(store, data, parts.valid, embedded, found, vectors, encoder_name, device)
    card = ModelCard(
        id=registry.new_id(result.model),
        kind=registry.KIND,
        trained_at=started,
        ontology_version=data.ontology_version,
        encoder=encoder_name,
        supervision=parts.counts,
        metrics={"validation_mrr": round(result.best_mrr, 4), **_quality(fitted, found)},
        settings=asdict(config) | {"best_epoch": result.best_epoch},
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
    seed: int = 0,
    device: str | None = None,
    encoder: TextEncoder | None = None,
    resume: bool = False,
) -> None:
    """Take part in the `train_model` of the first process of `torchrun`, with the same arguments; write nothing."""
    from .supervision import GraphSupervision
    from .training import TrainConfig, train

    device = device or settings().device
    data, parts, vectors = _prepare(store, encoder or _encoder(device), seed, lambda _: None)
    config = TrainConfig(epochs=epochs, batch=batch, neighbours=neighbours, seed=seed, device=device)
    folder = settings().home / "runs" / "checkpoint"
    train(GraphSupervision(data, vectors, parts), config, folder=folder, resume=resume)


def _encoder(device: str) -> TextEncoder:
    from graph.encoder import Encoder

    return Encoder(device=device)


def _prepare(
    store: Store, encoder: TextEncoder, seed: int, step: Callable[[str], Callable[[int, int], None] | None]
) -> tuple[GraphData, Split, dict[str, Vectors]]:
    """The graph, what there is to learn and to validate on, and node features."""
    from .supervision import split

    data = export(store, step("export"))
    if not len(data.nodes["candidate"]) or not len(data.nodes["job"]):
        raise NotEnoughData(
            f"{len(data.nodes['candidate'])} candidates and {len(data.nodes['job'])} jobs are in the graph",
            fix="Run careergraph ingest on resumes and on postings first",
        )
    return data, split(data, seed=seed), features(data, encoder, step("features"))


def _quality(fitted: AnyRanker, found: Examples) -> dict[str, float]:
    if not found.usable:
        return {}
    error = ranker.expected_calibration_error(fitted.score(found.features), found.labels)
    return {"calibration_error": round(error, 4), "ranker_pairs": float(len(found.labels))}


def _beside_the_one_in_service(
    store: Store,
    data: GraphData,
    valid: Pairs,
    embedded: Mapping[str, Vectors],
    found: Examples,
    vectors: Mapping[str, Vectors],
    encoder: str,
    device: str,
) -> Comparison | None:
    """None where no model is in service, or where it cannot be asked: not on this machine, or of another make."""
    from .inference import embed_all

    try:
        old, card = registry.load(registry.active(store))
        old_ranker = registry.load_ranker(card)
        if card.encoder != encoder:
            return None
        theirs, _ = embed_all(old, data, vectors, device=device)
    except ModelError:
        return None
    rankers = fit_without(found)
    new = reciprocal_ranks(store, data, valid, embedded, lambda person: rankers[person])
    return compare(card.id, new, reciprocal_ranks(store, data, valid, theirs, lambda _: old_ranker))


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
