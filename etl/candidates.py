"""From a resume to the profile of a person."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.contact import find_identity
from etl.dates import latest, union_months
from etl.degrees import LEVELS, levels_in
from etl.education import find_education
from etl.model import (
    CandidateProfile,
    Document,
    EducationLevel,
    Identity,
    Mention,
    PositionFact,
    Section,
    Span,
)
from etl.places import PLACE_LABEL, find_place
from etl.position_votes import completed, untold
from etl.positions import find_positions
from etl.redact import identity_spans
from etl.sections import find_sections, is_heading, section_at
from etl.seniority import seniority
from etl.skills import find_languages, list_items, skill_facts
from etl.steps import Tools, free_of, in_order, text_of
from etl.stuffing import weigh_lists
from etl.text import HAN, Line, lines, trim
from etl.titles import find_title, has_title_head
from etl.years_demanded import years_demanded

_WANTED = re.compile(
    r"(?:(?:求职意向|应聘(?:职位|岗位)|期望(?:职位|岗位)|意向(?:职位|岗位)|目标职位)\s*[:：]?\s*"
    r"|^(?:career )?(?:objective|desired position|position sought)\s*:\s*)(?P<v>[^\n，,。；;|]{2,40})",
    re.IGNORECASE | re.MULTILINE,
)
#: Sections in which people say how much experience they have.
_ABOUT = ("summary", "contact")


def candidate_profile(tools: Tools, document: Document) -> CandidateProfile:
    text, found = document.text, lines(document)
    sections = find_sections(document, found)
    tagged = tools.tagged(document) or ()
    identity = find_identity(document, found, sections, tools.known, tagged)
    hidden = identity_spans(text, identity)
    today = tools.today or latest(text)
    positions = find_positions(document, found, sections, tools.linker, today)
    if tagged:
        positions = completed(text, positions, tagged, tools.linker)
        positions += untold(text, positions, tagged, sections, tools.linker)
    positions = tuple(_visible(p, hidden) for p in sorted(positions, key=lambda p: p.span.start))
    education = find_education(document, found, sections)
    # a school or an employer is no skill: `School of Nursing` shows no nursing, `Tidewater Insurance` no insurance
    parts = [*(m for p in positions for m in p.mentions), *(m for e in education for m in e.mentions)]
    taken = [*hidden, *(m.span for m in parts if m.kind in ("school", "company"))]
    skills = tools.gazetteer.find(text, sections, taken)
    linked, unknown = list_items(document, sections, [*skills, *identity.mentions], tools.linker, tools.generic)
    free = free_of(hidden)
    skills += [m for m in linked if free(m.span)]
    languages = [(m, code) for m, code in find_languages(text, sections) if free(m.span)]
    head = _headline(document, found, sections, positions, identity)
    headline = " ".join(text_of(text, head).split()) if head else _latest_title(positions)
    occupation, sure = _occupation(tools, headline, positions)
    months = union_months([(p.start, end) for p in positions if p.start and (end := today if p.current else p.end)])
    place = _home(document, found, sections, [m.span for m in identity.mentions if m.kind == "birth"])
    levels = [e.level for e in education if e.level is not None]
    if not levels:
        levels = [level for _, level in _stated_levels(text, sections)]
    stated, told = _stated_years(text, sections)
    years = max(round(months / 12, 2), stated) or None
    mentions = [*skills, *parts, *told, *(m for m, _ in languages)]
    if head:
        mentions.append(Mention("title", head, text[head.start : head.end], "headline/1", 0.8, occupation))
    if place:
        mentions.append(Mention("place", place, text[place.start : place.end], "places/1", 0.8))
    facts = skill_facts(text, skills, sections, positions, today)
    facts, cautions = weigh_lists(text, facts, sections, positions)
    return CandidateProfile(
        id=document.id.replace("resume:", "candidate:", 1),
        document=document,
        identity=identity,
        sections=sections,
        headline=headline or None,
        occupation=occupation,
        occupation_confidence=sure,
        positions=positions,
        education=tuple(e for e in education if all(free(m.span) for m in e.mentions) or e.level or e.school),
        skills=facts,
        languages=tuple(dict.fromkeys(code for _, code in languages)),
        place=text[place.start : place.end] if place else None,
        seniority=seniority(_latest_title(positions) or headline, years),
        years_experience=years,
        education_level=max(levels, key=LEVELS.index) if levels else None,
        mentions=in_order(m for m in mentions if free(m.span)),
        unknown=tuple(m for m in unknown if free(m.span)),
        cautions=cautions,
    )


def _stated_years(text: str, sections: tuple[Section, ...]) -> tuple[float, list[Mention]]:
    """The most years of experience that a person claims, 0 if none, and where."""
    most, mentions = 0.0, []
    for section in sections:
        if section.kind in _ABOUT:
            start = section.span.start
            years, found = years_demanded(text_of(text, section.span), ())
            most = max(most, years or 0.0)
            mentions += [replace(m, span=Span(m.span.start + start, m.span.end + start)) for m in found]
    return most, mentions


def _headline(
    document: Document,
    found: list[Line],
    sections: tuple[Section, ...],
    positions: tuple[PositionFact, ...],
    identity: Identity,
) -> Span | None:
    """The title that a person gives themself: a field, a stated wish, or a title line at the top."""
    text = document.text
    for name in ("headline", "label", "title"):
        if document.fields.get(name):
            return document.fields[name][0]
    wanted = _WANTED.search(text, 0, 1500)
    if wanted and has_title_head(wanted["v"]):
        return trim(text, wanted.start("v"), wanted.end("v"))
    first = positions[0].span.start if positions else len(text)
    names = [m.span for m in identity.mentions if m.kind == "name"]
    # a sidebar may stand before the name: what stands right below the name counts first
    at = max((i for i, line in enumerate(found) if names and line.start <= names[0].start), default=0)
    for number, line in enumerate([*found[at : at + 3], *found[:8]]):
        beside_name = number < 3 and at > 5
        if line.start >= first and not beside_name:
            continue
        if not beside_name and section_at(sections, line.start) not in ("other", "contact", "summary"):
            continue
        if is_heading(line.text):
            continue
        start = max((s.end for s in names if line.start <= s.start < line.end), default=line.start)
        for piece in re.finditer(r"[^|｜•·\t]+", text[start : line.end]):
            span = trim(text, start + piece.start(), start + piece.end())
            title = find_title(text, span.start, span.end)
            if title is None or span.end - span.start > 70 or is_heading(text_of(text, span)):
                continue
            told = title.start == span.start and re.match(r"\s*[,–—(-]", text[title.end : span.end])
            if told or title.end - title.start >= 0.5 * (span.end - span.start):
                return title if HAN.search(text, title.start, title.end) else span
    return None


def _occupation(tools: Tools, headline: str | None, positions: tuple[PositionFact, ...]) -> tuple[str | None, float]:
    """What the person is: the surer of headline and latest position."""
    stated = tools.linker.link(headline, "Occupation") if headline else (None, 0.0)
    recent = next(((p.occupation, p.occupation_confidence) for p in _recent_first(positions) if p.occupation), None)
    latest_one = next(iter(_recent_first(positions)), None)
    newest = recent is not None and latest_one is not None and latest_one.occupation == recent[0]
    best = recent if recent and (stated[0] is None or (newest and recent[1] > stated[1])) else stated
    return best if best[0] is not None else (None, 0.0)


def _home(document: Document, found: list[Line], sections: tuple[Section, ...], birth: list[Span]) -> Span | None:
    """Where the person lives, not where they were born: a field, a labelled place, or a place at the top."""
    elsewhere = free_of(birth)
    text = document.text
    for name in ("place", "location", "city"):
        if document.fields.get(name):
            return document.fields[name][0]
    label = PLACE_LABEL.search(text, 0, 1500)
    if label:
        place = find_place(text, label.start("v"), label.end("v"))
        return place if place and elsewhere(place) else None
    for line in found[:8]:
        if section_at(sections, line.start) in ("other", "contact") and len(line.text) < 140:
            place = find_place(text, line.start, line.end)
            if place and elsewhere(place) and not text.startswith("国籍", place.end):
                return place
    return None


def _stated_levels(text: str, sections: tuple[Section, ...]) -> list[tuple[Span, EducationLevel]]:
    """`本科学历` in a summary, where there is no education section."""
    return [
        (span, level)
        for span, level in levels_in(text, 0, len(text))
        if section_at(sections, span.start) in ("other", "summary", "contact", "education")
        and (HAN.search(text, span.start, span.end) or section_at(sections, span.start) == "education")
    ]


def _visible(position: PositionFact, hidden: list[Span]) -> PositionFact:
    free = free_of(hidden)
    kept = tuple(m for m in position.mentions if free(m.span))
    return position if len(kept) == len(position.mentions) else replace(position, mentions=kept)


def _recent_first(positions: tuple[PositionFact, ...]) -> list[PositionFact]:
    return sorted(positions, key=lambda p: (p.current, p.end or "", p.start or ""), reverse=True)


def _latest_title(positions: tuple[PositionFact, ...]) -> str | None:
    recent = _recent_first(positions)
    return recent[0].title or None if recent else None
