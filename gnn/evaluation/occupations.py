"""The O*NET tables of the task `links`: occupations, what they use and are related to, and held-out edges."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from graph.errors import GoldFileError

Relation = Literal["technology", "related"]
Edge = tuple[str, str]
_COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "technology": (("O*NET-SOC Code", "source", "occupation", "code"), ("Example", "target", "technology", "example")),
    "related": (
        ("O*NET-SOC Code", "source", "occupation", "code"),
        ("Related O*NET-SOC Code", "target", "related", "related_code"),
    ),
}
_TABLES = {"technology": "Technology_Skills", "related": "Related_Occupations"}
#: Importance (1..5) from which an element counts as needed.
NEEDED = 3.0


@dataclass(frozen=True)
class OccupationTables:
    """Occupations by code, and their edges by code and name. `kinds` maps a technology to its commodity."""

    occupations: dict[str, str]
    technologies: tuple[str, ...]
    kinds: dict[str, str]
    technology: tuple[Edge, ...]
    related: tuple[Edge, ...]
    elements: tuple[tuple[str, str, float], ...]
    tools: tuple[Edge, ...]


def load(folder: Path) -> OccupationTables:
    """Read the O*NET tables, `.csv` or `.csv.gz`.

    Raises:
        GoldFileError: a table is missing or lacks a column.
    """
    occupations = {
        row["O*NET-SOC Code"]: f"{row['Title']}. {row['Description']}" for row in _table(folder, "Occupation_Data")
    }
    technology, kinds = [], {}
    for row in _table(folder, "Technology_Skills"):
        technology.append((row["O*NET-SOC Code"], row["Example"]))
        kinds[row["Example"]] = row["Commodity Title"]
    elements = [
        (row["O*NET-SOC Code"], row["Element Name"], float(row["Data Value"]))
        for name in ("Skills", "Knowledge")
        for row in _table(folder, name)
        if row["Scale ID"] == "IM"
    ]
    tools = [(row["O*NET-SOC Code"], row["Commodity Title"]) for row in _table(folder, "Tools_Used")]
    related = [(row["O*NET-SOC Code"], row["Related O*NET-SOC Code"]) for row in _table(folder, "Related_Occupations")]
    return OccupationTables(
        occupations,
        tuple(sorted(kinds)),
        kinds,
        tuple(sorted(set(technology))),
        tuple(sorted(set(related))),
        tuple(elements),
        tuple(sorted(set(tools))),
    )


def load_gold(path: Path, relation: Relation) -> list[Edge]:
    """Held-out edges: a table with the columns of O*NET, or JSON lines with `source` and `target`.

    Raises:
        GoldFileError: a bad line, by number.
    """
    sources, targets = _COLUMNS[relation]
    found = []
    rows = _json_lines(path) if ".jsonl" in path.suffixes else _csv_rows(path)
    for number, row in rows:
        source = next((row[key] for key in sources if row.get(key)), None)
        target = next((row[key] for key in targets if row.get(key)), None)
        if source is None or target is None:
            raise GoldFileError(
                f"the row lacks {sources[0]} or {targets[0]}", where=f"{path}:{number}", fix="Or source and target"
            )
        found.append((str(source), str(target)))
    return sorted(set(found))


def hold_out(tables: OccupationTables, relation: Relation, *, share: float = 0.1, seed: int = 0) -> list[Edge]:
    """A random share of the edges that are there, for development without a gold file."""
    edges: tuple[Edge, ...] = getattr(tables, relation)
    # Both directions of a related pair go together: in the real held-out part no reverse is left in train.
    key = (lambda edge: tuple(sorted(edge))) if relation == "related" else (lambda edge: edge)
    units = sorted({key(edge) for edge in edges})
    chosen = np.random.default_rng(seed).choice(len(units), round(len(units) * share), replace=False)
    held = {units[i] for i in chosen.tolist()}
    return [edge for edge in edges if key(edge) in held]


def _table(folder: Path, name: str) -> Iterator[dict[str, str]]:
    for path in (folder / f"{name}.csv.gz", folder / f"{name}.csv"):
        if path.is_file():
            for _, row in _csv_rows(path):
                yield row
            return
    raise GoldFileError(f"the table {name} is missing", where=str(folder), fix="Give a folder of O*NET tables")


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    for number, row in enumerate(csv.DictReader(io.StringIO(_text(path))), 2):
        if None in row.values():
            raise GoldFileError("the row is short", where=f"{path}:{number}")
        yield number, row


def _json_lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(_text(path).splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise GoldFileError("the line is not JSON", where=f"{path}:{number}") from error
        if not isinstance(row, dict):
            raise GoldFileError("the line is no JSON object", where=f"{path}:{number}")
        yield number, row


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldFileError("the file cannot be read", where=str(path)) from error
