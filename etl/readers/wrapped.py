"""Lines of a text file that some program broke at a column (`machine learn-⏎ing`), put together again.

Where a text is evidently wrapped, that is, where several lines end at the column beyond which none goes, a full line
goes on in the next as it does in a PDF (`etl.paragraphs`). A word parted by a hyphen is mended anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from etl.hyphens import BROKEN, words_of
from etl.layout import TextLine
from etl.paragraphs import goes_on, joined
from etl.readers.build import Line
from etl.text import HAN

#: The width of a Chinese character in columns, which stands for the font size.
_SIZE = 2.0
#: Programs wrap at 40 to 120 columns; a text with longer lines has a paragraph a line.
_NARROW, _WIDE = 40, 120
#: So many lines must end near the last column: within a long word of it, in Chinese within a character and a mark.
_FULL_LINES = 3
_NEAR, _NEAR_HAN = 8, 2


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines of a text file with the broken ones joined. Only lines of one part, none that is a heading."""
    edge, edge_han = _edges(lines)
    words: frozenset[str] | None = None
    found: list[Line] = []
    above: TextLine | None = None
    for line in lines:
        below = _measured(line, edge, edge_han)
        if above is not None and below is not None and goes_on(above, below):
            if words is None:
                wanted = any(BROKEN.search(each.text.rstrip()) for each in lines)
                words = words_of(" ".join(each.text for each in lines)) if wanted else frozenset()
            found[-1] = replace(found[-1], parts=((joined(found[-1].text, below.text, words), None),))
        else:
            found.append(line)
        above = below
    return found


def _measured(line: Line, edge: float, edge_han: float) -> TextLine | None:
    """The line with its widths in columns; None if it is blank, a heading, or has fields."""
    text = line.text.strip()
    if not text or line.heading or any(field for _, field in line.parts):
        return None
    first = re.match(r"\S+", text)
    return TextLine(
        text,
        _SIZE,
        line.bold,
        base=0.0,
        gap=1.0,
        right=columns(line.text.rstrip()),
        edge=edge_han if HAN.search(text) else edge,
        first_word=columns(first[0]) if first else 0.0,
    )


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """The column at which the text is wrapped, for Latin lines and for Chinese ones; infinite if it is not."""
    widths = [columns(one.text.rstrip()) for one, two in pairwise(lines) if one.text.strip() and two.text.strip()]
    widest = max((columns(line.text.rstrip()) for line in lines), default=0)
    if not _NARROW <= widest <= _WIDE:
        return float("inf"), float("inf")
    near = sum(width >= widest - _NEAR for width in widths)
    near_han = sum(width >= widest - _NEAR_HAN for width in widths)
    return (
        widest if near >= _FULL_LINES else float("inf"),
        widest if near_han >= _FULL_LINES else float("inf"),
    )


def columns(text: str) -> int:
    """How many columns a text takes where a Chinese character takes two."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
