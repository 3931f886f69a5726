"""Reading and extracting in several processes: units of work in, outcomes out, and no document stops another."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import BrokenDocument, DocumentError

from .extract import Extractor
from .loading import Rows, rows_of
from .model import Document, DocumentKind
from .readers import Refusal, read

#: Units that wait in the pool for each worker: enough to keep it busy, few enough to bound memory.
IN_FLIGHT = 3


@dataclass(frozen=True, slots=True)
class FileUnit:
    """A file that holds one document, to be read by a worker. `source` is how the graph will name it."""

    path: Path
    source: str


@dataclass(frozen=True, slots=True)
class RecordUnit:
    """Documents that were read already, from a file that holds many."""

    documents: tuple[Document, ...]


Unit = FileUnit | RecordUnit


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker needs to know. `known` maps a document id to what read it last."""

    extractor: Extractor
    kind: DocumentKind
    max_bytes: int
    ontology_version: str
    known: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document's rows, ready to be stored."""

    id: str
    source: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A document that is in the graph as this extractor and ontology would read it."""

    id: str
    source: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that could not be taken, and why."""

    source: str
    error: DocumentError


Outcome = Extracted | Unchanged | Refused
_job: Job | None = None


def _set_job(job: Job) -> None:
    global _job
    _job = job
    # One thread a worker: they share the cores, and OpenMP's threads do not survive a fork (a pool of them that the
    # parent has used hangs in the child). PyTorch's own data workers do the same.
    os.environ["OMP_NUM_THREADS"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
    # Ctrl-C goes to the whole process group; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run_unit(unit: Unit, job: Job) -> list[Outcome]:
    """Every outcome of one unit, in order."""
    if isinstance(unit, RecordUnit):
        return [extract_one(document, job) for document in unit.documents]
    items = list(read(unit.path, job.kind, max_bytes=job.max_bytes))
    return [
        Refused(record_name(unit, item), item.error)
        if isinstance(item, Refusal)
        else extract_one(replace(item, source=unit.source if len(items) == 1 else record_name(unit, item)), job)
        for item in items
    ]


def extract_one(document: Document, job: Job) -> Outcome:
    """Extract one document, unless the graph holds it already as we would read it."""
    if job.known.get(document.id) == (job.extractor.version, job.ontology_version):
        return Unchanged(document.id, document.source)
    profile = job.extractor.extract(document)
    rows = rows_of(
        profile, extractor=job.extractor.version, ontology_version=job.ontology_version, as_of=job.extractor.today
    )
    return Extracted(document.id, document.source, rows)


def record_name(unit: FileUnit, item: Document | Refusal) -> str:
    """How the graph names a record of a file: by its own id, else by its number: `folder/file.csv#17`."""
    if isinstance(item, Refusal):
        return f"{unit.source}#{item.record}" if item.record else unit.source
    own = item.source.removeprefix(str(unit.path)).removeprefix(":")
    return f"{unit.source}#{own}" if own else unit.source


def run_units(units: Iterable[Unit], job: Job, workers: int) -> Iterator[tuple[Unit, list[Outcome]]]:
    """Run units in `workers` processes (1: in this one) and yield each with its outcomes, as they finish.

    A document on which a process dies is tried once more alone, then refused; the others go on.
    """
    if workers == 1:
        for unit in units:
            yield unit, run_unit(unit, job)
        return
    waiting: dict[Future[list[Outcome]], Unit] = {}
    feed = iter(units)
    pool = _pool(workers, job)
    try:
        while True:
            while len(waiting) < IN_FLIGHT * workers and (fed := next(feed, None)) is not None:
                waiting[pool.submit(_run_in_worker, fed)] = fed
            if not waiting:
                break
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            broken = [waiting[future] for future in done if isinstance(future.exception(), BrokenProcessPool)]
            if broken:
                lost = list(waiting.values())
                waiting.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                for unit in lost:
                    yield unit, _run_alone(unit, job)
                pool = _pool(workers, job)
                continue
            for future in done:
                unit = waiting.pop(future)
                yield unit, future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _run_in_worker(unit: Unit) -> list[Outcome]:
    assert _job is not None
    return run_unit(unit, _job)


def _pool(workers: int, job: Job) -> ProcessPoolExecutor:
    # fork shares the gazetteer's memory; where it is not safe, each worker gets a copy.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_set_job, initargs=(job,))


def _run_alone(unit: Unit, job: Job) -> list[Outcome]:
    """Each document of a unit in a process of its own."""
    parts: list[Unit] = [unit] if isinstance(unit, FileUnit) else [RecordUnit((one,)) for one in unit.documents]
    outcomes: list[Outcome] = []
    for part in parts:
        with _pool(1, job) as pool:
            try:
                outcomes += pool.submit(_run_in_worker, part).result()
            except BrokenProcessPool:
                source = part.source if isinstance(part, FileUnit) else part.documents[0].source
                outcomes.append(Refused(source, BrokenDocument("the reader crashed on it", where=source)))
    return outcomes
