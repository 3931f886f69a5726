"""Every format, read from real bytes; ids; spans."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from etl.model import Document, DocumentKind
from etl.readers import Refusal, read, read_bytes
from tests.etl.documents import HTML, JOB_POSTING, JSON_RESUME, MAX, RESUME, RESUME_ZH, docx, pdf, rows


def one(data: bytes, name: str, kind: DocumentKind = "resume") -> Document:
    found = list(read_bytes(data, name, kind, max_bytes=MAX))
    assert len(found) == 1
    assert isinstance(found[0], Document), found[0]
    return check(found[0])


def check(document: Document) -> Document:
    """Every block is a whole line of the text, and every field is inside one."""
    text = document.text
    for block in document.blocks:
        piece = text[block.span.start : block.span.end]
        assert piece == piece.strip()
        assert piece
        assert "\n" not in piece
        assert block.span.start == 0 or text[block.span.start - 1] == "\n"
        assert block.span.end == len(text) or text[block.span.end] == "\n"
    for spans in document.fields.values():
        assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in spans)
    return document


def values(document: Document, field: str) -> list[str]:
    return [document.text[s.start : s.end] for s in document.fields.get(field, ())]


def lines(document: Document) -> list[str]:
    return [document.text[b.span.start : b.span.end] for b in document.blocks]


def test_plain_text_keeps_its_lines_and_marks_bullets() -> None:
    document = one(RESUME.encode(), "cv.txt")
    assert lines(document) == [line.strip() for line in RESUME.splitlines() if line.strip()]
    assert [line for line, b in zip(lines(document), document.blocks, strict=True) if b.bullet] == [
        "- Built sales dashboards with Tableau and SQL",
        "- Forecast demand with Python",
    ]
    assert document.lang == "en"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_chinese_text_in_its_encodings_is_one_document(encoding: str) -> None:
    document = one(RESUME_ZH.encode(encoding), "cv.txt")
    assert document.lang == "zh"
    assert document.id == one(RESUME_ZH.encode(), "other name.txt").id
    assert "杭州样例科技有限公司" in document.text


def test_traditional_chinese_in_big5_becomes_simplified() -> None:
    text = "王範例\n資料分析師，負責報表開發與資料庫維護，熟悉統計學與機器學習。\n學歷：國立範例大學統計學系碩士"
    document = one(text.encode("big5"), "cv.txt")
    assert "负责报表开发与" in document.text
    assert len(document.text) == len(text)


def test_windows_western_text() -> None:
    text = "Café manager – “Chez Exemple”, résumé of ten years in hotels and restaurants"
    assert one(text.encode("cp1252"), "cv.txt").text == text


def test_markdown_headings_and_links() -> None:
    document = one(b"# Morgan Example\n\n## Skills\n\n- **Python** and [code](https://example.org)\n", "cv.md")
    assert lines(document) == ["Morgan Example", "Skills", "- Python and code (https://example.org)"]
    assert [b.heading for b in document.blocks] == [True, True, False]


def test_html_shows_what_a_browser_shows() -> None:
    document = one(HTML, "cv.html")
    assert lines(document) == [
        "Morgan Example", "Data and reports analyst", "Leeds", "Skills", "Python", "SQL", "Northwind Traders",
        "2019\tAnalyst",
    ]  # fmt: skip
    by_line = dict(zip(lines(document), document.blocks, strict=True))
    assert by_line["Skills"].heading
    assert by_line["Python"].bullet
    assert by_line["SQL"].bullet
    assert by_line["Northwind Traders"].bold
    assert not by_line["Data and reports analyst"].bold


def test_html_text_behind_a_comment_is_kept() -> None:
    assert one(b"<html><body><p>Cook<!-- x --> and baker</p></body></html>", "x.html").text == "Cook and baker"


def test_docx_in_the_order_of_the_document() -> None:
    document = one(docx("Data analyst\twith a tab"), "cv.docx")
    assert lines(document) == [
        "morgan@example.org | +44 20 7946 0000", "Morgan Example", "Data analyst\twith a tab", "Skills", "Python",
        "SQL",
        "Certificates", "Tableau\t2019", "First aid\t2021", "After the table",
    ]  # fmt: skip
    by_line = dict(zip(lines(document), document.blocks, strict=True))
    assert by_line["Skills"].heading
    assert by_line["SQL"].bullet
    assert by_line["Certificates"].bold
    assert not by_line["After the table"].bold
    assert by_line["Morgan Example"].size > by_line["After the table"].size > 0


def test_json_resume_fields() -> None:
    document = one(json.dumps(JSON_RESUME).encode(), "cv.json")
    assert values(document, "name") == ["Morgan Example"]
    assert values(document, "work[0].title") == ["Senior Data Analyst"]
    assert values(document, "work[0].company") == ["Northwind Traders"]
    assert values(document, "work[0].end") == ["Present"]
    assert values(document, "work[1].start") == ["2015-03"]
    assert values(document, "education[0].school") == ["University of Example"]
    assert values(document, "education[0].degree") == ["BSc"]
    assert values(document, "education[0].subject") == ["Statistics"]
    assert values(document, "skills[0]") == ["Data", "Python", "SQL"]
    assert "Analyst, Contoso (2015-03 - 2018-12)" in lines(document)
    headings = [t for t, b in zip(lines(document), document.blocks, strict=True) if b.heading]
    assert headings == ["Summary", "Experience", "Education", "Skills", "Languages"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (json.dumps(JOB_POSTING).encode(), "job.jsonld"),
        (json.dumps({"@graph": [{"@type": "WebSite"}, JOB_POSTING]}).encode(), "job.json"),
        (f'<html><head><script type="application/ld+json">{json.dumps(JOB_POSTING)}</script></head>'
         "<body><nav>Menu</nav><p>Apply now</p></body></html>".encode(), "job.html"),
    ],
)  # fmt: skip
def test_job_posting_wherever_it_stands(data: bytes, name: str) -> None:
    document = one(data, name, "posting")
    assert values(document, "title") == ["Warehouse Manager"]
    assert values(document, "company") == ["Contoso Logistics"]
    assert values(document, "place") == ["Leeds, GB"]
    assert values(document, "pay") == ["GBP 32000 - 38000 per year"]
    assert values(document, "experience") == ["3 years"]
    assert values(document, "employment_type") == ["full time"]
    assert values(document, "skills") == ["forklift", "inventory control"]
    assert values(document, "description") == ["Lead the night shift.", "Plan the rota", "Train new drivers"]
    assert "Menu" not in document.text
    assert document.source == "C-17"


def test_a_list_of_postings_gives_each() -> None:
    other = {**JOB_POSTING, "title": "Driver", "identifier": "C-18"}
    found = list(read_bytes(json.dumps([JOB_POSTING, other]).encode(), "jobs.json", "posting", max_bytes=MAX))
    assert [f.source for f in found] == ["C-17", "C-18"]


@pytest.mark.parametrize("packed", [False, True])
def test_csv_with_other_peoples_column_names(tmp_path: Path, packed: bool) -> None:
    table = (
        b"Job Title,Company Name,City,Job Description,Salary\n"
        b'Nurse,Example Clinic,Leeds,"Care for patients.\nKeep records.",GBP 30k\n'
        b"Cook,Example Inn,York,Cook breakfast,\n"
    )
    path = tmp_path / ("jobs.csv.gz" if packed else "jobs.csv")
    path.write_bytes(gzip.compress(table) if packed else table)
    nurse, cook = (check(d) for d in read(path, "posting", max_bytes=MAX) if isinstance(d, Document))
    assert values(nurse, "title") == ["Nurse"]
    assert values(nurse, "company") == ["Example Clinic"]
    assert values(nurse, "description") == ["Care for patients.", "Keep records."]
    assert values(nurse, "pay") == ["GBP 30k"]
    assert "pay" not in cook.fields


def test_chinese_columns_and_swapped_values() -> None:
    row = {"职位": "测试工程师", "公司": "杭州样例科技有限公司", "工作地点": "杭州", "学历": "3-5年", "经验": "本科"}
    row["职位描述"] = (
        "职位描述岗位职责：1、编写测试用例；2、执行自动化测试；3、跟踪缺陷直到关闭，并且向团队每周汇报质量情况；"
        "任职要求：1、3年以上测试经验；2、熟悉Python和Selenium，能够独立搭建自动化测试框架，有良好沟通能力。"
    )
    document = one(json.dumps(row, ensure_ascii=False).encode() + b"\n", "jobs.jsonl", "posting")
    assert values(document, "education") == ["本科"]
    assert values(document, "experience") == ["3-5年"]
    assert values(document, "description") == [
        "岗位职责：", "1、编写测试用例；", "2、执行自动化测试；", "3、跟踪缺陷直到关闭，并且向团队每周汇报质量情况；",
        "任职要求：", "1、3年以上测试经验；", "2、熟悉Python和Selenium，能够独立搭建自动化测试框架，有良好沟通能力。",
    ]  # fmt: skip
    assert "职位: 测试工程师" in lines(document)


def test_one_bad_record_stops_no_other() -> None:
    good = json.dumps({"title": "Nurse", "description": "Care"}).encode()
    data = b"\n".join(
        [good, b"{broken", b'{"title": "\xff\xfe"}', b"[1]", b'{"colour": "red"}', good.replace(b"N", b"P")]
    )
    found = list(read_bytes(data, "jobs.jsonl", "posting", max_bytes=MAX))
    assert [type(f.error).__name__ if isinstance(f, Refusal) else "ok" for f in found] == [
        "ok", "BrokenDocument", "BrokenEncoding", "BrokenDocument", "UnsupportedFormat", "ok",
    ]  # fmt: skip
    assert [f.record for f in found if isinstance(f, Refusal)] == [2, 3, 4, 5]


def test_one_bad_row_of_a_table_stops_no_other() -> None:
    data = b"title,description\nNurse,Care\nCook,Fry,too,many\nBaker," + b"\xff\xff\nPilot,Fly\n"
    found = list(read_bytes(data, "jobs.csv", "posting", max_bytes=MAX))
    assert [type(f.error).__name__ if isinstance(f, Refusal) else "ok" for f in found] == [
        "ok", "BrokenDocument", "BrokenEncoding", "ok",
    ]  # fmt: skip


def test_id_is_of_kind_and_content_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c"):
        (tmp_path / name).write_bytes(
            b"Morgan Example\r\nData\xc2\xa0analyst  with \xef\xbc\xb3\xef\xbc\xb1\xef\xbc\xac\n"
        )
    found = [d for n in ("a.txt", "b.md", "c") for d in read(tmp_path / n, "resume", max_bytes=MAX)]
    ids = {d.id for d in found if isinstance(d, Document)}
    assert len(found) == 3
    assert len(ids) == 1
    assert ids != {one(b"Morgan Example\nData analyst with SQL", "a.txt", "posting").id}
    assert ids == {one(b"Morgan Example\nData analyst with SQL", "a.txt").id}


def test_pdf_and_text_agree() -> None:
    document = one(pdf(rows(RESUME)), "cv.pdf")
    assert lines(document) == [line.strip() for line in RESUME.splitlines() if line.strip()]


def test_shared_postings(shared: Path) -> None:
    found = list(read(shared / "postings" / "en_google.jsonl", "posting", max_bytes=MAX))
    assert len(found) == 1123
    assert not [f for f in found if isinstance(f, Refusal)]
    assert sum("title" in f.fields for f in found if isinstance(f, Document)) == 1122


def test_shared_chinese_postings(shared: Path) -> None:
    stream = read(shared / "postings" / "zh_it_2019.jsonl.gz", "posting", max_bytes=MAX)
    found = [check(d) for d, _ in zip(stream, range(1500), strict=False) if isinstance(d, Document)]
    assert len(found) == 1500
    assert all(d.fields["title"] for d in found)
    assert not [v for d in found for v in values(d, "education") if v.endswith("年")]
