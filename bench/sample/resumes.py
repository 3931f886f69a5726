"""Resumes as PDF, DOCX, HTML and JSON Resume."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from bench.sample.pages import page
from bench.sample.source import Entry, Record, Section


def write_resume(record: Record, folder: Path, chromium: str) -> None:
    """Render one resume into the folder."""
    path = folder / record.ref
    if record.format == "pdf":
        print_page(page(record), path, chromium)
    elif record.format == "docx":
        _docx(record, path)
    elif record.format == "html":
        path.write_text(page(record), encoding="utf-8")
    else:
        path.write_text(json.dumps(_json_resume(record), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def print_page(html: str, path: Path, chromium: str) -> None:
    """Print a page to PDF by headless Chromium."""
    with tempfile.TemporaryDirectory() as home:
        source = Path(home, "page.html")
        source.write_text(html, encoding="utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={home}/p")
        command = (chromium, *options, f"--print-to-pdf={path}", source.as_uri())
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def _docx(record: Record, path: Path) -> None:
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.author = ""
    title = document.add_heading(record.name, level=0)
    title.paragraph_format.space_after = Pt(2)
    document.add_paragraph(record.headline)
    if record.layout == "table":
        document.sections[0].header.paragraphs[0].text = "  |  ".join(record.contact)
    else:
        for line in record.contact:
            document.add_paragraph(line).paragraph_format.space_after = Pt(0)
    for section in record.sections:
        document.add_heading(section.heading, level=1)
        for entry in section.entries:
            (_docx_row if record.layout == "table" else _docx_entry)(document, entry)
        if record.layout == "table" and section.kind == "skills":
            _docx_skills(document, section)
        else:
            for line in section.lines:
                document.add_paragraph(line)
    document.save(str(path))


def _docx_entry(document: Any, entry: Entry) -> None:
    title, company, place, dates = entry.cells
    paragraph = document.add_paragraph()
    paragraph.add_run(title).bold = True
    paragraph.add_run(f", {company}, {place}\t{dates}")
    for bullet in entry.bullets:
        document.add_paragraph(bullet, style="List Bullet")


def _docx_row(document: Any, entry: Entry) -> None:
    title, company, place, dates = entry.cells
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = dates
    right.text = f"{title}\n{company} ({place})"
    for bullet in entry.bullets:
        right.add_paragraph(bullet, style="List Bullet")


def _docx_skills(document: Any, section: Section) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for line in section.lines:
        group, _, skills = line.partition(": ")
        cells = table.add_row().cells
        cells[0].text, cells[1].text = group, skills


def _json_resume(record: Record) -> dict[str, Any]:
    mail, phone, place = record.contact
    city, *rest = (part.strip() for part in place.split(","))
    data: dict[str, Any] = {
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {
            "name": record.name,
            "label": record.headline,
            "email": mail,
            "phone": phone,
            "location": {"city": city, "region": rest[0] if len(rest) > 1 else "", "countryCode": rest[-1]},
        },
    }
    for section in record.sections:
        if section.kind == "summary":
            data["basics"]["summary"] = " ".join(section.lines)
        elif section.kind == "work":
            data["work"] = [_job(entry) for entry in section.entries]
        elif section.kind == "education":
            data["education"] = [_study(entry) for entry in section.entries]
        elif section.kind == "skills":
            pairs = [line.partition(": ") for line in section.lines]
            data["skills"] = [{"name": name, "keywords": words.split(", ")} for name, _, words in pairs]
        elif section.kind == "languages":
            found = [re.match(r"(.+?)\s*[（(](.+)[）)]", line) for line in section.lines]
            data["languages"] = [{"language": m[1], "fluency": m[2]} for m in found if m]
        else:
            data[section.kind] = [{"name": line} for line in section.lines]
    return data


def _dates(entry: Entry) -> dict[str, str]:
    start, _, end = entry.dates.partition(" –")
    return {"startDate": start} | ({"endDate": end.strip()} if end.strip() else {})


def _job(entry: Entry) -> dict[str, Any]:
    title, company, place, _ = entry.cells
    return {"name": company, "position": title, "location": place, **_dates(entry), "highlights": entry.bullets}


def _study(entry: Entry) -> dict[str, str]:
    degree, _, subject = entry.cells[0].partition(", ")
    return {"institution": entry.cells[1], "studyType": degree, "area": subject, **_dates(entry)}
