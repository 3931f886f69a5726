"""Feedback from files: CSV with a header, or JSON lines; one event a row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.json_files import read_json_lines
from graph.store import Store

from .feedback import Event, record

COLUMNS = ("candidate", "job", "kind", "at", "value")
BATCH = 5_000


def read_events(path: Path) -> Iterator[Event]:
    """The events of a `.csv`, or of a `.jsonl` (also `.gz`), by the columns or keys candidate, job, kind, at, value.

    Raises:
        InputError: the file cannot be read, or a row is no event; `where` is FILE:LINE.
    """
    rows = _csv_rows(path) if path.suffix.lower() == ".csv" else read_json_lines(path)
    for line, row in rows:
        try:
            yield _event(row)
        except InputError as error:
            raise InputError(error.what, where=f"{path.name}:{line} {error.where}".strip(), fix=error.fix) from error


def import_events(store: Store, path: Path, progress: Callable[[int, int], None] | None = None) -> tuple[int, set[str]]:
    """Record all events of a file, once the whole file has been checked; a second time changes nothing.

    Returns:
        How many were new, and the people they are about.

    Raises:
        InputError: a row is no event; nothing is stored then.
        NotFound: a person or job is not in the graph; batches of 5,000 before it are stored.
    """
    events = list(read_events(path))
    new = 0
    for start in range(0, len(events), BATCH):
        new += record(store, events[start : start + BATCH])
        if progress:
            progress(min(start + BATCH, len(events)), len(events))
    return new, {event.candidate for event in events}


def _event(row: Mapping[str, Any]) -> Event:
    missing = [name for name in COLUMNS[:3] if not row.get(name)]
    if missing:
        raise InputError(f"{', '.join(missing)} missing", fix=f"An event has {', '.join(COLUMNS)}")
    value = row.get("value")
    try:
        number = None if value in (None, "") else float(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"{value!r} is no number", where="value") from error
    return Event(str(row["candidate"]), str(row["job"]), str(row["kind"]).lower(), str(row.get("at") or ""), number)


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                yield reader.line_num, row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("the table cannot be read", where=str(path)) from error
