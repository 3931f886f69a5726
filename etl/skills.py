"""Skills of a person: from mentions anywhere, with confidence, years, last use and level; and languages spoken."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from math import prod

from etl.dates import union_months
from etl.durations import CHINESE, ENGLISH, years_of
from etl.linking import Linker
from etl.linking.linker import NAME as LINKER
from etl.model import Document, Mention, PositionFact, Section, SectionKind, SkillFact, Span
from etl.sections import section_at
from etl.text import BULLET, HAN, norm, table
from etl.titles import has_title_head

NAME = "skills/1"
#: How surely a mention in a section says that the person has the skill.
_SURE: dict[SectionKind, float] = {
    "skills": 1.0, "experience": 0.9, "projects": 0.9, "summary": 0.9, "languages": 0.9, "certificates": 0.75,
    "education": 0.7, "other": 0.85, "interests": 0.35, "references": 0.1, "contact": 0.5, "company": 0.2,
}  # fmt: skip
_LEVELS: tuple[tuple[float, str], ...] = (
    (0.95, r"精通|专家级|expert(?:ise)?(?: level)?(?: in)?|mastery of|fluent(?: in)?"),
    (
        0.8,
        r"熟练(?:掌握|使用|运用|应用)?|深入(?:理解|了解)|擅长|proficien(?:t|cy)(?: in| with)?|advanced|strong|"
        r"extensive|skilled in|highly",
    ),
    (0.6, r"熟悉|掌握|良好|familiar(?:ity)?(?: with)?|working knowledge of|good knowledge of|intermediate|competent"),
    (0.3, r"了解|接触过|初步|基本|basics?(?: of)?|beginner|elementary|exposure to|some knowledge"),
)
_LEVEL = re.compile("|".join(f"(?P<l{i}>{words})" for i, (_, words) in enumerate(_LEVELS)), re.I)
_YEARS_AFTER = re.compile(
    rf"\s*[(（:：,，\-–]?\s*(?:(?P<less>less than 1 year)|(?P<n>{ENGLISH}|{CHINESE}|\d{{1,2}}\s?y\b))", re.I
)
_YEARS_BEFORE = re.compile(
    rf"(?P<n>{ENGLISH}|{CHINESE})(?:以上)?(?:\s?(?:experience|hands-on|professional|"
    r"work(?:ing)?|using|开发|使用|in|with|of|经验|的)\s?){0,4}\s?$",
    re.I,
)
_CLAUSE = re.compile(r"[。；;\n]|\.\s")
_SOFTWARE = frozenset(("software", "application", "program", "tool", "package"))
_ITEM = re.compile(r"[,，、;；\n|•●▪·\t]|\s{3,}|(?<=[a-z)])\.\s|/(?=\s)")


def level_at(text: str, start: int, end: int) -> float | None:
    """The level (0..1) that words around a mention tell: `熟练掌握Java、Python`, `Python (expert)`."""
    left = max(0, start - 60)
    clause = text[left:start]
    cuts = [m.end() for m in _CLAUSE.finditer(clause)]
    clause = clause[cuts[-1] :] if cuts else clause
    best: tuple[int, float] | None = None
    for match in _LEVEL.finditer(clause):
        best = (match.start(), _value(match))
    if best is not None:
        return best[1]
    after = re.match(r"\s?[(（:：\-–]\s?", text[end : end + 4])
    if after:
        told = _LEVEL.match(text, end + after.end())
        return _value(told) if told else None
    return None


def _value(match: re.Match[str]) -> float:
    return next(value for i, (value, _) in enumerate(_LEVELS) if match[f"l{i}"])


def years_at(text: str, start: int, end: int) -> float | None:
    """Years told beside a mention: `5 years of Java`, `Java (3 years)`, `Java 3年经验`."""
    after = _YEARS_AFTER.match(text, end, min(len(text), end + 30))
    if after:
        return 0.5 if after["less"] else _plausible(after["n"])
    before = _YEARS_BEFORE.search(text[max(0, start - 60) : start])
    return _plausible(before["n"]) if before else None


def _plausible(length: str) -> float | None:
    years = years_of(length)
    return years if years is not None and 0 < years <= 50 else None


def skill_facts(
    text: str,
    mentions: list[Mention],
    sections: tuple[Section, ...],
    positions: tuple[PositionFact, ...],
    today: str | None,
) -> tuple[SkillFact, ...]:
    """One fact a concept, ordered by confidence: years are the months of the positions that mention it, joined."""
    by_concept: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.concept is not None:
            by_concept[mention.concept].append(mention)
    facts = []
    for concept, own in by_concept.items():
        # What is repeated within one section or position says no more than once.
        sure: dict[tuple[SectionKind | None, int], float] = defaultdict(float)
        told: list[float] = []
        levels: list[float] = []
        used: list[PositionFact] = []
        for mention in own:
            start, end = mention.span.start, mention.span.end
            kind = section_at(sections, start)
            own_position = next((i for i, p in enumerate(positions) if p.span.start <= start < p.span.end), -1)
            worth = min(0.97, mention.confidence * _SURE.get(kind, 0.8))
            sure[kind, own_position] = max(sure[kind, own_position], worth)
            level, years = level_at(text, start, end), years_at(text, start, end)
            levels += [level] if level is not None else []
            told += [years] if years is not None else []
            used += [p for p in positions if p.span.start <= start < p.span.end and p not in used]
        stretches = [(p.start, last) for p in used if p.start and (last := today if p.current else p.end)]
        months = union_months(stretches)
        ends = [last for _, last in stretches]
        facts.append(
            SkillFact(
                concept=concept,
                confidence=round(min(0.99, 1.0 - prod(1.0 - worth for worth in sure.values())), 4),
                mentions=tuple(own),
                years=max(told) if told else round(months / 12, 2) if months else None,
                last_used=max(ends) if ends else None,
                level=max(levels) if levels else None,
            )
        )
    return tuple(sorted(facts, key=lambda f: (-f.confidence, f.concept)))


def list_items(
    document: Document, sections: tuple[Section, ...], mentions: list[Mention], linker: Linker, generic: frozenset[str]
) -> tuple[list[Mention], list[Mention]]:
    """Items of skills lists that no label covers: (linked by likeness, unknown)."""
    linked: list[Mention] = []
    unknown: list[Mention] = []
    seen: set[str] = set()
    text = document.text
    spans = [m.span for m in mentions]
    for section in sections:
        if section.kind != "skills":
            continue
        position = section.heading.end if section.heading else section.span.start
        for start, end in _items(text, position, section.span.end):
            body = text[start:end]
            if not _is_item(body, generic) or any(s.start < end and start < s.end for s in spans):
                continue
            concept, score = linker.link(body, "Skill")
            if concept is not None and not _means(body, linker.labels(concept)):
                concept = None
            if concept is not None:
                linked.append(Mention("skill", Span(start, end), body, LINKER, round(score, 4), concept))
            elif norm(body) not in seen:
                seen.add(norm(body))
                unknown.append(Mention("skill", Span(start, end), body, NAME, 0.5))
    return linked, unknown


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    items = []
    position = start
    for match in [*_ITEM.finditer(text, start, end), None]:
        until = match.start() if match else end
        piece = text[position:until]
        colon = re.match(r"[^:：]{2,30}[:：]\s*", piece)
        if colon:
            position, piece = position + colon.end(), piece[colon.end() :]
        bullet = BULLET.match(piece)
        begin = position + (bullet.end() if bullet else 0)
        body = text[begin:until].rstrip(" .。\t")
        lead = len(body) - len(body.lstrip())
        if body.strip():
            items.append((begin + lead, begin + len(body)))
        position = match.end() if match else end
    return items


def _is_item(body: str, generic: frozenset[str]) -> bool:
    """Looks like the name of a skill: short, no sentence, not a number, not an everyday word."""
    words = body.split()
    if not 2 <= len(body) <= 40 or len(words) > 4 or not any(c.isalpha() for c in body) or "█" in body:
        return False
    if HAN.search(body) and len(HAN.findall(body)) > 10:
        return False
    return norm(body) not in generic and not re.search(r"\d{3,}|[!?。！？]|^(?:and|or|the|with|of|to|in)\b", body)


def _means(item: str, labels: list[str]) -> bool:
    """Whether an item that is only like a label may stand for it.

    One Latin word must be a label but for the plural (`Router` is no `Route`, `Ordering` no order picking), a title
    is no skill, and what is done is not the software for it (`scheduling` and `Scheduling software`).
    """
    if HAN.search(item):
        return True
    own = _plain_words(item)
    if has_title_head(item) or not own:
        return False
    sets = [_plain_words(label) for label in labels]
    if len(own) == 1:
        return own in sets
    nearest = max(sets, key=lambda words: len(words & own) / len(words | own), default=own)
    return not (nearest - own and nearest - own <= _SOFTWARE)


def _plain_words(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z0-9+#.]+", norm(text))
    return frozenset(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words)


@lru_cache(maxsize=1)
def _languages() -> tuple[dict[str, str], re.Pattern[str]]:
    codes = {norm(n): row["code"] for row in table("languages.csv") for n in row["names"].split("|")}
    names = "|".join(re.escape(n) for row in table("languages.csv") for n in row["names"].split("|"))
    return codes, re.compile(rf"(?<![A-Za-z])(?:{names})(?![A-Za-z])", re.I)


_SPOKEN = re.compile(
    r"\b(?:fluent|fluency|native|bilingual|trilingual|speaks?|spoken|conversational|proficient|languages?)\b|流利|母语|精通|口语|等级|CET|[四六八]级",
    re.I,
)


def find_languages(text: str, sections: tuple[Section, ...]) -> list[tuple[Mention, str]]:
    """Languages that a person speaks, as mentions with their ISO 639 code: in a language section, or beside a word
    that says so (`fluent in Spanish`, `英语流利`)."""
    codes, pattern = _languages()
    found = []
    for match in pattern.finditer(text):
        kind = section_at(sections, match.start())
        around = text[max(0, match.start() - 40) : match.end() + 25].replace("\n", "  ")
        if kind == "languages" or (kind != "education" and _SPOKEN.search(around)):
            mention = Mention("language", Span(match.start(), match.end()), match[0], NAME, 0.85)
            found.append((mention, codes[norm(match[0])]))
    return found
