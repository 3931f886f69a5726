"""Keyword stuffing: a resume that lists far more skills than it tells of. Lists are believed less then, and a caution
says so; nothing is thrown away, and nobody is rejected."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from etl.model import Mention, PositionFact, Section, SkillFact
from etl.sections import section_at

#: What the profile bears when more skills are listed than can be believed.
CAUTION = "more-skills-listed-than-told"
#: Sections in which people tell what they did, learnt or are; the others list.
_TELLING = frozenset({"experience", "projects", "summary", "education", "certificates"})
#: So many skills in one line are a list, wherever it stands.
_CROWDED = 8
#: So many listed skills are believed in any case, and so many for each skill that is told of. Of 41 real resumes the
#: one with the longest lists has 15 listed skills, and none has more than 0.7 of them for each told one plus ten.
_LEAST, _EACH = 40, 3


def weigh_lists(
    text: str, facts: tuple[SkillFact, ...], sections: tuple[Section, ...], positions: tuple[PositionFact, ...]
) -> tuple[tuple[SkillFact, ...], tuple[str, ...]]:
    """The facts, and the cautions that apply.

    Where more skills are only listed than is believed, each of them keeps that share of its confidence which is
    believed of the list: with room for 40, of 200 listed skills each keeps a fifth.
    """
    crowd = Counter(_line(text, mention) for fact in facts for mention in fact.mentions)

    def told(mention: Mention) -> bool:
        start = mention.span.start
        inside = any(position.span.start <= start < position.span.end for position in positions)
        return (inside or section_at(sections, start) in _TELLING) and crowd[_line(text, mention)] < _CROWDED

    listed = {fact.concept for fact in facts if not any(map(told, fact.mentions))}
    room = max(_LEAST, _EACH * (len(facts) - len(listed)))
    if len(listed) <= room:
        return facts, ()
    share = room / len(listed)
    weighed = [
        replace(fact, confidence=round(fact.confidence * share, 4)) if fact.concept in listed else fact
        for fact in facts
    ]
    return tuple(sorted(weighed, key=lambda fact: (-fact.confidence, fact.concept))), (CAUTION,)


def _line(text: str, mention: Mention) -> int:
    """Where the line of a mention begins."""
    return text.rfind("\n", 0, mention.span.start)
