"""Education: school, degree, level, subject and dates, in English and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast, get_args

from etl.dates import find_points, find_ranges
from etl.model import Document, EducationFact, EducationLevel, Mention, MentionKind, Section, Span
from etl.schools import once, split_school
from etl.sections import section_at
from etl.text import HAN, Line, trim

NAME = "education/1"
LEVELS: tuple[EducationLevel, ...] = get_args(EducationLevel)
_OF = (
    r"(?i:\s*(?:of|in)\s*(?:Applied\s*)?(?:Science|Arts|Fine\s*Arts|Business(?:\s*Administration)?|Commerce|Engineering|Education|Technology|"
    r"Laws?|Nursing|Philosophy|Health\s*Administration|Public\s*(?:Health|Administration)|Social\s*Work|Music|Architecture|Computer\s*Applications?|Medicine|Pharmacy|Divinity|Accountancy|Accounting))?"
)
_DEGREES: tuple[tuple[str, str], ...] = (
    (
        "doctorate",
        rf"Ph\.?\s?D\b\.?|Doctor(?:ate)?\b{_OF}|Ed\.?D\b\.?|D\.?B\.?A\b\.?|Pharm\.?\s?D\b\.?|J\.?D\.?(?=\s|,|:|"
        rf"$)|M\.D\.|Juris Doctor|博士(?:研究生)?(?:学历|学位)?",
    ),
    (
        "master",
        rf"(?:Master|MASTER)(?:['’]?s)?\b{_OF}(?:\s*Degree)?|M\.\s?(?:S|A|B\.?A|Ed|Sc|Eng|Tech|Phil|C\.?A|P\.?A|P\.?H|Com|F\.?A)\b\.?|(?:E?MBA|MSN|MSc|MPH|MSW|MPA|MCA|MFA|MEd|MEng|LLM|MS|MA)\b(?!\s*(?:Office|Excel|Word|,\s*USA))|(?:硕士|研究生)(?:研究生)?(?:学历|学位)?",
    ),
    (
        "bachelor",
        rf"(?:[Bb]achelor|BACHELOR|Baccalaureate)(?:['’]?s)?\b{_OF}(?:\s*[Dd]egree)?|B\.\s?(?:S|A|B\.?A|Ed|Sc|Eng?|Tech|Com|C\.?A|F\.?A|S\.?N|S\.?W|Arch|Pharm|E)\b\.?|(?:BBA|BSc|BSN|BTech|B-?Tech|BCom|BCA|BFA|BEng|LLB|BS|BA|BE)\b(?:/BS|/BA)?|(?:大学)?(?:统招)?(?:本科|[一二三]本(?=\s?(?:及|或|以)|学历)|本[一二三](?=\s?(?:及|或|以)|学历))(?:学历)?|学士(?:学位)?|大学(?:学历|文化|毕业)",
    ),
    (
        "associate",
        rf"Associate(?:['’]?s)?\b{_OF}(?:\s*[Dd]egree)?(?!\s*(?:Professor|Director|Manager|Editor|Producer))|A\.\s?(?:A\.?\s?S|A|S)\b\.?|(?:AAS|ADN|AA|AS)\b|高级文凭|副学士(?:学位)?|(?:大学)?(?:大专|专科|高职)(?:学历|文化)?",
    ),
    (
        "vocational",
        r"(?:Trade|Vocational)\s+(?:School|Certificate|Diploma|Training)|Apprenticeship|(?:Post\s?Graduate\s+)?Diploma(?!\s*:?\s*High)|Certificate\b(?:\s+(?:of|in)\s+[A-Z]\w+)?|N\.?V\.?Q|(?:中专|中技|技校|职高|中职|技工)(?:学历|文化)?",
    ),
    (
        "secondary",
        r"High\s*[Ss]chool(?:\s*[Dd]iploma)?(?!\s*(?:Teacher|Students))|G\.?E\.?D\b\.?|Secondary\s+School|"
        r"A[- ]Levels?|(?:高中|初中)(?:学历|文化)?",
    ),
)
#: No degree begins within a word or an abbreviation (`EBS`, the second half of `B.S.B.A.`); `1.本科` is one.
_BEGINS = r"(?<![A-Za-z])(?<![A-Za-z]\.)"
_DEGREE = re.compile("|".join(f"(?P<{level}>{_BEGINS}(?:{pattern}))" for level, pattern in _DEGREES))
_SCHOOL = re.compile(
    r"(?:[A-Z][\w.'’&-]*[ \t]+(?:(?:of|and|&|de|the|for|at)[ \t]+)*){0,5}"
    r"(?:University|College|Institute(?:[ \t]+of[ \t]+Technology)?|Academy|Polytechnic|School|Universität|"
    r"Université|IIT|MIT)\b"
    r"(?:[ \t]+(?:of|Of|OF|at|for|in|and)[ \t]+(?:the[ \t]+)?[A-Z][\w.'’-]*(?:[ \t]+(?:(?:and|of|"
    r"&)[ \t]+)?[A-Z][\w.'’-]*){0,4}?"
    r"(?=[ \t]*(?:[,–\-|\n(;:]|$|City|\d)))?"
    r"|[\u4e00-\u9fff]{2,16}?(?:大学|学院|学校|中学|高中(?!学历)|党校|技校|研究院)(?:[\u4e00-\u9fff]{2,12}学院)?"
)
_SUBJECT = re.compile(
    r"\s*(?:[:：,，]|\bin\b|\bof\b|\bmajor(?:ing|ed)?(?: in)?\b\s*[:：]?|–|-|\(|（|"
    r"\|)\s*(?P<s>[A-Z][A-Za-z&/,' ]{2,80}?)"
    r"(?=\s*(?:[,，;；|()（）:\n–\d.]|\s-\s|$|\bfrom\b|\bat\b|\bUniversity\b|\bCity\b|\bGPA\b|\bMinor\b|\bExpected\b|\bGraduat))"
)
#: `Degree : Soil, Water and Forests 2014`: what a colon begins goes on over commas up to the date or the end.
_AFTER_COLON = re.compile(
    r"\s*[:：]\s*(?P<s>[A-Z][A-Za-z&/,' -]{2,80}?)(?=[\s,]*(?:\d|$)"
    r"|\s+(?:City|GPA|Minor|Expected|Graduat)|\s*[,]\s*(?:[Mm]inor|with)\b)"
)
_MONTH_AT_END = re.compile(
    r"(?:^|[\s,]+)(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Fall|Autumn|Winter|Present|Current|Expected(?: in)?)\.?$",
    re.I,
)
#: What the name of a school goes on with when nothing ends it: `University of Ohio Biology`.
_OF_PLACE = re.compile(
    r"(?:(?<=University)|(?<=College))[ \t]+(?:of|Of)[ \t]+(?:the[ \t]+)?(?!City\b)[A-Z][\w.'’]+"
    r"(?:[ \t]+at[ \t]+[A-Z][\w-]+)?"
)
_SECONDARY = re.compile(r"High School|HIGH SCHOOL|高中|中学")
_MAJOR = re.compile(
    r"(?:专业(?!学院|学校)|主修|\bmajor(?:ed)?(?: in)?\b)\s*[:：]?\s*"
    r"(?P<s>[^\s,，。;；|()（）\d]{2,30}(?:\s[A-Z][a-z]+){0,3})",
    re.I,
)
_ZH_SUBJECT = re.compile(
    r"(?P<s>[\u4e00-\u9fff]{2,14}?(?:专业|学|工程|科学|技术|管理|设计|语|教育|医学|会计|贸易|金融|营销|自动化|法律|护理|物流|电子|机械|数控|烹饪|旅游)(?:与[\u4e00-\u9fff]{2,4})?)(?![\u4e00-\u9fff]*(?:大学|学院|学校|学历|学位))"
)


@dataclass
class _Entry:
    start: int
    end: int = 0
    school: Span | None = None
    degree: Span | None = None
    level: EducationLevel | None = None
    subject: Span | None = None
    dates: list[tuple[Span, str]] = field(default_factory=list)
    range: tuple[str | None, str | None] | None = None


def level_of(text: str) -> EducationLevel | None:
    """The highest level that a text names."""
    found = [cast(EducationLevel, m.lastgroup) for m in _DEGREE.finditer(text) if m.lastgroup]
    return max(found, key=LEVELS.index) if found else None


def levels_in(text: str, start: int, end: int) -> list[tuple[Span, EducationLevel]]:
    """All degrees named between two offsets, with their levels."""
    return [
        (Span(m.start(), m.end()), cast(EducationLevel, m.lastgroup))
        for m in _DEGREE.finditer(text, start, end)
        if m.lastgroup
    ]


def find_education(document: Document, found: list[Line], sections: tuple[Section, ...]) -> tuple[EducationFact, ...]:
    """The education entries of a resume: from its education sections, else from lines with a degree and a school."""
    text = document.text
    if any(name.startswith("education[") for name in document.fields):
        return _structured(document)
    stretches = [s.span for s in sections if s.kind == "education"]
    if not stretches:
        stretches = [
            Span(line.start, line.end)
            for line in found
            if section_at(sections, line.start) in ("other", "summary", "contact", "certificates")
            and _SCHOOL.search(line.text)
            and (_DEGREE.search(line.text) or "毕业" in line.text)
        ]
    facts: list[EducationFact] = []
    for stretch in stretches:
        facts += [_fact(text, entry) for entry in _entries(text, stretch)]
    return tuple(facts)


def _entries(text: str, stretch: Span) -> list[_Entry]:
    """Degrees, schools and dates in the order of the text; a second one of a kind starts the next entry."""
    entries: list[_Entry] = []
    events = sorted(_events(text, stretch), key=lambda event: event[:3])
    dated = bool(events) and _date_above(text, events[0][0], stretch.start) is not None
    for start, end, kind, level, subject in events:
        current = entries[-1] if entries else None
        if current is not None and _repeats(text, current, start, end, kind):
            current.end = max(current.end, end)
            continue
        secondary = kind == "school" and _SECONDARY.search(text, start, end) is not None
        other = secondary and current is not None and current.level not in (None, "secondary")
        if current is not None and level == "secondary" and current.school and current.level is None:
            other = "\n" in text[current.end : start]  # a high school diploma is not of the college above it
        if current is not None and dated and _date_above(text, start, current.end) is not None:
            other = True
        far = current is not None and text.count("\n", current.end, start) > 3
        if current is None or far or other or getattr(current, kind) is not None:
            if current is not None and kind == "degree" and start < current.end:
                continue
            current = _Entry(start)
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
    above = [_date_above(text, e.start, entries[i - 1].end if i else stretch.start) for i, e in enumerate(entries)]
    for index, entry in enumerate(entries):
        line_end = text.find("\n", entry.end)
        reach = entries[index + 1].start if index + 1 < len(entries) else stretch.end
        line_start = text.rfind("\n", 0, entry.start) + 1
        low = max(line_start, entries[index - 1].end if index else stretch.start)
        own = above[index] if dated else None
        if own is not None:
            entry.range, entry.dates = (None, own[1]), [own]
        else:
            following = above[index + 1] if dated and index + 1 < len(entries) else None
            _dates(text, entry, low, min(following[0].start if following else reach, reach, stretch.end))
        _subject(text, entry, low, min(reach, max(line_end, entry.end) if line_end >= 0 else reach))
    return entries


def _events(text: str, stretch: Span) -> list[tuple[int, int, str, str, Span | None]]:
    """(start, end, degree or school, level of a degree, the subject that stands before a school without a break)."""
    degrees: list[tuple[int, int, str]] = []
    for match in _DEGREE.finditer(text, stretch.start, stretch.end):
        last = degrees[-1] if degrees else None
        if last and last[2] == match.lastgroup and text[last[1] : match.start()].strip() in ("(", "（"):
            close = match.end() + (text[match.end() : match.end() + 1] in (")", "）"))
            degrees[-1] = (last[0], close, last[2])  # `Master of Business Administration (MBA)`
            continue
        degrees.append((match.start(), match.end(), match.lastgroup or ""))
    schools: list[tuple[int, int, str, str, Span | None]] = []
    parts: list[tuple[int, int]] = []  # `High School` inside the name of a school is no degree
    for match in _SCHOOL.finditer(text, stretch.start, stretch.end):
        span = trim(text, match.start(), match.end())
        first = re.match(r"(?:(?:of|at|the|for|and|de|in|from)\b\s*)+", text[span.start : span.end])
        span = Span(span.start + (first.end() if first else 0), span.end)
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
        if span.end - span.start <= 3:
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
    kept = [(start, end, "degree", level, None) for start, end, level in degrees if (start, end) not in parts]
    return [*kept, *schools]


def _repeats(text: str, entry: _Entry, start: int, end: int, kind: str) -> bool:
    """The same school or degree once more in the same line or right after it."""
    known = entry.school if kind == "school" else entry.degree
    if known is None or text.count("\n", known.end, start) > (1 if kind == "school" else 0):
        return False
    return text[known.start : known.end].lower() == text[start:end].lower()


def _date_above(text: str, start: int, floor: int) -> tuple[Span, str] | None:
    """A date that stands alone in the line above an entry."""
    line_start = text.rfind("\n", 0, start) + 1
    before = text[floor:line_start].rstrip()
    begin = floor + before.rfind("\n") + 1 if "\n" in before else None
    if begin is None or find_points(text, line_start, start) or start - line_start > 80:
        return None
    points = find_points(text, begin, floor + len(before))
    if (
        len(points) != 1
        or text[begin : points[0][0].start].strip()
        or text[points[0][0].end : floor + len(before)].strip()
    ):
        return None
    return points[0]


def _dates(text: str, entry: _Entry, low: int, high: int) -> None:
    ranges = find_ranges(text, low, high)
    if ranges:
        entry.range = (ranges[0].start, ranges[0].end)
        entry.dates = [(ranges[0].span, "")]
        return
    points = find_points(text, low, high)
    if points:
        entry.range = (None, points[0][1])
        entry.dates = [points[0]]


def _subject(text: str, entry: _Entry, low: int, high: int) -> None:
    if entry.degree is not None:
        follows = entry.school is not None and entry.school.start >= entry.degree.end
        limit = min(high, entry.school.start) if follows and entry.school else high
        pattern = _AFTER_COLON if _AFTER_COLON.match(text, entry.degree.end, limit) else _SUBJECT
        match = pattern.match(text, entry.degree.end, limit)
        if match:
            span = trim(text, match.start("s"), match.end("s"))
            month = _MONTH_AT_END.search(text[span.start : span.end])
            span = trim(text, span.start, span.start + month.start()) if month else span
            body = text[span.start : span.end]
            if (
                len(body) > 2
                and not _SCHOOL.fullmatch(body)
                and body not in ("City", "State")
                and level_of(body) is None
            ):
                entry.subject = span
                return
    if entry.subject is not None:
        return
    major = _MAJOR.search(text, low, high)
    if major:
        entry.subject = trim(text, major.start("s"), major.end("s"))
        return
    if HAN.search(text, low, high):
        begin = entry.school.end if entry.school else low
        chinese = _ZH_SUBJECT.search(text, begin, max(high, begin))
        if chinese:
            entry.subject = trim(text, chinese.start("s"), chinese.end("s"))
            if (
                text[entry.subject.end - 2 : entry.subject.end] == "专业"
                and entry.subject.end - entry.subject.start > 2
            ):
                entry.subject = Span(entry.subject.start, entry.subject.end - 2)


def _fact(text: str, entry: _Entry) -> EducationFact:
    parts: tuple[tuple[MentionKind, Span | None], ...] = (
        ("school", entry.school), ("degree", entry.degree), ("field", entry.subject),
        *(("date", span) for span, _ in entry.dates),
    )  # fmt: skip
    mentions = tuple(
        Mention(kind, span, text[span.start : span.end], NAME, 0.8) for kind, span in parts if span is not None
    )
    start, end = entry.range or (None, None)
    spans = [m.span for m in mentions]
    return EducationFact(
        school=_text(text, entry.school),
        degree=_text(text, entry.degree),
        level=entry.level,
        subject=_text(text, entry.subject),
        start=start,
        end=end,
        span=Span(min(s.start for s in spans), max(s.end for s in spans)),
        mentions=mentions,
    )


def _text(text: str, span: Span | None) -> str | None:
    return " ".join(text[span.start : span.end].split()) if span else None


def _structured(document: Document) -> tuple[EducationFact, ...]:
    """From the fields of a structured record: `education[0].school` and so on."""
    facts: list[EducationFact] = []
    index = 0
    text = document.text
    while True:
        own = {
            n.split(".", 1)[1]: s[0] for n, s in document.fields.items() if n.startswith(f"education[{index}].") and s
        }
        if not own:
            return tuple(facts)
        names: tuple[tuple[str, MentionKind], ...] = (
            ("school", "school"), ("degree", "degree"), ("subject", "field"), ("start", "date"), ("end", "date"),
        )  # fmt: skip
        mentions = tuple(
            Mention(kind, own[n], text[own[n].start : own[n].end], NAME, 1.0) for n, kind in names if n in own
        )
        dates = {n: find_points(text, own[n].start, own[n].end) for n in ("start", "end") if n in own}
        degree = _text(text, own.get("degree"))
        facts.append(
            EducationFact(
                school=_text(text, own.get("school")),
                degree=degree,
                level=level_of(degree) if degree else None,
                subject=_text(text, own.get("subject")),
                start=dates["start"][0][1] if dates.get("start") else None,
                end=dates["end"][0][1] if dates.get("end") else None,
                span=Span(min(s.start for s in own.values()), max(s.end for s in own.values())),
                mentions=mentions,
            )
        )
        index += 1
