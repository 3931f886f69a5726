"""The header of a position: its lines are cut into pieces, and each is told apart as title, employer or place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl import companies, places
from etl.dates import DateRange
from etl.model import Span
from etl.text import HAN, trim
from etl.titles import find_title

_SEPARATOR = re.compile(
    r"\s*[|｜•·;；]\s*|\s+[-–—－/@]+\s*|\s*[–—－]\s+|,\s+|，|\t+|\s{2,}|\.{3,}|\bat\s+(?=[A-Z])|[()（）]|ï¼.?|\s*[:：]\s+|\n"
)
_SPACE_ZH = re.compile(r"(?<=[\u4e00-\u9fff）)])\s+(?=\S)|\s+(?=[\u4e00-\u9fff])|\s*[-—–]+\s*(?=[\u4e00-\u9fff])")
_TERM_ZH = re.compile(
    r"^(?:在|于|,|，|任职于|就职于|先后)|(?:受聘为|历任|曾任|现任|担任|就任|(?<![主责信委])任|从事|工作|就职)$|^(?:受聘为|历任|曾任|现任|担任|兼任|就任|任)"
)
_LABEL = re.compile(
    r"^(?:职位|岗位|职务|公司(?:名称)?|单位|部门|地点|时间|title|position|company|employer|location|role|dates?|duration)\s*[:：]\s*",
    re.I,
)


_UNIT = re.compile(r"\b(?:Department|Dept\.?|Unit|Division|Ward)\s*$")


@dataclass
class Header:
    """What is known of one position while its lines are read."""

    ranges: list[DateRange]
    first: int  # index of the first line
    last: int  # index of the last line
    title: Span | None = None
    company: Span | None = None
    masked: bool = False
    place: Span | None = None
    spare_title: Span | None = None  # may be the title, if nothing better turns up
    unit: Span | None = None  # a department, the employer only if none is named
    masked_near: bool = False  # a masked employer stands in the line above or below


def read_pieces(text: str, header: Header, stretches: list[Span]) -> None:
    """Tell the pieces of some stretches apart."""
    pieces: list[Span] = []
    for stretch in stretches:
        pieces += _split(text, stretch, header)
    loose: list[Span] = []
    for piece in pieces:
        span = trim(text, piece.start, piece.end)
        label = _LABEL.match(text[span.start : span.end])
        if label:
            span = Span(span.start + label.end(), span.end)
        if span.end - span.start < 2 or not any(c.isalpha() for c in text[span.start : span.end]):
            continue
        company = companies.find_company(text, span.start, span.end)
        title = find_title(text, span.start, span.end)
        place = places.find_place(text, span.start, span.end)
        size = span.end - span.start
        whole_place = place is not None and place.end - place.start >= 0.7 * size and company is None
        if company is not None and HAN.search(text, company.start, company.end):
            header.company = header.company or _cut_term(text, company)
            tail = trim(text, company.end, span.end, "）)（(")
            title = find_title(text, tail.start, tail.end) if tail.end > tail.start else None
            header.title = header.title or (_cut_term(text, title) if title else None)
        elif whole_place:
            header.place = header.place or place
        elif title is not None and header.title is None and (company is None or title.end >= company.end):
            header.title = _with_left(text, _cut_term(text, title), loose, header)
        elif header.title is not None and _UNIT.search(text, span.start, span.end) and size <= 60:
            header.unit = header.unit or span
        elif company is not None and header.company is None and not (header.masked or header.masked_near):
            header.company = company
        elif title is not None and company is None and header.title is not None:
            # a second title beside the first: `Machinist, CNC Programmer`
            if re.fullmatch(r"\s*[,/&]\s*", text[header.title.end : title.start]):
                header.title = Span(header.title.start, title.end)
        elif size <= 60:
            loose.append(span)
    for span in loose:
        upper = text[span.start].isupper() or HAN.match(text[span.start]) is not None
        if not upper or text[span.start : span.end].count(" ") > 6:
            continue
        if header.title is None and (header.company is not None or header.masked):
            header.spare_title = header.spare_title or span
        elif header.company is None and not (header.masked or header.masked_near) and header.title is not None:
            header.company = span


def _with_left(text: str, title: Span, loose: list[Span], header: Header) -> Span:
    """A title with the first part of a double one (`Financial / Tax Analyst`), where that cannot be the employer."""
    if loose and (header.masked or header.masked_near or header.company is not None):
        left = loose[-1]
        between = text[left.end : title.start]
        if re.fullmatch(r"\s*/\s*", between) and text.count(" ", left.start, left.end) <= 3:
            loose.pop()
            return Span(left.start, title.end)
    return title


def _split(text: str, stretch: Span, header: Header) -> list[Span]:
    """Cut a stretch at masked employers and places, at separators, and in Chinese at spaces."""
    cuts: list[tuple[int, int]] = []
    for match in companies.MASKED.finditer(text, stretch.start, stretch.end):
        header.masked = True
        cuts.append((match.start(), match.end()))
    cuts += [(m.start(), m.end()) for m in places.MASKED.finditer(text, stretch.start, stretch.end)]
    town = places.find_place(text, stretch.start, stretch.end)
    if town is not None and "," in text[town.start : town.end]:  # `Springfield, IL` is one piece
        header.place = header.place or town
        cuts.append((town.start, town.end))
    cuts += [(m.start(), m.end()) for m in _SEPARATOR.finditer(text, stretch.start, stretch.end)]
    if HAN.search(text, stretch.start, stretch.end):
        cuts += [(m.start(), m.end()) for m in _SPACE_ZH.finditer(text, stretch.start, stretch.end)]
        brackets = [
            (m.start(), m.end())
            for m in re.finditer(r"[(（][^)）\n]*[)）](?=[\u4e00-\u9fff])", text[stretch.start : stretch.end])
        ]
        inside = [(a + stretch.start, b + stretch.start) for a, b in brackets]
        cuts = [c for c in cuts if not any(a <= c[0] < b for a, b in inside)]
    pieces: list[Span] = []
    position = stretch.start
    for start, end in sorted(cuts):
        if start > position:
            pieces.append(Span(position, start))
        position = max(position, end)
    if position < stretch.end:
        pieces.append(Span(position, stretch.end))
    return pieces


def _cut_term(text: str, span: Span) -> Span:
    """Without the words that say that an office was held (任, 担任, 就职于)."""
    start, end = span.start, span.end
    while match := _TERM_ZH.search(text[start:end]):
        if match.end() == match.start() or match.end() - match.start() == end - start:
            break
        start, end = (start + match.end(), end) if match.start() == 0 else (start, start + match.start())
    return Span(start, end)
