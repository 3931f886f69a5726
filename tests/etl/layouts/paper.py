"""Resumes as PDF files, set by reportlab in the layouts that people use. No browser is needed."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape
from typing import Any

from tests.etl.layouts.people import Person

LAYOUTS = ("single", "side_bar", "columns", "dates_table", "margin_headings", "narrow", "heads")
_A4 = (595.0, 842.0)
#: Frames of the layouts with more than one: (left, width).
_FRAMES = {"side_bar": ((40, 140), (200, 355)), "columns": ((40, 245), (310, 245)), "narrow": ((40, 170), (240, 170))}


def paper(person: Person, layout: str) -> bytes:
    """A PDF in one of `LAYOUTS`."""
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    buffer = io.BytesIO()
    height = 330.0 if layout == "heads" else _A4[1]
    document = BaseDocTemplate(buffer, pagesize=(_A4[0], height), invariant=1)
    frames = [Frame(x, 45, width, height - 90) for x, width in _FRAMES.get(layout, ((40, 515),))]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=_heads(person) if layout == "heads" else _nothing))
    document.build(_STORIES[layout](person))
    return buffer.getvalue()


def _nothing(canvas: Any, document: Any) -> None:
    """Pages without heads and feet."""


def _heads(person: Person) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont(_font(person), 8)
        canvas.drawString(46, document.pagesize[1] - 20, person.name)
        foot = "仅供招聘使用 第{}页" if person.lang == "zh" else "For recruitment only, page {}"
        canvas.drawString(46, 16, foot.format(document.page))

    return draw


def _font(person: Person) -> str:
    if person.lang == "en":
        return "Helvetica"
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


def _lines(person: Person, *texts: str, size: float = 10, above: float = 0) -> list[Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "x", fontName=_font(person), fontSize=size, leading=1.35 * size, spaceBefore=above,
        wordWrap="CJK" if person.lang == "zh" else None,
    )  # fmt: skip
    return [Paragraph(escape(text), style) for text in texts]


def _head(person: Person) -> list[Any]:
    return [*_lines(person, person.name, size=18), *_lines(person, person.headline, *person.contact)]


def _heading(person: Person, part: str) -> list[Any]:
    return _lines(person, person.headings[part], size=13, above=10)  # type: ignore[index]


def _tasks(person: Person, tasks: tuple[str, ...]) -> list[Any]:
    return _lines(person, *(f"• {task}" for task in tasks))


def _summary(person: Person) -> list[Any]:
    return [*_heading(person, "summary"), *_lines(person, person.summary)]


def _work(person: Person) -> list[Any]:
    story = _heading(person, "experience")
    for job in person.jobs:
        story += _lines(person, job.title, above=6) + _lines(person, f"{job.company}, {job.place}", job.dates)
        story += _tasks(person, job.tasks)
    return story


def _studies(person: Person) -> list[Any]:
    texts = (f"{study.degree}, {study.school}, {study.dates}" for study in person.studies)
    return [*_heading(person, "education"), *_lines(person, *texts)]


def _skills(person: Person, *, each: bool = False) -> list[Any]:
    story = _heading(person, "skills")
    for group, names in person.skills:
        story += _lines(person, *names) if each else _lines(person, f"{group}: {', '.join(names)}")
    return [*story, *_heading(person, "languages"), *_lines(person, *person.languages)]


def _single(person: Person) -> list[Any]:
    return [*_head(person), *_summary(person), *_work(person), *_studies(person), *_skills(person)]


def _side_bar(person: Person) -> list[Any]:
    from reportlab.platypus import FrameBreak

    contact = _lines(person, "联系方式" if person.lang == "zh" else "Contact", size=13)
    side = [*contact, *_lines(person, *person.contact), *_skills(person, each=True)]
    head = [*_lines(person, person.name, size=18), *_lines(person, person.headline)]
    return [*side, FrameBreak(), *head, *_summary(person), *_work(person), *_studies(person)]


def _grid(rows: list[tuple[list[Any], list[Any]]], width: float) -> Any:
    from reportlab.platypus import Table

    table = Table(rows, colWidths=[width, 505 - width])
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("GRID", (0, 0), (-1, -1), 0.4, "gray")])
    return table


def _dates_table(person: Person) -> list[Any]:
    """Dates beside what they date, in ruled tables; long dates wrap."""
    jobs = [
        (
            _lines(person, job.dates),
            _lines(person, job.title, f"{job.company}, {job.place}") + _tasks(person, job.tasks),
        )
        for job in person.jobs
    ]
    studies = [(_lines(person, s.dates), _lines(person, f"{s.degree}, {s.school}")) for s in person.studies]
    story = [*_head(person), *_summary(person), *_heading(person, "experience"), _grid(jobs, 84)]
    return [*story, *_heading(person, "education"), _grid(studies, 84), *_skills(person)]


def _margin_headings(person: Person) -> list[Any]:
    """Headings in a column of their own, beside what stands under them."""
    parts = (_summary(person), _work(person), _studies(person), _skills(person))
    rows = [(part[:1], part[1:]) for part in parts[:3]]
    cut = next(
        index for index, flowable in enumerate(parts[3]) if flowable.text == escape(person.headings["languages"])
    )
    rows += [(parts[3][:1], parts[3][1:cut]), (parts[3][cut : cut + 1], parts[3][cut + 1 :])]
    return [*_head(person), _grid(rows, 110)]


_STORIES: dict[str, Callable[[Person], list[Any]]] = {
    "single": _single,
    "side_bar": _side_bar,
    "columns": _single,
    "dates_table": _dates_table,
    "margin_headings": _margin_headings,
    "narrow": _single,
    "heads": _single,
}
