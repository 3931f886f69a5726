"""What the graph holds: every label, relationship and property with its meaning. The docs and a test come from here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A label of the graph. `properties` maps a name to `type - meaning`."""

    label: str
    meaning: str
    properties: dict[str, str]


@dataclass(frozen=True, slots=True)
class LinkKind:
    """A relationship type between two labels; it reads as a sentence."""

    start: tuple[str, ...]
    type: str
    end: tuple[str, ...]
    meaning: str
    properties: dict[str, str]


ID = {"id": "string - stable key, unique under its label"}
CONCEPT = ID | {
    "scheme": "string - id of the scheme that it belongs to",
    "label_en": "string - preferred label in English",
    "label_zh": "string - preferred label in Chinese",
    "exact_match": "list<string> - ids of the same concept in other schemes, whether loaded or not",
    "close_match": "list<string> - ids of nearly the same concept in other schemes",
    "broad_match": "list<string> - ids of wider concepts in other schemes",
    "narrow_match": "list<string> - ids of narrower concepts in other schemes",
    "code": "string - its code within the scheme, e.g. ISCO-08, ESCO or O*NET-SOC",
    "description": "string - what it means, in English where it is known",
    "description_zh": "string - what it means, in Chinese",
    "retired": "boolean - has left its scheme, and stays only because people or jobs refer to it",
}
EMBEDDED = {
    "embedding": "list<float> - 128 numbers, of length 1 together, under a vector index",
    "embedding_model": "string - id of the model that made it",
    "embedded_at": "integer - when it was stored, in milliseconds since 1970 by the server's clock",
}

NODES: tuple[NodeKind, ...] = (
    NodeKind(
        "Scheme",
        "A vocabulary: starter, ESCO, O*NET, a Chinese classification, or any SKOS file.",
        ID
        | {
            "title": "string - its name",
            "version": "string - edition, or a hash of the files it came from",
            "licence": "string - under which terms it may be used",
            "lang": "string - its languages",
            "revision": "integer - how many changes curators made",
        },
    ),
    NodeKind(
        "Skill",
        "Something a person can do, know or use.",
        CONCEPT | {"kind": "string - skill, knowledge, tool, language or attitude"},
    ),
    NodeKind("SkillGroup", "A heading over skills.", CONCEPT),
    NodeKind(
        "Occupation",
        "A kind of work.",
        CONCEPT
        | {
            "seniority": "string - typical seniority",
            "job_zone": "integer - O*NET job zone, 1 (little preparation) to 5 (extensive)",
            "education_level": "string - level that is asked for most often",
        },
    ),
    NodeKind("OccupationGroup", "A heading over occupations.", CONCEPT),
    NodeKind(
        "Label",
        "A name of a concept.",
        ID
        | {
            "text": "string - as written",
            "norm": "string - NFKC, case-folded, single spaces",
            "lang": "string - en, zh, …",
            "kind": "string - preferred, alternative or hidden",
            "curated": "boolean - whether a curator gave it, not the source",
        },
    ),
    NodeKind(
        "Document",
        "A resume or posting that was read, its text with identity masked by as many characters.",
        ID
        | {
            "kind": "string - resume or posting",
            "lang": "string - en or zh",
            "format": "string - pdf, docx, html, txt, json-resume, json-ld, csv, jsonl",
            "text": "string - the text that mentions point into",
            "chars": "integer - its length",
            "sources": "list<string> - files or records it came from (postings only; see Identity)",
            "extractor": "string - version of the extractor that read it",
            "ontology_version": "string - ontology that its facts were linked to",
            "as_of": "string - YYYY-MM up to which current positions were counted (resumes only)",
        },
    ),
    NodeKind(
        "Mention",
        "A stretch of a document behind a fact.",
        ID
        | {
            "start": "integer - first character in Document.text",
            "end": "integer - one past the last character",
            "text": "string - the characters",
            "kind": "string - skill, title, company, place, date, degree, …",
            "extractor": "string - component that found it, with its version",
            "confidence": "float - 0 to 1",
        },
    ),
    NodeKind(
        "Candidate",
        "A person, as a resume describes them, without who they are.",
        ID
        | EMBEDDED
        | {
            "lang": "string - language of the resume",
            "headline": "string - what they call themselves, or their latest title",
            "seniority": "string - intern, junior, mid, senior, lead, manager, director or executive",
            "years_experience": "float - years in positions",
            "education_level": "string - secondary, vocational, associate, bachelor, master or doctorate",
            "languages": "list<string> - natural languages",
            "profile_embedding": "list<float> - the embedding before feedback moved it; only where there is feedback",
            "cautions": "list<string> - what a reader should beware of: more-skills-listed-than-told",
        },
    ),
    NodeKind(
        "Identity",
        "Who a person is and how to reach them. Never a feature of a model, never in a log or a reply.",
        ID
        | {
            "names": "list<string> - names",
            "emails": "list<string> - e-mail addresses",
            "phones": "list<string> - telephone numbers",
            "urls": "list<string> - personal pages",
            "addresses": "list<string> - postal addresses",
            "sources": "list<string> - files the resume came from (a file name can hold a name)",
        },
    ),
    NodeKind(
        "Position",
        "A job that somebody held.",
        ID
        | {
            "title": "string - as written",
            "start": "string - YYYY-MM or YYYY",
            "end": "string - YYYY-MM or YYYY",
            "current": "boolean - still held",
            "months": "integer - length",
            "order": "integer - place in the resume, 0 first",
        },
    ),
    NodeKind(
        "Education",
        "A course of study.",
        ID
        | {
            "school": "string - as written",
            "degree": "string - as written",
            "level": "string - secondary to doctorate",
            "subject": "string - field of study",
            "start": "string - YYYY-MM or YYYY",
            "end": "string - YYYY-MM or YYYY",
        },
    ),
    NodeKind(
        "Job",
        "A vacancy, as a posting describes it.",
        ID
        | EMBEDDED
        | {
            "title": "string - as written",
            "lang": "string - language of the posting",
            "seniority": "string - as for people",
            "years_min": "float - years of experience demanded",
            "education_level": "string - level demanded",
            "remote": "boolean - may be done from elsewhere",
            "employment_type": "string - full-time, part-time, contract, internship, temporary",
            "posted": "string - date of posting",
            "pay_low": "float - lower end of pay, in whole currency units",
            "pay_high": "float - upper end of pay",
            "pay_currency": "string - ISO 4217",
            "pay_period": "string - hour, day, month or year",
        },
    ),
    NodeKind(
        "Company",
        "An employer.",
        ID
        | {
            "name": "string - a spelling of its name",
            "without_place": "string - key of the name without the place that it begins with, if it has one",
            "core": "string - key of the name without what the company deals in as well",
        },
    ),
    NodeKind(
        "School",
        "Where people studied: one for its names in both languages where they are known.",
        ID | {"name": "string - a spelling of its name"},
    ),
    NodeKind("Place", "A city, region or country.", ID | {"name": "string - a spelling of its name"}),
    NodeKind("Industry", "A line of business.", ID | {"name": "string - a spelling of its name"}),
    NodeKind(
        "Course",
        "Something that teaches skills.",
        ID
        | {
            "title": "string - its name",
            "provider": "string - who gives it",
            "level": "string - beginner, intermediate or advanced",
            "hours": "float - length",
            "lang": "string - language it is taught in",
        },
    ),
    NodeKind("Change", "A proposed or applied change of the ontology.", ID),
    NodeKind(
        "Model",
        "A trained model.",
        ID
        | {
            "kind": "string - what it does",
            "trained_at": "string - ISO 8601",
            "metrics": "string - JSON object of figures on its validation split",
            "ontology_version": "string - ontology it was trained over",
            "active": "boolean - in service",
            "centre": "list<float> - mean of its job embeddings, from which feedback is measured",
            "replaces": "string - id of the model that was in service before it",
        },
    ),
    NodeKind(
        "Migration",
        "A step of the schema that this graph has had.",
        {"version": "integer - number", "name": "string - what it does"},
    ),
)

CONCEPTS = ("Skill", "SkillGroup", "Occupation", "OccupationGroup")
SAID_BY = {"scheme": "string - id of the scheme that says so"}
CONFIDENCE = {"confidence": "float - 0 to 1"}
EVENT = {
    "at": "string - ISO date or time; part of what makes an event one",
    "value": "float - RATED: 1 to 5; INTERVIEWED: outcome, -1 (rejected) to 1; else 1",
}

LINKS: tuple[LinkKind, ...] = (
    LinkKind(CONCEPTS, "IN_SCHEME", ("Scheme",), "belongs to a vocabulary", {}),
    LinkKind(CONCEPTS, "HAS_LABEL", ("Label",), "has a name", {}),
    LinkKind(CONCEPTS, "BROADER", CONCEPTS, "is a kind of, or falls under", SAID_BY),
    LinkKind(
        ("Skill", "Occupation"),
        "RELATED",
        ("Skill", "Occupation"),
        "goes with",
        SAID_BY | {"tier": "string - O*NET relatedness tier"},
    ),
    LinkKind(CONCEPTS, "EXACT_MATCH", CONCEPTS, "is the same as, in another vocabulary", SAID_BY),
    LinkKind(CONCEPTS, "CLOSE_MATCH", CONCEPTS, "is nearly the same as", SAID_BY),
    LinkKind(CONCEPTS, "BROAD_MATCH", CONCEPTS, "is narrower than", SAID_BY),
    LinkKind(CONCEPTS, "NARROW_MATCH", CONCEPTS, "is wider than", SAID_BY),
    LinkKind(
        ("Occupation",),
        "NEEDS",
        ("Skill",),
        "asks for a skill",
        SAID_BY | {"essential": "boolean - cannot be done without", "importance": "float - 0 to 1"},
    ),
    LinkKind(
        ("Occupation",),
        "LEADS_TO",
        ("Occupation",),
        "is followed by, in careers",
        {
            "count": "float - moves: weight of the curated move plus moves seen in resumes",
            "prior": "float - weight that the ontology gives",
            "scheme": "string - id of the scheme that gives it",
            "observed": "integer - moves seen in resumes",
            "probability": "float - share of the moves that leave the first occupation",
            "source": "string - curated, observed or both",
            "cost": "float - -log(probability)",
        },
    ),
    LinkKind(("Document",), "DESCRIBES", ("Candidate", "Job"), "says something of", {}),
    LinkKind(("Candidate",), "IDENTIFIED_BY", ("Identity",), "is known as", {}),
    LinkKind(
        ("Candidate",),
        "HAS_SKILL",
        ("Skill",),
        "can do",
        CONFIDENCE
        | {
            "level": "float - 0 to 1 where the resume says it",
            "years": "float - years in positions that mention it",
            "last_used": "string - YYYY-MM",
        },
    ),
    LinkKind(("Candidate",), "HELD", ("Position",), "worked in", {}),
    LinkKind(("Candidate",), "STUDIED", ("Education",), "studied", {}),
    LinkKind(("Candidate",), "WORKS_AS", ("Occupation",), "is, by headline or latest title", CONFIDENCE),
    LinkKind(("Candidate", "Position", "Job"), "LOCATED_IN", ("Place",), "is at", {}),
    LinkKind(("Position",), "AS", ("Occupation",), "was work as", CONFIDENCE),
    LinkKind(("Position",), "AT", ("Company",), "was at", {}),
    LinkKind(("Education",), "AT", ("School",), "was at", {}),
    LinkKind(("Company",), "LIKELY_IS", ("Company",), "is likely, under a longer name", CONFIDENCE),
    LinkKind(
        ("Job",),
        "REQUIRES",
        ("Skill",),
        "asks for a skill",
        CONFIDENCE | {"essential": "boolean - demanded rather than preferred", "importance": "float - 0 to 1"},
    ),
    LinkKind(("Job",), "FOR", ("Occupation",), "is work as", CONFIDENCE),
    LinkKind(("Job",), "OFFERED_BY", ("Company",), "is offered by", {}),
    LinkKind(("Job",), "IN_INDUSTRY", ("Industry",), "is in a line of business", {}),
    LinkKind(("Mention",), "IN", ("Document",), "stands in", {}),
    LinkKind(
        ("Mention",),
        "OF",
        ("Skill", "Occupation", "Position", "Education", "Company", "Place", "Job", "Candidate"),
        "is the evidence of",
        {},
    ),
    LinkKind(("Course",), "TEACHES", ("Skill",), "teaches", {}),
    LinkKind(("Candidate",), "VIEWED", ("Job",), "looked at", EVENT),
    LinkKind(("Candidate",), "APPLIED", ("Job",), "applied to", EVENT),
    LinkKind(("Candidate",), "INTERVIEWED", ("Job",), "was interviewed for", EVENT),
    LinkKind(("Candidate",), "HIRED", ("Job",), "was hired for", EVENT),
    LinkKind(("Candidate",), "RATED", ("Job",), "rated", EVENT),
)


def as_markdown() -> str:
    """The page `docs/schema.md`."""
    out = [
        "# The graph",
        "",
        "Generated from `graph/schema.py` by `careergraph docs`; do not edit.",
        "",
        "## Nodes",
        "",
    ]
    for node in NODES:
        out += [f"### `{node.label}`", "", node.meaning, "", "| property | type | meaning |", "|---|---|---|"]
        out += [_row(name, text) for name, text in node.properties.items()] + [""]
    out += ["## Relationships", "", "| from | relationship | to | reads | properties |", "|---|---|---|---|---|"]
    for link in LINKS:
        names = "<br>".join(f"`{name}` {text}" for name, text in link.properties.items())
        out.append(f"| {', '.join(link.start)} | `{link.type}` | {', '.join(link.end)} | {link.meaning} | {names} |")
    return "\n".join(out) + "\n"


def _row(name: str, text: str) -> str:
    kind, meaning = text.split(" - ", 1)
    return f"| `{name}` | {kind.replace('<', '&lt;')} | {meaning} |"
