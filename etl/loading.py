"""From profiles to the graph: rows for the load queries, and the transaction that stores them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.store import Store, Transaction

from .company_likeness import confidence_in, likeness
from .contact import posting_contacts
from .model import (
    IDENTITY_KINDS,
    CandidateProfile,
    Document,
    EducationFact,
    JobProfile,
    Mention,
    MentionKind,
    PositionFact,
    Profile,
    SkillFact,
)
from .place_keys import place_key
from .redact import redact
from .school_keys import school_key

Row = dict[str, Any]
#: Kinds of mention that are about a part of a resume rather than about a shared node.
POSITION_KINDS = frozenset({"title", "date"})
EDUCATION_KINDS = frozenset({"degree", "field", "school"})


@dataclass
class Rows:
    """The rows of one document for each load query, in the order in which they must run."""

    documents: list[Row] = field(default_factory=list)
    candidates: list[Row] = field(default_factory=list)
    positions: list[Row] = field(default_factory=list)
    education: list[Row] = field(default_factory=list)
    candidate_skills: list[Row] = field(default_factory=list)
    jobs: list[Row] = field(default_factory=list)
    job_skills: list[Row] = field(default_factory=list)
    company_likeness: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    note_sources: list[Row] = field(default_factory=list)

    def extend(self, other: Rows) -> None:
        """Add the rows of another document."""
        for name, rows in vars(other).items():
            getattr(self, name).extend(rows)


def rows_of(profile: Profile, *, extractor: str, ontology_version: str, as_of: str | None = None) -> Rows:
    """The rows that store one profile. The text is masked here: nothing behind this line sees who a person is, the
    applicant of a resume or the contact persons of a posting."""
    document = profile.document
    applicant = isinstance(profile, CandidateProfile)
    identity = profile.identity if isinstance(profile, CandidateProfile) else posting_contacts(profile)
    rows = Rows()
    rows.documents.append(
        {
            "id": document.id,
            "kind": document.kind,
            "lang": document.lang,
            "format": document.format,
            "text": redact(document, identity),
            "chars": len(document.text),
            "extractor": extractor,
            "ontology_version": ontology_version,
            "as_of": as_of if applicant else None,
        }
    )
    rows.note_sources.append({"id": document.id, "source": document.source})
    if isinstance(profile, CandidateProfile):
        _candidate(rows, profile)
        keys = [position.company_key for position in profile.positions]
    else:
        _job(rows, profile)
        keys = [profile.company_key]
    rows.company_likeness += [likeness_row(key) for key in dict.fromkeys(keys) if key]
    return rows


def store_rows(tx: Transaction, rows: Rows) -> None:
    """Store the rows of some documents; what an older reading of them left is removed first."""
    tx.run("load/retire_documents", ids=[row["id"] for row in rows.documents])
    for name, part in vars(rows).items():
        if part:
            tx.run(f"load/{name}", rows=part)


def load_profiles(
    store: Store, profiles: Iterable[Profile], *, extractor: str, ontology_version: str, as_of: str | None = None
) -> None:
    """Store profiles in one transaction: all of them, or none."""
    rows = Rows()
    for profile in profiles:
        rows.extend(rows_of(profile, extractor=extractor, ontology_version=ontology_version, as_of=as_of))
    store.transact(lambda tx: store_rows(tx, rows))


def _candidate(rows: Rows, profile: CandidateProfile) -> None:
    document = profile.document
    names: dict[MentionKind, str]
    names = {"name": "names", "email": "emails", "phone": "phones", "url": "urls", "address": "addresses"}
    identity: Row = {"id": profile.id.replace("candidate:", "identity:", 1)}
    identity |= {plural: profile.identity.values(kind) for kind, plural in names.items()}
    rows.candidates.append(
        {
            "id": profile.id,
            "document": document.id,
            "properties": {
                "lang": document.lang,
                "headline": profile.headline,
                "seniority": profile.seniority,
                "years_experience": profile.years_experience,
                "education_level": profile.education_level,
                "languages": list(profile.languages),
                "cautions": list(profile.cautions),
            },
            "identity": identity,
            "place": _place(profile.place),
            "occupation": profile.occupation,
            "occupation_confidence": profile.occupation_confidence,
        }
    )
    owner: dict[Mention, Row] = {}
    for number, position in enumerate(profile.positions):
        ident = f"{profile.id}/position/{number}"
        rows.positions.append(_position(ident, number, profile.id, position))
        for mention in position.mentions:
            owner.setdefault(mention, {"position": ident} if mention.kind in POSITION_KINDS else {})
            if mention.kind == "company" and position.company_key:
                owner[mention] = {"company": position.company_key}
    for number, study in enumerate(profile.education):
        ident = f"{profile.id}/education/{number}"
        rows.education.append(
            {
                "id": ident,
                "candidate": profile.id,
                "school": school_row(study.school),
                "properties": {
                    "school": study.school,
                    "degree": study.degree,
                    "level": study.level,
                    "subject": study.subject,
                    "start": study.start,
                    "end": study.end,
                },
            }
        )
        for mention in study.mentions:
            owner.setdefault(mention, {"education": ident} if mention.kind in EDUCATION_KINDS | {"date"} else {})
    for skill in profile.skills:
        rows.candidate_skills.append(
            {
                "candidate": profile.id,
                "skill": skill.concept,
                "properties": {
                    "level": skill.level,
                    "years": skill.years,
                    "last_used": skill.last_used,
                    "confidence": skill.confidence,
                },
            }
        )
    hidden = {m.span for m in profile.identity.mentions}
    facts: list[PositionFact | EducationFact | SkillFact]
    facts = [*profile.positions, *profile.education, *profile.skills]
    parts = [m for fact in facts for m in fact.mentions]
    visible = [m for m in (*profile.mentions, *parts, *profile.unknown) if m.span not in hidden]
    _mentions(rows, document, visible, owner, {"candidate": profile.id})


def _job(rows: Rows, profile: JobProfile) -> None:
    pay = profile.pay
    rows.jobs.append(
        {
            "id": profile.id,
            "document": profile.document.id,
            "properties": {
                "title": profile.title,
                "lang": profile.document.lang,
                "seniority": profile.seniority,
                "years_min": profile.years_min,
                "education_level": profile.education_level,
                "remote": profile.remote,
                "employment_type": profile.employment_type,
                "posted": profile.posted,
                "pay_low": pay.low if pay else None,
                "pay_high": pay.high if pay else None,
                "pay_currency": pay.currency if pay else None,
                "pay_period": pay.period if pay else None,
            },
            "company": _company(profile.company, profile.company_key),
            "place": _place(profile.place),
            "industries": [{"id": f"industry:{name.casefold()}", "name": name} for name in profile.industry],
            "occupation": profile.occupation,
            "occupation_confidence": profile.occupation_confidence,
        }
    )
    for skill in profile.skills:
        rows.job_skills.append(
            {
                "job": profile.id,
                "skill": skill.concept,
                "properties": {
                    "essential": skill.essential,
                    "importance": skill.importance,
                    "confidence": skill.confidence,
                },
            }
        )
    owner = {m: {"company": profile.company_key} for m in profile.mentions if m.kind == "company"}
    parts = [m for skill in profile.skills for m in skill.mentions]
    _mentions(rows, profile.document, [*profile.mentions, *parts, *profile.unknown], owner, {"job": profile.id})


def _position(ident: str, number: int, candidate: str, fact: PositionFact) -> Row:
    return {
        "id": ident,
        "candidate": candidate,
        "properties": {
            "title": fact.title,
            "start": fact.start,
            "end": fact.end,
            "current": fact.current,
            "months": fact.months,
            "order": number,
        },
        "company": _company(fact.company, fact.company_key),
        "place": _place(fact.place),
        "occupation": fact.occupation,
        "occupation_confidence": fact.occupation_confidence,
    }


def _mentions(
    rows: Rows, document: Document, mentions: Sequence[Mention], owner: dict[Mention, Row], whole: Row
) -> None:
    """Rows of mentions, each once, in the order of the text; what has no node of its own is of the person or job."""
    known = {m: None for m in mentions if m.kind not in IDENTITY_KINDS}
    order = sorted(known, key=lambda m: (m.span.start, m.span.end, m.kind, m.concept or ""))
    for number, mention in enumerate(order):
        row: Row = dict.fromkeys(
            ("skill", "occupation", "position", "education", "company", "place", "job", "candidate")
        )
        row |= owner.get(mention) or {}
        if mention.kind == "skill":
            row["skill"] = mention.concept
        elif mention.kind == "title":
            row["occupation"] = mention.concept
        elif mention.kind == "place" and (place := _place(mention.text)):
            row["place"] = place["id"]
        if not any(row.values()) and not (mention.kind == "skill" and mention.concept is None):
            row |= whole
        rows.mentions.append(
            row
            | {
                "document": document.id,
                "properties": {
                    "id": f"{document.id}/{number}",
                    "start": mention.span.start,
                    "end": mention.span.end,
                    "text": mention.text,
                    "kind": mention.kind,
                    "extractor": mention.extractor,
                    "confidence": mention.confidence,
                },
            }
        )


def _company(name: str | None, key: str | None) -> Row | None:
    return {"id": key, "name": name} if name and key else None


def likeness_row(key: str) -> Row:
    """Which shorter names a company may go by, and how sure it is that one with a longer name is this one."""
    shorter = likeness(key)
    known = confidence_in(key)
    return {
        "id": key,
        "without_place": shorter.without_place,
        "core": shorter.core,
        "likely": [
            {"id": other, "confidence": getattr(confidence_in(other), kind)}
            for kind in ("without_place", "core")
            if (other := getattr(shorter, kind))
        ],
        "confidence": {"without_place": known.without_place, "core": known.core},
    }


def school_row(name: str | None) -> Row | None:
    """The school of an entry, one for its names in both languages; None without a name."""
    return {"id": f"school:{school_key(name)}", "name": name} if name else None


def _place(name: str | None) -> Row | None:
    return {"id": f"place:{place_key(name)}", "name": name} if name else None
