"""From a document to the profile of a person or a job: the steps of extraction, one after the other.

Deterministic: the same document, vocabulary and `today` give the same profile.
"""

from __future__ import annotations

import re
from typing import Any

from etl import companies
from etl.contact import find_identity
from etl.dates import find_points, latest, parse, union_months
from etl.demands import (
    education_demanded,
    employment_type,
    remote,
    skill_demands,
    years_demanded,
    years_of_field,
)
from etl.education import LEVELS, find_education, level_of, levels_in
from etl.gazetteer import Gazetteer
from etl.linking import Encode, Linker
from etl.model import (
    CandidateProfile,
    Document,
    EducationLevel,
    Identity,
    JobProfile,
    Mention,
    MentionKind,
    Pay,
    PositionFact,
    Profile,
    Section,
    Span,
)
from etl.pay import find_pay, parse_pay
from etl.places import find_place
from etl.positions import find_positions
from etl.redact import identity_spans
from etl.sections import find_sections, is_heading, section_at
from etl.seniority import seniority
from etl.skills import find_languages, list_items, skill_facts
from etl.text import HAN, Line, lines, norm, table, trim
from etl.titles import find_title, has_title_head, plain_title
from ontology.vocabulary import Vocabulary

EXTRACTOR_VERSION = "rules/1"
_NAME = "fields/1"
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
_PLACE_LABEL = re.compile(
    r"(?:location|city|based in|workplace|工作地[点址]|上班地[点址]|办公地[点址]|所在地|现居(?:住地|城市)?|居住地|所在城市|地点|城市)\s*[:：]\s*(?P<v>[^\n|；;，。]{2,40})",
    re.IGNORECASE,
)
_INDUSTRY_LABEL = re.compile(r"(?:^|\n)\s*(?:industry|行业|所属行业)\s*[:：]\s*(?P<v>[^\n]{2,60})", re.IGNORECASE)
_POSTED_LABEL = re.compile(
    r"(?:posted(?: on)?|date posted|发布(?:时间|日期|于)|更新时间)\s*[:：]?\s*(?P<v>[\w./\-年月日 ,]{4,20})",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"(?:(?:求职意向|应聘(?:职位|岗位)|期望(?:职位|岗位)|意向(?:职位|岗位)|目标职位)\s*[:：]?\s*"
    r"|^(?:career )?(?:objective|desired position|position sought)\s*:\s*)(?P<v>[^\n，,。；;|]{2,40})",
    re.IGNORECASE | re.MULTILINE,
)
_TECHNICAL = re.compile(r"(?<![A-Za-z0-9@./_-])[A-Za-z][A-Za-z0-9+#.-]{2,24}(?![A-Za-z0-9@_])")
#: Sections in which people say how much experience they have.
_ABOUT = ("summary", "contact")
#: Fields of a posting in which skills are looked for; a company or an industry is no demand.
_SKILL_FIELDS = frozenset(
    ("title", "description", "responsibilities", "requirements", "preferred", "skills", "summary")
)


class Extractor:
    """All steps over one vocabulary. Build one per process: it travels to others as its vocabulary only.

    Args:
        vocabulary: the labels that skills and titles are linked to.
        today: YYYY-MM that ends what is current; without it, the latest date that the document itself names.
        encode: optional text encoder for the linker, see `etl.linking.Linker`.
    """

    def __init__(self, vocabulary: Vocabulary, *, today: str | None = None, encode: Encode | None = None) -> None:
        self.vocabulary = vocabulary
        self.today = today
        self.encode = encode
        self.gazetteer = Gazetteer(vocabulary)
        self.linker = Linker(vocabulary, encode=encode)
        self._words = _label_words(vocabulary)
        self._generic = frozenset(word for row in table("common_words.csv") for word in row["words"].split("|"))

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.vocabulary, self.today, self.encode)

    def extract(self, document: Document) -> Profile:
        """The profile of the person or job that a document describes."""
        return self._candidate(document) if document.kind == "resume" else self._job(document)

    # -- people ----------------------------------------------------------------------------------------------

    def _candidate(self, document: Document) -> CandidateProfile:
        text, found = document.text, lines(document)
        sections = find_sections(document, found)
        identity = find_identity(document, found, sections, self._known)
        hidden = identity_spans(text, identity)
        today = self.today or latest(text)
        positions = tuple(_visible(p, hidden) for p in find_positions(document, found, sections, self.linker, today))
        education = find_education(document, found, sections)
        # a title or a school is no skill: `Java Developer` shows Java, `School of Nursing` does not show nursing
        taken = [*hidden, *(m.span for e in education for m in e.mentions if m.kind == "school")]
        skills = self.gazetteer.find(text, sections, taken)
        linked, unknown = list_items(document, sections, [*skills, *identity.mentions], self.linker, self._generic)
        free = _free(hidden)
        skills += [m for m in linked if free(m.span)]
        languages = [(m, code) for m, code in find_languages(text, sections) if free(m.span)]
        head = self._headline(document, found, sections, positions, identity)
        headline = " ".join(_text(text, head).split()) if head else _latest_title(positions)
        occupation, sure = self._occupation(headline, positions)
        months = union_months([(p.start, end) for p in positions if p.start and (end := today if p.current else p.end)])
        place = self._home(document, found, sections)
        levels = [e.level for e in education if e.level is not None]
        if not levels:
            levels = [level for _, level in self._stated_levels(text, sections)]
        stated = [years_demanded(_text(text, s.span), ())[0] or 0.0 for s in sections if s.kind in _ABOUT]
        years = max([round(months / 12, 2), *stated]) or None
        mentions = [*skills, *(m for p in positions for m in p.mentions), *(m for e in education for m in e.mentions)]
        mentions += [m for m, _ in languages]
        if head:
            mentions.append(Mention("title", head, text[head.start : head.end], "headline/1", 0.8, occupation))
        if place:
            mentions.append(Mention("place", place, text[place.start : place.end], "places/1", 0.8))
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
            skills=skill_facts(text, skills, sections, positions, today),
            languages=tuple(dict.fromkeys(code for _, code in languages)),
            place=text[place.start : place.end] if place else None,
            seniority=seniority(_latest_title(positions) or headline, years),
            years_experience=years,
            education_level=max(levels, key=LEVELS.index) if levels else None,
            mentions=_ordered(m for m in mentions if free(m.span)),
            unknown=tuple(m for m in unknown if free(m.span)),
        )

    def _known(self, text: str) -> bool:
        """A label, or a word of one: hardly a person's name."""
        plain = norm(text)
        return plain in self._words or bool(self.linker.exact(plain, "Skill") or self.linker.exact(plain, "Occupation"))

    def _headline(
        self,
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
        for line in found[:8]:
            if line.start >= first or section_at(sections, line.start) not in ("other", "contact", "summary"):
                continue
            start = max((s.end for s in names if line.start <= s.start < line.end), default=line.start)
            for piece in re.finditer(r"[^|｜•·\t]+", text[start : line.end]):
                span = trim(text, start + piece.start(), start + piece.end())
                title = find_title(text, span.start, span.end)
                if title and span.end - span.start <= 70 and title.end - title.start >= 0.5 * (span.end - span.start):
                    return title if HAN.search(text, title.start, title.end) else span
        return None

    def _occupation(self, headline: str | None, positions: tuple[PositionFact, ...]) -> tuple[str | None, float]:
        """What the person is: the surer of headline and latest position."""
        stated = self.linker.link(headline, "Occupation") if headline else (None, 0.0)
        recent = next(((p.occupation, p.occupation_confidence) for p in _recent_first(positions) if p.occupation), None)
        best = recent if recent and (stated[0] is None or recent[1] > stated[1]) else stated
        return best if best[0] is not None else (None, 0.0)

    def _home(self, document: Document, found: list[Line], sections: tuple[Section, ...]) -> Span | None:
        """Where the person lives: a field, a labelled place, or a place in the lines at the top."""
        text = document.text
        for name in ("place", "location", "city"):
            if document.fields.get(name):
                return document.fields[name][0]
        label = _PLACE_LABEL.search(text, 0, 1500)
        if label:
            return find_place(text, label.start("v"), label.end("v"))
        for line in found[:8]:
            if section_at(sections, line.start) in ("other", "contact") and len(line.text) < 140:
                place = find_place(text, line.start, line.end)
                if place and not text.startswith("国籍", place.end):
                    return place
        return None

    def _stated_levels(self, text: str, sections: tuple[Section, ...]) -> list[tuple[Span, EducationLevel]]:
        """`本科学历` in a summary, where there is no education section."""
        return [
            (span, level)
            for span, level in levels_in(text, 0, len(text))
            if section_at(sections, span.start) in ("other", "summary", "contact", "education")
            and (HAN.search(text, span.start, span.end) or section_at(sections, span.start) == "education")
        ]

    # -- jobs ------------------------------------------------------------------------------------------------

    def _job(self, document: Document) -> JobProfile:
        text, found = document.text, lines(document)
        sections = find_sections(document, found)
        identity = find_identity(document, found, sections, self._known)
        free = _free([m.span for m in identity.mentions])
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
        occupation, sure = self.linker.link(title, "Occupation") if title else (None, 0.0)
        note("title", title_span, 1.0 if "title" in fields else 0.7, occupation)
        company = note("company", _company_span(text, fields, found), 1.0 if "company" in fields else 0.7)
        place = note("place", _place_span(text, fields, found), 1.0 if "place" in fields else 0.7)
        industries = []
        for span in _industry_spans(text, fields):
            name = note("industry", span, 1.0)
            industries += [name] if name and name not in industries else []
        blocked = [s for n, spans in document.fields.items() if n not in _SKILL_FIELDS for s in spans]
        skills = self.gazetteer.find(text, sections, [*(m.span for m in identity.mentions), *blocked])
        linked, unknown = list_items(document, sections, skills, self.linker, self._generic)
        skills += linked
        unknown += self._technical(document, sections, [*skills, *unknown], free)
        # what the description says beats the columns
        columns = [s for n in ("experience", "education") for s in fields.get(n, ())]
        years, year_mentions = years_demanded(text, sections, columns)
        level, level_mentions = education_demanded(text, sections, [*columns, *([title_span] if title_span else [])])
        mentions += [*year_mentions, *level_mentions]
        for span in columns:
            told = _text(text, span)
            if years is None and (years := years_of_field(told)) is not None:
                note("years", span, 1.0)
            elif level is None and (level := level_of(told)) is not None:
                note("education_level", span, 1.0)
        pay = self._pay(text, fields, mentions)
        contract = " ".join(_text(text, s) for s in fields.get("employment_type", ())) or f"{title} {text[:3000]}"
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
            mentions=_ordered(m for m in mentions if free(m.span)),
            unknown=tuple(m for m in unknown if free(m.span)),
        )

    def _pay(self, text: str, fields: dict[str, tuple[Span, ...]], mentions: list[Mention]) -> Pay | None:
        if "pay" in fields:
            span = fields["pay"][0]
            pay = parse_pay(_text(text, span))
            if pay:
                mentions.append(Mention("pay", span, _text(text, span), _NAME, 1.0))
            return pay
        stated = find_pay(text)
        if stated is None:
            return None
        span, pay = stated
        mentions.append(Mention("pay", span, text[span.start : span.end], "pay/1", 0.8))
        return pay

    def _technical(
        self, document: Document, sections: tuple[Section, ...], known: list[Mention], free: Any
    ) -> list[Mention]:
        """Latin words in Chinese demands that no label covers (`熟悉Xyzdb`): hardly anything but tools."""
        if document.lang != "zh":
            return []
        covered = _free([m.span for m in known])
        found = []
        for match in _TECHNICAL.finditer(document.text):
            span = trim(document.text, match.start(), match.end())
            body = document.text[span.start : span.end]
            around = document.text[max(0, span.start - 2) : span.start] + document.text[span.end : span.end + 2]
            if section_at(sections, span.start) not in ("requirements", "preferred", "skills") or not HAN.search(
                around + "中"
            ):
                continue
            if len(body) < 3 or norm(body) in self._generic or body.islower() or not free(span) or not covered(span):
                continue
            found.append(Mention("skill", span, body, "technical/1", 0.4))
        return found


def _rebuild(vocabulary: Vocabulary, today: str | None, encode: Encode | None) -> Extractor:
    return Extractor(vocabulary, today=today, encode=encode)


def _label_words(vocabulary: Vocabulary) -> frozenset[str]:
    """Words that stand in at least two labels; a word of one label only may well be a name (`Bayes`)."""
    once: set[str] = set()
    twice: set[str] = set()
    for term in vocabulary.terms:
        for word in set(re.findall(r"[^\W\d_]{2,}", norm(term.text))):
            (twice if word in once else once).add(word)
    return frozenset(twice)


def _free(spans: list[Span]) -> Any:
    """A test whether a span touches none of some others."""
    blocked = [(s.start, s.end) for s in spans]

    def test(span: Span) -> bool:
        return not any(start < span.end and span.start < end for start, end in blocked)

    return test


def _visible(position: PositionFact, hidden: list[Span]) -> PositionFact:
    from dataclasses import replace

    free = _free(hidden)
    kept = tuple(m for m in position.mentions if free(m.span))
    return position if len(kept) == len(position.mentions) else replace(position, mentions=kept)


def _ordered(mentions: Any) -> tuple[Mention, ...]:
    """In the order of the text, each once."""
    return tuple(sorted(dict.fromkeys(mentions), key=lambda m: (m.span.start, m.span.end, m.kind, m.extractor)))


def _recent_first(positions: tuple[PositionFact, ...]) -> list[PositionFact]:
    return sorted(positions, key=lambda p: (p.current, p.end or "", p.start or ""), reverse=True)


def _latest_title(positions: tuple[PositionFact, ...]) -> str | None:
    recent = _recent_first(positions)
    return recent[0].title or None if recent else None


def _text(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _inside(span: Span, others: list[Span]) -> bool:
    return any(o.start <= span.start and span.end <= o.end for o in others)


def _valued(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(s for s in spans if s.end > s.start and not _NOTHING.search(_text(text, s)))


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
        return span if span.end - span.start <= 80 and "\n" not in _text(text, span) else None
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
    label = _PLACE_LABEL.search(text)
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
        raw = _text(text, fields["posted"][0])
        iso = re.match(r"\d{4}-\d{2}-\d{2}", raw)
        return iso[0] if iso else parse(raw)
    label = _POSTED_LABEL.search(text)
    points = find_points(text, label.start("v"), label.end("v")) if label else []
    return points[0][1] if points else None


__all__ = ["EXTRACTOR_VERSION", "Extractor"]
