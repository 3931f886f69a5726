"""From the lines of pages to running text: no repeated heads and feet, no page numbers, no words cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.layout import TextLine

_MARGIN = 0.09
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|p\.?|seite|第)?\s*\d{1,3}\s*(?:页|頁)?\s*(?:(?:of|/|\||,|共)\s*\d{1,3}\s*(?:页|頁)?)?\W*$", re.I
)


def without_running_heads(pages: Sequence[Sequence[TextLine]], heights: Sequence[float]) -> list[list[TextLine]]:
    """The pages without page numbers and without the repeats of a head or foot; its first showing stays.

    Only lines in the outer 9 % of the page's height are looked at.
    """

    def key(text: str) -> str:
        return re.sub(r"\d+", "#", re.sub(r"\s+", " ", text.casefold().strip()))

    def in_margin(line: TextLine, height: float) -> bool:
        return line.base < _MARGIN * height or line.base > (1 - _MARGIN) * height

    seen: set[str] = set()
    kept: list[list[TextLine]] = []
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        page: list[TextLine] = []
        here: set[str] = set()
        for line in lines:
            if in_margin(line, height):
                if _PAGE_NUMBER.match(line.text) and (len(pages) > 1 or not line.text.strip().isdigit()):
                    continue
                if number and key(line.text) in seen:
                    continue
                here.add(key(line.text))
            page.append(line)
        seen |= here
        kept.append(page)
    return kept


_BROKEN_WORD = re.compile(r"([A-Za-z]{2,})[-\u2010\u00ad]$")
_REST_OF_WORD = re.compile(r"^([a-z]{2,})(?![-\w])")
_WORD_END = re.compile(
    r"(?:[stc]?ions?|ments?|ings?|ity|ities|ness|ous|[ai]bles?|[ai]bility|[ae]nces?|[ae]nts?|ical(?:ly)?|ally|"
    r"tives?|ated?|ates|ating|ers?|ors?|ed|tional|sional|mental|ology|graphy|ware|ture|tures|tic|tics|ists?|ism)$"
)


def mend_hyphens(lines: Sequence[TextLine]) -> list[TextLine]:
    """Put together words that were broken at a line end: the whole word moves up to the line on which it began.

    The hyphen goes if the document has the joined word elsewhere, or if the rest is no word of its own but an ending
    (`develop-ment`); it stays if the compound or its parts stand elsewhere (`problem-solving`), and where nothing
    tells, since most resumes are not hyphenated.
    """
    mended = list(lines)
    words: set[str] | None = None
    for index in range(len(mended) - 1):
        first, second = mended[index], mended[index + 1]
        head = _BROKEN_WORD.search(first.text)
        tail = _REST_OF_WORD.match(second.text)
        if not head or not tail or abs(first.size - second.size) > 0.6:
            continue
        if words is None:
            words = set(re.findall(r"[a-z]+(?:-[a-z]+)*", " ".join(x.text for x in lines).casefold()))
        left, right = head.group(1), tail.group(1)
        compound = f"{left}-{right}".casefold()
        keep = compound in words or (f"{left}{right}".casefold() not in words and not _WORD_END.match(right))
        joined = left + ("-" if keep else "") + right
        rest = second.text[tail.end() :]
        comma = re.match(r"[.,;:)]+", rest)
        if comma:
            joined, rest = joined + comma.group(), rest[comma.end() :]
        mended[index] = replace(first, text=first.text[: head.start()] + joined)
        mended[index + 1] = replace(second, text=rest.lstrip())
    return [line for line in mended if line.text.strip()]
