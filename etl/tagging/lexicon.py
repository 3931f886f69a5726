"""A lexicon of Chinese words with part of speech and frequency, and what its matches tell of each character.

A character model does not see words. Two readings of a lexicon give them back: every word that covers a character,
by place in the word, length and class (after "SoftLexicon", Ma et al. 2020, with classes in place of word vectors), and
the likeliest division of the text into words (unigram Viterbi, as word segmenters do it).

The file is gzip text, one class a line: `class<TAB>word:weight word:weight …`, where the weight is a digit, the
frequency on a logarithmic scale (0..9).
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.errors import InputError, ModelError

#: Classes of words, by the first matching prefix of their part of speech (the tag set of ICTCLAS).
CLASSES = ("person", "place", "organisation", "proper", "noun", "verb", "adjective", "number", "phrase", "function",
           "title", "subject")  # fmt: skip
_PARTS_OF_SPEECH = (
    ("nr", "person"), ("ns", "place"), ("nt", "organisation"), ("nz", "proper"), ("vn", "noun"), ("n", "noun"),
    ("v", "verb"), ("a", "adjective"), ("z", "adjective"), ("b", "adjective"), ("m", "number"), ("t", "number"),
    ("q", "number"), ("i", "phrase"), ("l", "phrase"), ("j", "proper"), ("s", "place"),
)  # fmt: skip
_LONGEST = 8
_BUCKETS = 3
_MATCHES = 3 * len(CLASSES) * _BUCKETS
_CUT = 4 * (len(CLASSES) + 1)
#: Features of one character.
WIDTH = _MATCHES + _CUT


#: Weights are natural logarithms of frequencies times this, rounded down.
_SCALE = 0.72
#: Log probability of a character that no word covers, below that of the rarest word.
_UNKNOWN = -2.0


class Lexicon:
    """Words with their class and weight; `features` reads a text with it."""

    def __init__(self, words: dict[str, tuple[int, int]]) -> None:
        total = math.log(sum(math.exp(weight / _SCALE) for _, weight in words.values()) + 1.0)
        self._words = {word: (kind, weight / _SCALE - total) for word, (kind, weight) in words.items()}
        self._unknown = _UNKNOWN - total

    def __len__(self) -> int:
        return len(self._words)

    def features(self, text: str) -> NDArray[np.uint8]:
        """Zeros and ones [characters, WIDTH] of a text in the canonical form of `characters.canonical`."""
        size, words = len(text), self._words
        found = np.zeros((size, WIDTH), dtype=np.uint8)
        scores = [-math.inf] * (size + 1)
        scores[0] = 0.0
        came = [(0, len(CLASSES))] * (size + 1)
        for start in range(size):
            before = scores[start]
            if before + self._unknown > scores[start + 1]:
                scores[start + 1], came[start + 1] = before + self._unknown, (start, len(CLASSES))
            for end in range(start + 1, min(start + _LONGEST, size) + 1):
                entry = words.get(text[start:end])
                if entry is None:
                    continue
                kind, weight = entry
                if end - start > 1:
                    _mark(found, start, end, (kind * _BUCKETS + min(end - start, 4) - 2) * 3)
                if before + weight > scores[end]:
                    scores[end], came[end] = before + weight, (start, kind)
        end = size
        while end > 0:
            start, kind = came[end]
            column = _MATCHES + 4 * kind
            if end - start == 1:
                found[start, column + 3] = 1
            else:
                _mark(found, start, end, column)
            end = start
        return found


def _mark(found: NDArray[np.uint8], start: int, end: int, column: int) -> None:
    """First, middle and last characters of a word."""
    found[start, column] = 1
    found[start + 1 : end - 1, column + 1] = 1
    found[end - 1, column + 2] = 1


def class_of(part_of_speech: str) -> str:
    """The class of a word with a part of speech."""
    return next((name for prefix, name in _PARTS_OF_SPEECH if part_of_speech.startswith(prefix)), "function")


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon in a file.

    Raises:
        ModelError: the file is missing or damaged.
    """
    words: dict[str, tuple[int, int]] = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                kind, _, entries = line.rstrip("\n").partition("\t")
                at = CLASSES.index(kind)
                for entry in entries.split(" "):
                    words[entry[:-1]] = (at, int(entry[-1]))
    except (OSError, ValueError, EOFError) as error:
        raise ModelError("the lexicon of the Chinese tagger cannot be read", where=str(path)) from error
    return Lexicon(words)


def write_lexicon(path: Path, entries: Iterable[tuple[str, str, float]]) -> int:
    """Write words with (class, frequency); the first entry of a word counts. Returns how many."""
    lines: dict[str, list[str]] = {kind: [] for kind in CLASSES}
    seen: set[str] = set()
    for word, kind, frequency in entries:
        if word in seen or not 0 < len(word) <= _LONGEST or any(c.isspace() for c in word):
            continue
        seen.add(word)
        lines[kind].append(f"{word}{min(9, int(math.log(max(frequency, 1.0)) * _SCALE))}")
    text = "".join(f"{kind}\t{' '.join(sorted(words))}\n" for kind, words in lines.items() if words)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    return len(seen)


def read_dictionary(path: Path) -> list[tuple[str, str, float]]:
    """Entries of a dictionary file as word segmenters have them: `word frequency part-of-speech` a line.

    Raises:
        InputError: it cannot be read or a line is bad.
    """
    found = []
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            parts = line.split(" ")
            if len(parts) != 3 or not parts[1].isdigit():
                raise InputError("that is no dictionary line", where=f"{path}:{number}", fix="word frequency tag")
            found.append((parts[0], class_of(parts[2]), float(parts[1])))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("the dictionary cannot be read", where=str(path)) from error
    return found
