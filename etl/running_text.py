"""From the lines of pages to running text: no repeated heads and feet, no page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from etl.layout import TextLine

_MARGIN = 0.09
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|p\.?|seite|第)?\s*\d{1,3}\s*(?:页|頁)?\s*(?:(?:of|/|\||,|共)\s*\d{1,3}\s*(?:页|頁)?)?\W*$", re.I
)
_CONTACT = re.compile(r"@|\d[\d\s().-]{6,}\d|https?:|www\.")


def without_running_heads(pages: Sequence[Sequence[TextLine]], heights: Sequence[float]) -> list[list[TextLine]]:
    """The pages without page numbers, and without the heads and feet that stand at one height of several pages.

    A head stays where it shows first. A foot goes altogether, or to the end of the text if it tells how to reach
    somebody. Only lines in the outer 9 % of the page's height are looked at.
    """
    shown: Counter[tuple[str, bool, int]] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        places = {place for line in lines if (place := _place(line, height))}
        shown.update(places)
    kept: list[list[TextLine]] = []
    seen: set[str] = set()
    contacts: list[TextLine] = []
    for lines, height in zip(pages, heights, strict=True):
        page: list[TextLine] = []
        for line in lines:
            margin = line.base < _MARGIN * height or line.base > (1 - _MARGIN) * height
            if margin and _PAGE_NUMBER.match(line.text) and (len(pages) > 1 or not line.text.strip().isdigit()):
                continue
            place = _place(line, height)
            if place is None or sum(shown[place[0], place[1], place[2] + near] for near in (-1, 0, 1)) < 2:
                page.append(line)
            elif place[0] not in seen:
                seen.add(place[0])
                if place[1]:
                    page.append(line)
                elif _CONTACT.search(line.text):
                    contacts.append(line)
        kept.append(page)
    if contacts:
        kept[-1] += contacts
    return kept


def _place(line: TextLine, height: float) -> tuple[str, bool, int] | None:
    """What a line in the margin says, numbers apart; whether it is a head; and its distance from that edge of the page
    in steps of 4 points. None for other lines."""
    head = line.base > (1 - _MARGIN) * height
    if not (head or line.base < _MARGIN * height) or not any(c.isalpha() for c in line.text):
        return None
    key = re.sub(r"\d+", "#", " ".join(line.text.casefold().split()))
    return key, head, round((height - line.base if head else line.base) / 4)
