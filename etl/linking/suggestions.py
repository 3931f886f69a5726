"""What a text may mean, for somebody who decides: every concept ranked, beside what a document would be linked to."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.vocabulary import ConceptType, Vocabulary

from .index import Encode
from .linker import Linker


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept with its preferred labels; `score` falls from the first to the last and is 0..1."""

    id: str
    label_en: str
    label_zh: str
    score: float


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`linked` is what a document with this text is linked to, None where that is unsure, with its `confidence`."""

    text: str
    type: ConceptType
    linked: Suggestion | None
    confidence: float
    ranked: tuple[Suggestion, ...]


def suggest(
    vocabulary: Vocabulary, text: str, type: ConceptType, k: int = 10, *, encode: Encode | None = None
) -> Suggestions:
    """The `k` best concepts for a text: skills of a phrase or a whole sentence, occupations of a job title.

    Args:
        encode: text encoder for skills, `etl.ranking.skills.skill_encoder()` if None. Names are encoded once and
            cached on disk: seconds for the starter ontology, minutes for ESCO.

    Raises:
        ModelError: the text encoder cannot be loaded.
    """
    linker = Linker(vocabulary)
    concept, sure = linker.link(text, type)
    ranked = _skills(vocabulary, text, k, encode) if type == "Skill" else linker.rank(text, "Occupation", k)

    def known(id_: str, score: float) -> Suggestion:
        return Suggestion(id_, vocabulary.label(id_, "en"), vocabulary.label(id_, "zh"), round(score, 4))

    linked = known(concept, sure) if concept else None
    return Suggestions(text, type, linked, round(sure, 4), tuple(known(id_, score) for id_, score in ranked))


def _skills(vocabulary: Vocabulary, text: str, k: int, encode: Encode | None) -> list[tuple[str, float]]:
    from etl.ranking.skills import SkillRanker, names_of

    return SkillRanker(names_of(vocabulary), encode=encode).rank(text, k)
