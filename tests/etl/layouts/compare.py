"""What a profile holds, as sets that can be compared, and how much of it another layout gives back."""

from __future__ import annotations

from collections.abc import Mapping

from etl.model import CandidateProfile
from tests.etl.layouts.people import Person

Facts = Mapping[str, frozenset[tuple[object, ...]]]
PARTS = ("positions", "education", "skills", "years", "contact")


def facts(profile: CandidateProfile) -> Facts:
    """Positions (title, employer, dates), education, skills, their years and last use, and ways to reach the person."""
    identity = profile.identity
    return {
        "positions": frozenset((p.title, p.company, p.start, p.end, p.current) for p in profile.positions),
        "education": frozenset((e.school, e.level, e.start, e.end) for e in profile.education),
        "skills": frozenset((s.concept,) for s in profile.skills),
        "years": frozenset((s.concept, s.years, s.last_used) for s in profile.skills if s.years is not None),
        "contact": frozenset(
            (kind, value.casefold()) for kind in ("name", "email", "phone") for value in identity.values(kind)
        ),
    }


def meant(person: Person) -> frozenset[tuple[object, ...]]:
    """The positions that a person's resume tells of."""
    return frozenset((job.title, job.company, job.start, job.end, job.end is None) for job in person.jobs)


def agreement(one: Facts, other: Facts) -> dict[str, float]:
    """By part: the share of what either holds that both hold (1.0 where neither holds anything)."""
    return {
        part: len(one[part] & other[part]) / (len(one[part] | other[part]) or 1) if one[part] | other[part] else 1.0
        for part in PARTS
    }
