"""Interactions from `interests.txt`: each step gets a day after the posting appeared, in their natural order."""

from __future__ import annotations

import csv
import random
import re
from datetime import date, timedelta
from pathlib import Path

from bench.sample.source import HERE

_STEPS: dict[str, tuple[str, ...]] = {
    "v": ("viewed",),
    "a": ("viewed", "applied"),
    "i": ("viewed", "applied", "interviewed"),
    "h": ("viewed", "applied", "interviewed", "hired"),
}
_WAIT = {"viewed": (0, 3), "applied": (5, 18), "interviewed": (7, 25), "hired": (20, 40)}
_EARLIEST, _LATEST = date(2025, 11, 1), date(2026, 8, 31)
Row = tuple[str, str, str, str, str]


def write_interactions(people: dict[str, str], jobs: dict[str, tuple[str, str]], path: Path, seed: int = 7) -> int:
    """Write the table; return its length. `people`: id to file; `jobs`: name to reference and day of posting."""
    rng = random.Random(seed)
    rows: list[Row] = []
    for line in (HERE / "interests.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        person, _, items = line.partition(": ")
        for item in items.split(", "):
            name, code = item.split()
            ref, posted = jobs[name]
            rows += _events(people[person], ref, date.fromisoformat(posted), code, rng)
    rows.sort(key=lambda row: (row[0], row[3], row[1]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("candidate_file", "job_ref", "kind", "at", "value"))
        writer.writerows(rows)
    return len(rows)


def _events(person: str, ref: str, posted: date, code: str, rng: random.Random) -> list[Row]:
    day = max(posted, _EARLIEST) + timedelta(days=rng.randint(0, 30))
    rows: list[Row] = []
    for step in _STEPS[code[0]]:
        rows.append((person, ref, step, min(day, _LATEST).isoformat(), ""))
        day += timedelta(days=rng.randint(*_WAIT[step]))
    if re.fullmatch(r"[vaih][1-5]", code):
        rows.append((person, ref, "rated", min(day, _LATEST).isoformat(), code[1]))
    return rows
