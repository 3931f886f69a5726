"""schema.org JobPosting (https://schema.org/JobPosting), as JSON-LD in a file of its own or inside a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etl.model import Document
from etl.readers.build import document
from etl.readers.columns import labels
from etl.readers.record import record_lines
from graph.errors import EmptyDocument

_UNITS = {"HOUR": "hour", "DAY": "day", "WEEK": "week", "MONTH": "month", "YEAR": "year"}
_MOST_DEPTH = 12


def postings_in(data: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every JobPosting in some JSON-LD: a single object, a list, an `@graph`, or the item of a list of items."""
    if depth > _MOST_DEPTH:
        return
    if isinstance(data, Mapping):
        if is_job_posting(data):
            yield data
            return
        for key in ("@graph", "itemListElement", "item", "mainEntity", "mainEntityOfPage"):
            yield from postings_in(data.get(key), depth + 1)
    elif isinstance(data, Sequence) and not isinstance(data, str):
        for part in data:
            yield from postings_in(part, depth + 1)


def is_job_posting(data: Mapping[str, Any]) -> bool:
    """Whether an object says that it is a JobPosting (with or without the schema.org prefix)."""
    kinds = data.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] == "JobPosting" for name in names)


def posting_document(data: Mapping[str, Any], *, format: str, source: str, where: str) -> Document:
    """A document from a JobPosting; its `source` is the posting's identifier where it has one.

    Raises:
        EmptyDocument: it has neither a title nor any text.
    """
    values = _values(data)
    if not any(values.get(name) for name in ("title", "description", "responsibilities", "requirements", "skills")):
        raise EmptyDocument("the JobPosting has neither title nor text", where=where)
    ordered = {name: values[name] for name in labels() if values.get(name)}
    own = _texts(data.get("identifier"), "value", "name")
    return document(record_lines(ordered), "posting", format=format, source=own[0] if own else source)


def _values(data: Mapping[str, Any]) -> dict[str, list[str]]:
    return {
        "title": _texts(data.get("title") or data.get("name")),
        "company": _texts(data.get("hiringOrganization"), "name", "legalName"),
        "place": _places(data.get("jobLocation")) or _texts(data.get("applicantLocationRequirements"), "name"),
        "industry": _texts(data.get("industry"), "name"),
        "category": _texts(data.get("occupationalCategory"), "name") or _texts(data.get("relevantOccupation"), "name"),
        "employment_type": [_words(t) for t in _texts(data.get("employmentType"))],
        "remote": ["yes"] if "TELECOMMUTE" in _texts(data.get("jobLocationType")) else [],
        "pay": _pay(data.get("baseSalary") or data.get("estimatedSalary")),
        "experience": _experience(data.get("experienceRequirements")),
        "education": [_words(t) for t in _texts(data.get("educationRequirements"), "credentialCategory", "name")],
        "posted": _texts(data.get("datePosted")),
        "closes": _texts(data.get("validThrough")),
        "description": _texts(data.get("description")),
        "responsibilities": _texts(data.get("responsibilities")),
        "requirements": _texts(data.get("qualifications"), "name", "description"),
        "skills": _texts(data.get("skills"), "name"),
        "benefits": _texts(data.get("jobBenefits") or data.get("benefits")),
        "company_description": _texts(data.get("employerOverview")),
    }


def _texts(value: Any, *keys: str) -> list[str]:
    """Texts of a property, which may be a text, an object (the first of `keys` that it has) or a list of them."""
    if isinstance(value, Mapping):
        if "@value" in value:
            return _texts(value["@value"])
        return next((found for key in keys if (found := _texts(value.get(key)))), [])
    if isinstance(value, list):
        return list(dict.fromkeys(text for part in value for text in _texts(part, *keys)))
    if value is None or isinstance(value, bool):
        return []
    text = str(value).strip()
    return [text] if text else []


def _words(text: str) -> str:
    """`FULL_TIME` as `full time`."""
    return text.replace("_", " ").lower() if text.isupper() else text


def _places(value: Any) -> list[str]:
    if isinstance(value, list):
        return list(dict.fromkeys(place for part in value for place in _places(part)))
    if not isinstance(value, Mapping):
        return _texts(value)
    address = value.get("address", value)
    if not isinstance(address, Mapping):
        return _texts(address) or _texts(value.get("name"))
    parts = [
        text
        for key in ("addressLocality", "addressRegion", "addressCountry")
        for text in _texts(address.get(key), "name")[:1]
    ]
    return [", ".join(dict.fromkeys(parts))] if parts else _texts(value.get("name"))


def _pay(value: Any) -> list[str]:
    if not isinstance(value, Mapping):
        if isinstance(value, list):
            return [text for part in value for text in _pay(part)]
        return _texts(value)
    amount = value.get("value", value)
    currency = (_texts(value.get("currency")) or [""])[0]
    if not isinstance(amount, Mapping):
        numbers, unit = _texts(amount), _texts(value.get("unitText"))
    else:
        numbers = _texts(amount.get("minValue")) + _texts(amount.get("maxValue")) or _texts(amount.get("value"))
        unit = _texts(amount.get("unitText")) or _texts(value.get("unitText"))
    if not numbers:
        return []
    per = f" per {_UNITS.get(unit[0].upper(), unit[0].lower())}" if unit else ""
    return [f"{currency} {' - '.join(dict.fromkeys(numbers))}{per}".strip()]


def _experience(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        months = _texts(value.get("monthsOfExperience"))
        if months:
            try:
                years = float(months[0]) / 12
            except ValueError:
                return months
            return [f"{years:g} years" if years >= 1 else f"{months[0]} months"]
    return _texts(value, "description", "name")
