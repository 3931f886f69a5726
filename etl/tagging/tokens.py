"""Words of a text with their characters, their subwords, and windows of words that a model with a limit can read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

#: A Han character is a word by itself; anything else goes from blank to blank.
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CHUNK = re.compile(rf"[{_HAN}]|[^\s{_HAN}]+")
#: Marks that are taken off both ends of a chunk, each as a word: `(Java,` is three words, `C++` and `.NET` are one.
_OPENING = re.compile(r"[^\w<.+#&@$€£%\\/*~-]|\.(?!\w)")
_CLOSING = re.compile(r"[^\w<>+#&@$€£%\\/*~-]")


@dataclass(frozen=True, slots=True)
class Word:
    """Characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int
    text: str


def split_words(text: str) -> list[Word]:
    """The words of a text in order; together they cover all of it but the blanks."""
    found = []
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        closing = end
        while start < end and _OPENING.match(text, start):
            found.append(Word(start, start + 1, text[start]))
            start += 1
        while end > start and _CLOSING.match(text[end - 1]):
            end -= 1
        if end > start:
            found.append(Word(start, end, text[start:end]))
        found.extend(Word(at, at + 1, text[at]) for at in range(max(start, end), closing))
    return found


class Subwords:
    """Subword ids of single words by a Hugging Face tokenizer, remembered, since words repeat."""

    def __init__(self, tokenizer: Any, model_type: str = "bert") -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}
        # The byte-level BPE of RoBERTa writes a word otherwise after a blank than at the start of a text.
        self._before = " " if model_type in ("roberta", "longformer") else ""
        self.first: int = _special(tokenizer, "cls_token_id", "bos_token_id")
        self.last: int = _special(tokenizer, "sep_token_id", "eos_token_id")
        self.pad: int = _special(tokenizer, "pad_token_id", "eos_token_id")
        self._unknown: int = _special(tokenizer, "unk_token_id", "pad_token_id")

    def of(self, words: Sequence[str]) -> list[list[int]]:
        """The ids of each word, at least one; a word of which the tokenizer leaves nothing is the unknown token."""
        fresh = sorted({word for word in words if word not in self._known})
        if fresh:
            ids = self._tokenizer([self._before + word for word in fresh], add_special_tokens=False)["input_ids"]
            # A "word" of hundreds of characters (a link, a table) tells nothing beyond its first pieces.
            self._known.update((word, found[:16] or [self._unknown]) for word, found in zip(fresh, ids, strict=True))
        return [self._known[word] for word in words]


def _special(tokenizer: Any, *names: str) -> int:
    return next((int(found) for name in names if (found := getattr(tokenizer, name, None)) is not None), 0)


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` (exclusive) of a text, read at once."""

    start: int
    end: int


def windows(sizes: Sequence[int], limit: int, overlap: int, closed: Sequence[bool] | None = None) -> list[Window]:
    """Windows over words of `sizes` subwords, each of at most `limit` subwords; neighbours share about `overlap`.

    Args:
        closed: per word, whether no window may begin there (the middle of a span); windows keep whole spans where
            one fits into the limit.
    """
    found: list[Window] = []
    start = 0
    while start < len(sizes):
        end, total = start, 0
        while end < len(sizes) and (total + sizes[end] <= limit or end == start):
            total += sizes[end]
            end += 1
        end = _last_open(end, start, closed)
        found.append(Window(start, end))
        if end == len(sizes):
            break
        back, shared = end, 0
        while back > start + 1 and shared + sizes[back - 1] <= overlap:
            back -= 1
            shared += sizes[back]
        while closed and back < end and closed[back]:
            back += 1
        start = back
    return found


def _last_open(end: int, start: int, closed: Sequence[bool] | None) -> int:
    """The last place up to `end` where a window may end; `end` itself if there is none after `start`."""
    if closed is None or end >= len(closed):
        return end
    return next((place for place in range(end, start, -1) if not closed[place]), end)
