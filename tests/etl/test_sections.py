"""Headings on lines of their own and inside lines, in both languages."""

from __future__ import annotations

from itertools import pairwise

from etl.model import Block, Document, Span
from etl.sections import find_sections, section_at
from etl.text import lines
from tests.etl.invented import CHINESE, ENGLISH, document, plain


def kinds(doc: Document) -> list[str]:
    return [s.kind for s in find_sections(doc, lines(doc))]


def at(doc: Document, words: str) -> str:
    return section_at(find_sections(doc, lines(doc)), doc.text.index(words))


def test_english_resume() -> None:
    assert kinds(plain(ENGLISH)) == ["other", "summary", "experience", "education", "skills", "references"]


def test_chinese_resume() -> None:
    doc = plain(CHINESE, lang="zh")
    assert at(doc, "浙江青禾大学") == "education"
    assert at(doc, "杭州云杉科技") == "experience"
    assert at(doc, "电商平台重构") == "projects"
    assert at(doc, "精通Java") == "skills"
    assert at(doc, "英语六级") == "languages"


def test_sections_cover_the_text_without_gaps() -> None:
    for text in (ENGLISH, CHINESE, "", "no heading at all"):
        found = find_sections(plain(text), lines(plain(text)))
        assert found[0].span.start == 0
        assert found[-1].span.end == len(text)
        assert all(a.span.end == b.span.start for a, b in pairwise(found))


def test_inline_headings_of_a_posting_in_one_line() -> None:
    doc = plain(
        "职位描述岗位职责：1、负责后台开发2、负责调优岗位要求：1.熟悉C#语言2.有责任心，符合公司要求", "posting", "zh"
    )
    assert at(doc, "负责后台") == "responsibilities"
    assert at(doc, "熟悉C#") == "requirements"
    assert at(doc, "符合公司要求") == "requirements"


def test_heading_glued_to_the_sentence_before() -> None:
    doc = plain("解决关键问题和技术难题任职要求：\n1、本科以上", "posting", "zh")
    assert at(doc, "本科以上") == "requirements"


def test_skills_line_with_colon() -> None:
    doc = plain("Profile text\nSkills: Java, SQL\nEducation\nSome school")
    assert at(doc, "Java") == "skills"
    assert at(doc, "Some school") == "education"


def test_glued_and_capital_headings() -> None:
    assert kinds(plain("WORK  EXPERIENCE\nx\nProfessionalSummary\ny\nEducation & Training:\nz")) == [
        "experience",
        "summary",
        "education",
    ]


def test_column_names_below_a_heading_belong_to_it() -> None:
    doc = document("Ann Bell\nEducation\n\nPeriod\tSchool\tDegree\n2010 - 2012\tUniversity of Calderdale\tMSc\n")
    [section] = [s for s in find_sections(doc, lines(doc)) if s.kind == "education"]
    assert section.heading is not None
    assert doc.text[section.heading.start : section.heading.end].endswith("Degree")


def test_a_heading_in_the_first_cell_of_a_row() -> None:
    doc = document("Ann Bell\nSkills\tPython, SQL\n语言能力\t英语、法语\nName\tSkills\tYears\n")
    assert [line.text for line in lines(doc)] == [
        "Ann Bell", "Skills", "Python, SQL", "语言能力", "英语、法语", "Name\tSkills\tYears",
    ]  # fmt: skip
    assert at(doc, "Python") == "skills"


def test_a_bullet_is_no_heading() -> None:
    doc = plain("Skills\n• Training\n• Languages\n• SQL")
    assert at(doc, "SQL") == "skills"


def test_layout_marks_a_heading_that_no_table_knows() -> None:
    text = "Ann Example\nSea and Land Experience\nDeckhand"
    line = Span(12, 35)
    blocks = (Block(Span(0, 11), size=10), Block(line, size=16, bold=True), Block(Span(36, 44), size=10))
    doc = Document("resume:1", "resume", "en", "pdf", "", text, blocks)
    assert kinds(doc) == ["other", "experience"]
    assert "experience" not in kinds(plain(text))


def test_fields_of_a_record_are_sections() -> None:
    row = (
        '{"title": "Analyst", "responsibilities": "Write SQL.\\nBuild reports.", '
        '"preferred_qualifications": "Spark."}\n'
    )
    doc = document(row, "posting", "rows.jsonl")
    assert at(doc, "Build reports") == "responsibilities"
    assert at(doc, "Spark") == "preferred"
    assert at(doc, "Analyst") == "other"
