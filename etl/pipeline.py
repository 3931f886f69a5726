"""Documents in, graph out: find files, read and extract them in parallel, store them in order, count every outcome."""

from __future__ import annotations

import csv
import gzip
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from graph.errors import BrokenDocument, InputError, StoreError
from graph.settings import settings
from graph.store import Store
from ontology.vocabulary import Vocabulary

from .extract import Extractor
from .loading import Rows, store_rows
from .model import DocumentKind
from .readers import Refusal, read
from .tagging.reading import taggers_in_use
from .workers import (
    Extracted,
    FileUnit,
    Job,
    Outcome,
    RecordUnit,
    Refused,
    Unchanged,
    Unit,
    record_name,
    run_units,
)

Progress = Callable[[int, int], None]
#: Formats of which one file holds many documents; they are read here and extracted by the workers.
RECORD_SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson")
RECORDS_PER_UNIT = 25
#: Documents stored in one transaction. One each would be as safe and several times as slow (docs/performance.md).
DOCUMENTS_PER_TRANSACTION = 50


@dataclass
class IngestSummary:
    """What became of every document that was found."""

    kind: DocumentKind
    files: int = 0
    loaded: int = 0
    unchanged: int = 0
    repeated: int = 0
    refused: list[Refused] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def found(self) -> int:
        """Documents found, whatever became of them."""
        return self.loaded + self.unchanged + self.repeated + len(self.refused)

    @property
    def refusals(self) -> dict[str, int]:
        """Number of refused documents by error code."""
        return dict(Counter(one.error.code() for one in self.refused).most_common())


def find_files(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Every file under `paths` with the name that the graph gives it (relative to the given folder), in name order.

    Raises:
        InputError: a path does not exist, or there is no file at all.
    """
    found: dict[Path, str] = {}
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
            found.update({one: one.relative_to(path).as_posix() for one in inside})
        elif path.exists():
            found[path] = path.name
        else:
            raise InputError("there is no such file or folder", where=str(path))
    if not found:
        raise InputError("there are no files", where=", ".join(map(str, paths)))
    return sorted(found.items(), key=lambda item: item[1])


def ingest(
    store: Store,
    paths: Sequence[Path],
    kind: DocumentKind,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    extractor: Extractor | None = None,
    as_of: str | None = None,
) -> IngestSummary:
    """Read every document under `paths` into the graph.

    What is there already, read by the same extractor and ontology, is left alone, so an interrupted run goes on
    where it stopped, and a second run changes nothing.

    Args:
        workers: processes that read and extract; None takes the setting.
        progress: called with (documents done, documents expected).
        extractor: one to use again; else one is built from the ontology in the graph.
        as_of: see `build_extractor`.

    Raises:
        InputError: no such path, or the graph holds no ontology.
        StoreError: the graph cannot be written.
    """
    began = time.perf_counter()
    files = find_files(paths)
    extractor = extractor or build_extractor(store, as_of=as_of)
    job = Job(
        extractor,
        kind,
        settings().max_document_mb * 2**20,
        extractor.vocabulary.version,
        {r["id"]: (r["extractor"], r["ontology_version"]) for r in store.read("load/known_documents")},
    )
    summary = IngestSummary(kind, files=len(files))
    expected = sum(_count_records(path) for path, _ in files)
    writer = _Writer(store, summary)
    wanted = workers or settings().workers or os.cpu_count() or 1
    units = _units(files, job, writer)
    for _, outcomes in run_units(units, job, 1 if expected < 8 else wanted):
        for outcome in outcomes:
            writer.take(outcome)
        if progress:
            progress(summary.found, max(expected, summary.found))
    writer.flush()
    summary.seconds = time.perf_counter() - began
    return summary


def build_extractor(store: Store, *, as_of: str | None = None) -> Extractor:
    """An extractor over the ontology in the graph.

    Args:
        as_of: YYYY-MM up to which current positions count; this month if None. Give it for old collections.

    Raises:
        InputError: the graph holds no ontology, or `as_of` is no month.
    """
    if as_of and not re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", as_of):
        raise InputError(f"{as_of!r} is no month", where="as_of", fix="Write YYYY-MM, e.g. 2024-06")
    from ontology.vocabulary import load_vocabulary

    vocabulary: Vocabulary = load_vocabulary(store)
    if not vocabulary.terms:
        raise InputError("the graph holds no ontology", where=store.uri, fix="Run: careergraph ontology import starter")
    return Extractor(vocabulary, today=as_of or date.today().strftime("%Y-%m"), taggers=taggers_in_use())


class _Writer:
    """Stores outcomes a batch at a time and counts them. Two files with one text are one document."""

    def __init__(self, store: Store, summary: IngestSummary) -> None:
        self.store, self.summary = store, summary
        self.seen: set[str] = set()
        self.batch: list[Extracted] = []
        self.sources: list[dict[str, str]] = []

    def take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refused):
            self.summary.refused.append(outcome)
            return
        first = outcome.id not in self.seen
        self.seen.add(outcome.id)
        if not first or isinstance(outcome, Unchanged):
            self.sources.append({"id": outcome.id, "source": outcome.source})
        if not first:
            self.summary.repeated += 1
        elif isinstance(outcome, Unchanged):
            self.summary.unchanged += 1
            self.summary.ids.append(outcome.id)
        else:
            self.batch.append(outcome)
            if len(self.batch) >= DOCUMENTS_PER_TRANSACTION:
                self._store_batch()

    def flush(self) -> None:
        self._store_batch()
        if self.sources:
            self.store.write_batches("load/note_sources", self.sources)
            self.sources = []

    def _store_batch(self) -> None:
        batch, self.batch = self.batch, []
        if not batch:
            return
        try:
            self._store(batch)
        except StoreError as error:
            if error.transient or len(batch) == 1:
                raise
            for one in batch:
                self._store_alone(one)
            return
        self._count(batch)

    def _store_alone(self, one: Extracted) -> None:
        try:
            self._store([one])
        except StoreError as error:
            if error.transient:
                raise
            problem = BrokenDocument(f"the graph does not take it: {error.what}", where=one.source)
            self.summary.refused.append(Refused(one.source, problem))
            return
        self._count([one])

    def _store(self, batch: list[Extracted]) -> None:
        rows = Rows()
        for one in batch:
            rows.extend(one.rows)
        self.store.transact(lambda tx: store_rows(tx, rows))

    def _count(self, batch: list[Extracted]) -> None:
        self.summary.loaded += len(batch)
        self.summary.ids += [one.id for one in batch]


def _units(files: Iterable[tuple[Path, str]], job: Job, writer: _Writer) -> Iterator[Unit]:
    """Single-document files as they are, files of records in handfuls of documents; refusals go to the writer."""
    for path, source in files:
        unit = FileUnit(path, source)
        if not _holds_records(path):
            yield unit
            continue
        handful = []
        for item in read(path, job.kind, max_bytes=job.max_bytes):
            if isinstance(item, Refusal):
                writer.take(Refused(record_name(unit, item), item.error))
                continue
            handful.append(replace(item, source=record_name(unit, item)))
            if len(handful) == RECORDS_PER_UNIT:
                yield RecordUnit(tuple(handful))
                handful = []
        if handful:
            yield RecordUnit(tuple(handful))


def _holds_records(path: Path) -> bool:
    return Path(path.name.removesuffix(".gz")).suffix.lower() in RECORD_SUFFIXES


def _count_records(path: Path) -> int:
    """About how many documents a file holds, for the progress bar."""
    if not _holds_records(path):
        return 1
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8", errors="replace", newline="") as file:
            if ".csv" in path.name or ".tsv" in path.name:
                return max(sum(1 for _ in csv.reader(file)) - 1, 0)
            return sum(1 for line in file if line.strip())
    except (OSError, EOFError, csv.Error):
        return 1
