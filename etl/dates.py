"""Dates and date ranges as resumes write them, in English and Chinese.

What one date looks like is told in `etl.date_points`; here are its ranges, and sums over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.date_points import MONTH, MONTH_WORD, POINT, YEAR, parse, two_digit_year
from etl.model import Span

_NOW = (
    r"(?:(?:the\s+)?present|current(?:ly)?|now|today|(?:till|to|until)\s+(?:date|now|present)|date\b|ongoing|"
    r"至今|迄今|现在|目前|今)"
)
_DASH = r"(?:-+>?|–+|—+|―+|→|~|～|－|ï¼.?|:|：|to|until|till|thru|through|至|到)"
_RANGE = re.compile(
    rf"(?P<start>{POINT})\s*(?:{_DASH}\s*(?P<end>{POINT}|{_NOW})(?![A-Za-z])"
    rf"(?:\s*{_DASH}\s*(?:present|current)\b)?|(?P<open>至今|迄今|起(?!草|步|点|重)|onwards?\b)|(?P<loose>to|[-–—~～])$)"
    rf"|\bsince\s+(?P<since>{POINT})(?!\s*{_DASH}\s*{POINT})",
    re.IGNORECASE | re.MULTILINE,
)
_TO = r"\s?(?:-|–|—|~|～|至|到|to)\s?"
#: Ranges whose two ends share a year, a century or a form, so that neither end is a date by itself.
_SHORT = re.compile(
    rf"(?<![\d/])(?P<m1>0[1-9]|1[0-2])/(?P<y1>\d\d){_TO}(?:(?P<m2>0[1-9]|1[0-2])/(?P<y2>\d\d)(?![\d/])|(?P<now>{_NOW})(?![A-Za-z]))"
    rf"|(?P<w1>{MONTH_WORD})\.?{_TO}(?P<w2>{MONTH_WORD})\.?,?\s?(?P<year>{YEAR})(?!\d)"
    rf"|(?<!\d)(?P<of>{YEAR})(?:\s?年\s?|[./])(?P<n1>{MONTH})\s?月?{_TO}(?P<n2>{MONTH})\s?月(?:份)?"
    rf"|(?<![\d./\-])(?P<from>{YEAR})(?:/\d\d)?\s?[-–—]\s?(?P<century>(?:19|20)?)(?:\d\d/)?(?P<till>\d\d)(?![\d./\-年月%])"
    rf"|民国\s?(?P<e1>\d{{2,3}})\s?年\s?(?:(?P<f1>{MONTH})\s?月)?{_TO}(?P<e2>\d{{2,3}})\s?年(?:\s?(?P<f2>{MONTH})\s?月)?"
    rf"|(?<!\d)(?P<c1>(?:19|20)\d\d(?:0[1-9]|1[0-2]))(?:[0-3]\d)?{_TO}(?:(?P<c2>(?:19|20)\d\d(?:0[1-9]|1[0-2]))(?:[0-3]\d)?(?!\d)|(?P<now2>{_NOW})(?![A-Za-z]))",
    re.IGNORECASE,
)
#: No stretch in a resume is longer, in months.
_LONGEST = 60 * 12
_SINGLE = re.compile(POINT, re.IGNORECASE)
_IS_NOW = re.compile(_NOW, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateRange:
    """A stretch of time with its place in the text; `end` is None when open."""

    span: Span
    start: str | None
    end: str | None
    current: bool


def find_ranges(text: str, start: int = 0, end: int | None = None) -> list[DateRange]:
    """All date ranges between two offsets, in order. Ranges that run backwards are dropped."""
    until = len(text) if end is None else end
    found = []
    for match in _RANGE.finditer(text, start, until):
        first = parse(match["start"] or match["since"])
        last, current = None, False
        if match["end"]:
            current = bool(_IS_NOW.fullmatch(match["end"].strip()))
            last = None if current else parse(match["end"])
        elif match["open"] or match["since"]:
            current = match["open"] != "起"
        if first is None or (last is not None and _key(last, late=True) < _key(first)):
            continue
        end_at = match.start() + len(match[0].rstrip())
        found.append(DateRange(Span(match.start(), end_at), first, last, current))
    short = [r for r in _short_ranges(text, start, until) if not any(_touch(r.span, other.span) for other in found)]
    return sorted([*found, *short], key=lambda r: r.span.start) if short else found


def _short_ranges(text: str, start: int, end: int) -> Iterator[DateRange]:
    for match in _SHORT.finditer(text, start, end):
        last: str | None
        if match["m1"]:
            first = f"{two_digit_year(match['y1'])}-{match['m1']}"
            last = f"{two_digit_year(match['y2'])}-{match['m2']}" if match["y2"] else None
        elif match["w1"]:
            first, last = (parse(f"{word} {match['year']}") or "" for word in (match["w1"], match["w2"]))
        elif match["of"]:
            first, last = (f"{match['of']}-{int(match[name]):02d}" for name in ("n1", "n2"))
        elif match["from"]:
            first, last = match["from"], f"{match['century'] or match['from'][:2]}{match['till']}"
            if not match["century"] and int(match["till"]) <= 12 and "/" not in match[0]:  # `2011-12` is a month
                continue
        elif match["e1"]:
            first, last = (parse(f"民国{match[e]}年{match[f] or ''}") or "" for e, f in (("e1", "f1"), ("e2", "f2")))
        else:
            first = f"{match['c1'][:4]}-{match['c1'][4:]}"
            last = f"{match['c2'][:4]}-{match['c2'][4:]}" if match["c2"] else None
        if last is None or _key(first) <= _key(last) <= _key(first) + _LONGEST:
            yield DateRange(Span(match.start(), match.end()), first, last, last is None)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def find_points(text: str, start: int = 0, end: int | None = None) -> list[tuple[Span, str]]:
    """All single dates between two offsets."""
    found = []
    for match in _SINGLE.finditer(text, start, len(text) if end is None else end):
        value = parse(match[0])
        if value:
            found.append((Span(match.start(), match.end()), value))
    return found


def _key(date: str, *, late: bool = False) -> int:
    year, _, month = date.partition("-")
    return int(year) * 12 + (int(month) if month else 12 if late else 1)


def months_between(start: str | None, end: str | None) -> int | None:
    """Length in months: from a start to an end month; whole years where months are not told.

    The month of the end is not counted (a next job often starts in it), but nothing is shorter than a month;
    a year alone to the same year counts as half a year.
    """
    if start is None or end is None:
        return None
    if "-" not in start and "-" not in end:
        return max(12 * (int(end) - int(start)), 6)
    length = _key(end, late="-" not in start) - _key(start)
    return None if length < 0 else max(length, 1)


def latest(text: str) -> str | None:
    """The latest date that a text names (YYYY-MM), as the best guess of when it was written.

    Only dates of ranges count, since plans and expiry dates also stand in resumes.
    """
    dates = [d for r in find_ranges(text) for d in (r.start, r.end) if d]
    if not dates:
        return None
    last = max(dates, key=_key)
    return last if "-" in last else f"{last}-12" if last < max(dates) else f"{last}-06"


def union_months(stretches: list[tuple[str, str]]) -> int:
    """Months covered by at least one of the stretches (each from start to end date)."""
    spans = []
    for start, end in stretches:
        months = months_between(start, end)
        if months is not None:
            first = _key(start)
            spans.append((first, first + months))
    total, reach = 0, -1
    for first, last in sorted(spans):
        total += max(0, last - max(first, reach))
        reach = max(reach, last)
    return total
