"""The order in which the rows of a page are read: columns, margins with headings, tables.

In the spirit of the recursive X-Y cut (Nagy and Seth 1984), but a gutter is believed only where both sides are dense
text, so that right-aligned dates, labels and the cells of a table stay on their line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from etl.glyphs import DATED, LONG_CELL, Chunk, Row, plain, rows_of
from etl.sections import is_heading

#: A column has at least this many rows, and the rows follow each other at most so many font sizes apart.
_COLUMN_ROWS = 5
_FULL_COLUMN = 20
_COLUMN_PITCH = 2.4
_COLUMN_SHARE = 0.06
_PROSE = 35  # characters
#: Two columns of a list differ by less than this many rows; rows further apart than so many font sizes are two parts.
_UNEVEN = 5
_BREAK = 1.75


def reading_order(rows: list[Row]) -> list[list[Row]]:
    """Cut at the best gutter, and go on within what is left of it, right of it, above and below."""
    if len(rows) < _COLUMN_ROWS:
        return [rows] if rows else []
    cut = _best_cut(rows)
    if cut is None:
        return _by_headings(rows) or [rows]
    x, start, end = _list_only(rows, *cut)
    band = [c for row in rows[start:end] for c in row]
    left = rows_of([c for c in band if c.left < x])
    right = rows_of([c for c in band if c.left >= x])
    below = rows[end:]
    return [*reading_order(rows[:start]), *reading_order(left), *reading_order(right), *reading_order(below)]


def _best_cut(rows: Sequence[Row]) -> tuple[float, int, int] | None:
    """The gutter that parts the most text: its x, and the first and last (exclusive) row that it parts."""
    starts = sorted(chunk.left for row in rows for chunk in row)
    best: tuple[int, float, int, int] | None = None
    tried = -1e9
    for index, x in enumerate(starts):
        if x - tried < 1.0 or bisect_left(starts, x + 6.0) - index < min(_COLUMN_ROWS - 1, 2):
            continue
        tried = x
        edge = x - 0.5
        for start, end in _bands(rows, edge):
            weight = _weight(rows[start:end], edge)
            if weight and (best is None or weight > best[0]):
                best = (weight, edge, start, end)
    return best[1:] if best else None


def _list_only(rows: Sequence[Row], x: float, start: int, end: int) -> tuple[float, int, int]:
    """A cut, narrowed to the list in two columns that it parts: short lines before and after such a list do not reach
    its gutter, but they are no part of it.

    A list has no heading on the right, and text as wide as the page follows. It ends where, after the last row on the
    right, the left side breaks off.
    """
    sides = [any(c.left >= x for c in row) for row in rows[start:end]]
    first, last = start + sides.index(True), end - 1 - sides[::-1].index(True)
    right = [plain([c for c in row if c.left >= x]).strip() for row in rows[first : last + 1]]
    if end == len(rows) or any(is_heading(text) for text in right):
        return x, start, end
    stop = next((i for i in range(last + 1, min(last + _UNEVEN, end)) if _breaks(rows[i - 1], rows[i])), end)
    if stop == end and end - last > 1:
        return x, start, end
    begin = next((i for i in range(first, max(first - _UNEVEN, start), -1) if _breaks(rows[i - 1], rows[i])), start)
    return x, begin, stop


def _breaks(above: Row, row: Row) -> bool:
    """Whether a row starts something new: a heading, or text after a gap."""
    return is_heading(plain(row).strip()) or above[0].base - row[0].base > _BREAK * max(above[0].size, row[0].size)


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
    last = _is_last_of(right, left) if left and right else False
    if not (_dense(left) and (last or _dense(right))):
        return 0
    size = median(c.size for row in rows for c in row)
    gutter = min(r[0].left for r in right) - max(r[-1].right for r in left)
    if gutter < 0.8 * size:
        return 0
    letters = [sum(len(c.glyphs) for row in side for c in row) for side in (left, right)]
    if last:
        return min(letters)
    if min(letters) < _COLUMN_SHARE * sum(letters):
        return 0
    lighter, heavier = (left, right) if letters[0] < letters[1] else (right, left)
    shared = len(left) + len(right) - len(rows)
    if lighter is left and (_are_dates(rows, x) or _are_headings(left)):
        return 0
    return 0 if shared > 0.8 * len(lighter) and _is_table(lighter, heavier, len(rows)) else min(letters)


def _is_table(lighter: Sequence[Row], heavier: Sequence[Row], rows: int) -> bool:
    """Whether two sides that share their baselines belong together row by row (dates beside positions, labels
    before values, cells of a table), and are no columns that happen to have one line height."""
    texts = [plain(row) for row in lighter]
    if median(len(text) for text in texts) >= LONG_CELL:
        return len(texts) < 0.75 * rows
    prose = median(sum(len(c.glyphs) for c in row) for row in heavier) >= _PROSE
    marked = sum(text.rstrip().endswith((":", "：")) or any(c.isdigit() for c in text) for text in texts)
    return not prose or marked > 0.3 * len(texts) or len(texts) < 0.75 * rows


def _are_dates(rows: Sequence[Row], x: float) -> bool:
    """Whether dates stand left of what they date: many on the left are dates, and they share their baselines with
    the other side. Headings between them, which stand alone, change nothing."""
    sides = [(plain([c for c in row if c.left < x]), any(c.left >= x for c in row)) for row in rows]
    left = [(text, both) for text, both in sides if text]
    dated = [both for text, both in left if len(text) < _PROSE and DATED.search(text)]
    return len(dated) >= 2 and len(dated) >= 0.3 * len(left) and sum(dated) >= 0.7 * len(dated)


def _by_headings(rows: list[Row]) -> list[list[Row]] | None:
    """The parts of a page whose headings stand in the margin, each after its heading; None for other pages."""
    starts = sorted(chunk.left for row in rows for chunk in row)
    for index, x in enumerate(starts):
        if bisect_left(starts, x + 1.0) - index < _COLUMN_ROWS or (index and x - starts[index - 1] < 1.0):
            continue
        for start, end in _bands(rows, x - 0.5):
            band = [c for row in rows[start:end] for c in row]
            left = rows_of([c for c in band if c.left < x - 0.5])
            if _are_headings(left):
                parts = _parts(_whole_headings(left), rows_of([c for c in band if c.left >= x - 0.5]))
                return (
                    [rows[:start], *parts, *reading_order(rows[end:])]
                    if start
                    else [*parts, *reading_order(rows[end:])]
                )
    return None


def _whole_headings(left: Sequence[Row]) -> list[Row]:
    """The rows of a margin, a heading that is broken over two of them put into one."""
    whole: list[Row] = []
    for row in left:
        above = whole[-1] if whole else None
        if (
            above
            and not is_heading(plain(above).strip())
            and is_heading(f"{plain(above).strip()} {plain(row).strip()}")
        ):
            shift = above[-1].right + 0.3 * above[-1].size - row[0].left
            moved = [replace(g, left=g.left + shift, right=g.right + shift) for c in row for g in c.glyphs]
            whole[-1] = [*above, Chunk(moved)]
        else:
            whole.append(row)
    return whole


def _parts(headings: Sequence[Row], body: Sequence[Row]) -> list[list[Row]]:
    """Each heading, and then the rows of the body from its height on."""
    tops = [row[0].base + 0.9 * row[0].size for row in headings]
    parts = [[row for row in body if row[0].base > tops[0]]]
    for index, heading in enumerate(headings):
        below = tops[index + 1] if index + 1 < len(tops) else float("-inf")
        parts += [[heading], [row for row in body if below < row[0].base <= tops[index]]]
    return [part for part in parts if part]


def _are_headings(left: Sequence[Row]) -> bool:
    """Whether headings stand in the margin, beside what stands under them: one below the other with nothing between,
    some of them broken over two lines."""
    texts = [plain(row).strip() for row in left]
    marks = [
        is_heading(text) or (i > 0 and is_heading(f"{texts[i - 1]} {text}"))
        or (i + 1 < len(texts) and is_heading(f"{text} {texts[i + 1]}"))
        for i, text in enumerate(texts)
    ]  # fmt: skip
    return sum(one and two for one, two in pairwise(marks)) >= 3


def _is_last_of(right: Sequence[Row], left: Sequence[Row]) -> bool:
    """Whether the few rows on the right are the end of a text that fills the column on the left, from its top on."""
    if not 2 <= len(right) < len(left) / 2 or len(left) < _FULL_COLUMN:
        return False
    size = max(right[0][0].size, left[0][0].size)
    level = abs(left[0][0].base - right[0][0].base) < size and right[-1][0].base > left[len(left) // 2][0].base
    return level and all(abs(row[0].left - right[0][0].left) < 2 * size for row in right)


def _dense(rows: Sequence[Row]) -> bool:
    if len(rows) < _COLUMN_ROWS:
        return False
    pitch = median((a[0].base - b[0].base) / max(b[0].size, 1.0) for a, b in pairwise(rows))
    return pitch <= _COLUMN_PITCH
