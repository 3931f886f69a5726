"""Search over the labels of concepts: exact labels first, then prefixes, then words and Chinese character pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import InputError

from .skos import NodeType, normalise
from .vocabulary import priority

if TYPE_CHECKING:
    from graph.store import Row, Store

#: Characters and signs that mean something in the query syntax of Lucene.
_SPECIAL = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|=<>])')
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept that was found: `matched` is the label that did it, `score` falls from exact (above 3) to fuzzy
    (below 1)."""

    id: str
    type: NodeType
    scheme: str
    kind: str | None
    label_en: str | None
    label_zh: str | None
    matched: str
    lang: str
    score: float


def search(store: Store, text: str, *, type: NodeType = "Skill", lang: str | None = None, limit: int = 10) -> list[Hit]:
    """The concepts whose labels fit a text best, one row for a concept and its exact matches.

    Args:
        lang: only labels of this language; None takes all.

    Raises:
        InputError: the text is empty.
    """
    norm = normalise(text)
    if not norm:
        raise InputError("the search text is empty", fix="give at least one character")
    rows = _rows(store, norm, lucene(norm), type, lang, limit)
    if not rows and (fuzzy := lucene_fuzzy(norm)):
        rows = _rows(store, norm, fuzzy, type, lang, limit)
        for row in rows:
            row["tier"] = 0
    rows.sort(key=_order)
    return _one_each(rows)[:limit]


def lucene(norm: str) -> str:
    """The text as a Lucene query: as a phrase, or with each of its words as a prefix."""
    words = [_SPECIAL.sub(r"\\\1", word) for word in norm.split()]
    phrase = " ".join(words)
    prefixes = " AND ".join(f"{word}*" for word in words)
    return f'"{phrase}"^4 OR ({prefixes})'


def lucene_fuzzy(norm: str) -> str:
    """The text as a Lucene query that forgives a wrong letter or two in each Latin word; empty if there is none."""
    words = [_SPECIAL.sub(r"\\\1", word) for word in norm.split() if len(word) > 3 and not _CJK.search(word)]
    return " AND ".join(f"{word}~" for word in words)


def _rows(store: Store, norm: str, query: str, type: NodeType, lang: str | None, limit: int) -> list[Row]:
    return store.read("ontology/search", norm=norm, query=query, type=type, lang=lang, candidates=max(500, 50 * limit))


def _order(row: Row) -> tuple[float, bool, int, float, int, str]:
    preferred = row["label_kind"] == "preferred"
    return (-row["tier"], not preferred, priority(row["scheme"]), -row["score"], len(row["matched"]), row["id"])


def _one_each(rows: list[Row]) -> list[Hit]:
    """The first row of each concept; what is an exact match of one that stands already is left out."""
    found: dict[str, Hit] = {}
    seen: set[str] = set()
    for row in rows:
        if row["id"] in found or row["id"] in seen:
            continue
        seen.update(row["matches"])
        score = row["tier"] + row["score"] / (1 + row["score"])
        found[row["id"]] = Hit(
            row["id"], row["type"], row["scheme"], row["kind"], row["label_en"], row["label_zh"], row["matched"],
            row["lang"], round(score, 4),
        )  # fmt: skip
    return list(found.values())
