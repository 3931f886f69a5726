"""Resumes as HTML pages in the layouts that people use; a browser prints them to PDF as well."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from tests.etl.layouts.people import Job, Person, Study

_BASE = (
    "body{font:10.5pt/1.4 'Liberation Sans','Noto Sans CJK SC',sans-serif;margin:0}h1{font-size:20pt;margin:0}"
    "h2{font-size:12.5pt;margin:11pt 0 3pt}h3{font-size:10.5pt;margin:6pt 0 0}p{margin:2pt 0}"
    "ul{margin:2pt 0;padding-left:14pt}table{border-collapse:collapse;width:100%}"
    "td,th{vertical-align:top;text-align:left;padding:2pt 6pt 2pt 0}@page{size:A4;margin:16mm}"
)
_STYLES = {
    "single": "",
    "right_dates": ".dates{float:right}h3{margin-top:8pt}",
    "sidebar_left": "@page{margin:0}body{display:flex;min-height:296mm}aside{width:62mm;background:#234;color:#fff;"
    "padding:12mm 7mm;box-sizing:border-box}main{flex:1;padding:12mm 10mm}",
    "sidebar_right": "body{display:flex;gap:8mm}main{flex:1}aside{width:52mm}",
    "columns": ".body{column-count:2;column-gap:9mm;font-size:9.5pt}.entry{break-inside:avoid}",
    "table": "td{border:.6pt solid #777;padding:3pt 6pt}td.when{width:33mm}",
    "ledger": "td{border:.6pt solid #777;padding:3pt 6pt}th{border:.6pt solid #777;background:#eee;padding:3pt 6pt}",
    "skills_grid": ".grid{display:grid;grid-template-columns:1fr 1fr 1fr;column-gap:6mm}",
    "hyphens": "body{column-count:2;column-gap:8mm;hyphens:auto;text-align:justify;font-size:9.5pt}",
    "soft_hyphens": "main{width:64mm;hyphens:manual}",
    "glyph_bullets": "ul{list-style:none;padding-left:0}li:before{content:'\\27A4\\00A0\\00A0'}",
    "running_heads": "@page{size:A5;margin:20mm 14mm;@top-left{content:'Curriculum vitae';font-size:8.5pt}"
    "@bottom-center{content:'Confidential, for recruitment only  '"
    "counter(page) ' / ' counter(pages);font-size:8.5pt}}",
    "margin_headings": "td{vertical-align:top}td.margin{width:38mm;font-weight:bold}",
    "when_column": ".entry{display:grid;grid-template-columns:34mm 1fr;column-gap:4mm}.entry>.dates{font-weight:bold}",
}  # fmt: skip
LAYOUTS = tuple(_STYLES)


def page(person: Person, layout: str) -> str:
    """A whole page in one of `LAYOUTS`."""
    body = _BODIES.get(layout, _single)(person)
    if layout == "soft_hyphens":
        body = _softened(body)
    return (
        f'<!doctype html><html lang="{person.lang}"><head><meta charset="utf-8"><title>cv</title>'
        f"<style>{_BASE}{_STYLES[layout]}</style></head><body>{body}</body></html>"
    )


def _softened(body: str) -> str:
    """With a soft hyphen after each vowel that a consonant and a vowel follow, roughly where English breaks words."""
    return re.sub(
        r">[^<]+", lambda m: re.sub(r"(?<=[a-z]{2}[aeiou])(?=[bcdfglmnprstv][aeiou][a-z]{2})", "\u00ad", m[0]), body
    )


def _items(texts: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def _head(person: Person) -> str:
    contact = "<br>".join(escape(item) for item in person.contact)
    return f"<h1>{escape(person.name)}</h1><p>{escape(person.headline)}</p><p>{contact}</p>"


def _part(person: Person, part: str, body: str) -> str:
    return f"<section><h2>{escape(person.headings[part])}</h2>{body}</section>"  # type: ignore[index]


def _summary(person: Person) -> str:
    return _part(person, "summary", f"<p>{escape(person.summary)}</p>")


def _experience(person: Person, entry: Callable[[Job], str]) -> str:
    return _part(person, "experience", "".join(entry(job) for job in person.jobs))


def _education(person: Person, entry: Callable[[Study], str]) -> str:
    return _part(person, "education", "".join(entry(study) for study in person.studies))


def _skills(person: Person) -> str:
    rows = "".join(f"<p><b>{escape(group)}</b>: {escape(', '.join(names))}</p>" for group, names in person.skills)
    return _part(person, "skills", rows)


def _skill_list(person: Person) -> str:
    return _part(person, "skills", _items(tuple(name for _, names in person.skills for name in names)))


def _languages(person: Person) -> str:
    return _part(person, "languages", _items(person.languages))


def _job(job: Job) -> str:
    return (
        f'<div class="entry"><h3>{escape(job.title)}</h3><p>{escape(job.company)}, {escape(job.place)}</p>'
        f"<p>{escape(job.dates)}</p>{_items(job.tasks)}</div>"
    )


def _job_right(job: Job) -> str:
    return (
        f'<div class="entry"><h3>{escape(job.title)}<span class="dates">{escape(job.dates)}</span></h3>'
        f"<p>{escape(job.company)}, {escape(job.place)}</p>{_items(job.tasks)}</div>"
    )


def _job_beside(job: Job) -> str:
    return (
        f'<div class="entry"><div class="dates">{escape(job.dates)}</div><div><b>{escape(job.title)}</b><br>'
        f"{escape(job.company)}, {escape(job.place)}{_items(job.tasks)}</div></div>"
    )


def _job_row(job: Job) -> str:
    return (
        f'<tr><td class="when">{escape(job.dates)}</td><td><b>{escape(job.title)}</b><br>{escape(job.company)}, '
        f"{escape(job.place)}{_items(job.tasks)}</td></tr>"
    )


def _study(study: Study) -> str:
    return f'<div class="entry"><p>{escape(study.degree)}, {escape(study.school)}</p><p>{escape(study.dates)}</p></div>'


def _study_right(study: Study) -> str:
    return (
        f'<div class="entry"><h3>{escape(study.degree)}<span class="dates">{escape(study.dates)}</span></h3>'
        f"<p>{escape(study.school)}</p></div>"
    )


def _study_beside(study: Study) -> str:
    return (
        f'<div class="entry"><div class="dates">{escape(study.dates)}</div><div>{escape(study.degree)}<br>'
        f"{escape(study.school)}</div></div>"
    )


def _study_row(study: Study) -> str:
    return (
        f'<tr><td class="when">{escape(study.dates)}</td><td>{escape(study.degree)}, {escape(study.school)}</td></tr>'
    )


def _body(person: Person, job: Callable[[Job], str] = _job, study: Callable[[Study], str] = _study) -> str:
    parts = (_summary(person), _experience(person, job), _education(person, study), _skills(person), _languages(person))
    return "".join(parts)


def _single(person: Person) -> str:
    return f"<main>{_head(person)}{_body(person)}</main>"


def _right_dates(person: Person) -> str:
    return _head(person) + _body(person, _job_right, _study_right)


def _when_column(person: Person) -> str:
    return _head(person) + _body(person, _job_beside, _study_beside)


def _sidebar(person: Person, *, left: bool) -> str:
    contact = "".join(f"<p>{escape(item)}</p>" for item in person.contact)
    heading = "联系方式" if person.lang == "zh" else "Contact"
    side = f"<aside><h2>{heading}</h2>{contact}{_skill_list(person)}{_languages(person)}</aside>"
    main = (
        f"<main><h1>{escape(person.name)}</h1><p>{escape(person.headline)}</p>{_summary(person)}"
        f"{_experience(person, _job)}{_education(person, _study)}</main>"
    )
    return side + main if left else main + side


def _columns(person: Person) -> str:
    return f'{_head(person)}<div class="body">{_body(person)}</div>'


def _table(person: Person) -> str:
    jobs = "<table>" + "".join(_job_row(job) for job in person.jobs) + "</table>"
    studies = "<table>" + "".join(_study_row(study) for study in person.studies) + "</table>"
    return (
        _head(person) + _summary(person) + _part(person, "experience", jobs) + _part(person, "education", studies)
        + _skills(person) + _languages(person)
    )  # fmt: skip


def _ledger(person: Person) -> str:
    """Cells of one line each, under a row of column names, the tasks below in a row of their own."""
    zh = person.lang == "zh"
    names = ("起止时间", "公司名称", "职位") if zh else ("Period", "Employer", "Position")
    head = "<tr>" + "".join(f"<th>{name}</th>" for name in names) + "</tr>"
    jobs = "".join(
        f"<tr><td>{escape(job.dates)}</td><td>{escape(job.company)}</td><td>{escape(job.title)}</td></tr>"
        f'<tr><td colspan="3">{_items(job.tasks)}</td></tr>'
        for job in person.jobs
    )
    names = ("起止时间", "学校", "专业与学历") if zh else ("Period", "School", "Degree")
    above = "<tr>" + "".join(f"<th>{name}</th>" for name in names) + "</tr>"
    studies = "".join(
        f"<tr><td>{escape(s.dates)}</td><td>{escape(s.school)}</td><td>{escape(s.degree)}</td></tr>"
        for s in person.studies
    )
    return (
        _head(person) + _summary(person) + _part(person, "experience", f"<table>{head}{jobs}</table>")
        + _part(person, "education", f"<table>{above}{studies}</table>") + _skills(person) + _languages(person)
    )  # fmt: skip


def _margin_headings(person: Person) -> str:
    """Headings in a column of their own, what stands under them beside it."""
    parts = _body(person).replace("<section><h2>", '<tr><td class="margin">').replace("</h2>", "</td><td>")
    return f"{_head(person)}<table>{parts.replace('</section>', '</td></tr>')}</table>"


def _skills_grid(person: Person) -> str:
    cells = "".join(f"<div>{escape(name)}</div>" for _, names in person.skills for name in names)
    grid = _part(person, "skills", f'<div class="grid">{cells}</div>')
    return (
        _head(person)
        + _summary(person)
        + grid
        + _experience(person, _job)
        + _education(person, _study)
        + _languages(person)
    )


_BODIES: dict[str, Callable[[Person], str]] = {
    "right_dates": _right_dates,
    "when_column": _when_column,
    "sidebar_left": lambda person: _sidebar(person, left=True),
    "sidebar_right": lambda person: _sidebar(person, left=False),
    "columns": _columns,
    "table": _table,
    "ledger": _ledger,
    "skills_grid": _skills_grid,
    "margin_headings": _margin_headings,
}
