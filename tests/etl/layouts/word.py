"""Resumes as Word files: one column, columns of the section, tables, a text box, heads and feet."""

from __future__ import annotations

import io
from typing import Any

from tests.etl.layouts.people import Job, Person, Study

LAYOUTS = ("single", "columns", "side_table", "rows", "heads", "text_box", "ledger", "tabs", "margin_headings")


def word(person: Person, layout: str) -> bytes:
    """A Word file in one of `LAYOUTS`."""
    import docx

    document = docx.Document()
    _BUILDERS[layout](document, person)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _heading(where: Any, text: str) -> None:
    run = where.add_paragraph().add_run(text)
    run.bold = True
    run.font.size = _points(14)


def _points(size: int) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _head(where: Any, person: Person, *, contact: bool = True) -> None:
    run = where.add_paragraph().add_run(person.name)
    run.bold = True
    run.font.size = _points(20)
    where.add_paragraph(person.headline)
    if contact:
        where.add_paragraph(" | ".join(person.contact))


def _summary(where: Any, person: Person) -> None:
    _heading(where, person.headings["summary"])
    where.add_paragraph(person.summary)


def _job(where: Any, job: Job, *, tabs: bool = False) -> None:
    if tabs:
        where.add_paragraph().add_run(f"{job.title}\t{job.dates}").bold = True
        where.add_paragraph(f"{job.company}\t{job.place}")
    else:
        where.add_paragraph().add_run(job.title).bold = True
        where.add_paragraph(f"{job.company}, {job.place}")
        where.add_paragraph(job.dates)
    for task in job.tasks:
        where.add_paragraph(task, style="List Bullet" if hasattr(where, "add_heading") else None)


def _study(where: Any, study: Study, *, tabs: bool = False) -> None:
    where.add_paragraph(f"{study.degree}, {study.school}" + (f"\t{study.dates}" if tabs else f", {study.dates}"))


def _work(where: Any, person: Person, *, tabs: bool = False) -> None:
    _heading(where, person.headings["experience"])
    for job in person.jobs:
        _job(where, job, tabs=tabs)
    _heading(where, person.headings["education"])
    for study in person.studies:
        _study(where, study, tabs=tabs)


def _skills(where: Any, person: Person, *, each: bool = False) -> None:
    _heading(where, person.headings["skills"])
    for group, names in person.skills:
        if each:
            for name in names:
                where.add_paragraph(name)
        else:
            where.add_paragraph(f"{group}: {', '.join(names)}")
    _heading(where, person.headings["languages"])
    where.add_paragraph(", ".join(person.languages))


def _single(document: Any, person: Person, *, tabs: bool = False) -> None:
    _head(document, person)
    _summary(document, person)
    _work(document, person, tabs=tabs)
    _skills(document, person)


def _columns(document: Any, person: Person) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _single(document, person)
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), "2")
    document.sections[0]._sectPr.append(columns)


def _side_table(document: Any, person: Person) -> None:
    """The page as one row of two cells: a side bar with contact and skills, and the rest."""
    side, main = document.add_table(rows=1, cols=2).rows[0].cells
    _heading(side, "联系方式" if person.lang == "zh" else "Contact")
    for item in person.contact:
        side.add_paragraph(item)
    _skills(side, person, each=True)
    _head(main, person, contact=False)
    _summary(main, person)
    _work(main, person)


def _rows(document: Any, person: Person) -> None:
    """A table of two columns, dates beside the rest, a row each."""
    _head(document, person)
    _summary(document, person)
    _heading(document, person.headings["experience"])
    table = document.add_table(rows=0, cols=2)
    for job in person.jobs:
        when, what = table.add_row().cells
        when.text = job.dates
        what.paragraphs[0].add_run(job.title).bold = True
        what.add_paragraph(f"{job.company}, {job.place}")
        for task in job.tasks:
            what.add_paragraph(task)
    _heading(document, person.headings["education"])
    table = document.add_table(rows=0, cols=2)
    for study in person.studies:
        when, what = table.add_row().cells
        when.text, what.text = study.dates, f"{study.degree}, {study.school}"
    _skills(document, person)


def _ledger(document: Any, person: Person) -> None:
    """One line a cell, under a row of column names; the tasks in a merged row below."""
    zh = person.lang == "zh"
    _head(document, person)
    _summary(document, person)
    _heading(document, person.headings["experience"])
    table = document.add_table(rows=1, cols=3)
    for cell, name in zip(
        table.rows[0].cells, ("起止时间", "公司名称", "职位") if zh else ("Period", "Employer", "Position"), strict=True
    ):
        cell.text = name
    for job in person.jobs:
        for cell, text in zip(table.add_row().cells, (job.dates, job.company, job.title), strict=True):
            cell.text = text
        cells = table.add_row().cells
        merged = cells[0].merge(cells[2])
        for task in job.tasks:
            merged.add_paragraph(task)
    _heading(document, person.headings["education"])
    table = document.add_table(rows=0, cols=3)
    for study in person.studies:
        for cell, text in zip(table.add_row().cells, (study.dates, study.school, study.degree), strict=True):
            cell.text = text
    _skills(document, person)


def _margin_headings(document: Any, person: Person) -> None:
    """A table of two columns, headings beside what stands under them."""
    _head(document, person)
    table = document.add_table(rows=0, cols=2)
    skills = "；".join(name for _, names in person.skills for name in names)
    for part, texts in (
        ("summary", [person.summary]),
        ("experience", [t for j in person.jobs for t in (j.title, f"{j.company}, {j.place}", j.dates, *j.tasks)]),
        ("education", [f"{s.degree}, {s.school}, {s.dates}" for s in person.studies]),
        ("skills", [skills]),
        ("languages", [", ".join(person.languages)]),
    ):
        margin, body = table.add_row().cells
        margin.text = person.headings[part]  # type: ignore[index]
        body.text = texts[0]
        for text in texts[1:]:
            body.add_paragraph(text)


def _heads(document: Any, person: Person) -> None:
    """Name and contact in the head of the page, a page number in its foot."""
    section = document.sections[0]
    section.header.paragraphs[0].text = person.name
    section.header.add_paragraph("\t".join(person.contact))
    section.footer.paragraphs[0].text = "第 1 页 共 2 页" if person.lang == "zh" else "Page 1 of 2"
    document.add_paragraph(person.headline)
    _summary(document, person)
    _work(document, person)
    _skills(document, person)


def _text_box(document: Any, person: Person) -> None:
    """Contact and skills in a text box that is anchored in the first paragraph."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    texts = [*person.contact, person.headings["skills"], *(name for _, names in person.skills for name in names),
             person.headings["languages"], *person.languages]  # fmt: skip
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    box = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        '<v:shape style="width:120pt;height:500pt">'
        f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    _head(document, person, contact=False)
    document.paragraphs[0]._p.append(parse_xml(box))
    _summary(document, person)
    _work(document, person)


_BUILDERS: dict[str, Any] = {
    "single": _single,
    "columns": _columns,
    "side_table": _side_table,
    "rows": _rows,
    "ledger": _ledger,
    "heads": _heads,
    "margin_headings": _margin_headings,
    "text_box": _text_box,
    "tabs": lambda document, person: _single(document, person, tabs=True),
}
