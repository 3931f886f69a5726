"""Names of people in resumes: what a label, a place at the top, an address of theirs or a tagger says is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from etl.model import Document, Mention, Section, Span
from etl.names_zh import NAME as ZH_NAME
from etl.names_zh import chinese_names
from etl.places import find_place
from etl.sections import is_heading, section_at
from etl.tagging.base import TaggedSpan
from etl.text import HAN, Line, lower, trim
from etl.titles import has_title_head

#: At the start of a field: `Project name: …` names a project, and so does `name: …` in a list of its particulars.
_NAME_LABEL = re.compile(
    r"(?:^|(?<=[|,，;；\t])|(?<=\s\s))[^\S\n]*[•●▪*-]?[^\S\n]*"
    r"(?:(?:full|first|last|given|family|preferred|middle|english|chinese) name|surname|"
    r"(?:candidate|applicant)(?:['’]s)?(?: name)?|name|姓\s*名|名字|[中英]文名)[^\S\n]*[:：][^\S\n]*",
    re.I | re.M,
)
#: What the address of a profile page says of its owner: `indeed.com/r/First-Last/…`, `linkedin.com/in/first-last-12`.
_PAGE_OWNER = re.compile(r"(?:indeed\.com/r|linkedin\.com/in)/(?P<who>[^\s/?]+(?:(?<=-)\n[^\s/?]+)?)")
_EN_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+)?[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:[A-ZÀ-Þ]\.|(?:de|van|von|der|den|la|el|bin|ibn|al|da|dos|di|du)\b|"
    r"[A-ZÀ-Þ][\w'’-]*\.?)){1,4}"
)
_ZH_LINE = re.compile(rf"(?P<n>{ZH_NAME})(?=$|\s|[|｜/,，·（(的—-])")
_BOTH_LINE = re.compile(rf"(?P<n>{_EN_NAME.pattern})\s?[(（/|·]?\s?{ZH_NAME}\s?[)）]?(?=$|[\s|,，])")
#: Words that names of people seldom are, and headings and jobs often.
_ORDINARY = frozenset([
    "acquisition", "and", "arts", "available", "bachelor", "business", "care", "center", "centre", "certified",
    "city", "college", "company", "construction", "contact", "curriculum", "customer", "dear", "department", "desk",
    "details", "digital", "finance", "fitness", "for", "form", "furnished", "group", "head", "health", "hiring", "hr",
    "human", "in", "information", "junior", "lead", "licensed", "marketing", "master", "media", "now", "objective",
    "of", "office", "our", "page", "person", "personal", "profile", "public", "recruitment", "registered",
    "relations", "request", "resources", "resume", "road", "sales", "school", "seeking", "senior", "service",
    "services", "shift", "state", "street", "summary", "support", "talent", "team", "technology", "the", "training",
    "university", "upon", "us", "vitae", "with",
])  # fmt: skip


def find_names(
    document: Document,
    found: list[Line],
    sections: tuple[Section, ...],
    known: Callable[[str], bool],
    mentions: Sequence[Mention],
) -> list[tuple[Span, float]]:
    """The names in a resume, each with a confidence: labelled, at the top, in Chinese running text, of referees.

    Args:
        mentions: contact data that was found before; a name that it repeats is surer.
    """
    text = document.text
    names: list[tuple[Span, float]] = []
    for match in _NAME_LABEL.finditer(text):
        end = next((i for i in range(match.end(), len(text)) if text[i] in "\n|,，;；\t(（"), len(text))
        stretch = text[match.end() : end]
        wide = re.search(r"\s{2,}|\s+(?=\S{1,6}[:：])", stretch)
        span = trim(text, match.end(), match.end() + (wide.start() if wide else len(stretch)))
        if 2 <= span.end - span.start <= 40 and not re.search(r"\d", text[span.start : span.end]):
            names.append((span, 0.97))
    if HAN.search(text):
        names += chinese_names(text)
    names += _owner(text, found)
    handles = lower(" ".join(m.text for m in mentions if m.kind in ("email", "url")))
    reachable = any(m.kind in ("email", "phone") for m in mentions if m.span.start < 1500)
    if not names:
        for index, line in enumerate(found[:6]):
            candidate = _name_in_line(text, line, known)
            if candidate is None:
                continue
            span = candidate
            words = [w for w in re.findall(r"[^\W\d_]+", lower(text[span.start : span.end])) if len(w) > 2]
            supported = any(word in handles for word in words)
            if not (supported or reachable) and text[span.start : span.end].isupper() and any(map(known, words)):
                continue  # a headline in capitals
            if supported or (index == 0 or line.size > 1.3 or (reachable and index < 3)):
                names.append((span, 0.97 if supported else 0.85 if reachable else 0.6))
                break
    if not names:
        names += _name_below(text, found, known, handles)
    for line in found:
        if section_at(sections, line.start) == "references":
            referee = _name_in_line(text, line, known)
            if referee is not None:
                names.append((referee, 0.6))
    return names


def _owner(text: str, found: list[Line]) -> list[tuple[Span, float]]:
    """The line near the top that says the same name as the address of a profile page, in whatever letter case."""
    owners = {tuple(_spoken(match["who"])) for match in _PAGE_OWNER.finditer(text)}
    names = []
    for line in found[:8]:
        words = _spoken(line.text)
        if (
            len(words) > 1
            and not re.search(r"\d", line.text)
            and any(words == list(owner[: len(words)]) for owner in owners)
        ):
            names.append((Span(line.start, line.end), 0.97))
    return names


def _spoken(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def voted_names(
    text: str, tagged: Sequence[TaggedSpan], known: Callable[[str], bool], least: float
) -> Iterator[tuple[Span, float]]:
    """The names among what a tagger marked, without what cannot be one."""
    for vote in tagged:
        if vote.label != "NAME" or vote.confidence < least:
            continue
        span = trim(text, vote.start, vote.end)
        name = text[span.start : span.end]
        ordinary = _ORDINARY.issuperset(_spoken(name)) and not HAN.search(name)  # `Curriculum Vitae`
        if ordinary or is_heading(name) or known(name):
            continue
        if 1 < len(name) <= 40 and not re.search(r"[\d@/]", name):
            yield span, round(min(vote.confidence, 0.95), 3)


def _name_below(text: str, found: list[Line], known: Callable[[str], bool], handles: str) -> list[tuple[Span, float]]:
    """A name that a sidebar was read before: a line that the e-mail address repeats, or in letters of a title."""
    for line in found[:80]:
        span = _name_in_line(text, line, known)
        if span is None or span.end - span.start < len(line.text) - 3:
            continue
        words = [w for w in re.findall(r"[^\W\d_]+", lower(text[span.start : span.end])) if len(w) > 3]
        if any(word in handles for word in words):
            return [(span, 0.9)]
        if line.size > 1.3 and not is_heading(line.text):
            return [(span, 0.7)]
    if found and re.fullmatch(r"[\u4e00-\u9fff]{2,3}", found[0].text) and not known(found[0].text):
        line = found[0]
        if not is_heading(line.text) and not has_title_head(line.text) and line.text not in ("简历", "个人简历"):
            return [(Span(line.start, line.end), 0.6)]
    return []


def _name_in_line(text: str, line: Line, known: Callable[[str], bool]) -> Span | None:
    """The name that a line at the top of a resume is or begins with."""
    if both := _BOTH_LINE.match(line.text):
        return latin_name(text, line.start, line.start + len(both["n"]), known)
    if HAN.search(line.text):
        body = re.sub(r"^(?:个人)?简历\s*[-—:：|]?\s*", "", line.text)
        match = _ZH_LINE.match(body)
        if match is None or is_heading(match["n"]) or has_title_head(match["n"]) or known(match["n"]):
            return None
        start = line.end - len(body)
        if find_place(text, start, start + len(match["n"])) is not None:
            return None
        return Span(start, start + len(match["n"]))
    return latin_name(text, line.start, line.end, known)


def latin_name(
    text: str, start: int, end: int, known: Callable[[str], bool], *, words: int = 2, closed: bool = True
) -> Span | None:
    """The name in Latin letters that a stretch of text is or begins with.

    Args:
        words: how many words it has at least.
        closed: whether nothing but a mark, a number or the end may follow.
    """
    stretch = text[start:end]
    match = _EN_NAME.match(stretch) or (re.fullmatch(r"[A-ZÀ-Þ][\w'’-]+", stretch) if words == 1 else None)
    if match is None:
        return None
    rest = stretch[match.end() :].strip()
    name = match[0]
    if closed and rest and rest[0] not in ",|·–—-(•/:" and not rest[0].isdigit():
        return None
    parts = [w for w in re.findall(r"[^\W\d_]+", name.casefold()) if len(w) > 1]
    if len(name) > 40 or not parts or is_heading(name) or has_title_head(name) or known(name):
        return None
    ordinary = [w in _ORDINARY or known(w) for w in parts]
    if all(ordinary) or sum(ordinary) * 2 > len(parts) or find_place(text, start, start + len(name)):
        return None
    return Span(start, start + len(name))
