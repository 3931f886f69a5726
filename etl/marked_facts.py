"""What a document adds up to, as rows of words for people: the facts beside the marked text."""

from __future__ import annotations

from dataclasses import dataclass

from etl.marked_words import word
from etl.model import CandidateProfile, JobProfile, Pay, PositionFact, Profile
from ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill, how sure it is, and a remark (`3 years`, `preferred`)."""

    label: str
    confidence: float
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Named values, positions and education as pairs of (what, beside it), and skills, surest first."""

    values: tuple[tuple[str, str], ...]
    positions: tuple[tuple[str, str], ...]
    education: tuple[tuple[str, str], ...]
    skills: tuple[SkillRow, ...]
    unknown: tuple[str, ...]


def facts_of(profile: Profile, vocabulary: Vocabulary, lang: str = "en") -> Facts:
    """The facts of a profile in the words of `lang`. Identity is none of them."""

    def label(concept: str) -> str:
        return vocabulary.label(concept, lang)

    values: list[tuple[str, str | None]] = []
    occupation = f"{label(profile.occupation)} ({profile.occupation_confidence:.2f})" if profile.occupation else None
    if isinstance(profile, CandidateProfile):
        values += [("headline", profile.headline), ("occupation", occupation), ("seniority", profile.seniority)]
        values += [("years_fact", _number(profile.years_experience)), ("education_level", profile.education_level)]
        values += [("place_fact", profile.place), ("languages", ", ".join(profile.languages))]
        values.append(("cautions", ", ".join(word(caution, lang) for caution in profile.cautions)))
        positions = tuple(_position(position, vocabulary, lang) for position in profile.positions)
        education = tuple(
            (" · ".join(part for part in (e.degree, e.subject, e.school) if part), _span(e.start, e.end, False, lang))
            for e in profile.education
        )
        skills = [
            SkillRow(label(s.concept), s.confidence, f"{s.years:g} {word('years_unit', lang)}" if s.years else "")
            for s in profile.skills
        ]
    else:
        values += [("title_fact", profile.title), ("occupation", occupation), ("company_fact", profile.company)]
        values += [("place_fact", profile.place), ("industry", ", ".join(profile.industry)), *_demands(profile, lang)]
        positions, education = (), ()
        skills = [
            SkillRow(label(s.concept), s.confidence, "" if s.essential else word("preferred", lang))
            for s in profile.skills
        ]
    told = tuple((word(name, lang), value) for name, value in values if value)
    unknown = dict.fromkeys(mention.text for mention in (*profile.unknown, *profile.mentions) if _unknown(mention))
    return Facts(told, positions, education, tuple(skills), tuple(unknown))


def _unknown(mention: object) -> bool:
    return getattr(mention, "kind", "") == "skill" and getattr(mention, "concept", "") is None


def _demands(profile: JobProfile, lang: str) -> list[tuple[str, str | None]]:
    remote = None if profile.remote is None else word("yes" if profile.remote else "no", lang)
    return [
        ("seniority", profile.seniority),
        ("years_fact", _number(profile.years_min)),
        ("education_level", profile.education_level),
        ("pay_fact", pay_words(profile.pay, lang) if profile.pay else None),
        ("employment_type", profile.employment_type),
        ("remote", remote),
        ("posted", profile.posted),
    ]


def pay_words(pay: Pay, lang: str = "en") -> str:
    """`CNY 25,000 to 40,000 a month`."""
    amounts = [f"{amount:,.10g}" for amount in dict.fromkeys((pay.low, pay.high)) if amount is not None]
    between = " 至 " if lang == "zh" else " to "
    return f"{pay.currency} {between.join(amounts)} / {word(pay.period, lang)}"


def _position(position: PositionFact, vocabulary: Vocabulary, lang: str) -> tuple[str, str]:
    what = " · ".join(part for part in (position.title, position.company) if part)
    beside = [_span(position.start, position.end, position.current, lang)]
    if position.occupation:
        beside.append(f"→ {vocabulary.label(position.occupation, lang)}")
    return what, "  ".join(part for part in beside if part)


def _span(start: str | None, end: str | None, current: bool, lang: str) -> str:
    last = word("now", lang) if current else end
    return " – ".join(part for part in (start, last) if part)


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"
