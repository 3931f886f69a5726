"""The O*NET tables of the task `links`: occupations, what they use and are related to, and held-out edges."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np

from graph.errors import GoldFileError
from graph.json_files import read_json_lines

Relation = Literal["technology", "related"]
Edge = tuple[str, str]
CODE, RELATED = "O*NET-SOC Code", "Related O*NET-SOC Code"
_COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "technology": ((CODE, "source", "occupation", "code"), ("Example", "target", "technology", "example")),
    "related": (
        (CODE, "source", "occupation", "code"),
        (RELATED, "target", "related", "related_code"),
    ),
}
#: O*NET lists so many related occupations of each, the most related first.
LISTED = 20


@dataclass(frozen=True)
class OccupationTables:
    """Occupations by code, and their edges by code and name.

    Attributes:
        occupations: title and description by code.
        technologies: every technology that some occupation uses.
        kinds: commodity by technology.
        elements: importance (1..5) of skills and knowledge, by code and name.
        tools: commodities of tools, by code.
        names: titles by code.
        strength: how strongly two occupations are related, above 0 to 1 for the first of a list.
        hot: technologies that O*NET marks as hot.
        called: alternate titles by code.
        tasks: task statements by code.
        levels: level (0..7) of skills and knowledge, as `elements`.
        zones: job zone (1..5) by code.
        knowledge: names of the elements that are knowledge, not skills.
        education: percentage of workers by code and category of education, training or experience.
    """

    occupations: dict[str, str]
    technologies: tuple[str, ...]
    kinds: dict[str, str]
    technology: tuple[Edge, ...]
    related: tuple[Edge, ...]
    elements: tuple[tuple[str, str, float], ...]
    tools: tuple[Edge, ...]
    names: dict[str, str]
    strength: dict[Edge, float] = field(default_factory=dict)
    hot: frozenset[str] = frozenset()
    called: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tasks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    levels: tuple[tuple[str, str, float], ...] = ()
    zones: dict[str, float] = field(default_factory=dict)
    knowledge: frozenset[str] = frozenset()
    education: tuple[tuple[str, str, float], ...] = ()


def load(folder: Path) -> OccupationTables:
    """Read the O*NET tables, `.csv` or `.csv.gz`; alternate titles, tasks, job zones and education may be missing.

    Raises:
        GoldFileError: a table is missing or lacks a column.
    """
    rows = list(_table(folder, "Occupation_Data", CODE, "Title", "Description"))
    names = {row[CODE]: row["Title"] for row in rows}
    technology, kinds, hot = [], {}, set()
    for row in _table(folder, "Technology_Skills", CODE, "Example", "Commodity Title"):
        technology.append((row[CODE], row["Example"]))
        kinds[row["Example"]] = row["Commodity Title"]
        if row.get("Hot Technology") == "Y":
            hot.add(row["Example"])
    elements: list[tuple[str, str, float]] = []
    levels: list[tuple[str, str, float]] = []
    knowledge = set()
    for name in ("Skills", "Knowledge"):
        for row in _table(folder, name, CODE, "Element Name", "Scale ID", "Data Value"):
            if name == "Knowledge":
                knowledge.add(row["Element Name"])
            if row["Scale ID"] in ("IM", "LV"):
                rated = (row[CODE], row["Element Name"], _number(row, "Data Value"))
                (elements if row["Scale ID"] == "IM" else levels).append(rated)
    tools = [(row[CODE], row["Commodity Title"]) for row in _table(folder, "Tools_Used", CODE, "Commodity Title")]
    strength = {
        (row[CODE], row[RELATED]): 1.0 - (_number(row, "Index", 1.0) - 1) / LISTED
        for row in _table(folder, "Related_Occupations", CODE, RELATED)
    }
    education = _table(folder, "Education_Training_and_Experience", optional=True)
    return OccupationTables(
        occupations={row[CODE]: f"{row['Title']}. {row['Description']}" for row in rows},
        technologies=tuple(sorted(kinds)),
        kinds=kinds,
        technology=_known(technology, names),
        related=tuple(edge for edge in _known(strength, names) if edge[1] in names),
        elements=tuple(row for row in elements if row[0] in names),
        tools=_known(tools, names),
        names=names,
        strength=strength,
        hot=frozenset(hot),
        called=_lists(folder, "Alternate_Titles", "Alternate Title"),
        tasks=_lists(folder, "Task_Statements", "Task"),
        levels=tuple(row for row in levels if row[0] in names),
        zones={row[CODE]: _number(row, "Job Zone") for row in _table(folder, "Job_Zones", optional=True)},
        knowledge=frozenset(knowledge),
        education=tuple(
            (row[CODE], f"{row['Scale ID']} {row['Category']}", _number(row, "Data Value"))
            for row in education
            if row[CODE] in names
        ),
    )


def load_gold(path: Path, relation: Relation) -> list[Edge]:
    """Held-out edges: a table with the columns of O*NET, or JSON lines with `source` and `target`.

    Raises:
        GoldFileError: a bad line, by number; or no line at all.
    """
    sources, targets = _COLUMNS[relation]
    found = set()
    rows = read_json_lines(path) if ".jsonl" in path.suffixes else _csv_rows(path)
    for number, row in rows:
        where = f"{path}:{number}"
        source, target = (_end(row, keys, where) for keys in (sources, targets))
        if relation == "related" and source == target:
            raise GoldFileError(f"{source} is related to itself", where=where)
        found.add((source, target))
    if not found:
        raise GoldFileError("the file has no rows", where=str(path))
    return sorted(found)


def _end(row: Mapping[str, Any], keys: Sequence[str], where: str) -> str:
    value = next((row[key] for key in keys if row.get(key)), None)
    if value is None:
        raise GoldFileError(f"the row lacks {keys[0]}", where=where, fix=f"Or {keys[1]}")
    if not isinstance(value, str):
        raise GoldFileError(f"{keys[0]} is {value!r}: it should be a text", where=where)
    return value


def hold_out(tables: OccupationTables, relation: Relation, *, share: float = 0.1, seed: int = 0) -> list[Edge]:
    """A random share of the edges that are there, for development without a gold file."""
    edges: tuple[Edge, ...] = getattr(tables, relation)
    # Both directions of a related pair go together: in the real held-out part no reverse is left in train.
    key = (lambda edge: tuple(sorted(edge))) if relation == "related" else (lambda edge: edge)
    units = sorted({key(edge) for edge in edges})
    chosen = np.random.default_rng(seed).choice(len(units), round(len(units) * share), replace=False)
    held = {units[i] for i in chosen.tolist()}
    return [edge for edge in edges if key(edge) in held]


def _number(row: dict[str, str], column: str, usual: float | None = None) -> float:
    value = row.get(column)
    if not value and usual is not None:
        return usual
    try:
        return float(value or "")
    except ValueError as error:
        raise GoldFileError(f"{column} is no number: {value}", where=f"{CODE} {row[CODE]}") from error


def _known(edges: Iterable[Edge], names: Container[str]) -> tuple[Edge, ...]:
    return tuple(sorted({edge for edge in edges if edge[0] in names}))


def _lists(folder: Path, name: str, column: str) -> dict[str, tuple[str, ...]]:
    """The values of an optional table by code."""
    found: dict[str, dict[str, None]] = {}
    for row in _table(folder, name, optional=True):
        found.setdefault(row[CODE], {})[row[column]] = None
    return {code: tuple(values) for code, values in found.items()}


def _table(folder: Path, name: str, *columns: str, optional: bool = False) -> Iterator[dict[str, str]]:
    for path in (folder / f"{name}.csv.gz", folder / f"{name}.csv"):
        if path.is_file():
            for number, row in _csv_rows(path):
                lacking = [column for column in columns if column not in row]
                if lacking:
                    raise GoldFileError(f"the table lacks the column {lacking[0]}", where=f"{path}:{number}")
                yield row
            return
    if not optional:
        raise GoldFileError(f"the table {name} is missing", where=str(folder), fix="Give a folder of O*NET tables")


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(_text(path)))
    try:
        for row in reader:
            if None in row.values():
                raise GoldFileError("the row is short", where=f"{path}:{reader.line_num}")
            yield reader.line_num, row
    except csv.Error as error:
        raise GoldFileError(str(error), where=f"{path}:{reader.line_num + 1}") from error


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise GoldFileError("the file cannot be read", where=str(path)) from error
