"""Scores of the extractor on the bundled sample, by language, kind of document and label: the task `sample`."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .extract import Extractor
from .model import IDENTITY_KINDS, CandidateProfile, JobProfile, Mention, Profile
from .sample_gold import GoldDocument, read_sample_gold
from .sample_linking import linking_scores
from .scores import Report, span_scores

Marked = tuple[int, int, str]
#: What one knows or works with is knowledge, what one does or is like is a skill, as in SkillSpan.
KNOWLEDGE_KINDS = frozenset({"knowledge", "tool"})
#: Kinds that the guidelines do not annotate, so that finding one is neither right nor wrong.
UNSCORED = frozenset({"employment_type", "remote", "seniority", "address", "id_number"})


def evaluate_sample(
    extractor: Extractor,
    skill_kinds: Mapping[str, str],
    *,
    gold: Sequence[GoldDocument] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Strict span scores of an extractor on the gold of the bundled sample.

    Args:
        skill_kinds: concept to kind (skill, knowledge, tool, language, …), which tells skill from knowledge.
        gold: annotated documents; those of the bundled sample if None.

    Returns:
        A report whose metrics hold, beside the micro scores, `parts` (`resume_en`, …: scores and `per_label`),
        `competence` (skill and knowledge as one label), `facts` (share of postings read right, by field) and `linking`
        (of the gold spans of skills and titles, see `etl.sample_linking`).
    """
    documents = read_sample_gold() if gold is None else gold
    started = time.perf_counter()
    profiles = []
    for done, one in enumerate(documents, 1):
        profiles.append(extractor.extract(one.document))
        if progress:
            progress(done, len(documents))
    seconds = time.perf_counter() - started
    pairs = [
        ({(span.start, span.end, span.label) for span in one.spans}, found_in(profile, skill_kinds))
        for one, profile in zip(documents, profiles, strict=True)
    ]
    micro, per_label = span_scores(pairs)
    parts: dict[str, Any] = {}
    for name in dict.fromkeys(_part(one) for one in documents):
        own = [pair for one, pair in zip(documents, pairs, strict=True) if _part(one) == name]
        scores, labels = span_scores(own)
        parts[name] = {**scores, "competence": _competence(own), "per_label": labels}
    metrics: dict[str, Any] = {**micro, "competence": _competence(pairs), "parts": parts}
    metrics["facts"] = _facts(documents, profiles)
    linker = extractor.tools.linker
    metrics["linking"] = linking_scores(documents, lambda text, type: linker.link(text, type)[0])
    return Report("sample", "etl/sample/gold", len(documents), metrics, seconds, per_label)


def starter_kinds() -> dict[str, str]:
    """Kind of every skill of the starter ontology."""
    from ontology.importers import starter

    return {concept.id: concept.kind for concept in starter.read().concepts.values() if concept.kind}


def found_in(profile: Profile, skill_kinds: Mapping[str, str]) -> set[Marked]:
    """What the extractor marked, in the labels of the gold."""
    mentions: list[Mention] = [*profile.mentions, *profile.unknown]
    if isinstance(profile, CandidateProfile):
        mentions += profile.identity.mentions
        mentions += [m for position in profile.positions for m in position.mentions]
        mentions += [m for study in profile.education for m in study.mentions]
    marked = {(m.span.start, m.span.end, _label(m, skill_kinds)) for m in mentions if m.kind not in UNSCORED}
    # A concept of a spoken language is marked as a skill and as a language: it is one thing.
    spoken = {(start, end) for start, end, label in marked if label == "language"}
    return {
        (start, end, label)
        for start, end, label in marked
        if label == "language" or label in IDENTITY_KINDS or (start, end) not in spoken
    }


def _label(mention: Mention, skill_kinds: Mapping[str, str]) -> str:
    if mention.kind != "skill":
        return mention.kind
    # What is in no vocabulary is far more often a tool than a doing.
    kind = skill_kinds.get(mention.concept or "", "knowledge")
    return "knowledge" if kind in KNOWLEDGE_KINDS else "language" if kind == "language" else "skill"


def _competence(pairs: Sequence[tuple[set[Marked], set[Marked]]]) -> dict[str, float]:
    """Scores of skill and knowledge as one label: is it seen that there is something?"""
    return span_scores((_merged(gold), _merged(found)) for gold, found in pairs)[0]


def _merged(marked: set[Marked]) -> set[Marked]:
    return {(start, end, "competence") for start, end, label in marked if label in ("skill", "knowledge")}


def _part(one: GoldDocument) -> str:
    return f"{one.document.kind}_{one.document.lang}"


def _facts(documents: Sequence[GoldDocument], profiles: Sequence[Profile]) -> dict[str, dict[str, float]]:
    """By field of postings: the share that is right (also in telling nothing), and how many state the field."""
    jobs = [
        (one.facts, profile)
        for one, profile in zip(documents, profiles, strict=True)
        if isinstance(profile, JobProfile)
    ]
    found: dict[str, dict[str, float]] = {}
    for name in ("years_min", "education_level", "pay"):
        right = sum(facts.get(name) == _fact(profile, name) for facts, profile in jobs)
        found[name] = {"right": right / len(jobs) if jobs else 0.0, "stated": sum(name in facts for facts, _ in jobs)}
    stated = [(facts, profile) for facts, profile in jobs if "seniority" in facts]
    right = sum(facts["seniority"] == profile.seniority for facts, profile in stated)
    found["seniority"] = {"right": right / len(stated) if stated else 0.0, "stated": len(stated)}
    return found


def _fact(profile: JobProfile, name: str) -> Any:
    if name != "pay":
        return getattr(profile, name)
    pay = profile.pay
    return (
        {"low": pay.low, "high": pay.high, "currency": pay.currency, "period": pay.period} if pay is not None else None
    )
