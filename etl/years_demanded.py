"""Years of experience that a posting demands: `3年以上经验`, `至少两年`, `minimum three (3) years`, `experience: 2+`.

A company's own age, the length of a contract and the age of a person are years as well, and are told by their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.clauses import is_wished
from etl.durations import CHINESE, ENGLISH, years_of
from etl.model import Mention, Section, SectionKind, Span
from etl.sections import section_at

NAME = "years/1"
_OF_WORK = r"experience|exp|background|working|managing|practice|track record"
_YEARS = re.compile(
    rf"(?P<n>{CHINESE})(?P<bound>(?:[（(]?[含及或]{{1,2}}[）)]?)?(?:以[上内下]|或以上))?(?:左右)?"
    r"(?P<what>[^。；;，,\n]{0,30}?(?:经验|经历|工作|从业|开发|研发|资历|背景|工龄))"
    rf"|(?:经验|经历)(?:\s?[:：]?\s?|[:：][^\n\d。；;]{{1,8}}|[要需]求?|至少|不少于|不低于|须?满)(?P<n3>{CHINESE})"
    rf"|(?P<n2>{ENGLISH})(?=[^.;\n]{{0,70}}?\b(?:{_OF_WORK})\b|\s+(?:of|in|as|[a-z]+ing)\b)"
    rf"|\bexperience\s?(?::|\bof\b)\s?(?:at least\s|min(?:imum)?\.?\s)?(?P<n4>{ENGLISH})"
    r"|\bexperience\s?:\s?(?P<n5>\d{1,2}\s?\+)(?=\s*(?:$|[\n,;|]))",
    re.I,
)
#: Without a word on experience: a bound and the end of the clause say that it is demanded.
_BARE = re.compile(
    rf"(?:至少|最少|不少于|不低于|要求|需要?)(?:具?有|具备)?\s?(?P<zh>{CHINESE})(?:[及或]?以上)?(?=\s*(?:$|"
    rf"[，,。；;、\n]))"
    rf"|(?:^|[\n，,。；;、.）)]|\d[.、])\s*(?P<zh2>(?:{CHINESE})(?:[及或]?以上))(?=\s*(?:$|[，,。；;、\n]))"
    rf"|\b(?:minimum(?: of)?|min\.?|at least)\s+(?P<en>{ENGLISH})(?=\s*(?:$|[.,;)\n]|required|preferred|is required))"
    rf"|(?:^|\n)[-•*\s]*(?P<en2>\d{{1,2}}\s?\+\s?(?:years|yrs)\b)(?=\s*(?:$|[.,;\n]))",
    re.I,
)
#: The subject of the years is a house, in the words between it and them.
_HOUSE_EN = re.compile(
    r"\b(?:we(?:['’]ve)?|our|us|company|firm|agency|organi[sz]ation|founded|established|leader in|start-?up|"
    r"manufacturer|"
    r"(?:this|the) (?:[\w-]+ ){0,2}(?:business|practice|group|brand|provider|hospital|school|team))\b",
    re.I,
)
_HOUSE_ZH = re.compile(
    r"成立|创立|创建|创办|创始|我们|我司|本公司|公司(?=拥?有|具有|专注|深耕|是|目前|已|从事|致力|自|在|历经|"
    r"经过|近|[，,\d十二三])|"
    r"集团(?=拥?有|具有|专注|是)|团队(?=成员|核心|拥?有|均|平均|来自)|核心成员|创始人|深耕|专注|讲师|师资"
)
#: Behind such a word years are demanded of a person again.
_DEMAND = re.compile(
    r"\b(?:you|candidates?|applicants?|require[sd]?|requirements?|must|need(?:s|ed)?|minimum|at least|look(?:s|"
    r"ing)? for|seek(?:s|ing)?|"
    r"someone|who has|who have|with a|ideal|expect|want)\b|要求|需要|需具|须|具备|具有(?=\d)|至少|最少|不少于|"
    r"不低于|任职|应聘|候选|"
    r"招聘|希望|期望|寻找|诚聘",
    re.I,
)
_SENTENCE = re.compile(r"[\n。；;!?！？]|\.\s")
#: Behind years that are no experience.
_NO_EXPERIENCE_AFTER = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:of age|old|or older|ago|in (?:business|operation|existence|the (?:market|"
    r"business))|on the market|"
    r"of (?:history|growth|success|operation|service to|funding|study|college|high school|education|university|"
    r"tradition|"
    r"innovation|excellence)|warranty|contract|term\b|programme|program\b|commitment|lease|anniversary|in a row|"
    r"(?:of )?full-?time (?:study|education)|(?:period|position|project|appointment|employment|stay|residency)\b)",
    re.I,
)
_NO_EXPERIENCE_BEFORE = re.compile(
    r"\b(?:period of|(?:over|in|during|within|for) the (?:last|past|next|first|coming)|(?:the )?(?:last|past|"
    r"next|coming|every|per|each)|"
    r"position is(?: for)?|is for|duration (?:of|is)|limited to|appointment (?:of|is for)|fixed[- ]term(?: of)?|"
    r"contract (?:of|for)|"
    r"initially|for up to|renewable (?:for|every)|(?:valid|available|funded|employed|employment|scholarship|"
    r"contract|grant) "
    r"(?:is )?for(?: a)?|than|after)\s+(?:a\s)?$|(?:未来|过去|最近|连续|合同|试用期?|每|服务期?|龄|"
    r"质保|周期|入职|每隔|签订|"
    r"成立|司龄|居住|驾龄|前)\s?$",
    re.I,
)
_NO_EXPERIENCE_ZH = re.compile(
    r"(?:及?以上)?(?:的?(?:历史|老员工|员工|合同|社保|居住|驾龄|行业积累|积累|沉淀|发展|质保|期限)|"
    r"[^，。；\n]{0,8}(?:带薪|年假|调薪|加薪|奖|享))"
)
#: The house is named behind its years.
_HOUSE_AFTER = re.compile(r"[^.;\n]{0,60},\s*(?:we|our)\b", re.I)
#: The least that is asked is nothing.
_AT_MOST = re.compile(r"(?:less than|up to|no more than|under|maximum(?: of)?|max\.?)\s*$", re.I)
_NONE_NEEDED = re.compile(
    r"经验不限|不限(?:工作)?经验|(?:无需|不需要?|不要求)(?:相关|工作|行业){0,2}经验(?=\s*(?:$|"
    r"[，,。；;、！!（(\n]))|无经验(?:亦|也|均)?可|"
    r"\bno (?:(?:prior|previous|work|relevant) ){0,2}experience (?:is )?(?:required|needed|necessary)\b",
    re.I,
)
_FIELD_YEARS = re.compile(
    r"经验不限|不限经验|无经验|\d{1,2}\s?\+?\s?(?:[-~至到–－]\s?\d{1,2}\s?\+?\s?)?(?:年|years?|yrs?)(?:及?以上|"
    r"以内|以下)?",
    re.I,
)
#: More is the age of a house.
_MOST = 20


def years_demanded(
    text: str, sections: tuple[Section, ...], skip: Sequence[Span] = ()
) -> tuple[float | None, list[Mention]]:
    """The most years of experience that a posting demands outside what is only preferred and the `skip` spans.

    0 where it says that none are needed, and nothing else of years.
    """
    found: list[tuple[float, Mention]] = []

    def note(years: float, span: Span) -> None:
        found.append((years, Mention("years", span, text[span.start : span.end], NAME, 0.85)))

    for match in sorted([*_YEARS.finditer(text), *_BARE.finditer(text)], key=lambda m: m.start()):
        span = _stated(match)
        kind = section_at(sections, match.start())
        if kind in ("company", "benefits", "preferred") or any(s.start <= match.start() < s.end for s in skip):
            continue
        if any(m.span.start < span.end and span.start < m.span.end for _, m in found):
            continue
        years = years_of(text[span.start : span.end]) or 0.0
        if years > _MOST or is_wished(text, span.start, span.end) or not _of_a_person(text, span, kind):
            continue
        at_most = match.groupdict().get("bound") or ""
        note(0.0 if at_most[-1:] in ("下", "内") or _AT_MOST.search(text[: span.start][-16:]) else years, span)
    if not found:
        for none in _NONE_NEEDED.finditer(text):
            if section_at(sections, none.start()) not in ("company", "benefits", "preferred"):
                note(0.0, Span(none.start(), none.end()))
                break
    return max((years for years, _ in found), default=None), [mention for _, mention in found]


def _of_a_person(text: str, span: Span, kind: SectionKind) -> bool:
    """Whether years are somebody's at work, not a house's, an age or a term."""
    after, before = text[span.end : span.end + 40], text[max(0, span.start - 90) : span.start]
    if _NO_EXPERIENCE_AFTER.match(after) or _NO_EXPERIENCE_BEFORE.search(before) or _NO_EXPERIENCE_ZH.match(after):
        return False
    if before.rstrip().endswith(("满", "毕业")) and not re.match(r"[^，。；;\n]{0,30}经[验历]", after):
        return False
    if _HOUSE_AFTER.match(text, span.end):
        return False
    sentence = _SENTENCE.split(before)[-1]
    chinese = any("\u4e00" <= c <= "\u9fff" for c in text[span.start : span.end] + after[:4])
    houses = list((_HOUSE_ZH if chinese else _HOUSE_EN).finditer(sentence))
    asks = kind in ("requirements", "skills") and not chinese and not re.match(r"\s*(?:we|our)\b", sentence, re.I)
    return not houses or asks or _DEMAND.search(sentence, houses[-1].end()) is not None


def _stated(match: re.Match[str]) -> Span:
    """The length with its bound (`三年以上`, `3-5年`), without the words on what kind of experience."""
    groups = match.groupdict()
    named = next(name for name in groups if groups[name] is not None and name not in ("bound", "what"))
    start, end = match.span(named)
    if named in ("n", "zh"):
        end = match.start("what") if named == "n" else match.end()
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
