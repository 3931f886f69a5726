"""Dates and date ranges as resumes write them, in English and Chinese.

Dates become `YYYY-MM`, or `YYYY` where no month is told. Digits that PDF kerning tore apart (`201 1`,
`1 1/2016`) are put together again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.model import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_YEAR = r"(?:19[4-9]\d|19[4-9] \d|20[0-4]\d|20[0-4] \d)"
_WORD = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|fall|autumn|winter)"
)
_POINT = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_WORD}\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?,)?[\s,'’\-/]*{_YEAR}(?!\d)"
    rf"|{_WORD}\s?['’]\s?\d\d(?!\d)"
    rf"|(?<![\d/])(?:0?[1-9]|1 ?[0-2])\s?/\s?\d{{1,2}}\s?/\s?{_YEAR}(?!\d)"
    rf"|(?<![\d/])(?:0?[1-9]|1 ?[0-2])\s?[/.\-]\s?{_YEAR}(?!\d)"
    rf"|(?<!\d){_YEAR}\s?(?:年|[./\-])\s?(?:1[0-2]|0?[1-9])(?!\d)\s?(?:月份?)?(?:\s?[./\-]?\s?[0-3]?\d(?!\d)\s?日|"
    rf"[./\-][0-3]?\d(?![\d.]))?"
    rf"|(?<![\d,.$¥/]){_YEAR}(?![\d,%])(?:\s?年)?)"
)
_NOW = (
    r"(?:present|current(?:ly)?|now|today|(?:till|to|until)\s+(?:date|now|present)|date\b|ongoing|"
    r"至今|迄今|现在|目前|今)"
)
_DASH = r"(?:-+|–|—|―|~|～|－|ï¼.?|:|：|to|until|till|thru|through|至|到)"
_RANGE = re.compile(
    rf"(?P<start>{_POINT})\s*(?:{_DASH}\s*(?P<end>{_POINT}|{_NOW})(?![A-Za-z])"
    rf"(?:\s*{_DASH}\s*(?:present|current)\b)?|(?P<open>至今|迄今|起(?!草|步|点|重))|(?P<loose>to)$)"
    rf"|\bsince\s+(?P<since>{_POINT})(?!\s*{_DASH}\s*{_POINT})",
    re.IGNORECASE | re.MULTILINE,
)
_SINGLE = re.compile(_POINT, re.IGNORECASE)
_IS_NOW = re.compile(_NOW, re.IGNORECASE)
_YEAR_ONLY = re.compile(rf"\s*({_YEAR})\s?年?\s*$")


@dataclass(frozen=True, slots=True)
class DateRange:
    """A stretch of time with its place in the text; `end` is None when open."""

    span: Span
    start: str | None
    end: str | None
    current: bool


def parse(text: str) -> str | None:
    """One date as YYYY-MM or YYYY; None if it is none."""
    low = text.lower().strip()
    word = re.search(_WORD, low)
    if word:
        month = _SEASONS.get(word[0]) or _MONTHS.index(word[0][:3]) + 1
        full = re.search(_YEAR, low)
        if full:
            return f"{full[0].replace(' ', '')}-{month:02d}"
        short = re.search(r"['’]\s?(\d\d)", low)
        if short:
            return f"{'19' if int(short[1]) > 50 else '20'}{short[1]}-{month:02d}"
        return None
    year_first = re.match(rf"({_YEAR})\s?(?:年|[./\-])\s?(1[0-2]|0?[1-9])(?!\d)", low)
    if year_first:
        return f"{year_first[1].replace(' ', '')}-{int(year_first[2]):02d}"
    month_first = re.match(rf"(0?[1-9]|1 ?[0-2])\s?[/.\-](?:\s?\d{{1,2}}\s?/)?\s?({_YEAR})", low)
    if month_first:
        return f"{month_first[2].replace(' ', '')}-{int(month_first[1].replace(' ', '')):02d}"
    year = _YEAR_ONLY.match(low)
    return year[1].replace(" ", "") if year else None


def find_ranges(text: str, start: int = 0, end: int | None = None) -> list[DateRange]:
    """All date ranges between two offsets, in order. Ranges that run backwards are dropped."""
    found = []
    for match in _RANGE.finditer(text, start, len(text) if end is None else end):
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
    return found


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
