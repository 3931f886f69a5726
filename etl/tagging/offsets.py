"""Gold spans that were set in a text before its marks were escaped, brought to where they belong.

In some collections the annotators saw `R&D`, and the text that is given says `R&amp;D`: every offset after it is four
short, and white space was trimmed from spans that had slipped onto it. Which characters were meant can be worked out.
"""

from __future__ import annotations

import re

from etl.gold import GoldSpan, GoldText

_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,5});")


def realigned(gold: GoldText) -> GoldText:
    """The same text with each span on the words that were meant; a text without escaped marks is left as it is."""
    marks = list(_ESCAPED.finditer(gold.text))
    if not marks:
        return gold
    # Where each mark stood when it was one character, and by how much the text grew there.
    stood, grown = [], 0
    for mark in marks:
        stood.append((mark.start() - grown, mark.end() - mark.start() - 1))
        grown += stood[-1][1]

    def moved(offset: int) -> int:
        return offset + sum(by for at, by in stood if at < offset)

    spans = []
    for span in gold.spans:
        shifted = moved(span.start) != span.start
        start, end = moved(span.start), min(moved(span.end - 1) + 1, len(gold.text))
        if shifted:
            start, end = whole_words(gold.text, start, end)
        spans.append(GoldSpan(start, end, span.label))
    return GoldText(gold.text, gold.lang, tuple(spans))


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the words that it cuts at its ends, without white space there."""
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end - 1 and text[start].isspace():
        start += 1
    while end - 1 > start and text[end - 1].isspace():
        end -= 1
    return start, end
