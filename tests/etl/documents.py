"""Real files of invented people, made in memory for the tests of the readers."""

from __future__ import annotations

import io
from collections.abc import Sequence

MAX = 5 * 2**20

RESUME = """Morgan Example
Data analyst
morgan@example.org

Summary
Data analyst with six years in retail and logistics.

Experience
Senior Data Analyst, Northwind Traders
Jan 2019 - Present
- Built sales dashboards with Tableau and SQL
- Forecast demand with Python

Education
BSc Statistics, University of Example, 2015
"""

RESUME_ZH = """李示例
后端开发工程师
邮箱：li@example.org

工作经历
杭州样例科技有限公司　高级后端开发工程师　2019.07 - 至今
负责订单系统的设计与开发，使用Java和Spring Boot。

教育背景
样例大学　计算机科学与技术　硕士
"""


def pdf(
    lines: Sequence[tuple[float, float, str]] = (),
    *,
    font: str = "Helvetica",
    size: float = 11,
    password: str | None = None,
    picture: bool = False,
    pages: int = 1,
    foot: str = "",
    word_gaps: bool = False,
) -> bytes:
    """A PDF with texts at (x, y) on every page; `word_gaps` draws words without space characters between them."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    lock = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(buffer, pagesize=A4, encrypt=lock, invariant=1)
    if font == "STSong-Light":
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    for page in range(pages):
        canvas.setFont(font, size)
        for x, y, text in lines:
            if word_gaps:
                for word in text.split(" "):
                    canvas.drawString(x, y, word)
                    x += canvas.stringWidth(word + " ", font, size)
            else:
                canvas.drawString(x, y, text)
        if foot:
            canvas.drawString(60, 30, f"{foot} {page + 1}")
        if picture:
            canvas.drawInlineImage(_picture(), 50, 200, 400, 400)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _picture() -> object:
    from PIL import Image

    return Image.new("RGB", (40, 40), (200, 30, 30))


def rows(text: str, *, x: float = 60, top: float = 780, pitch: float = 15) -> list[tuple[float, float, str]]:
    """Texts one below the other; an empty line leaves a gap."""
    return [(x, top - index * pitch, line) for index, line in enumerate(text.splitlines()) if line]


def docx(text: str = RESUME) -> bytes:
    """A Word file with a head, headings, a list, a table and bold text."""
    import docx as word

    document = word.Document()
    document.sections[0].header.paragraphs[0].text = "morgan@example.org | +44 20 7946 0000"
    document.add_heading("Morgan Example", 0)
    document.add_paragraph(text)
    document.add_heading("Skills", 1)
    document.add_paragraph("Python", style="List Bullet")
    document.add_paragraph("SQL", style="List Bullet")
    document.add_paragraph().add_run("Certificates").bold = True
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("Tableau", "2019"), ("First aid", "2021")), strict=True):
        for cell, value in zip(row.cells, texts, strict=True):
            cell.text = value
    document.add_paragraph("After the table")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


HTML = b"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>CV</title><style>p{color:red}</style></head><body>
<h1>Morgan Example</h1><p>Data and reports <b>analyst</b><br>Leeds</p>
<script>var hidden = 1</script><p style="display:none">unseen</p>
<h2>Skills</h2><ul><li>Python</li><li><p>SQL</p></li></ul><!-- note --><p><strong>Northwind Traders</strong></p>
<table><tr><td>2019</td><td>Analyst</td></tr></table></body></html>"""

JOB_POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Warehouse Manager",
    "identifier": {"@type": "PropertyValue", "name": "Contoso", "value": "C-17"},
    "datePosted": "2026-10-01",
    "description": "<p>Lead the night shift.</p><ul><li>Plan the rota</li><li>Train new drivers</li></ul>",
    "hiringOrganization": {"@type": "Organization", "name": "Contoso Logistics"},
    "jobLocation": {"@type": "Place", "address": {"addressLocality": "Leeds", "addressCountry": "GB"}},
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"@type": "QuantitativeValue", "minValue": 32000, "maxValue": 38000, "unitText": "YEAR"},
    },
    "employmentType": "FULL_TIME",
    "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 36},
    "skills": ["forklift", "inventory control"],
}

JSON_RESUME = {
    "basics": {
        "name": "Morgan Example",
        "label": "Data analyst",
        "email": "morgan@example.org",
        "phone": "+44 20 7946 0000",
        "summary": "Six years in retail.",
        "location": {"city": "Leeds", "countryCode": "GB"},
    },
    "work": [
        {
            "name": "Northwind Traders",
            "position": "Senior Data Analyst",
            "startDate": "2019-01",
            "highlights": ["Built dashboards with Tableau"],
        },
        {"name": "Contoso", "position": "Analyst", "startDate": "2015-03", "endDate": "2018-12"},
    ],
    "education": [
        {"institution": "University of Example", "area": "Statistics", "studyType": "BSc", "endDate": "2015"}
    ],
    "skills": [{"name": "Data", "keywords": ["Python", "SQL"]}, {"name": "Tableau"}],
    "languages": [{"language": "German", "fluency": "B2"}],
}
