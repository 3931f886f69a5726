"""What a posting asks for and offers: skills (essential or preferred), remote work, contract."""

from __future__ import annotations

import re
from collections import defaultdict

from etl.clauses import is_negated, is_preferred
from etl.model import Document, Mention, Section, SectionKind, SkillDemand, Span
from etl.sections import section_at

#: How much a mention in a section says about what the job needs.
_WEIGHT: dict[SectionKind, float] = {
    "requirements": 0.7, "skills": 0.7, "preferred": 0.45, "responsibilities": 0.55, "summary": 0.5, "experience": 0.6,
    "education": 0.5, "languages": 0.6, "other": 0.4, "benefits": 0.1, "company": 0.15, "projects": 0.4,
}  # fmt: skip
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


def skill_demands(
    document: Document, mentions: list[Mention], sections: tuple[Section, ...], title: Span | None
) -> tuple[SkillDemand, ...]:
    """One demand a concept, the most important first.

    Importance grows with the section (requirements over duties over the rest), a place in the title, repetition, and
    an early place among the requirements; what is only preferred stays below half. What the posting says it does not
    ask for (`No Java needed`) is no demand.
    """
    by_concept: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.concept is not None and not is_negated(document.text, mention.span.start, mention.span.end):
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
