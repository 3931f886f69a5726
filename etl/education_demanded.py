"""The education that a posting demands: `Master's required, PhD preferred`, `university degree`, `本科以上`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.clauses import is_wished
from etl.degrees import LEVELS, levels_in
from etl.model import EducationLevel, Mention, Section, Span
from etl.sections import section_at

NAME = "education/1"
#: Degrees by their kind, which a resume would name and a posting need not.
_GENERAL: tuple[tuple[EducationLevel, re.Pattern[str]], ...] = tuple(
    (level, re.compile(pattern))  # type: ignore[misc]
    for level, pattern in (
        ("master", r"\b(?:[Aa]dvanced|[Gg]raduate|[Pp]ost-?graduate)(?:[- ]level)? [Dd]egree\b"),
        ("associate", r"\b(?:2|[Tt]wo)[- ][Yy]ear (?:college |technical )?[Dd]egree\b"),
        (
            "bachelor",
            r"\b(?:(?:(?:4|[Ff]our)[- ][Yy]ear|[Uu]niversity|[Cc]ollege|[Uu]ndergraduate|[Aa]cademic|"
            r"[Hh]igher)(?: college| university)? "
            r"[Dd]egree\b|(?<![\w'’/.] )(?<!of )[Dd]egree(?= (?:in (?!which|order)[A-Za-z]|is required|required|"
            r"level education|qualified|educated))|"
            r"(?:[Hh]ave|[Hh]old(?:s|ing)?|[Ww]ith|[Yy]ou(?:['’]ve)?|[Aa]|[Rr]elevant|"
            r"[Tt]echnical) degree(?= in [A-Z])|"
            r"[Ee]ducated to degree level)",
        ),
        ("secondary", r"\bA-levels?\b"),
    )
)
#: `高中数学老师` teaches there; nobody asks for that level.
_SCHOOL_SUBJECT = re.compile(r"数学|语文|英语|物理|化学|生物|历史|地理|政治|教|老师|学生|生|部|阶段|年级|课")
#: Whom one teaches, and what one would enrol in, is no demand.
_OTHERS = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:['’]s?\s)?(?:level\s)?(?:students?|supervis|scholars|stipend|fellow|candidates?|"
    r"thes[ie]s|"
    r"courses?|school|positions?|projects?|researchers?|programme|program\b(?=.{0,40}(?:enrol|faculty))|"
    r"degree (?:is|are|certificate)|"
    r"defen[cs]e|studies|study|grant|theses|in the lab)",
    re.I,
)
_PAPERS = re.compile(
    r"\b(?:CV|cop(?:y|ies)|attach|upload|enclose|application|certificates?|list of|transcripts?)\b", re.I
)


#: What stands near two letters that are a degree.
_BESIDE_LETTERS = re.compile(r"degree|/B\.?[SA]|B\.?[SA]/|/M\.?[SA]|\b(?:BS|BSc|PhD|equivalent)\b|diploma", re.I)
_AFTER_LETTERS = re.compile(r"\s+(?:in (?!our|the|a)[A-Z][a-z]|required\b|(?:or|and) )|[- ]level")


def education_demanded(
    text: str, sections: tuple[Section, ...], skip: Sequence[Span] = ()
) -> tuple[EducationLevel | None, list[Mention]]:
    """The lowest education level that a posting accepts, outside what is only preferred and the `skip` spans."""
    found: list[tuple[EducationLevel, Mention]] = []
    for span, level in _named(text):
        kind = section_at(sections, span.start)
        if any(s.start <= span.start < s.end for s in skip):
            continue
        if kind in ("company", "benefits", "preferred") or is_wished(text, span.start, span.end):
            continue
        if not _about_education(text, span):
            continue
        body = text[span.start : span.end]
        found.append((level, Mention("education_level", span, body, NAME, 0.85)))
    if not found:
        return None, []
    return min((level for level, _ in found), key=LEVELS.index), [mention for _, mention in found]


def lowest_accepted(text: str, levels: Sequence[tuple[Span, EducationLevel]]) -> EducationLevel:
    """The lowest of some levels, of those that are demanded if any is more than a wish."""
    demanded = [level for span, level in levels if not is_wished(text, span.start, span.end)]
    return min(demanded or [level for _, level in levels], key=LEVELS.index)


def _named(text: str) -> list[tuple[Span, EducationLevel]]:
    """Degrees by name and by kind, in order, each once."""
    named = levels_in(text, 0, len(text))
    for level, pattern in _GENERAL:
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            if not any(other.start < span.end and span.start < other.end for other, _ in named):
                named.append((span, level))
    return sorted(named, key=lambda one: one[0].start)


def _about_education(text: str, span: Span) -> bool:
    body, after = text[span.start : span.end], text[span.end : span.end + 40]
    around = text[max(0, span.start - 25) : span.end + 25]
    if any("\u4e00" <= c <= "\u9fff" for c in body):
        if ("研究生" in body and "院" in after[:12]) or (body in ("高中", "初中") and _SCHOOL_SUBJECT.match(after)):
            return False
        return (
            bool(re.search(r"学历|学位|以上|及以上|或以上|毕业|专业|统招|全日制|优先|[:：]", around))
            and "技工" not in body
        )
    if re.match(r"(?:or )?no\b", text[max(0, span.start - 3) : span.start].strip(), re.I) or re.match(
        r"[^.;\n]{0,20}\bnot (?:required|needed|necessary)", after
    ):
        return False
    if _OTHERS.match(after) or re.search(r"[Dd]iplomas?\s*\([\w/ ]*$", text[max(0, span.start - 30) : span.start]):
        return False
    if len(body.replace(".", "")) <= 3 and sum(c.isupper() for c in body) < 2:  # `PhD`, not `Ma`
        return False
    if body.startswith("Associate"):
        return bool(re.match(r"Associate['’]s|Associates?\b.*(?:[Dd]egree|\bof\b)", body)) or after.lower().startswith(
            " degree"
        )
    if body in ("Master", "Doctor", "MASTER"):  # `Scrum Master`, `doctor's office`
        return bool(re.match(r"\s*(?:(?:or|and|/)\s*|level|of |in |degree|exam)", after)) and not re.search(
            r"(?:[Ss]crum|[Ww]eb|[Tt]oast|[Yy]ou|to) $", text[max(0, span.start - 8) : span.start]
        )
    if re.fullmatch(r"J\.?D\.?", body):
        return bool(re.search(r"degree|\blaw|LLM|LLB|attorney|\bMBA|or equivalent", around, re.I))
    if body.startswith(("Diploma", "Certificate")):
        return body.startswith("Diploma") and not _PAPERS.search(text[max(0, span.start - 60) : span.end + 25])
    if re.match(r"(?:AS|MS|MA|BE|AA|BA)\b", body):
        return bool(_BESIDE_LETTERS.search(around) or _AFTER_LETTERS.match(after))
    return True
