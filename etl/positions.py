"""Positions held: title, employer, place and dates, from the many layouts of resumes.

A date range anchors a position. The lines around it that look like a header (short, no sentence) are cut at
separators, and each piece is told apart as title, employer or place by what it ends with; what is left over is
the piece that is missing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from etl import companies
from etl.dates import DateRange, find_points, find_ranges, months_between
from etl.degrees import level_of
from etl.headers import Header, read_pieces
from etl.linking import Linker
from etl.model import Document, Mention, PositionFact, Section, Span
from etl.sections import is_heading, section_at
from etl.text import HAN, Line, line_at
from etl.title_lines import standing_title
from etl.titles import find_title, has_title_head

NAME = "positions/1"
_HEADER = 130
_NO_HEADER = ("education", "certificates", "references", "interests", "skills", "languages")


def find_positions(
    document: Document, found: list[Line], sections: tuple[Section, ...], linker: Linker, today: str | None
) -> tuple[PositionFact, ...]:
    """The positions of a resume in the order of the text.

    `today` (YYYY-MM) ends what is current; without it such a position has no length.
    """
    if any(name.startswith("work[") for name in document.fields):
        return _structured(document, linker, today)
    headers = _headers(document.text, found, sections)
    facts: list[PositionFact] = []
    for index, header in enumerate(headers):
        begin = found[header.first].start
        until = found[headers[index + 1].first].start if index + 1 < len(headers) else len(document.text)
        section_end = next((s.span.end for s in sections if s.span.start <= begin < s.span.end), until)
        facts.append(_fact(document.text, header, Span(begin, max(min(until, section_end), begin + 1)), linker, today))
    # some files hold the whole resume twice
    unique = {(f.title, f.company, f.start, f.end, f.current): f for f in reversed(facts)}
    return tuple(reversed(unique.values()))


def _headers(text: str, found: list[Line], sections: tuple[Section, ...]) -> list[Header]:
    in_experience = any(s.kind == "experience" and s.span.end - s.span.start > 60 for s in sections)
    anchors: list[tuple[DateRange, int, int]] = []
    for dates in find_ranges(text):
        kind = section_at(sections, dates.span.start)
        if kind in _NO_HEADER or (in_experience and kind not in ("experience", "projects", "other")):
            continue
        first, last = line_at(found, dates.span.start), line_at(found, dates.span.end - 1)
        if first >= 0 and _is_header_line(text, found[first], found[last], dates):
            anchors.append((dates, first, last))
    taken: set[int] = {i for _, first, last in anchors for i in range(first, last + 1)}
    headers: list[Header] = []
    for dates, first, last in anchors:
        if headers and first <= headers[-1].last and not _clause(text, dates):
            headers[-1].ranges.append(dates)
            continue
        header = Header([dates], first, last)
        beside = [found[i].text for i in (first - 1, last + 1) if 0 <= i < len(found) and i not in taken]
        header.masked_near = any(companies.MASKED.search(line) for line in beside)
        read_pieces(text, header, _pieces(text, found, header))
        floor = headers[-1].last if headers else -1
        _extend(text, found, sections, header, taken, floor)
        if header.title is None and (header.masked or header.company is not None):
            spare = header.spare_title
            told = standing_title(text, found, sections, header, floor)
            if (
                spare is not None
                and level_of(text[spare.start : spare.end]) is None
                and (told is None or (spare.end <= dates.span.start and spare.start >= found[header.last].start))
            ):
                header.title = spare
            elif told is not None:
                header.title, header.first = told
        header.company = header.company or (None if header.masked else header.unit)
        if header.title is not None or header.company is not None or header.masked:
            headers.append(header)
    return headers


def _clause(text: str, dates: DateRange) -> bool:
    """A range that a Chinese sentence about an office starts with: `2009年5月至今，任…`."""
    return bool(HAN.search(text, dates.span.start, min(dates.span.end + 12, len(text))))


def _is_header_line(text: str, first: Line, last: Line, dates: DateRange) -> bool:
    before = text[first.start : dates.span.start].strip(" \t,，|(（[-–—•*·:：")
    after = text[dates.span.end : last.end].strip(" \t,，|)）]-–—:：")
    if _clause(text, dates) and (not before or before[-1] in "。；;，,"):
        return True
    if companies.MASKED.search(first.text) or companies.MASKED.search(after):
        return True
    if first.bullet and len(before) > 60:
        return False
    if before and before[-1:].islower() and re.search(r"\b(?:from|between|in|during|of|the|until|since)$", before):
        return False
    if len(before) + len(after) <= _HEADER:
        sentence = len(before) > 70 and not has_title_head(before)
        return not sentence and not (before and after[:1].islower())
    return not before and has_title_head(after[:70])


def _pieces(text: str, found: list[Line], header: Header) -> list[Span]:
    """What stands in the header's own lines beside the dates."""
    pieces: list[Span] = []
    position = found[header.first].start
    end = found[header.last].end
    chinese = _clause(text, header.ranges[0])
    if chinese:
        stop = re.compile(r"[。；;\n]").search(text, header.ranges[0].span.end, end)
        end = stop.start() if stop else end
        begin = max(text.rfind(mark, position, header.ranges[0].span.start) for mark in "。；;")
        position = max(position, begin + 1)
    for dates in header.ranges:
        if dates.span.start > position:
            pieces.append(Span(position, dates.span.start))
        position = max(position, dates.span.end)
    if position < end:
        pieces.append(Span(position, end))
    return pieces


def _extend(
    text: str, found: list[Line], sections: tuple[Section, ...], header: Header, taken: set[int], floor: int
) -> None:
    """Take in header lines before or after the line of the dates until title and employer are there."""

    def usable(index: int) -> bool:
        if not floor < index < len(found) or index in taken:
            return False
        line = found[index]
        same = section_at(sections, line.start) == section_at(sections, found[header.first].start)
        masked = companies.MASKED.search(line.text) is not None  # a description may follow in the same line
        plain = re.sub(r"\s*[|｜,]?\s*$", "", line.text)
        short = len(plain) <= 90 or masked
        sentence = plain.endswith((".", "。", ";", "；")) and not plain.endswith(("Inc.", "Ltd.", "Co.", "Corp."))
        return same and short and not line.bullet and (masked or not sentence) and not is_heading(plain)

    def complete() -> bool:
        return header.title is not None and (header.company is not None or header.masked)

    alone = header.title is None and header.company is None and not header.masked
    if alone and usable(header.first - 1) and usable(header.first - 2) and _block(text, found, header.first):
        for index in (header.first - 2, header.first - 1):
            read_pieces(text, header, [Span(found[index].start, found[index].end)])
        header.first -= 2
    order = [header.last + 1, header.last + 2, header.first - 1, header.first - 2]
    before, after = usable(header.first - 1), usable(header.last + 1)
    if before and (not alone or not after or not _telling(text, found[header.last + 1])):
        order = [header.first - 1, header.first - 2, header.last + 1]
        if header.title is not None:
            order = [header.last + 1, header.first - 1]
    for index in order:
        if complete() or not usable(index):
            continue
        adjacent = index in (header.first - 1, header.last + 1)
        if not adjacent:
            continue
        line = found[index]
        if not _telling(text, line) and not (header.title is not None and len(line.text) < 50 and line.bold):
            continue
        trial = Header(header.ranges, min(header.first, index), max(header.last, index), header.title, header.company)
        trial.masked, trial.masked_near, trial.place = header.masked, header.masked_near, header.place
        trial.spare_title, trial.unit = header.spare_title, header.unit
        read_pieces(text, trial, [Span(line.start, _head_end(text, line))])
        if header.title is not None and not trial.masked and trial.company is None:
            continue
        header.title, header.company, header.masked = trial.title, trial.company, trial.masked
        header.place, header.first, header.last = trial.place, trial.first, trial.last
        header.spare_title, header.unit = trial.spare_title, trial.unit


def _head_end(text: str, line: Line) -> int:
    """Where the part of a line ends that may be a header: a description may run on in it."""
    if line.end - line.start <= _HEADER:
        return line.end
    return max(text.rfind(" ", line.start, line.start + _HEADER), line.start + _HEADER // 2)


def _block(text: str, found: list[Line], first: int) -> bool:
    """A title, below it `employer · place`, below that the dates: three lines without a gap, or three paragraphs of
    which the first is marked as a heading."""
    upper, middle, dates = found[first - 2], found[first - 1], found[first]
    gaps = (text.count("\n", upper.end, middle.start), text.count("\n", middle.end, dates.start))
    tight = gaps == (1, 1) or (gaps in ((2, 2), (2, 1)) and (upper.heading or upper.bold))
    cut = re.search(r"\S\s*[·|•｜]\s*\S|,\s+\S", middle.text) is not None
    return tight and cut and _telling(text, upper) and len(middle.text) < 80


def _telling(text: str, line: Line) -> bool:
    """A line that names a title, an employer or a masked one."""
    if companies.MASKED.search(line.text):
        return True
    title = find_title(text, line.start, line.end)
    if title is not None and title.end - title.start >= 0.4 * (line.end - line.start):
        return True
    if (
        title is not None
        and title.start == line.start
        and re.match(r"\s*[,·|•｜–—]|\s+-\s", text[title.end : line.end])
    ):
        return len(line.text) < 80 and not line.text.endswith(".")
    company = companies.find_company(text, line.start, line.end)
    return company is not None and company.end - company.start >= 0.3 * (line.end - line.start)


def _fact(text: str, header: Header, span: Span, linker: Linker, today: str | None) -> PositionFact:
    dates = header.ranges[0]
    title = " ".join(text[header.title.start : header.title.end].split()) if header.title else ""
    occupation, confidence = linker.link(title, "Occupation") if title else (None, 0.0)
    mentions: list[Mention] = []
    if header.title:
        body = text[header.title.start : header.title.end]
        mentions.append(Mention("title", header.title, body, NAME, 0.85, occupation))
    company = None
    if header.company:
        company = " ".join(text[header.company.start : header.company.end].split())
        body = text[header.company.start : header.company.end]
        mentions.append(Mention("company", header.company, body, NAME, 0.75))
    if header.place:
        mentions.append(Mention("place", header.place, text[header.place.start : header.place.end], NAME, 0.8))
    mentions += [Mention("date", r.span, text[r.span.start : r.span.end], NAME, 0.95) for r in header.ranges]
    return PositionFact(
        title=title,
        occupation=occupation,
        occupation_confidence=confidence if occupation else 0.0,
        company=company,
        company_key=companies.company_key(company) if company else None,
        place=text[header.place.start : header.place.end] if header.place else None,
        start=dates.start,
        end=dates.end,
        current=dates.current,
        months=months_between(dates.start, today if dates.current else dates.end),
        span=span,
        mentions=tuple(sorted(mentions, key=lambda m: m.span.start)),
    )


def _structured(document: Document, linker: Linker, today: str | None) -> tuple[PositionFact, ...]:
    """From the fields of a structured record: `work[0].title` and so on."""
    text = document.text
    owns: list[dict[str, Span]] = []
    while own := {
        n.split(".", 1)[1]: s[0] for n, s in document.fields.items() if n.startswith(f"work[{len(owns)}].") and s
    }:
        owns.append(own)
    begins = [min(s.start for s in own.values()) for own in owns]
    facts = []
    for index, own in enumerate(owns):
        later = [b for b in begins if b > begins[index]]
        education = [s[0].start for n, s in document.fields.items() if n.startswith(("education[", "skills[")) and s]
        limits = [*later, *(b for b in education if b > begins[index]), len(text)]
        start = _date_at(text, own.get("start"))
        end_text = text[own["end"].start : own["end"].end] if "end" in own else ""
        end = _date_at(text, own.get("end"))
        header = Header(
            [DateRange(own.get("start", Span(begins[index], begins[index])), start, end, end is None)], 0, 0
        )
        header.title, header.company, header.place = own.get("title"), own.get("company"), own.get("place")
        header.ranges = [r for r in header.ranges if start is not None] or header.ranges
        fact = _fact(text, header, Span(begins[index], min(limits)), linker, today)
        if end_text and end is not None:
            extra = Mention("date", own["end"], end_text, NAME, 1.0)
            fact = _with(fact, (*fact.mentions, extra))
        facts.append(_with(fact, tuple(m for m in fact.mentions if m.span.end > m.span.start)))
    return tuple(facts)


def _date_at(text: str, span: Span | None) -> str | None:
    """The date that stands at a span, if one does."""
    points = find_points(text, span.start, span.end) if span else []
    return points[0][1] if points else None


def _with(fact: PositionFact, mentions: tuple[Mention, ...]) -> PositionFact:
    return replace(fact, mentions=mentions)
