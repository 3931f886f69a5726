"""How trained taggers vote with gazetteer and rules: they confirm or doubt what these found, and add what they missed.

A vote moves the log-odds of a mention by what the vote was worth on development data (naive Bayes: rules and tagger
err independently). What only the tagger sees is linked if the linker is sure of it, and else stays an unknown item.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from etl.linking import Linker
from etl.model import Mention
from etl.tagging.base import TaggedSpan
from etl.text import norm, trim

NAME = "tagger/1"
#: The labels of the resume taggers that vote on positions, by our kinds of mention.
_LABELS: dict[Literal["title", "company"], tuple[str, ...]] = {
    "title": ("TITLE", "DESIGNATION"),
    "company": ("ORG", "COMPANIES_WORKED_AT"),
}
#: Labels whose spans say where skills stand, so that their absence tells something too.
SKILL_LABELS = frozenset({"SKILL", "KNOWLEDGE"})
#: log P(vote | a skill is meant) / P(vote | none is), for a gazetteer mention inside a tagged span and outside of any.
#: Counted on the gold of the bundled English postings: 213 of 273 right and 6 of 31 wrong ones stood in tagged spans.
CONFIRMED, DOUBTED = 1.4, -1.3
#: Below this the tagger's own finds are left out; a false employer does more harm than a missed one.
LEAST_SKILL, LEAST = 0.6, 0.8
#: Marks that a span may have caught at its ends.
_ENDS = " ;,.:)("


def of_kind(spans: Sequence[TaggedSpan], kind: Literal["title", "company"]) -> list[TaggedSpan]:
    """The tagged spans of one of our kinds."""
    return [span for span in spans if span.label in _LABELS[kind]]


def weighed(mentions: Sequence[Mention], spans: Sequence[TaggedSpan]) -> list[Mention]:
    """Skill mentions with the confidence that they have after the tagger's vote; as they are if no tagger read them."""
    skills = [span for span in spans if span.label in SKILL_LABELS]

    def voted(mention: Mention) -> Mention:
        inside = any(s.start < mention.span.end and mention.span.start < s.end for s in skills)
        odds = math.log(mention.confidence / max(1e-6, 1 - mention.confidence))
        moved = 1 / (1 + math.exp(-(odds + (CONFIRMED if inside else DOUBTED))))
        return replace(mention, confidence=round(min(0.99, moved), 4))

    return [voted(mention) if mention.kind == "skill" else mention for mention in mentions]


def missed_skills(
    text: str, spans: Sequence[TaggedSpan], mentions: Sequence[Mention], linker: Linker, generic: frozenset[str]
) -> tuple[list[Mention], list[Mention]]:
    """What the tagger marks as a skill and no mention touches: (linked, unknown).

    Only what one knows (KNOWLEDGE) becomes an unknown item: what one does is too seldom the name of a skill.
    """
    linked: list[Mention] = []
    unknown: list[Mention] = []
    seen: set[str] = set()
    taken = [m.span for m in mentions]
    for span in spans:
        if span.label not in SKILL_LABELS or span.confidence < LEAST_SKILL:
            continue
        place = trim(text, span.start, span.end, _ENDS if ")" not in text[span.start : span.end - 1] else "")
        if any(t.start < place.end and place.start < t.end for t in taken):
            continue
        body = text[place.start : place.end]
        concept, sure = linker.link(body, "Skill")
        if concept is not None:
            linked.append(Mention("skill", place, body, NAME, round(sure * span.confidence, 4), concept))
            taken.append(place)
        elif span.label == "KNOWLEDGE" and len(body) <= 60 and norm(body) not in seen | generic:
            seen.add(norm(body))
            unknown.append(Mention("skill", place, body, NAME, round(span.confidence, 4)))
    return linked, unknown
