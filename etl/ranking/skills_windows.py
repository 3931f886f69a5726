"""A sentence cut into what may name a skill: windows of one to five words that cross no comma."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Words of a window at most.
LONGEST = 5
_BREAK = re.compile(r"[,;:()\[\]•·*|\n\t!?]|\.(?=\s|$)|\s[-–—/&]\s|/(?=[A-Za-z])")
_MASK = re.compile(r"<[A-Z_]+>")
_EDGE = " .,;:'\"“”‘’`-–—/_*•·<>"
#: A window neither begins nor ends with one of these.
_EMPTY = frozenset([
    "a", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "being", "both", "by", "can", "could",
    "did", "do", "does", "e.g", "etc", "for", "from", "had", "has", "have", "how", "i.e", "if", "in", "is", "it",
    "its", "may", "might", "more", "most", "must", "no", "not", "of", "on", "or", "other", "our", "should", "so",
    "some", "such", "than", "that", "the", "their", "then", "these", "they", "this", "those", "to", "we", "we're",
    "what", "when", "where", "which", "who", "will", "with", "would", "you", "you'll", "you're", "youll", "your",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Windows:
    """The pieces of one sentence: short windows, and itself without masks."""

    short: tuple[str, ...]
    whole: str


def windows(text: str) -> Windows:
    """The windows of a sentence, each once; names that were masked (`<LOCATION>`) are left out."""
    whole = " ".join(_MASK.sub(" ", text).split()) or text
    short: dict[str, None] = {}
    for piece in _BREAK.split(whole):
        words = [word for raw in piece.split() if (word := raw.strip(_EDGE))]
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                if words[start].lower() not in _EMPTY and words[end - 1].lower() not in _EMPTY:
                    short.setdefault(" ".join(words[start:end]))
    return Windows(tuple(short) or (whole,), whole)
