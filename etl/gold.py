"""Gold files: JSON lines, checked row by row, and refused with the number of the line that is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from graph.errors import GoldFileError
from graph.json_files import read_json_lines

from .model import Lang

T = TypeVar("T")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A stretch of text that has a label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with all of its labelled spans."""

    text: str
    lang: Lang
    spans: tuple[GoldSpan, ...]


@dataclass(frozen=True, slots=True)
class GoldQuery:
    """A text and the answers that are right for it (label texts, concept ids or codes)."""

    text: str
    answers: frozenset[str]


def read_gold(path: Path, parse: Callable[[Row], T]) -> list[T]:
    """Every row of a JSON-lines file (also .gz) through `parse`, which raises ValueError on a bad one.

    Raises:
        GoldFileError: the file is missing, empty, or has a bad line; `where` is FILE:LINE.
    """
    found = []
    for number, row in read_json_lines(path):
        try:
            found.append(parse(row))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            told = f"there is no {error}" if isinstance(error, KeyError) else str(error)
            raise GoldFileError(f"a bad row: {told}", where=f"{path}:{number}") from error
    if not found:
        raise GoldFileError("the file has no rows", where=str(path))
    return found


def digest(texts: Iterable[GoldText], beside: bytes = b"") -> str:
    """SHA-256 of texts with their spans, after `beside`; tells whether a training is of the same data."""
    found = hashlib.sha256(beside)
    for text in texts:
        found.update(repr(text).encode())
    return found.hexdigest()


def mentions_row(row: Row) -> GoldText:
    """`{"text","lang","spans":[{"start","end","label"}]}`"""
    text = _text(row, "text")
    lang = row.get("lang", "en")
    if lang not in ("en", "zh"):
        raise ValueError(f"lang is {lang!r}, not en or zh")
    spans = []
    for span in row["spans"]:
        start, end, label = span["start"], span["end"], span["label"]
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            raise ValueError(f"span {start}..{end} is not inside a text of {len(text)} characters")
        if not isinstance(label, str) or not label:
            raise ValueError(f"label is {label!r}")
        spans.append(GoldSpan(start, end, label))
    return GoldText(text, lang, tuple(spans))


def linking_row(row: Row) -> GoldQuery:
    """`{"text","labels":[…]}` or `{"text","uris":[…]}`"""
    return GoldQuery(_text(row, "text"), _answers(row, "labels", "uris"))


def titles_row(row: Row) -> GoldQuery:
    """`{"title","uri"}`, `{"title","uris"}` or `{"title","code"}`"""
    return GoldQuery(_text(row, "title"), _answers(row, "uris", "uri", "code"))


def _text(row: Row, key: str) -> str:
    text = row[key]
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{key} is not a text")
    return text


def _answers(row: Row, *keys: str) -> frozenset[str]:
    present = [key for key in keys if key in row]
    if not present:
        raise ValueError(f"it has none of {', '.join(keys)}")
    value = row[present[0]]
    answers = [value] if isinstance(value, str) else value
    if not isinstance(answers, list) or not answers or not all(isinstance(answer, str) for answer in answers):
        raise ValueError(f"{present[0]} names no answer")
    return frozenset(answers)
