"""From a posting to the profile of a job. Fields of a structured record come before guesses from the text."""

from __future__ import annotations

import re
from collections.abc import Callable

from etl import companies
from etl.contact import find_identity
from etl.date_points import parse
from etl.dates import find_points
from etl.degrees import levels_in
from etl.demands import employment_type, remote, skill_demands
from etl.education_demanded import education_demanded, lowest_accepted
from etl.model import Document, JobProfile, Mention, MentionKind, Pay, Section, Span
from etl.pay import find_pay, is_pay, parse_pay, stated_pay
from etl.places import PLACE_LABEL, find_place
from etl.posting_header import header_pieces
from etl.sections import find_sections, is_heading, section_at
from etl.seniority import seniority
from etl.skills import list_items
from etl.steps import Tools, free_of, in_order, text_of
from etl.text import HAN, Line, lines, norm, trim
from etl.titles import has_title_head, plain_title
from etl.votes import missed_skills, weighed
from etl.years_demanded import years_demanded, years_in_field, years_of_field

#: What scraped columns hold instead of a value.
_NOTHING = re.compile(
    r"^(?:#?n/?a|none|null|nan|unknown|无|不详|全部|-+)$|点击查看|竞争力评估|[？?].*完整", re.IGNORECASE
)
_TITLE_LABEL = re.compile(
    r"^(?:job title|title|position|role|职位(?:名称)?|岗位(?:名称)?|招聘(?:职位|岗位))\s*[:：]\s*", re.IGNORECASE
)
_COMPANY_LABEL = re.compile(
    r"(?:^|\n)\s*(?:company|employer|organi[sz]ation|公司(?:名称)?|招聘单位|企业名称)\s*[:：]\s*(?P<v>[^\n|]{2,60})",
    re.IGNORECASE,
)
_INDUSTRY_LABEL = re.compile(r"(?:^|\n)\s*(?:industry|行业|所属行业)\s*[:：]\s*(?P<v>[^\n]{2,60})", re.IGNORECASE)
_POSTED_LABEL = re.compile(
    r"(?:posted(?: on)?|date posted|发布(?:时间|日期|于)|更新时间)\s*[:：]?\s*(?P<v>[\w./\-年月日 ,]{4,20})",
    re.IGNORECASE,
)
_TECHNICAL = re.compile(r"(?<![A-Za-z0-9@./_-])[A-Za-z][A-Za-z0-9+#.-]{2,24}(?![A-Za-z0-9@_])")
#: Fields of a posting in which skills are looked for; a company or an industry is no demand.
_SKILL_FIELDS = frozenset(
    ("title", "description", "responsibilities", "requirements", "preferred", "skills", "summary")
)
_NAME = "fields/1"


def job_profile(tools: Tools, document: Document) -> JobProfile:
    text, found = document.text, lines(document)
    sections = find_sections(document, found)
    identity = find_identity(document, found, sections, tools.known)
    free = free_of([m.span for m in identity.mentions])
    fields = {n: s for n, spans in document.fields.items() if (s := _valued(text, spans))}
    mentions: list[Mention] = []

    def note(kind: MentionKind, span: Span | None, confidence: float, concept: str | None = None) -> str | None:
        if span is None or span.end <= span.start:
            return None
        body = text[span.start : span.end]
        mentions.append(Mention(kind, span, body, _NAME if confidence == 1.0 else "posting/1", confidence, concept))
        return " ".join(body.split())

    title_span = fields["title"][0] if "title" in fields else _title_span(text, found)
    title = " ".join(text[title_span.start : title_span.end].split()) if title_span else ""
    occupation, sure = tools.linker.link(title, "Occupation") if title else (None, 0.0)
    note("title", title_span, 1.0 if "title" in fields else 0.7, occupation)
    company = note("company", _company_span(text, fields, found), 1.0 if "company" in fields else 0.7)
    place = note("place", _place_span(text, fields, found), 1.0 if "place" in fields else 0.7)
    industries = []
    for span in _industry_spans(text, fields):
        name = note("industry", span, 1.0)
        industries += [name] if name and name not in industries else []
    blocked = [s for n, spans in document.fields.items() if n not in _SKILL_FIELDS for s in spans]
    blocked += _recurrences(text, company)
    skills = tools.gazetteer.find(text, sections, [*(m.span for m in identity.mentions), *blocked])
    linked, unknown = list_items(document, sections, skills, tools.linker, tools.generic)
    skills += linked
    # what the description says beats the columns
    pieces = header_pieces(text, found)
    columns = [*(s for n in ("experience", "education") for s in fields.get(n, ())), *pieces]
    years, year_mentions = years_demanded(text, sections, columns)
    level, level_mentions = education_demanded(text, sections, [*columns, *([title_span] if title_span else [])])
    mentions += [*year_mentions, *level_mentions]
    for span in columns:
        told = text_of(text, span)
        if years is None and (years := years_of_field(told)) is not None:
            note("years", years_in_field(text, span), 1.0)
        elif level is None and (parts := levels_in(text, span.start, span.end)):
            level = lowest_accepted(text, parts)
            for part, _ in parts:
                note("education_level", part, 1.0)
    pay = _pay(document, {**fields, "pay": fields.get("pay", ()) or _pay_pieces(text, pieces)}, mentions)
    tagged = tools.tagged(document)
    if tagged is not None:
        skills = weighed(skills, tagged)
        more, items = missed_skills(text, tagged, [*skills, *unknown, *mentions], tools.linker, tools.generic)
        skills, unknown = skills + more, unknown + items
    unknown += _technical(tools, document, sections, [*skills, *unknown], free)
    contract = " ".join(text_of(text, s) for s in fields.get("employment_type", ())) or f"{title} {text[:3000]}"
    mentions += skills
    return JobProfile(
        id=document.id.replace("posting:", "job:", 1),
        document=document,
        sections=sections,
        title=title,
        occupation=occupation,
        occupation_confidence=sure if occupation else 0.0,
        company=company,
        company_key=companies.company_key(company) if company else None,
        place=place,
        industry=tuple(industries),
        remote=remote(text),
        employment_type=employment_type(contract),
        seniority=seniority(title, years),
        years_min=years,
        education_level=level,
        pay=pay,
        posted=_posted(text, fields),
        skills=skill_demands(document, [m for m in skills if free(m.span)], sections, title_span),
        mentions=in_order(m for m in mentions if free(m.span)),
        unknown=tuple(m for m in unknown if free(m.span)),
    )


def _recurrences(text: str, company: str | None) -> list[Span]:
    """Wherever the employer's name stands: `Tidewater Insurance` asks for no insurance. A name of one word may well be
    the product that is asked for (Oracle)."""
    if not company or not (" " in company or (HAN.search(company) and len(company) >= 4)):
        return []
    return [Span(found.start(), found.end()) for found in re.finditer(re.escape(company), text)]


def _pay_pieces(text: str, pieces: list[Span]) -> tuple[Span, ...]:
    return tuple(piece for piece in pieces if is_pay(text[piece.start : piece.end]))


def _pay(document: Document, fields: dict[str, tuple[Span, ...]], mentions: list[Mention]) -> Pay | None:
    text = document.text
    if fields["pay"]:
        span = fields["pay"][0]
        pay = parse_pay(text_of(text, span), document.lang, text)
        amount = stated_pay(text[span.start : span.end])
        if pay and amount:
            span = Span(span.start + amount.start, span.start + amount.end)
            mentions.append(Mention("pay", span, text[span.start : span.end], _NAME, 1.0))
            return pay
    stated = find_pay(text, document.lang)
    if stated is None:
        return None
    span, pay = stated
    mentions.append(Mention("pay", span, text[span.start : span.end], "pay/1", 0.8))
    return pay


def _technical(
    tools: Tools, document: Document, sections: tuple[Section, ...], known: list[Mention], free: Callable[[Span], bool]
) -> list[Mention]:
    """Latin words in Chinese demands that no label covers (`熟悉Xyzdb`): hardly anything but tools."""
    if document.lang != "zh":
        return []
    covered = free_of([m.span for m in known])
    found = []
    for match in _TECHNICAL.finditer(document.text):
        span = trim(document.text, match.start(), match.end())
        body = document.text[span.start : span.end]
        around = document.text[max(0, span.start - 2) : span.start] + document.text[span.end : span.end + 2]
        if section_at(sections, span.start) not in ("requirements", "preferred", "skills") or not HAN.search(
            around + "中"
        ):
            continue
        if len(body) < 3 or norm(body) in tools.generic or body.islower() or not free(span) or not covered(span):
            continue
        found.append(Mention("skill", span, body, "technical/1", 0.4))
    return found


def _valued(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(s for s in spans if s.end > s.start and not _NOTHING.search(text_of(text, s)))


def _title_span(text: str, found: list[Line]) -> Span | None:
    """The title of an unstructured posting: labelled, else the first short line that is no other heading."""
    for line in found[:15]:
        label = _TITLE_LABEL.match(line.text)
        if label:
            return trim(text, line.start + label.end(), line.end)
    for line in found[:4]:
        if (
            len(line.text) <= 90
            and not is_heading(line.text)
            and (has_title_head(plain_title(line.text)) or line.heading)
        ):
            return trim(text, line.start, line.end)
    first = found[0] if found else None
    return (
        trim(text, first.start, first.end) if first and len(first.text) <= 60 and not is_heading(first.text) else None
    )


def _company_span(text: str, fields: dict[str, tuple[Span, ...]], found: list[Line]) -> Span | None:
    if "company" in fields:
        span = fields["company"][0]
        return span if span.end - span.start <= 80 and "\n" not in text_of(text, span) else None
    label = _COMPANY_LABEL.search(text)
    if label:
        return trim(text, label.start("v"), label.end("v"))
    for line in found[1:6]:
        if len(line.text) <= 90:
            company = companies.find_company(text, line.start, line.end)
            if company:
                return company
    return None


def _place_span(text: str, fields: dict[str, tuple[Span, ...]], found: list[Line]) -> Span | None:
    if "place" in fields:
        return fields["place"][0]
    label = PLACE_LABEL.search(text)
    if label:
        return find_place(text, label.start("v"), label.end("v")) or trim(text, label.start("v"), label.end("v"))
    for line in found[:6]:
        place = find_place(text, line.start, line.end) if len(line.text) <= 120 else None
        if place:
            return place
    return None


def _industry_spans(text: str, fields: dict[str, tuple[Span, ...]]) -> list[Span]:
    spans = list(fields.get("industry", ()))
    label = _INDUSTRY_LABEL.search(text) if not spans else None
    if label:
        spans = [Span(label.start("v"), label.end("v"))]
    parts = []
    for span in spans:
        separator = r"[^,，;；|\s]+" if HAN.search(text, span.start, span.end) else r"[^,，;；|]+"
        for match in re.finditer(separator, text[span.start : span.end]):
            part = trim(text, span.start + match.start(), span.start + match.end())
            if part.end > part.start:
                parts.append(part)
    return parts


def _posted(text: str, fields: dict[str, tuple[Span, ...]]) -> str | None:
    if "posted" in fields:
        raw = text_of(text, fields["posted"][0])
        iso = re.match(r"\d{4}-\d{2}-\d{2}", raw)
        return iso[0] if iso else parse(raw)
    label = _POSTED_LABEL.search(text)
    points = find_points(text, label.start("v"), label.end("v")) if label else []
    return points[0][1] if points else None
