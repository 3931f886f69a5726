"""What somebody studied: the subject behind a degree, or wherever its words stand, in English and Chinese."""

from __future__ import annotations

import re

from etl.degrees import level_of
from etl.model import Span
from etl.schools import SCHOOL
from etl.text import HAN, trim

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
_MAJOR = re.compile(
    r"(?:专业(?!学院|学校)|主修|\bmajor(?:ed)?(?: in)?\b)\s*[:：]?\s*"
    r"(?P<s>[^\s,，。;；|()（）\d]{2,30}(?:\s[A-Z][a-z]+){0,3})",
    re.I,
)
_ZH_SUBJECT = re.compile(
    r"(?P<s>[\u4e00-\u9fff]{2,14}?(?:专业|学|工程|科学|技术|管理|设计|语|教育|医学|会计|贸易|金融|营销|自动化|法律|护理|物流|电子|机械|数控|烹饪|旅游)(?:与[\u4e00-\u9fff]{2,4})?)(?![\u4e00-\u9fff]*(?:大学|学院|学校|学历|学位))"
)


def subject_after(text: str, degree: Span, high: int) -> Span | None:
    """The subject that follows a degree before `high`: `Bachelor of Science in Soil Studies`."""
    pattern = _AFTER_COLON if _AFTER_COLON.match(text, degree.end, high) else _SUBJECT
    match = pattern.match(text, degree.end, high)
    if match is None:
        return None
    span = trim(text, match.start("s"), match.end("s"))
    month = _MONTH_AT_END.search(text[span.start : span.end])
    span = trim(text, span.start, span.start + month.start()) if month else span
    body = text[span.start : span.end]
    is_other = SCHOOL.fullmatch(body) or body in ("City", "State") or level_of(body) is not None
    return None if len(body) <= 2 or is_other else span


def subject_within(text: str, low: int, high: int, behind: int) -> Span | None:
    """The subject that a text names as such, or in Chinese the first one from `behind` on."""
    major = _MAJOR.search(text, low, high)
    if major:
        return trim(text, major.start("s"), major.end("s"))
    chinese = _ZH_SUBJECT.search(text, behind, max(high, behind)) if HAN.search(text, low, high) else None
    if chinese is None:
        return None
    span = trim(text, chinese.start("s"), chinese.end("s"))
    if text[span.end - 2 : span.end] == "专业" and span.end - span.start > 2:
        return Span(span.start, span.end - 2)
    return span
