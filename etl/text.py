"""Text as the steps of extraction see it: normal forms, folding that keeps the length, lines with layout."""

from __future__ import annotations

import csv
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from etl.model import Block, Document, Span

HAN = re.compile(r"[\u3400-\u9fff]")
#: What may stand before the words of a line or an item: bullets, dashes, numbering.
BULLET = re.compile(
    r"^[\s•●▪■◆◇★☆○·∙*➢➤✓√❖►▶\-–—\u200b\uf0b7\uf0a7]+|^\s*[(（]?\d{1,2}\s?[.、)）．]\s*(?!\d)"
    r"|^\s*[(（]?[一二三四五六七八九十]{1,2}[)）、.]\s*"
)
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=200_000)
def norm(text: str) -> str:
    """The normal form that labels are compared in: NFKC, casefolded, single spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


@lru_cache(maxsize=50_000)
def letters(text: str) -> str:
    """Only letters and digits, casefolded: equal for `Work  Experience:` and `WorkExperience`."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def lower(text: str) -> str:
    """Lower case of the same length, so that offsets hold (a few letters, e.g. İ, grow when lowered)."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def is_han(char: str) -> bool:
    """A Chinese character."""
    return "\u3400" <= char <= "\u9fff"


def trim(text: str, start: int, end: int, extra: str = "") -> Span:
    """The span without white space, loose punctuation and `extra` characters at its ends."""
    loose = " \t\r\n\u3000,，;；|、·•:：-–—~/_。." + extra
    while start < end and text[start] in loose:
        start += 1
    while end > start and text[end - 1] in loose:
        end -= 1
    return Span(start, end)


def unaccented(text: str) -> str:
    """Without accents and other combining marks: `são` is `sao`."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of our own small tables in `etl/data`."""
    content = (files("etl") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(content.splitlines()))


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the white space around it; `size` is relative to the median (1.0 if unknown)."""

    start: int
    end: int
    text: str
    size: float = 1.0
    bold: bool = False
    heading: bool = False
    bullet: bool = False


def lines(document: Document) -> list[Line]:
    """The lines of a document that are not blank, with what the reader saw of their layout."""
    blocks = sorted(document.blocks, key=lambda b: b.span.start)
    starts = [b.span.start for b in blocks]
    sizes = sorted(b.size for b in blocks if b.size > 0)
    median = sizes[len(sizes) // 2] if sizes else 0.0
    found: list[Line] = []
    for start, end in _bounds(document.text):
        block = _block_at(blocks, starts, start, end)
        text = document.text[start:end]
        size = block.size / median if block and block.size > 0 and median else 1.0
        bullet = bool(block and block.bullet) or bool(re.match(r"[•●▪■◆○·∙*➢➤✓√❖►▶\uf0b7\uf0a7]|-\s", text))
        found.append(Line(start, end, text, size, bool(block and block.bold), bool(block and block.heading), bullet))
    return found


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        if body:
            start = position + raw.index(body)
            yield start, start + len(body)
        position += len(raw)


def _block_at(blocks: list[Block], starts: list[int], start: int, end: int) -> Block | None:
    at = bisect_right(starts, max(start, end - 1)) - 1
    if at >= 0 and blocks[at].span.end > start:
        return blocks[at]
    return None


def line_at(found: list[Line], offset: int) -> int:
    """The index of the line that holds `offset`, or the last one before it (-1 if none)."""
    return bisect_right([line.start for line in found], offset) - 1
