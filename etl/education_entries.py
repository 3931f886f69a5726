"""The entries of an education section: degrees, schools and dates in the order of the text, put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import cast

from etl.dates import find_points, find_ranges
from etl.degrees import DEGREE, HONOURS
from etl.model import EducationLevel, Span
from etl.school_keys import is_well_known
from etl.schools import once, school_pattern, split_school
from etl.study_subjects import subject_after, subject_before, subject_beside, subject_within
from etl.text import trim

#: What the name of a school goes on with when nothing ends it: `University of Ohio Biology`.
_OF_PLACE = re.compile(
    r"(?:(?<=University)|(?<=College))[ \t]+(?:of|Of)[ \t]+(?:the[ \t]+)?(?!City\b)[A-Z][\w.'’]+"
    r"(?:[ \t]+at[ \t]+[A-Z][\w-]+)?"
    r"|(?<=College)[ \t]+(?:London|Dublin|Cork)\b"
)
#: `1989年毕业于江州大学`; and where somebody works: `现任江州大学教授`.
_SCHOOL_TOLD = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:毕业于|就读于|就学于|考入|进修于)|[年月日](?!任)[在于获从]?")
_EMPLOYED = re.compile(r"[现曾历兼担年月]任")
_SECONDARY = re.compile(r"High School|HIGH SCHOOL|高中|中学")


@dataclass
class Entry:
    """One entry as it grows: where its parts stand; `range` is (start, end) as YYYY-MM or YYYY."""

    start: int
    end: int = 0
    school: Span | None = None
    degree: Span | None = None
    level: EducationLevel | None = None
    subject: Span | None = None
    dates: list[tuple[Span, str]] = field(default_factory=list)
    range: tuple[str | None, str | None] | None = None


def read_entries(text: str, stretch: Span) -> list[Entry]:
    """Degrees, schools and dates in the order of the text; a second one of a kind starts the next entry."""
    entries: list[Entry] = []
    events = sorted(_events(text, stretch), key=lambda event: event[:3])
    dated = bool(events) and _dates_above(text, events[0][0], stretch.start) is not None
    for start, end, kind, level, subject in events:
        current = entries[-1] if entries else None
        if current is not None and _repeats(text, current, start, end, kind):
            current.end = max(current.end, end)
            continue
        secondary = kind == "school" and _SECONDARY.search(text, start, end) is not None
        other = secondary and current is not None and current.level not in (None, "secondary")
        if current is not None and level == "secondary" and current.school and current.level is None:
            other = "\n" in text[current.end : start]  # a high school diploma is not of the college above it
        if current is not None and dated and _dates_above(text, start, current.end) is not None:
            other = True
        far = current is not None and text.count("\n", current.end, start) > 3
        if current is None or far or other or getattr(current, kind) is not None:
            if current is not None and kind == "degree" and start < current.end:
                continue
            current = Entry(start)
            entries.append(current)
        setattr(current, kind, Span(start, end))
        if subject is not None:
            current.subject = subject
        if kind == "degree":
            current.level = cast(EducationLevel, level)
        elif current.level is None and secondary:
            current.level = "secondary"
        current.end = max(current.end, end)
    entries = [e for e in entries if e.degree or e.level or e.school]
    above = [_dates_above(text, e.start, entries[i - 1].end if i else stretch.start) for i, e in enumerate(entries)]
    for index, entry in enumerate(entries):
        line_end = text.find("\n", entry.end)
        reach = entries[index + 1].start if index + 1 < len(entries) else stretch.end
        line_start = text.rfind("\n", 0, entry.start) + 1
        low = max(line_start, entries[index - 1].end if index else stretch.start)
        own = above[index] if dated else None
        if own is not None:
            _dates(text, entry, own.start, own.end)
        else:
            following = above[index + 1] if dated and index + 1 < len(entries) else None
            _dates(text, entry, low, min(following.start if following else reach, reach, stretch.end))
        _subject(text, entry, low, min(reach, max(line_end, entry.end) if line_end >= 0 else reach))
    return entries


def _events(text: str, stretch: Span) -> list[tuple[int, int, str, str, Span | None]]:
    """(start, end, degree or school, level of a degree, the subject that stands before a school without a break)."""
    degrees: list[tuple[int, int, str]] = []
    for match in DEGREE.finditer(text, stretch.start, stretch.end):
        last = degrees[-1] if degrees else None
        if last and last[2] == match.lastgroup and text[last[1] : match.start()].strip() in ("(", "（"):
            close = match.end() + (text[match.end() : match.end() + 1] in (")", "）"))
            degrees[-1] = (last[0], close, last[2])  # `Master of Business Administration (MBA)`
            continue
        honours = HONOURS.match(text, match.end(), stretch.end)
        degrees.append((match.start(), (honours or match).end(), match.lastgroup or ""))
    schools: list[tuple[int, int, str, str, Span | None]] = []
    parts: list[tuple[int, int]] = []  # `High School` inside the name of a school is no degree
    for match in school_pattern().finditer(text, stretch.start, stretch.end):
        span = trim(text, match.start(), match.end())
        first = re.match(r"(?:(?:of|at|the|for|and|de|in|from)\b\s*)+", text[span.start : span.end])
        told = _SCHOOL_TOLD.match(text, span.start, span.end)
        if told is None and _EMPLOYED.search(text, span.start, span.end):
            continue
        span = Span(told.end() if told else span.start + (first.end() if first else 0), span.end)
        inside = [d for d in degrees if d[0] < span.end and span.start < d[1]]
        leading = next((d for d in inside if d[0] <= span.start or d[2] != "secondary" or d[1] < span.end), None)
        if leading is not None:
            if leading[0] <= span.start and span.end <= leading[1]:
                continue  # `High School Diploma`
            if span.end - leading[1] <= 6 or not text[span.start].isupper():
                continue
            span = trim(text, leading[1], span.end)
        more = _OF_PLACE.match(text, span.end, stretch.end) if span.end == match.end() else None
        span = once(text, Span(span.start, more.end() if more else span.end))
        if span.end - span.start <= 3 and not is_well_known(text[span.start : span.end]):
            continue
        parts += [(d[0], d[1]) for d in inside if d[2] == "secondary" and span.start <= d[0] and d[1] <= span.end]
        line = text.rfind("\n", 0, span.start) + 1
        slotted = re.search(r"(?:[:,/]|\bin)\s*$", text[line : span.start]) is not None
        subject, span = split_school(text, span, stretch.end, slotted=slotted)
        if subject is not None:
            begin = max(line, max((d[1] for d in degrees if d[1] <= subject.start), default=line))
            whole = trim(text, begin, subject.end)
            if re.fullmatch(r"[A-Z][A-Za-z&/,' .-]{2,80}", text[whole.start : whole.end]):
                subject = whole
        span = once(text, span)
        schools.append((span.start, span.end, "school", "", subject))
    schools = [
        school
        for school, after in zip_longest(schools, schools[1:])
        if after is None or not _within(text, school[:2], after[0])
    ]
    kept = [(start, end, "degree", level, None) for start, end, level in degrees if (start, end) not in parts]
    return [*kept, *schools]


def _within(text: str, school: tuple[int, int], after: int) -> bool:
    """Whether a school of few capitals is the college of the university behind it, with nothing but a break between."""
    short = re.fullmatch(r"[A-Z]{2,5}", text[slice(*school)])
    return short is not None and re.fullmatch(r"[\s,|(–-]*", text[school[1] : after]) is not None


def _repeats(text: str, entry: Entry, start: int, end: int, kind: str) -> bool:
    """The same school or degree once more in the same line or, with no date in front of it, right after it."""
    known = entry.school if kind == "school" else entry.degree
    breaks = text.count("\n", known.end, start) if known else 0
    if known is None or breaks > (1 if kind == "school" else 0):
        return False
    if breaks and find_points(text, text.rfind("\n", 0, start) + 1, start):
        return False  # The next row of a table: the same school, at another time.
    return text[known.start : known.end].lower() == text[start:end].lower()


def _dates_above(text: str, start: int, floor: int) -> Span | None:
    """A date, or a range of two, that stands alone in the line above an entry."""
    line_start = text.rfind("\n", 0, start) + 1
    before = text[floor:line_start].rstrip()
    if "\n" not in before or find_points(text, line_start, start) or start - line_start > 80:
        return None
    line = trim(text, floor + before.rfind("\n") + 1, floor + len(before))
    spans = [r.span for r in find_ranges(text, line.start, line.end)]
    spans = spans or [span for span, _ in find_points(text, line.start, line.end)]
    return line if len(spans) == 1 and trim(text, spans[0].start, spans[0].end) == line else None


def _dates(text: str, entry: Entry, low: int, high: int) -> None:
    ranges = find_ranges(text, low, high)
    if ranges:
        entry.range = (ranges[0].start, ranges[0].end)
        entry.dates = [(ranges[0].span, "")]
        return
    points = find_points(text, low, high)
    if points:
        entry.range = (None, points[0][1])
        entry.dates = [points[0]]


def _subject(text: str, entry: Entry, low: int, high: int) -> None:
    told = None
    if entry.degree is not None:
        follows = entry.school is not None and entry.school.start >= entry.degree.end
        told = subject_after(text, entry.degree, min(high, entry.school.start) if follows and entry.school else high)
    behind = entry.school.end if entry.school else low
    parts = [span for span in (entry.school, entry.degree) if span is not None]
    near = subject_before(text, entry.degree, low) if entry.degree else None
    near = near or subject_beside(text, parts, high)
    entry.subject = told or entry.subject or near or subject_within(text, low, high, behind)
