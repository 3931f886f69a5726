"""Characters with boxes, and what stands together: chunks without a wide gap, and the rows of a page.

Coordinates are points with the origin at the lower left, as in PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: A wider gap than this share of the font size parts two chunks.
CHUNK_GAP = 1.0
#: The longest label beside a text, in characters.
LONG_CELL = 22
#: A date, by its year or by its open end.
DATED = re.compile(r"(?:19|20)\d\d|至今|(?i:present|current|now)$")


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


Row = list[Chunk]


def chunks_of(glyphs: Sequence[Glyph]) -> list[Chunk]:
    """Split the glyphs, in the order of the file, where the baseline changes or a wide gap opens."""
    chunks: list[Chunk] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            last = run[-1]
            size = max(glyph.size, last.size)
            same = abs(glyph.base - last.base) < 0.3 * size
            if not (same and -0.8 * size < glyph.left - last.right < CHUNK_GAP * size):
                chunks.append(Chunk(run))
                run = []
        run.append(glyph)
    if run:
        chunks.append(Chunk(run))
    return [c for c in chunks if any(not g.char.isspace() for g in c.glyphs)]


def rows_of(chunks: Sequence[Chunk]) -> list[Row]:
    """Chunks on (nearly) one baseline, top to bottom, each row left to right."""
    rows: list[Row] = []
    for chunk in sorted(chunks, key=lambda c: -c.base):
        if rows and abs(rows[-1][0].base - chunk.base) < 0.35 * max(chunk.size, rows[-1][0].size):
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    return [sorted(row, key=lambda c: c.left) for row in rows]


def plain(row: Row) -> str:
    return "".join(g.char for c in row for g in c.glyphs)
