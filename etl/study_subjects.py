"""What somebody studied: the subject behind a degree, or wherever its words stand, in English and Chinese."""

from __future__ import annotations

import re

from etl.degrees import level_of
from etl.model import Span
from etl.place_keys import is_place
from etl.schools import is_subject_word, once, school_pattern
from etl.text import HAN, trim

_SUBJECT = re.compile(
    r"\s*(?:[:：,，]|\bin\b|\bof\b|\bmajor(?:ing|ed)?(?: in)?\b\s*[:：]?|–|—|-|\(|（|"
    r"\|)\s*(?P<s>[A-Z][A-Za-z&/,' ]{2,80}?)"
    r"(?=\s*(?:[,，;；|()（）:\n–—\d.]|\s-\s|$|\bfrom\b|\bat\b|\bUniversity\b|\bCity\b|\bGPA\b|\bMinor\b|\bExpected\b|\bGraduat|"
    r"\bto be\b))"
)
#: `MSc Soil Science`: nothing stands between, so the last word must be one that subjects end with.
_BARE = re.compile(
    r"[ \t]+(?P<s>[A-Z][A-Za-z&/' -]{2,60}?)(?=[ \t]*(?:[,，;；|()（）\n–—\d.]|\s-\s|$|\bfrom\b|\bat\b|\bwith\b))"
)
#: What teaches is not taught.
_NO_STUDY = re.compile(r"\b(?:Cent(?:er|re)|Council|Board|Association|Society|Inc|LLC)$")
#: Degrees that have no subject, or end with the first word of it.
_NO_SUBJECT = re.compile(r"Certificate\b.|G\.?E\.?D\b|High\s*School", re.IGNORECASE)
#: Short names of subjects; any other word in capitals behind a degree is rather a school.
_SHORT = frozenset(
    (
        "CSE", "ECE", "EEE", "MIS", "ICT", "STEM", "TESOL", "PPE",
    )
)  # fmt: skip
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
_ZH_ENDS = (
    r"(?:专业|学|工程|科学|技术|管理|设计|语|教育|医学|会计|贸易|金融|营销|自动化|法律|护理|物流|电子|机械|数控|烹饪|"
    r"旅游)"
)
_ZH_SUBJECT = re.compile(
    rf"(?P<s>[\u4e00-\u9fff]{{2,14}}?{_ZH_ENDS}(?:与[\u4e00-\u9fff]{{2,4}})?)(?![师员历位士])(?![\u4e00-\u9fff]*(?:大学|学院|学校|学历|学位))"
)
#: Words of their own behind or before a school or a degree, and what stands there that is no subject.
_ZH_WORDS = r"(?P<s>[\u4e00-\u9fff]{2,14}(?:[（(][\u4e00-\u9fff]{2,6}[)）])?)(?:专业)?"
_ZH_BEHIND = re.compile(rf"(?P<gap>[ \t\u3000|/,，·]+){_ZH_WORDS}(?=[ \t\u3000|/,，;；(（\n]|$)")
_ZH_BEFORE = re.compile(rf"^[\d年月.\-–—~至今\s/|•·（(）)]*{_ZH_WORDS}(?P<gap>[ \t\u3000|/,，·]+)$")
_BEFORE = re.compile(r"^\W*(?P<s>[A-Z][A-Za-z&' ]{3,60}?)[ \t]+$")
_ZH_OTHER = re.compile(
    r"全日制|统招|自考|函授|成人|脱产|业余|在职|学校|专业|学历|学位|时间|主修|课程|至今|毕业|成绩|排名|奖|学生|班|校|姓名|籍贯|性别"
    r"|国籍|居留|党|任|先生|女士|教授|参加|工作|[年月]生|公司|出生|职称|经理|总监|[师员长]$|在读|应届|已婚|未婚|中国|经历|背景|[省市区县年月]$|学院$|大学$"
)


def subject_after(text: str, degree: Span, high: int) -> Span | None:
    """The subject that follows a degree before `high`: `Bachelor of Science in Soil Studies`, `BSc Soil Science`."""
    bare = () if _NO_SUBJECT.match(text, degree.start, degree.end) else (_BARE,)
    for pattern in (_AFTER_COLON, _SUBJECT, *bare):
        match = pattern.match(text, degree.end, high)
        if match is not None:
            break
    else:
        return None
    span = once(text, trim(text, match.start("s"), match.end("s")))
    twice = re.fullmatch(r"(.+) in \1", text[span.start : span.end])
    span = Span(span.start, span.start + len(twice[1])) if twice else span
    month = _MONTH_AT_END.search(text[span.start : span.end])
    span = trim(text, span.start, span.start + month.start()) if month else span
    body = text[span.start : span.end]
    if match.re is _BARE and not (body and is_subject_word(body.split()[-1])):
        return None
    told = re.search(r"[:：]|in|of|major", text[degree.end : match.start("s")], re.IGNORECASE) is not None
    is_other = _NO_STUDY.search(body) or school_pattern().fullmatch(body) or body in ("City", "State")
    is_other = is_other or (not told and _is_unknown_abbreviation(body)) or level_of(body) is not None
    return None if len(body) <= 2 or is_other else span


def subject_before(text: str, degree: Span, low: int) -> Span | None:
    """The words before a degree in its line: `软件工程 本科`, `Welding Technology Diploma`."""
    low = max(low, text.rfind("\n", 0, degree.start) + 1)
    before = text[low : degree.start]
    match = _ZH_BEFORE.search(before) or _BEFORE.match(before)
    if match is None:
        return None
    word = match["s"]
    is_subject = _may_be_subject(word, match["gap"]) if HAN.search(word) else is_subject_word(word.split()[-1])
    if not is_subject or school_pattern().search(word):
        return None
    return trim(text, low + match.start("s"), low + match.end("s"))


def subject_beside(text: str, parts: list[Span], high: int) -> Span | None:
    """The Chinese words behind the school or the degree: `江州大学 计算机 博士`."""
    parts = sorted(parts, key=lambda span: span.start)
    for part in parts:
        match = _ZH_BEHIND.match(text, part.end, high)
        # A comma behind the last part begins the town.
        if (
            match
            and _may_be_subject(match["s"], match["gap"])
            and (part is not parts[-1] or not re.search("[,，]", match["gap"]))
        ):
            return trim(text, match.start("s"), match.end("s"))
    return None


def _is_unknown_abbreviation(body: str) -> bool:
    return re.fullmatch(r"[A-Z]{3,}", body) is not None and body not in _SHORT and not is_subject_word(body)


def _may_be_subject(word: str, gap: str) -> bool:
    """Whether Chinese words may be a subject; behind a comma, as in a sentence, they must end like one."""
    if re.search("[,，]", gap) and not re.search(rf"{_ZH_ENDS}(?:[(（]|$)", word):
        return False
    return not (_ZH_OTHER.search(word) or is_place(word) or level_of(word) or school_pattern().search(word))


def subject_within(text: str, low: int, high: int, behind: int) -> Span | None:
    """The subject that a text names as such, or in Chinese the first one from `behind` on."""
    major = _MAJOR.search(text, low, high)
    if major:
        return trim(text, major.start("s"), major.end("s"))
    chinese = _ZH_SUBJECT.search(text, behind, max(high, behind)) if HAN.search(text, low, high) else None
    if chinese is None or level_of(chinese["s"]) is not None or re.search("任|毕业|获", chinese["s"]):
        return None
    span = trim(text, chinese.start("s"), chinese.end("s"))
    if text[span.end - 2 : span.end] == "专业" and span.end - span.start > 2:
        return Span(span.start, span.end - 2)
    return span
