"""What was read in a document, laid over its text: the pieces of every line, ready to be shown in any medium.

Where mentions overlap, the more telling kind wins (a title over the tool in it), then the longer one; what it hides is
told in its tooltip. Identity is masked unless it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from etl.model import CandidateProfile, Document, Mention, MentionKind, Profile, Section, SectionKind, Span
from etl.redact import MASK, identity_spans
from etl.text import lines as text_lines
from ontology.vocabulary import Vocabulary

Group = Literal["identity", "title", "company", "education", "skill", "language", "place", "time", "pay"]
#: Every kind of mention and the colour that it shares; the earlier group wins where two overlap.
GROUPS: dict[Group, tuple[MentionKind, ...]] = {
    "identity": ("name", "email", "phone", "url", "address", "birth", "id_number"),
    "title": ("title", "seniority"),
    "company": ("company", "industry"),
    "education": ("school", "degree", "field", "education_level"),
    "pay": ("pay",),
    "time": ("date", "years"),
    "skill": ("skill",),
    "language": ("language",),
    "place": ("place", "employment_type", "remote"),
}
_GROUP_OF: dict[str, Group] = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
_ORDER = list(GROUPS)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention as it is shown. `label` is the concept's name; `known` is false for what no vocabulary has, of the
    kinds that ought to be in one; `hidden` names the mentions that lie beneath it."""

    kind: MentionKind
    group: Group
    confidence: float
    extractor: str
    known: bool = True
    label: str | None = None
    concept: str | None = None
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a line, with the mark that lies on them."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One line. `section` is set where a section begins; `heading` if the line itself is its heading."""

    pieces: tuple[Piece, ...]
    section: SectionKind | None = None
    heading: bool = False

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return not any(piece.text.strip() for piece in self.pieces)

    @property
    def unread(self) -> bool:
        """Words in which nothing was marked."""
        return not self.blank and not self.heading and not any(piece.mark for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was read: skills by concept and by mention, lines with and without a mark, sections in order."""

    skills: int
    skill_mentions: int
    unknown: int
    lines: int
    unread: int
    sections: tuple[SectionKind, ...]


@dataclass(frozen=True)
class MarkedDocument:
    """A document with its marks. `counts` has the number of marks by group."""

    document: Document
    lines: tuple[MarkedLine, ...]
    coverage: Coverage
    counts: dict[Group, int] = field(default_factory=dict)


def mark_up(profile: Profile, vocabulary: Vocabulary, *, lang: str = "en", identity: bool = False) -> MarkedDocument:
    """A document's lines with what was read in them.

    Args:
        lang: language of the labels of concepts.
        identity: show who the person is, instead of masking it.
    """
    document = profile.document
    mentions = all_mentions(profile)
    hidden: list[Mention] = []
    text = document.text
    if isinstance(profile, CandidateProfile):
        hidden = _who(profile)
        text = text if identity else _masked(text, [mention.span for mention in hidden])
    chosen = _chosen([*hidden, *mentions], vocabulary, lang)
    marked = tuple(_lines(document, text, profile.sections, chosen))
    skills = [mention for mention in mentions if mention.kind == "skill"]
    coverage = Coverage(
        skills=len({mention.concept for mention in skills if mention.concept}),
        skill_mentions=sum(mention.concept is not None for mention in skills),
        unknown=sum(mention.concept is None for mention in skills),
        lines=sum(not line.blank for line in marked),
        unread=sum(line.unread for line in marked),
        sections=tuple(dict.fromkeys(section.kind for section in profile.sections if section.heading)),
    )
    counts = {group: sum(mark.group == group for _, _, mark in chosen) for group in _ORDER}
    return MarkedDocument(document, marked, coverage, {group: n for group, n in counts.items() if n})


def all_mentions(profile: Profile) -> tuple[Mention, ...]:
    """Every mention but those of identity, in order, each once."""
    found = [*profile.mentions, *profile.unknown]
    if isinstance(profile, CandidateProfile):
        found += [mention for position in profile.positions for mention in position.mentions]
        found += [mention for study in profile.education for mention in study.mentions]
    return tuple(sorted(dict.fromkeys(found), key=lambda m: (m.span.start, m.span.end, m.kind, m.extractor)))


def _who(profile: CandidateProfile) -> list[Mention]:
    """The mentions of identity, and where they recur in the text as mentions of the same kind."""
    text, own = profile.document.text, profile.identity.mentions
    known = {(mention.span.start, mention.span.end) for mention in own}
    found = list(own)
    for span in identity_spans(text, profile.identity):
        if (span.start, span.end) not in known and not any(_touch(span, mention.span) for mention in own):
            found.append(Mention("name", span, text[span.start : span.end], "redact", 1.0))
    return found


def _masked(text: str, spans: Iterable[Span]) -> str:
    characters = list(text)
    for span in spans:
        for at in range(span.start, span.end):
            characters[at] = characters[at] if characters[at].isspace() else MASK
    return "".join(characters)


def _chosen(mentions: Sequence[Mention], vocabulary: Vocabulary, lang: str) -> list[tuple[int, int, Mark]]:
    """Marks that do not overlap, in order of the text."""
    chosen: list[tuple[int, int, Mark]] = []
    for mention in sorted(mentions, key=_precedence):
        start, end = mention.span.start, mention.span.end
        over = next((i for i, (s, e, _) in enumerate(chosen) if s < end and start < e), None)
        mark = _mark(mention, vocabulary, lang)
        if over is None:
            chosen.append((start, end, mark))
        else:
            s, e, other = chosen[over]
            told = mark.kind + (f": {mark.label}" if mark.label else "")
            if (mark.kind, mark.label) != (other.kind, other.label) and told not in other.hidden:
                chosen[over] = (s, e, replace(other, hidden=(*other.hidden, told)))
    return sorted(chosen, key=lambda item: item[0])


def _precedence(mention: Mention) -> tuple[int, int, bool, float, int]:
    group = _ORDER.index(_GROUP_OF[mention.kind])
    length = mention.span.end - mention.span.start
    return (group, -length, mention.concept is None, -mention.confidence, mention.span.start)


def _mark(mention: Mention, vocabulary: Vocabulary, lang: str) -> Mark:
    linked = mention.kind in ("skill", "title")
    return Mark(
        kind=mention.kind,
        group=_GROUP_OF[mention.kind],
        confidence=mention.confidence,
        extractor=mention.extractor,
        known=mention.concept is not None or not linked,
        label=vocabulary.label(mention.concept, lang) if mention.concept else None,
        concept=mention.concept,
    )


def _lines(
    document: Document, text: str, sections: Sequence[Section], marks: Sequence[tuple[int, int, Mark]]
) -> Iterable[MarkedLine]:
    starts = {section.heading.start: section.kind for section in sections if section.heading}
    headings = [section.heading for section in sections if section.heading]
    bounds = [(line.start, line.end) for line in text_lines(document)]
    position = 0
    for raw in document.text.splitlines(keepends=True):
        end = position + len(raw.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
        line = next(((a, b) for a, b in bounds if position <= a < max(end, position + 1)), None)
        section = next((kind for at, kind in starts.items() if line and line[0] <= at < line[1]), None)
        heading = bool(line) and any(span.start <= line[0] and span.end >= line[1] - 1 for span in headings if line)
        yield MarkedLine(tuple(_pieces(text, position, end, marks)), section, heading)
        position += len(raw)


def _pieces(text: str, start: int, end: int, marks: Sequence[tuple[int, int, Mark]]) -> Iterable[Piece]:
    """The pieces of one line; a mark that a line break cuts goes on in the next line."""
    position = start
    for first, last, mark in marks:
        if last <= position or first >= end:
            continue
        if first > position:
            yield Piece(text[position:first])
        yield Piece(text[max(first, position) : min(last, end)], mark)
        position = min(last, end)
    if position < end:
        yield Piece(text[position:end])


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
