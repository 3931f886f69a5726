"""Positions, corrected and completed by what a trained tagger marks: employers and titles that the rules missed, and
offices that a biography lists without dates (`历任甲公司工程师、乙公司经理`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl import companies
from etl.linking import Linker
from etl.model import Mention, PositionFact, Section, Span
from etl.sections import section_at
from etl.tagging.base import TaggedSpan
from etl.titles import has_title_head
from etl.votes import LEAST, NAME, of_kind

_NOW = re.compile(r"(?:现任|现为|现是|目前(?:担?任|在|就职于)|currently|present(?:ly)?)[^。；;\n]{0,12}$", re.I)
_BETWEEN = re.compile(r"[\s、,，兼任及和与]{0,3}")
_NO_OFFICE = ("education", "references", "certificates", "interests", "skills")


def completed(
    text: str, positions: Sequence[PositionFact], spans: Sequence[TaggedSpan], linker: Linker
) -> tuple[PositionFact, ...]:
    """Positions with the employer or title that only the tagger saw in their header; what both saw is surer."""
    titles, employers = of_kind(spans, "title"), of_kind(spans, "company")
    return tuple(_completed(text, fact, titles, employers, linker) for fact in positions)


def _completed(
    text: str, fact: PositionFact, titles: list[TaggedSpan], employers: list[TaggedSpan], linker: Linker
) -> PositionFact:
    mentions = [
        _surer(m, titles if m.kind == "title" else employers if m.kind == "company" else []) for m in fact.mentions
    ]
    header = _header(text, mentions)
    if header is None:
        return replace(fact, mentions=tuple(mentions))
    if fact.company is None and (span := _free(header, employers, mentions)):
        body = text[span.start : span.end]
        if not companies.MASKED.search(body):
            mentions.append(Mention("company", Span(span.start, span.end), body, NAME, round(span.confidence, 4)))
            name = " ".join(body.split())
            fact = replace(fact, company=name, company_key=companies.company_key(name))
    if not fact.title and (span := _free(header, titles, mentions)):
        body = text[span.start : span.end]
        title = " ".join(body.split())
        occupation, sure = linker.link(title, "Occupation")
        mentions.append(Mention("title", Span(span.start, span.end), body, NAME, round(span.confidence, 4), occupation))
        fact = replace(fact, title=title, occupation=occupation, occupation_confidence=sure if occupation else 0.0)
    return replace(fact, mentions=tuple(sorted(mentions, key=lambda m: m.span.start)))


def _surer(mention: Mention, spans: list[TaggedSpan]) -> Mention:
    """A mention that the tagger marks too is right unless both err."""
    votes = [s.confidence for s in spans if s.start < mention.span.end and mention.span.start < s.end]
    if not votes:
        return mention
    return replace(mention, confidence=round(min(0.99, 1 - (1 - mention.confidence) * (1 - 0.7 * max(votes))), 4))


def _header(text: str, mentions: list[Mention]) -> Span | None:
    """The lines of a position's header, from its first mention to its last."""
    if not mentions:
        return None
    first, last = min(m.span.start for m in mentions), max(m.span.end for m in mentions)
    end = text.find("\n", last)
    return Span(text.rfind("\n", 0, first) + 1, end if end >= 0 else len(text))


def _free(header: Span, spans: list[TaggedSpan], mentions: list[Mention]) -> TaggedSpan | None:
    """The surest tagged span of the header that no mention touches."""
    own = [
        s
        for s in spans
        if s.confidence >= LEAST and header.start <= s.start and s.end <= header.end
        and not any(m.span.start < s.end and s.start < m.span.end for m in mentions)
    ]  # fmt: skip
    return max(own, key=lambda s: s.confidence, default=None)


def untold(
    text: str,
    positions: Sequence[PositionFact],
    spans: Sequence[TaggedSpan],
    sections: tuple[Section, ...],
    linker: Linker,
) -> tuple[PositionFact, ...]:
    """Offices without dates: an employer directly followed by titles, away from every position that is known.

    `start`, `end` and `months` are None; `current` where the words before say so (现任).
    """
    known = [header for fact in positions if (header := _header(text, list(fact.mentions)))]
    told = {(fact.title, fact.company) for fact in positions}
    titles = [s for s in of_kind(spans, "title") if s.confidence >= LEAST]
    facts = []
    for employer in of_kind(spans, "company"):
        if employer.confidence < LEAST or section_at(sections, employer.start) in _NO_OFFICE:
            continue
        if any(k.start < employer.end and employer.start < k.end for k in known):
            continue
        end = employer.end
        for title in titles:
            if title.start < end or not _BETWEEN.fullmatch(text, end, title.start):
                continue
            fact = _office(text, employer, title, linker)
            if has_title_head(fact.title) and (fact.title, fact.company) not in told:
                told.add((fact.title, fact.company))
                facts.append(fact)
            end = title.end
    return tuple(facts)


def _office(text: str, employer: TaggedSpan, title: TaggedSpan, linker: Linker) -> PositionFact:
    name, named = text[title.start : title.end], text[employer.start : employer.end]
    occupation, sure = linker.link(name, "Occupation")
    return PositionFact(
        title=name,
        occupation=occupation,
        occupation_confidence=sure if occupation else 0.0,
        company=named,
        company_key=companies.company_key(named),
        place=None,
        start=None,
        end=None,
        current=bool(_NOW.search(text[max(0, employer.start - 20) : employer.start])),
        months=None,
        span=Span(employer.start, title.end),
        mentions=(
            Mention("company", Span(employer.start, employer.end), named, NAME, round(employer.confidence, 4)),
            Mention("title", Span(title.start, title.end), name, NAME, round(title.confidence, 4), occupation),
        ),
    )
