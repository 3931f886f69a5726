"""What passes between the steps of extraction: a document, the mentions in it, the profile they add up to.

Offsets are always character offsets into `Document.text` (Python string indices, end exclusive). Structured
inputs (CSV rows, JSON Resume, JSON-LD) are first rendered as text, one field a line, so that their facts have
spans as well; `Document.fields` says where each value stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

DocumentKind = Literal["resume", "posting"]
Lang = Literal["en", "zh"]
MentionKind = Literal[
    "skill", "title", "company", "place", "date", "degree", "field", "school", "language",
    "name", "email", "phone", "url", "address", "birth", "id_number",
    "years", "pay", "seniority", "education_level", "employment_type", "remote", "industry",
]  # fmt: skip
#: Kinds that say who a person is; they go to `Identity` and nowhere else.
IDENTITY_KINDS: frozenset[str] = frozenset({"name", "email", "phone", "url", "address", "birth", "id_number"})
SectionKind = Literal[
    "contact", "summary", "experience", "education", "skills", "projects", "certificates", "languages",
    "interests", "references", "responsibilities", "requirements", "preferred", "benefits", "company", "other",
]  # fmt: skip
Seniority = Literal["intern", "junior", "mid", "senior", "lead", "manager", "director", "executive"]
EducationLevel = Literal["secondary", "vocational", "associate", "bachelor", "master", "doctorate"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a document as a reader saw it: where it stands and what the layout says of it.

    `size` is the font size in points (0 if unknown); `bold` and `heading` are what the file itself declares.
    """

    span: Span
    page: int = 0
    size: float = 0.0
    bold: bool = False
    heading: bool = False
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document as text with layout; `id` is derived from the kind and the content alone."""

    id: str
    kind: DocumentKind
    lang: Lang
    format: str
    source: str
    text: str
    blocks: tuple[Block, ...] = ()
    fields: dict[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document under one heading; `heading` is None for what stands above the first."""

    kind: SectionKind
    span: Span
    heading: Span | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names something. `concept` is an ontology id, or None where nothing fits surely.

    `extractor` is the name of the component that found it (with its version: `gazetteer/1`); `confidence` is 0..1.
    """

    kind: MentionKind
    span: Span
    text: str
    extractor: str
    confidence: float
    concept: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a person is and how to reach them: kept apart from the profile from the first moment."""

    mentions: tuple[Mention, ...] = ()

    def values(self, kind: MentionKind) -> list[str]:
        """The texts of one kind, in order, without repeats."""
        return list(dict.fromkeys(m.text for m in self.mentions if m.kind == kind))


@dataclass(frozen=True, slots=True)
class SkillFact:
    """A person has a skill. `years` and `last_used` (YYYY-MM) where they can be inferred from positions."""

    concept: str
    confidence: float
    mentions: tuple[Mention, ...]
    years: float | None = None
    last_used: str | None = None
    level: float | None = None


@dataclass(frozen=True, slots=True)
class PositionFact:
    """A person held a position. Dates are YYYY-MM or YYYY; `months` is the length, open ends counted to today
    only when `current`."""

    title: str
    occupation: str | None
    occupation_confidence: float
    company: str | None
    company_key: str | None
    place: str | None
    start: str | None
    end: str | None
    current: bool
    months: int | None
    span: Span
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class EducationFact:
    """A person studied somewhere."""

    school: str | None
    degree: str | None
    level: EducationLevel | None
    subject: str | None
    start: str | None
    end: str | None
    span: Span
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class CandidateProfile:
    """What one resume says, without who said it."""

    id: str
    document: Document
    identity: Identity
    sections: tuple[Section, ...]
    headline: str | None
    occupation: str | None
    occupation_confidence: float
    positions: tuple[PositionFact, ...]
    education: tuple[EducationFact, ...]
    skills: tuple[SkillFact, ...]
    languages: tuple[str, ...]
    place: str | None
    seniority: Seniority | None
    years_experience: float | None
    education_level: EducationLevel | None
    mentions: tuple[Mention, ...]
    unknown: tuple[Mention, ...] = ()
    #: What a reader should beware of, e.g. `etl.stuffing.CAUTION`.
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillDemand:
    """A job asks for a skill; `importance` is 0..1, `essential` is false for what is merely preferred."""

    concept: str
    essential: bool
    importance: float
    confidence: float
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay as stated, in whole currency units per `period`."""

    low: float | None
    high: float | None
    currency: str
    period: Literal["hour", "day", "month", "year"]


@dataclass(frozen=True, slots=True)
class JobProfile:
    """What one posting says."""

    id: str
    document: Document
    sections: tuple[Section, ...]
    title: str
    occupation: str | None
    occupation_confidence: float
    company: str | None
    company_key: str | None
    place: str | None
    industry: tuple[str, ...]
    remote: bool | None
    employment_type: str | None
    seniority: Seniority | None
    years_min: float | None
    education_level: EducationLevel | None
    pay: Pay | None
    posted: str | None
    skills: tuple[SkillDemand, ...]
    mentions: tuple[Mention, ...]
    unknown: tuple[Mention, ...] = ()


Profile = CandidateProfile | JobProfile
