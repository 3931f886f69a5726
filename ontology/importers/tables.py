"""Comma-separated tables as publishers give them: plain or gzipped, with or without a byte-order mark."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError, OntologyError


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table; `where` is FILE:LINE of its first line."""

    file: str
    line: int
    values: dict[str, str]

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    def __getitem__(self, column: str) -> str:
        return self.values[column].strip()

    def list(self, column: str, separator: str = "|") -> list[str]:
        """The parts of a cell that holds several values."""
        return [part for text in self.values[column].split(separator) if (part := text.strip())]

    def number(self, column: str, low: float, high: float) -> float:
        """A number within bounds.

        Raises:
            OntologyError: it is none, or out of bounds.
        """
        try:
            value = float(self[column])
        except ValueError:
            raise self.error(f"{column} is {self[column]!r}, not a number") from None
        if not low <= value <= high:
            raise self.error(f"{column} is {value:g}", fix=f"it must be between {low:g} and {high:g}")
        return value

    def one_of(self, column: str, values: Sequence[str]) -> str:
        """A value out of a closed list.

        Raises:
            OntologyError: it is not in the list.
        """
        if self[column] not in values:
            raise self.error(f"{column} is {self[column]!r}", fix=f"it must be one of {', '.join(values)}")
        return self[column]

    def error(self, what: str, fix: str = "") -> OntologyError:
        """The error to raise about this row."""
        return OntologyError(what, where=self.where, fix=fix)


def find(folder: Path, name: str) -> Path:
    """The table `name`.csv or `name`.csv.gz of a folder.

    Raises:
        InputError: the folder has neither.
    """
    for path in (folder / f"{name}.csv", folder / f"{name}.csv.gz"):
        if path.is_file():
            return path
    raise InputError(f"the table {name}.csv (or .csv.gz) is missing", where=str(folder))


def read_bytes(path: Path) -> bytes:
    """The content of a file, unpacked if it is gzipped.

    Raises:
        OntologyError: it cannot be read.
    """
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if path.suffix == ".gz" else data
    except (OSError, EOFError) as error:
        raise OntologyError(f"the file cannot be read ({error})", where=path.name) from error


def records(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a table with the number of their first line, header included; empty lines are skipped.

    Raises:
        OntologyError: not UTF-8, or quotes that do not close.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OntologyError("the file is not UTF-8", where=name, fix="save it as UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for record in reader:
            if record:
                yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        raise OntologyError(f"the row cannot be read ({error})", where=f"{name}:{line}") from error


def read_table(
    path: Path, columns: Sequence[str], *, header: str | None = None, name: str | None = None
) -> Iterator[Row]:
    """The rows of a table that has at least these columns.

    Args:
        name: what errors call the file; by default its name without folders.
        header: first cell of the header row, for tables that begin with remarks; None takes the first row.

    Raises:
        OntologyError: a column is missing, or a row has more or fewer cells than the header.
    """
    name = name or path.name
    names: list[str] | None = None
    for line, record in records(path, name):
        if names is None:
            if header is None or record[0].strip() == header:
                names = [cell.strip() for cell in record]
                if missing := [column for column in columns if column not in names]:
                    raise OntologyError(f"columns are missing: {', '.join(missing)}", where=f"{name}:{line}")
            continue
        if len(record) != len(names):
            raise OntologyError(
                f"the row has {len(record)} cells, the header {len(names)}",
                where=f"{name}:{line}",
                fix="put cells that hold commas into double quotes",
            )
        yield Row(name, line, dict(zip(names, record, strict=True)))
    if names is None:
        raise OntologyError("the table has no header row", where=name)


def version_of(paths: Iterable[Path]) -> str:
    """A short hash of what files contain, whatever their packing and place."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda path: (path.name.removesuffix(".gz"), path.parent.name)):
        digest.update(path.name.removesuffix(".gz").encode())
        digest.update(hashlib.sha256(read_bytes(path)).digest())
    return digest.hexdigest()[:12]
