"""From characters with boxes to lines in reading order: word spaces, tab stops, and where a line ends in its column.

Geometry, no file format. Glyphs are put together in `etl.glyphs`, the order is found in `etl.columns`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from etl.columns import reading_order
from etl.glyphs import CHUNK_GAP, DATED, LONG_CELL, Chunk, Glyph, Row, chunks_of, rows_of

#: Shares of the font size. A word space is at least 0.2 em in most fonts, kerning at most 0.05 em.
_WORD_GAP = 0.11
_WORD_GAP_HAN = 0.17
_TAB_GAP = 1.6
#: A line as wide as this, in font sizes, is no item of a list.
_TEXT_WIDTH = 28.0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text; `size` is its font size in points, `gap` the distance to the line above it in font sizes
    (infinite at the top of a column). `right` is where it ends, `edge` where the longest line of its column does, and
    `first_word` the width of its first word, all in points."""

    text: str
    size: float
    bold: bool
    base: float
    gap: float = field(default=float("inf"))
    right: float = 0.0
    edge: float = 0.0
    first_word: float = 0.0


def lines_of_page(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The lines of a page in reading order: columns one after the other, what spans them where it stands."""
    found: list[TextLine] = []
    overhang = _overhang(glyphs)
    for rows in reading_order(rows_of(chunks_of(glyphs))):
        above: TextLine | None = None
        edge = _edge(rows)
        stops = _stops(rows)
        for row in rows:
            line = _text_line(_cut_labels(row, stops), overhang, edge, stops)
            if not line.text.strip():
                continue
            if above:
                line = replace(line, gap=abs(above.base - line.base) / max(line.size, above.size, 1.0))
            found.append(line)
            above = line
    return found


def _edge(rows: Sequence[Row]) -> float:
    """Where lines of running text end at the right; infinite where too few lines end there to tell running text from
    a list, whose longest item is no full line."""
    right, left = max(row[-1].right for row in rows), min(row[0].left for row in rows)
    near = sum(row[-1].right > right - 0.15 * (right - left) for row in rows)
    wide = right - left > _TEXT_WIDTH * median(row[0].size for row in rows)
    return right if near >= 3 or wide else float("inf")


def _overhang(glyphs: Sequence[Glyph]) -> dict[str, float]:
    """Characters whose box is wider than their advance (an `f` with its hook), with the usual gap after them in em.

    After such a letter a word space looks like no gap at all ("ofthe").
    """
    gaps: dict[str, list[float]] = {}
    for a, b in pairwise(glyphs):
        size = max(a.size, b.size, 1.0)
        gap = (b.left - a.right) / size
        if abs(a.base - b.base) < 0.1 * size and -0.5 < gap < 0.5:
            gaps.setdefault(a.char, []).append(gap)
    usual = {char: sorted(found)[int(0.3 * len(found))] for char, found in gaps.items() if len(found) >= 5}
    return {char: gap for char, gap in usual.items() if gap < -_WORD_GAP}


def _stops(rows: Sequence[Row]) -> list[float]:
    """Where second and later chunks of rows begin, one below the other: the tab stops of a table."""
    left = min((row[0].left for row in rows), default=0.0)
    starts = sorted(c.left for row in rows for c in row if c.left > left + 4 * CHUNK_GAP * c.size)
    inner = sorted(c.left for row in rows for c in row[1:])
    stops: list[float] = []
    for x in inner:
        near = bisect_left(starts, x + 1.0) - bisect_left(starts, x - 1.0)
        if near >= 3 and not (stops and x - stops[-1] < 2.0):
            stops.append(x)
    return stops


def _cut_labels(row: Row, stops: Sequence[float]) -> Row:
    """A row whose first chunk runs from a date right up to a tab stop, cut there."""
    first = row[0]
    for index, glyph in enumerate(first.glyphs[:LONG_CELL]):
        if index < 4 or not any(abs(glyph.left - x) < 1.0 for x in stops):
            continue
        before = first.glyphs[:index]
        gap = glyph.left - max(g.right for g in before if not g.char.isspace())
        if gap > 0.2 * glyph.size and DATED.search("".join(g.char for g in before).strip()):
            return [Chunk(before), Chunk(first.glyphs[index:]), *row[1:]]
    return row


def _text_line(row: Row, overhang: dict[str, float], edge: float, stops: Sequence[float]) -> TextLine:
    text = ""
    before: Chunk | None = None
    usual = _usual_gap([gap for chunk in row for gap in _gaps(chunk.glyphs)])
    for chunk in row:
        piece = _spaced(chunk.glyphs, overhang, usual).strip()
        if not piece:
            continue
        if before is None:
            text = piece
        else:
            gap = (chunk.left - before.right) / max(chunk.size, before.size, 1.0)
            bullet = len(text) == 1 and not text.isalnum()
            stop = DATED.search(text) and any(abs(chunk.left - x) < 1.0 for x in stops)
            text += ("\t" if (gap > _TAB_GAP or stop) and not bullet else _joint(text[-1], piece[0], gap)) + piece
        before = chunk
    glyphs = [g for chunk in row for g in chunk.glyphs if not g.char.isspace()]
    return TextLine(
        text=text,
        size=median(g.size for g in glyphs),
        bold=2 * sum(g.bold for g in glyphs) > len(glyphs),
        base=row[0].base,
        right=row[-1].right,
        edge=edge,
        first_word=(row[0].right - row[0].left) * len(text.split()[0]) / len(row[0].glyphs) if text.strip() else 0.0,
    )


def _joint(a: str, b: str, gap: float) -> str:
    limit = _WORD_GAP_HAN if _is_han(a) or _is_han(b) else _WORD_GAP
    return " " if gap > limit else ""


def _gaps(glyphs: Sequence[Glyph]) -> list[float]:
    return [(b.left - a.right) / max(a.size, b.size, 1.0) for a, b in pairwise(glyphs)]


def _usual_gap(gaps: Sequence[float]) -> float:
    """The gap between the letters of a word, in em: near 0, less where the advance boxes overlap, more in letter-spaced
    headings; 0 where there are too few to tell."""
    return min(max(median(gaps), -0.15), 0.6) if len(gaps) >= 6 else 0.0


def _spaced(glyphs: Sequence[Glyph], overhang: dict[str, float], usual: float) -> str:
    """The text of a chunk, with a space where the gap is wider than the gaps between the letters of a word.

    `usual` is the letter gap of the row, for chunks that are too short to have one of their own.
    """
    gaps = _gaps(glyphs)
    if len(gaps) >= 6:
        usual = _usual_gap(gaps)
    parts = [glyphs[0].char]
    for (before, glyph), gap in zip(pairwise(glyphs), gaps, strict=True):
        letter = min(usual, overhang.get(before.char, usual))
        parts.append(_joint(before.char, glyph.char, gap - letter) + glyph.char)
    return re.sub(" {2,}", " ", "".join(parts))


def _is_han(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\uffef"
