"""From characters with boxes to lines in reading order: word spaces, rows, columns.

Pure geometry, no file format. Coordinates are points with the origin at the lower left, as in PDF. A *chunk* is a
run of glyphs without a wide gap; a *row* is what stands side by side; columns are found by their gutter, in the
spirit of the recursive X-Y cut (Nagy and Seth 1984), but a gutter is believed only where both sides are
dense text, so that right-aligned dates stay on the line of their position.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

#: Shares of the font size. A word space is at least 0.2 em in most fonts, kerning at most 0.05 em.
_WORD_GAP = 0.11
_WORD_GAP_HAN = 0.17
_CHUNK_GAP = 1.0
_TAB_GAP = 1.6
#: A column has at least this many rows, and the rows follow each other at most so many font sizes apart.
_COLUMN_ROWS = 5
_COLUMN_PITCH = 2.4
_COLUMN_SHARE = 0.06
_LONG_CELL = 22  # characters
_PROSE = 35


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its advance box, baseline and effective font size in points."""

    char: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False


@dataclass(slots=True)
class Chunk:
    """Glyphs on one baseline without a wide gap."""

    glyphs: list[Glyph]
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    size: float = 0.0

    def __post_init__(self) -> None:
        self.left = min(g.left for g in self.glyphs)
        self.right = max(g.right for g in self.glyphs)
        self.base = self.glyphs[0].base
        self.size = max(g.size for g in self.glyphs)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text; `size` is its font size in points, `gap` the distance to the line above it in font sizes
    (infinite at the top of a column)."""

    text: str
    size: float
    bold: bool
    base: float
    gap: float = field(default=float("inf"))


def lines_of_page(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The lines of a page in reading order: columns one after the other, what spans them where it stands."""
    found: list[TextLine] = []
    overhang = _overhang(glyphs)
    for rows in _columns(_rows(_chunks(glyphs))):
        above: TextLine | None = None
        for row in rows:
            line = _text_line(row, overhang)
            if not line.text.strip():
                continue
            if above:
                line = replace(line, gap=abs(above.base - line.base) / max(line.size, above.size, 1.0))
            found.append(line)
            above = line
    return found


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


def _chunks(glyphs: Sequence[Glyph]) -> list[Chunk]:
    """Split the glyphs, in the order of the file, where the baseline changes or a wide gap opens."""
    chunks: list[Chunk] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            last = run[-1]
            size = max(glyph.size, last.size)
            same = abs(glyph.base - last.base) < 0.3 * size
            if not (same and -0.8 * size < glyph.left - last.right < _CHUNK_GAP * size):
                chunks.append(Chunk(run))
                run = []
        run.append(glyph)
    if run:
        chunks.append(Chunk(run))
    return [c for c in chunks if any(not g.char.isspace() for g in c.glyphs)]


Row = list[Chunk]


def _rows(chunks: Sequence[Chunk]) -> list[Row]:
    """Chunks on (nearly) one baseline, top to bottom, each row left to right."""
    rows: list[Row] = []
    for chunk in sorted(chunks, key=lambda c: -c.base):
        if rows and abs(rows[-1][0].base - chunk.base) < 0.35 * max(chunk.size, rows[-1][0].size):
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    return [sorted(row, key=lambda c: c.left) for row in rows]


def _columns(rows: list[Row]) -> list[list[Row]]:
    """Cut at the best gutter, and go on within what is left of it, right of it, above and below."""
    if len(rows) < _COLUMN_ROWS:
        return [rows] if rows else []
    cut = _best_cut(rows)
    if cut is None:
        return [rows]
    x, start, end = cut
    band = [c for row in rows[start:end] for c in row]
    left = _rows([c for c in band if c.left < x])
    right = _rows([c for c in band if c.left >= x])
    below = rows[end:]
    return [*_columns(rows[:start]), *_columns(left), *_columns(right), *_columns(below)]


def _best_cut(rows: Sequence[Row]) -> tuple[float, int, int] | None:
    """The gutter that parts the most text: its x, and the first and last (exclusive) row that it parts."""
    starts = sorted(chunk.left for row in rows for chunk in row)
    best: tuple[int, float, int, int] | None = None
    tried = -1e9
    for index, x in enumerate(starts):
        if x - tried < 1.0 or bisect_left(starts, x + 6.0) - index < _COLUMN_ROWS - 1:
            continue
        tried = x
        edge = x - 0.5
        for start, end in _bands(rows, edge):
            weight = _weight(rows[start:end], edge)
            if weight and (best is None or weight > best[0]):
                best = (weight, edge, start, end)
    return best[1:] if best else None


def _bands(rows: Sequence[Row], x: float) -> list[tuple[int, int]]:
    """Longest runs of rows in which no chunk stands across x."""
    bands: list[tuple[int, int]] = []
    start = 0
    for index, row in enumerate(rows):
        if any(c.left < x and c.right > x + 0.5 for c in row):
            if index - start >= _COLUMN_ROWS:
                bands.append((start, index))
            start = index + 1
    if len(rows) - start >= _COLUMN_ROWS:
        bands.append((start, len(rows)))
    return bands


def _weight(rows: Sequence[Row], x: float) -> int:
    """Characters of the lighter side of a gutter; 0 if the two sides are no columns."""
    left = [[c for c in row if c.left < x] for row in rows]
    right = [[c for c in row if c.left >= x] for row in rows]
    left, right = [r for r in left if r], [r for r in right if r]
    if not (_dense(left) and _dense(right)):
        return 0
    size = median(c.size for row in rows for c in row)
    gutter = min(r[0].left for r in right) - max(r[-1].right for r in left)
    if gutter < 0.8 * size:
        return 0
    letters = [sum(len(c.glyphs) for row in side for c in row) for side in (left, right)]
    if min(letters) < _COLUMN_SHARE * sum(letters):
        return 0
    lighter, heavier = (left, right) if letters[0] < letters[1] else (right, left)
    shared = len(left) + len(right) - len(rows)
    return 0 if shared > 0.8 * len(lighter) and _is_table(lighter, heavier, len(rows)) else min(letters)


def _is_table(lighter: Sequence[Row], heavier: Sequence[Row], rows: int) -> bool:
    """Whether two sides that share their baselines belong together row by row (dates beside positions, labels
    before values, cells of a table), and are no columns that happen to have one line height."""
    texts = ["".join(g.char for c in row for g in c.glyphs) for row in lighter]
    if median(len(text) for text in texts) >= _LONG_CELL:
        return len(texts) < 0.75 * rows
    prose = median(sum(len(c.glyphs) for c in row) for row in heavier) >= _PROSE
    marked = sum(text.rstrip().endswith((":", "：")) or any(c.isdigit() for c in text) for text in texts)
    return not prose or marked > 0.3 * len(texts) or len(texts) < 0.75 * rows


def _dense(rows: Sequence[Row]) -> bool:
    if len(rows) < _COLUMN_ROWS:
        return False
    pitch = median((a[0].base - b[0].base) / max(b[0].size, 1.0) for a, b in pairwise(rows))
    return pitch <= _COLUMN_PITCH


def _text_line(row: Row, overhang: dict[str, float]) -> TextLine:
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
            text += ("\t" if gap > _TAB_GAP and not bullet else _joint(text[-1], piece[0], gap)) + piece
        before = chunk
    glyphs = [g for chunk in row for g in chunk.glyphs if not g.char.isspace()]
    return TextLine(
        text=text,
        size=median(g.size for g in glyphs),
        bold=2 * sum(g.bold for g in glyphs) > len(glyphs),
        base=row[0].base,
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
