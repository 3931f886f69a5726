"""Postings as a CSV, a JSONL, HTML pages (some with embedded JSON-LD) and schema.org JobPosting files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from bench.sample.pages import items
from bench.sample.source import Record

_COLUMNS = {
    "id": "id", "title": "title", "company": "company", "place": "city", "pay": "salary", "experience": "experience",
    "education": "education", "industry": "industry", "type": "employment_type", "posted": "posted",
}  # fmt: skip
_CHINESE_KEYS = {
    "title": "position", "company": "company", "place": "city", "pay": "wage", "experience": "experience",
    "education": "diploma", "industry": "industry", "posted": "posted",
}  # fmt: skip
_LABELS = {
    "company": ("Company", "公司"), "place": ("Location", "工作地点"), "pay": ("Salary", "薪资"),
    "type": ("Employment type", "工作性质"), "posted": ("Posted", "发布日期"),
}  # fmt: skip


def write_postings(found: Iterable[Record], folder: Path) -> None:
    """Render all postings into the folder."""
    records = list(found)
    _table([r for r in records if r.format == "csv"], folder / "postings.csv")
    lines = [json.dumps(_row(r), ensure_ascii=False) for r in records if r.format == "jsonl"]
    (folder / "postings.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for record in records:
        if record.format == "html":
            (folder / record.ref).write_text(_html(record), encoding="utf-8")
        elif record.format == "jsonld":
            data = _shaped(record)
            text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
            (folder / record.ref).write_text(text, encoding="utf-8")


def _table(records: list[Record], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*_COLUMNS.values(), "description"])
        for r in records:
            values = {"id": r.id} | r.values
            writer.writerow([*(values.get(key, "") for key in _COLUMNS), _description(r)])


def _description(record: Record) -> str:
    colon = "：" if record.chinese else ":"
    parts = []
    for s in record.sections:
        bullets = (f"{n}、{text}" if record.chinese else f"- {text}" for n, text in enumerate(s.bullets, 1))
        parts.append("\n".join((f"{s.heading}{colon}", *s.lines, *bullets)))
    return "\n".join(parts)


def _row(record: Record) -> dict[str, str]:
    if record.chinese:
        row = {name: record.values[key] for key, name in _CHINESE_KEYS.items() if key in record.values}
        return {"id": record.id, "lang": "zh", **row, "description": _description(record)}
    values = record.values
    row = {"title": values["title"], "company": values["company"], "location": values["place"], "salary": values["pay"]}
    row |= {"employment_type": values["type"], "date_posted": values["posted"]}
    return {"id": record.id, "lang": "en", **row, **{s.kind: "\n".join(s.bullets) for s in record.sections}}


def _body(record: Record) -> str:
    parts = []
    for s in record.sections:
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in s.lines)
        parts.append(f"<h3>{escape(s.heading)}</h3>\n{paragraphs}{items(s.bullets)}")
    return "\n".join(parts)


def _html(record: Record) -> str:
    lang = "zh" if record.chinese else "en"
    title = escape(record.values["title"])
    facts = [(_LABELS[k][record.chinese], record.values[k]) for k in _LABELS if k in record.values]
    script = ""
    if record.layout == "jsonld":
        data = json.dumps(_job_posting(record), ensure_ascii=False, indent=1).replace("</", "<\\/")
        script = f'\n<script type="application/ld+json">\n{data}\n</script>'
        facts = facts[:2]
    if record.layout == "table":
        rows = "\n".join(f"<tr><th>{escape(a)}</th><td>{escape(b)}</td></tr>" for a, b in facts)
        head = f"<table>\n{rows}\n</table>"
    else:
        head = "\n".join(f"<div><b>{escape(a)}</b>: {escape(b)}</div>" for a, b in facts)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head><meta charset="utf-8"><title>{title}</title>{script}</head>\n'
        f"<body>\n<h1>{title}</h1>\n{head}\n<main>\n{_body(record)}\n</main>\n</body>\n</html>\n"
    )


def _shaped(record: Record) -> Any:
    posting = _job_posting(record)
    if record.layout == "list":
        return [posting]
    if record.layout == "graph":
        context = posting.pop("@context")
        page = {"@type": "WebPage", "name": record.values["title"]}
        return {"@context": context, "@graph": [page, posting]}
    return posting


def _job_posting(record: Record) -> dict[str, Any]:
    values = record.values
    *places, country = (part.strip() for part in values["place"].split(","))
    address = {"@type": "PostalAddress", "addressLocality": places[0], "addressCountry": country}
    if len(places) > 1:
        address["addressRegion"] = places[1]
    pay = re.fullmatch(r"(\d+)-(\d+) (\w+) (\w+)", values["pay"])
    if pay is None:
        raise ValueError(f"{record.id}: pay is to be 'LOW-HIGH CURRENCY UNIT'")
    amount = {"@type": "QuantitativeValue", "minValue": int(pay[1]), "maxValue": int(pay[2]), "unitText": pay[4]}
    posting: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": values["title"],
        "datePosted": values["posted"],
        "employmentType": values["type"],
        "hiringOrganization": {"@type": "Organization", "name": values["company"]},
        "jobLocation": {"@type": "Place", "address": address},
        "baseSalary": {"@type": "MonetaryAmount", "currency": pay[3], "value": amount},
        "description": _body(record),
    }
    if values.get("remote"):
        posting["jobLocationType"] = "TELECOMMUTE"
    return posting
