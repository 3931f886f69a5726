"""Education: school, degree, level, subject and dates, in English and Chinese."""

from __future__ import annotations

from etl.dates import find_points
from etl.degrees import DEGREE, level_of
from etl.education_entries import Entry, read_entries
from etl.model import Document, EducationFact, Mention, MentionKind, Section, Span
from etl.schools import school_pattern
from etl.sections import section_at
from etl.text import Line

NAME = "education/1"


def find_education(document: Document, found: list[Line], sections: tuple[Section, ...]) -> tuple[EducationFact, ...]:
    """The education entries of a resume: from its education sections, else from lines with a degree and a school."""
    text = document.text
    if any(name.startswith("education[") for name in document.fields):
        return _structured(document)
    own = [s for s in sections if s.kind == "education"]
    stretches = [Span(s.heading.end if s.heading else s.span.start, s.span.end) for s in own]
    if not stretches:
        stretches = [
            Span(line.start, line.end)
            for line in found
            if section_at(sections, line.start) in ("other", "summary", "contact", "certificates")
            and school_pattern().search(line.text)
            and (DEGREE.search(line.text) or "毕业" in line.text)
        ]
    facts: list[EducationFact] = []
    for stretch in stretches:
        facts += [_fact(text, entry) for entry in read_entries(text, stretch)]
    return tuple(facts)


def _fact(text: str, entry: Entry) -> EducationFact:
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
