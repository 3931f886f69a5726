"""The query library: every Cypher text of the project, by name, with its header read as documentation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .errors import NotFound

FOLDER = Path(__file__).with_name("queries")
_PARAM = re.compile(r"^:param (\w+) +(.+?) +- +(.+)$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A `$parameter` of a query, as its header declares it."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the library. `answers` is the first sentence of its header."""

    name: str
    text: str
    answers: str
    parameters: tuple[Parameter, ...]


@cache
def query(name: str) -> Query:
    """The query `topic/name` from `graph/queries/topic/name.cypher`.

    Raises:
        NotFound: there is no such query.
    """
    if name not in names():
        raise NotFound(f"there is no query named {name!r}", fix="careergraph query --list names them all")
    text = (FOLDER / f"{name}.cypher").read_text(encoding="utf-8")
    header = [line[2:].strip() for line in text.splitlines() if line.startswith("//")]
    found = [match for line in header if (match := _PARAM.match(line))]
    answers = " ".join(line for line in header if not line.startswith(":param"))
    return Query(name, text, answers, tuple(Parameter(*match.groups()) for match in found))


@cache
def names() -> frozenset[str]:
    """The names of all queries."""
    return frozenset(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.cypher"))
