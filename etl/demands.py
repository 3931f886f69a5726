"""What a posting asks for and offers: skills (essential or preferred), years, education, remote work, contract."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from etl.degrees import LEVELS, levels_in
from etl.durations import CHINESE, ENGLISH, years_of
from etl.model import Document, EducationLevel, Mention, Section, SectionKind, SkillDemand, Span
from etl.sections import section_at

NAME = "demands/1"
#: How much a mention in a section says about what the job needs.
_WEIGHT: dict[SectionKind, float] = {
    "requirements": 0.7, "skills": 0.7, "preferred": 0.45, "responsibilities": 0.55, "summary": 0.5, "experience": 0.6,
    "education": 0.5, "languages": 0.6, "other": 0.4, "benefits": 0.1, "company": 0.15, "projects": 0.4,
}  # fmt: skip
_PREFERRED = re.compile(
    r"优先|加分|更佳|尤佳|为佳|更好|不限于|\bprefer(?:red|ably|ence)\b|\bnice[- ]to[- ]have\b|\ba (?:big |"
    r"strong |huge )?plus\b|"
    r"\bdesir(?:able|ed)\b|\bbonus\b|\bideally\b|\badvantage(?:ous)?\b|\boptional\b|\bwelcome\b",
    re.I,
)
_IN_BRACKETS = re.compile(r"\([^()\n]{0,80}\)")
_CLAUSE_ZH = "，,。；;\n！"
_CLAUSE_EN = re.compile(r"[\n;•]|\.(?=\s|$)")
_YEARS = re.compile(
    rf"(?P<n>{CHINESE})(?:及)?(?:以上|以及以上|或以上|左右)?"
    r"(?P<what>[^。；;，,\n]{0,30}?(?:经验|经历|工作|从业|开发|资历))"
    rf"|(?:经验|经历)(?:\s?[:：]?\s?|[:：][^\n\d。；;]{{1,8}})(?P<n3>{CHINESE})"
    rf"|(?P<n2>{ENGLISH})(?=[^.;\n]{{0,70}}?\b(?:experience|exp|background|working|managing|practice|"
    r"track record)\b|\s+(?:of|in|as|[a-z]+ing)\b)"
    rf"|\bexperience\s?(?::|\bof\b)\s?(?:at least\s|min(?:imum)?\.?\s)?(?P<n4>{ENGLISH})(?! in business)",
    re.I,
)
#: Before years that are those of a company, not of experience.
_OF_A_COMPANY = r"(?:成立|公司|创立|拥有)[^。；\n]{0,12}$"
_FIELD_YEARS = re.compile(
    r"经验不限|不限经验|无经验|\d{1,2}\s?\+?\s?(?:[-~至到–－]\s?\d{1,2}\s?\+?\s?)?(?:年|years?|yrs?)(?:及?以上|以内|以下)?",
    re.I,
)
#: `高中数学老师` teaches there; nobody asks for that level.
_SCHOOL_SUBJECT = re.compile(r"数学|语文|英语|物理|化学|生物|历史|地理|政治|教|老师|学生|生|部|阶段|年级|课")
_REMOTE = re.compile(
    r"\b(?:fully |100% )?remote(?:ly)?\b|\bwork from home\b|\bwfh\b|远程(?:办公|工作|岗|职位)?|居家办公|在家办公", re.I
)
_NOT_REMOTE = re.compile(
    r"\b(?:no remote|not remote|on-?site only|remote (?:sensing|control|monitoring|server|access|desktop))\b|"
    r"非远程|远程(?:控制|监控|调用|服务|桌面|协助|诊断|医疗|教育|维护|升级|通信|访问|连接|接口|登录)",
    re.I,
)
_TYPES: tuple[tuple[str, str], ...] = (
    ("internship", r"\binternship\b|\bintern\b|实习"),
    ("part_time", r"\bpart[-_ ]?time\b|兼职|PART_TIME"),
    ("temporary", r"\btemporary\b|\bseasonal\b|临时工|短期工|TEMPORARY"),
    (
        "contract",
        r"(?<!permanent )\bcontract(?:or)?\b(?!\s+(?:management|negotiation|law|manufactur))|外包|驻场|"
        r"CONTRACTOR|项目制",
    ),
    ("full_time", r"\bfull[-_ ]?time\b|\bpermanent\b|全职|FULL_TIME|正式员工"),
)


def is_preferred(text: str, start: int, end: int) -> bool:
    """Whether the clause around a mention says that it is a plus, not a must."""
    if any("\u4e00" <= c <= "\u9fff" for c in text[max(0, start - 20) : end + 20]):
        low = max(text.rfind(mark, max(0, start - 200), start) for mark in _CLAUSE_ZH) + 1
        ends = [at for mark in _CLAUSE_ZH if (at := text.find(mark, end, end + 200)) >= 0]
        return _PREFERRED.search(text, max(low, start - 200), min(ends, default=end + 200)) is not None
    before = list(_CLAUSE_EN.finditer(text, max(0, start - 400), start))
    after = _CLAUSE_EN.search(text, end)
    low = before[-1].end() if before else max(0, start - 400)
    clause = text[low : after.start() if after else len(text)]
    for inside in _IN_BRACKETS.finditer(clause):  # `BSN (MSN preferred)` wishes for one of them
        if not low + inside.start() <= start < low + inside.end():
            clause = clause.replace(inside[0], " " * len(inside[0]))
    return _PREFERRED.search(clause) is not None


def skill_demands(
    document: Document, mentions: list[Mention], sections: tuple[Section, ...], title: Span | None
) -> tuple[SkillDemand, ...]:
    """One demand a concept, the most important first.

    Importance grows with the section (requirements over duties over the rest), a place in the title, repetition, and
    an early place among the requirements; what is only preferred stays below half.
    """
    by_concept: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.concept is not None:
            by_concept[mention.concept].append(mention)
    bounds = {s.span.start: s for s in sections}
    starts = sorted(bounds)
    demands = []
    for concept, own in by_concept.items():
        best, essential = 0.0, False
        doubts = 1.0
        for mention in own:
            start, end = mention.span.start, mention.span.end
            kind = section_at(sections, start)
            weight = _WEIGHT.get(kind, 0.4)
            doubts *= 1.0 - mention.confidence * (0.3 if kind in ("company", "benefits") else 1.0)
            if title is not None and title.start <= start < title.end:
                weight, preferred = 1.0, False
            else:
                preferred = kind == "preferred" or is_preferred(document.text, start, end)
                within = bounds[max((s for s in starts if s <= start), default=starts[0])].span if starts else None
                if kind in ("requirements", "skills") and within is not None:
                    weight += 0.1 * (1.0 - (start - within.start) / max(1, within.end - within.start))
                weight = min(weight, 0.45) if preferred else weight
            best = max(best, weight)
            in_title = title is not None and title.start <= start < title.end
            stated = kind not in ("company", "benefits", "other")
            essential = essential or in_title or (stated and not preferred)
        importance = min(1.0, best + 0.05 * min(3, len(own) - 1))
        demands.append(
            SkillDemand(concept, essential, round(importance, 4), round(min(0.99, 1.0 - doubts), 4), tuple(own))
        )
    return tuple(sorted(demands, key=lambda d: (-d.importance, d.concept)))


def years_demanded(
    text: str, sections: tuple[Section, ...], skip: Sequence[Span] = ()
) -> tuple[float | None, list[Mention]]:
    """The most years of experience that a posting demands outside what is only preferred and the `skip` spans."""
    found: list[tuple[float, Mention]] = []
    for match in _YEARS.finditer(text):
        years = years_of(match["n"] or match["n2"] or match["n3"] or match["n4"]) or 0.0
        kind = section_at(sections, match.start())
        if any(s.start <= match.start() < s.end for s in skip):
            continue
        if years > 20 or kind in ("company", "benefits", "preferred") or is_preferred(text, match.start(), match.end()):
            continue
        owner = r"(?:成立|公司|创立)[^。；\n]{0,12}$" if kind in ("requirements", "skills") else _OF_A_COMPANY
        if re.search(owner, text[max(0, match.start() - 20) : match.start()]):
            continue
        span = _stated(match)
        found.append((years, Mention("years", span, text[span.start : span.end], NAME, 0.85)))
    if not found:
        return None, []
    return max(years for years, _ in found), [mention for _, mention in found]


def _stated(match: re.Match[str]) -> Span:
    """The length with its bound (`三年以上`, `3-5年`), without the words on what kind of experience."""
    start = match.start("n3") if match["n3"] else match.start("n4") if match["n4"] else match.start()
    end = match.start("what") if match["what"] is not None else match.end()
    return Span(start, start + len(match.string[start:end].rstrip()))


def years_of_field(text: str) -> float | None:
    """The least years of a column: `3-5年` is 3, `经验不限` and `应届生` are 0; None where it tells nothing."""
    if re.search(r"经验不限|无经验|不限经验|应届|在读|no experience|entry", text, re.I):
        return 0.0
    if re.search(r"以内|以下|less than|up to", text, re.I):
        return 0.0
    match = re.search(r"(\d{1,2})\s?\+?(?:\s?[-~至到–]\s?\d{1,2})?\s?(?:年|years?|yrs?|以上)", text, re.I)
    return float(match[1]) if match else None


def years_in_field(text: str, span: Span) -> Span:
    """Where a column states the length, without what else it says."""
    match = _FIELD_YEARS.search(text, span.start, span.end)
    return Span(match.start(), match.end()) if match else span


def education_demanded(
    text: str, sections: tuple[Section, ...], skip: Sequence[Span] = ()
) -> tuple[EducationLevel | None, list[Mention]]:
    """The lowest education level that a posting accepts, outside what is only preferred and the `skip` spans."""
    found: list[tuple[EducationLevel, Mention]] = []
    for span, level in levels_in(text, 0, len(text)):
        kind = section_at(sections, span.start)
        if any(s.start <= span.start < s.end for s in skip):
            continue
        if kind in ("company", "benefits", "preferred") or is_preferred(text, span.start, span.end):
            continue
        around = text[max(0, span.start - 25) : span.end + 25]
        if not _about_education(text[span.start : span.end], around, text[span.end : span.end + 12]):
            continue
        body = text[span.start : span.end]
        found.append((level, Mention("education_level", span, body, NAME, 0.85)))
    if not found:
        return None, []
    return min((level for level, _ in found), key=LEVELS.index), [mention for _, mention in found]


def lowest_accepted(text: str, levels: Sequence[tuple[Span, EducationLevel]]) -> EducationLevel:
    """The lowest of some levels, of those that are demanded if any is more than a wish."""
    demanded = [level for span, level in levels if not is_preferred(text, span.start, span.end)]
    return min(demanded or [level for _, level in levels], key=LEVELS.index)


def _about_education(body: str, around: str, after: str) -> bool:
    if any("\u4e00" <= c <= "\u9fff" for c in body):
        if ("研究生" in body and "院" in after) or (body in ("高中", "初中") and _SCHOOL_SUBJECT.match(after)):
            return False
        return (
            bool(re.search(r"学历|学位|以上|及以上|或以上|毕业|专业|统招|全日制|优先|[:：]", around))
            and "技工" not in body
        )
    if len(body.replace(".", "")) <= 3 and sum(c.isupper() for c in body) < 2:  # `PhD`, not `Ma`
        return False
    if body.startswith("Associate"):
        return bool(re.match(r"Associate['’]s|Associates?\b.*(?:[Dd]egree|\bof\b)", body)) or after.lower().startswith(
            " degree"
        )
    if re.match(r"Certificate|Diploma|AS\b|MS\b|MA\b|BE\b|AA\b", body):
        return bool(re.search(r"degree|/BS|/BA|/MS|equivalent|diploma", around, re.I)) and not body.startswith(
            "Certificate"
        )
    return True


def remote(text: str) -> bool | None:
    """True if the job can be done from home, None if nothing is said."""
    for match in _REMOTE.finditer(text):
        if not _NOT_REMOTE.match(text, match.start()) and not _NOT_REMOTE.search(
            text[max(0, match.start() - 5) : match.end() + 12]
        ):
            return True
    return False if re.search(r"\bon-?site\b|非远程|现场办公", text, re.I) else None


def employment_type(text: str) -> str | None:
    """internship, part_time, temporary, contract or full_time; None if nothing is said."""
    return next((kind for kind, pattern in _TYPES if re.search(pattern, text, re.I)), None)
