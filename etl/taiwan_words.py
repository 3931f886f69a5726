"""Words of Taiwan and Hong Kong as the mainland writes them, for looking them up: 演算法 is 算法, 专案管理 项目管理.

OpenCC's own table (`tw2sp`) is not used: it is made for the menus of programs, and turns 核心 into 内核, 程序员 into
进程员 and 檔案 into 文件 wherever they stand. Ours (`data/taiwan_words.csv`, in simplified characters) has words of
work that mean the same in every text. A document keeps its own; only what is looked for in it sees the others.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from etl.language import to_simplified
from etl.model import Span
from etl.text import HAN, table


@dataclass(frozen=True, slots=True)
class MainlandText:
    """A text in the words of the mainland, and where each replaced word stands in it and in the original."""

    text: str
    _here: tuple[Span, ...]
    _there: tuple[Span, ...]

    def to_original(self, start: int, end: int) -> Span:
        """The stretch of the original for one of `text`; a word that it cuts counts whole."""
        return Span(_moved(start, self._here, self._there, last=False), _moved(end, self._here, self._there, last=True))

    def from_original(self, start: int, end: int) -> Span:
        """The stretch of `text` for one of the original."""
        return Span(_moved(start, self._there, self._here, last=False), _moved(end, self._there, self._here, last=True))


def in_mainland_words(text: str, *, titles: bool = False) -> MainlandText | None:
    """A text in simplified characters with the words of the mainland; None if it has none of Taiwan's.

    Args:
        titles: also what only a job title is called by (业务经理 sells; who works with 业务人员 need not).
    """
    if text.isascii():
        return None
    words, automaton = _words(titles)
    pieces: list[str] = []
    here: list[Span] = []
    there: list[Span] = []
    reach = length = 0
    for index, start, end in automaton.find_matches_as_indexes(text):
        word = words[index]
        if word.stands_at(text, start, end):
            pieces += [text[reach:start], word.mainland]
            length += start - reach
            here.append(Span(length, length + len(word.mainland)))
            there.append(Span(start, end))
            length += len(word.mainland)
            reach = end
    if not there:
        return None
    return MainlandText("".join([*pieces, text[reach:]]), tuple(here), tuple(there))


@lru_cache(maxsize=50_000)
def mainland_form(text: str) -> str:
    """A name in simplified characters and in the words of the mainland; as it is if it is not Chinese."""
    if not HAN.search(text):
        return text
    simplified = to_simplified(text)
    found = in_mainland_words(simplified, titles=True)
    return found.text if found else simplified


def _moved(at: int, spans: tuple[Span, ...], others: tuple[Span, ...], *, last: bool) -> int:
    place = bisect_right(spans, at, key=lambda span: span.start) - 1
    if place < 0:
        return at
    span, other = spans[place], others[place]
    if at >= span.end:
        return other.end + at - span.end
    if at == span.start:
        return other.start
    return other.end if last else other.start


@dataclass(frozen=True, slots=True)
class _Word:
    taiwan: str
    mainland: str
    not_behind: str
    not_before: str

    def stands_at(self, text: str, start: int, end: int) -> bool:
        """Not inside 产品管理 (品管) or 尽快取得 (快取)."""
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        return not (before and before in self.not_behind) and not (after and after in self.not_before)


@lru_cache(maxsize=2)
def _words(titles: bool) -> tuple[list[_Word], AhoCorasick]:
    """The words and what finds them, the longest where several begin."""
    words = [
        _Word(row["taiwan"], row["mainland"], row["not_behind"], row["not_before"])
        for row in table("taiwan_words.csv")
        if titles or row["kind"] != "title"
    ]
    return words, AhoCorasick([word.taiwan for word in words], matchkind=MatchKind.LeftmostLongest)
