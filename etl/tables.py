"""Tables that join the graph beside the documents: what people did with jobs, and courses with what they teach."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from graph.errors import InputError
from graph.store import Store

Progress = Callable[[int, int], None]
EVENTS = ("viewed", "applied", "interviewed", "hired", "rated")
EVENT_COLUMNS = ("candidate_file", "job_ref", "kind", "at", "value")
COURSE_COLUMNS = ("id", "title", "provider", "level", "hours", "lang", "skills")


@dataclass
class TableSummary:
    """What became of the rows of a table. `refused` holds FILE:LINE and the reason."""

    stored: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)


def load_interactions(store: Store, path: Path, progress: Progress | None = None) -> TableSummary:
    """Store views, applications, interviews, hires and ratings; a second time changes nothing.

    Columns: candidate_file and job_ref (as `careergraph ingest` named them, or ids of the graph), kind, at
    (YYYY-MM-DD), value (empty, or the rating).

    Raises:
        InputError: no such file, or columns are missing.
    """
    people, jobs = _known(store)
    summary, rows = TableSummary(), []
    kinds: Counter[str] = Counter()
    for where, row in _rows(path, EVENT_COLUMNS):
        candidate, job = people.get(row["candidate_file"]), jobs.get(row["job_ref"])
        problem = _event_problem(row, candidate, job)
        if problem:
            summary.refused.append((where, problem))
            continue
        kinds[row["kind"]] += 1
        value = float(row["value"]) if row["value"] else 1.0
        rows.append({"candidate": candidate, "job": job, "kind": row["kind"].upper(), "at": row["at"], "value": value})
    summary.stored = store.write_batches("load/interactions", rows, progress=progress)
    summary.by_kind = dict(kinds)
    return summary


def load_courses(store: Store, path: Path, progress: Progress | None = None) -> TableSummary:
    """Store courses and the skills that they teach; a second time changes nothing.

    Columns: id, title, provider, level, hours, lang, skills (ids of the ontology, or slugs of the starter ontology,
    separated by `|`).

    Raises:
        InputError: no such file, or columns are missing.
    """
    summary, rows = TableSummary(), []
    for where, row in _rows(path, COURSE_COLUMNS):
        try:
            hours = float(row["hours"]) if row["hours"] else None
        except ValueError:
            summary.refused.append((where, f"hours {row['hours']!r} is not a number"))
            continue
        skills = [name if ":" in name else f"cg:skill/{name}" for name in row["skills"].split("|") if name]
        properties = {key: row[key] or None for key in ("title", "provider", "level", "lang")}
        rows.append({"id": f"course:{row['id']}", "properties": properties | {"hours": hours}, "skills": skills})
    summary.stored = store.write_batches("load/courses", rows, progress=progress)
    return summary


def _known(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.read("load/sources"):
        found[row["kind"]][row["source"]] = row["id"]
        found[row["kind"]][row["id"]] = row["id"]
    return found["resume"], found["posting"]


def _event_problem(row: dict[str, str], candidate: str | None, job: str | None) -> str | None:
    if candidate is None:
        return "the graph has no resume from that file"
    if job is None:
        return f"the graph has no posting {row['job_ref']!r}"
    if row["kind"] not in EVENTS:
        return f"kind {row['kind']!r} is none of {', '.join(EVENTS)}"
    try:
        date.fromisoformat(row["at"])
        float(row["value"] or 1)
    except ValueError as error:
        return str(error)
    return None


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = set(columns) - set(reader.fieldnames or ())
            if missing:
                raise InputError(
                    f"columns are missing: {', '.join(sorted(missing))}",
                    where=str(path),
                    fix=f"The first line must name {', '.join(columns)}",
                )
            for row in reader:
                yield f"{path.name}:{reader.line_num}", {name: (row[name] or "").strip() for name in columns}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"the table cannot be read: {error}", where=str(path)) from error
