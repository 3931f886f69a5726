"""Titles without a telling word (`Sales`, `Special Investigative Unit`): known by where they stand.

Beside the dates, in the line right above them at the start of an entry, or at the head of the description.
"""

from __future__ import annotations

import re

from etl import companies, places
from etl.headers import Header
from etl.model import Section, Span
from etl.sections import is_heading, section_at
from etl.text import HAN, Line, trim
from etl.titles import begins_description, find_title

_SENTENCE = re.compile(r"[.。;；!?:：]\s*$")
_LONGEST = 70


def standing_title(
    text: str, found: list[Line], sections: tuple[Section, ...], header: Header, floor: int
) -> tuple[Span, int] | None:
    """The title of a header whose employer is known and whose title is not, and the first line that it takes in.

    `floor` is the last line of the entry before.
    """
    beside = _beside(text, found[header.first], header)
    if beside is not None:
        return beside, header.first
    above = header.first - 1
    if above > floor and _opens_entry(text, found, sections, above):
        line = found[above]
        span = trim(text, line.start, line.end)
        if companies.MASKED.search(line.text) is None and not _is_place(text, span):
            return span, above
    below = header.last + 1
    if below < len(found) and section_at(sections, found[below].start) == section_at(
        sections, found[header.last].start
    ):
        title = begins_description(text, found[below].start, found[below].end)
        if title is not None:
            return title, header.first
    return None


def _beside(text: str, line: Line, header: Header) -> Span | None:
    """What stands before the dates in their line, when nothing else does: `Room Service Dec 2015 to Aug 2016`."""
    start, end = line.start, header.ranges[0].span.start
    for match in [*companies.MASKED.finditer(text, start, end), *places.MASKED.finditer(text, start, end)]:
        start = max(start, match.end())
    span = trim(text, start, end, "(（")
    body = text[span.start : span.end]
    if header.company is not None and header.company.start < span.end and span.start < header.company.end:
        return None
    letters = sum(c.isalpha() for c in body)
    if not (2 if HAN.search(body) else 4) <= letters or len(body) > _LONGEST or _is_place(text, span):
        return None
    return None if is_heading(body) else span


def _opens_entry(text: str, found: list[Line], sections: tuple[Section, ...], index: int) -> bool:
    """A short line right above the dates, with a gap, a heading or the end of a text above it."""
    line = found[index]
    plain = line.text.rstrip(" |｜,，")
    if line.bullet or len(plain) > _LONGEST or len(plain.split()) > 9 or len(plain) < 2:
        return False
    if text.count("\n", line.end, found[index + 1].start) > 1 or not any(c.isalpha() for c in plain):
        return False
    if is_heading(plain) or any(s.heading and s.heading.start == line.start for s in sections):
        return False
    if section_at(sections, line.start) != section_at(sections, found[index + 1].start):
        return False
    if not (plain[0].isupper() or plain[0].isdigit() or HAN.match(plain)):
        return False
    if _SENTENCE.search(plain):  # the end of a description, unless it is a title to its end
        title = find_title(text, line.start, line.end)
        return title is not None and title.end >= line.end - 2
    if index == 0:
        return True
    before = found[index - 1]
    gap = text.count("\n", before.end, line.start) > 1
    headed = any(s.heading and s.heading.start == before.start for s in sections)
    return gap or headed or bool(_SENTENCE.search(before.text)) or len(before.text) > _LONGEST


def _is_place(text: str, span: Span) -> bool:
    place = places.find_place(text, span.start, span.end)
    masked = places.MASKED.search(text, span.start, span.end) is not None
    return masked or (place is not None and place.end - place.start >= 0.7 * (span.end - span.start))
