"""What was read, laid over the text: identity masked, overlaps settled, nothing lost, pages that are safe."""

from __future__ import annotations

import re

import pytest

from etl.document_kind import guess_kind
from etl.extract import Extractor
from etl.marked_facts import facts_of, pay_words
from etl.marked_html import coverage_line, html_page, tooltip
from etl.marked_text import MarkedDocument, mark_up
from etl.model import Document, DocumentKind, Pay
from etl.readers import read_bytes
from ontology.vocabulary import starter_vocabulary

VOCABULARY = starter_vocabulary()
EXTRACTOR = Extractor(VOCABULARY, today="2026-11")
RESUME = """Odessa Fernhollow
Data Analyst
odessa.fh@example.com | 312-555-0199

Experience
Data Analyst, Brindle & Moss Ltd, Chicago, IL    03/2019 - Present
Wrote Python jobs & dashboards in Tableau <b>daily</b>
Nothing that anyone would look for
Odessa trained two colleagues

Skills
Python, SQL, Quorvex
"""
POSTING = """职位名称：Java开发工程师
公司：青禾星图科技有限公司
工作地点：上海
薪资：15-25K

任职要求：
1、本科以上，三年以上经验；
2、精通Java，熟悉MySQL。
"""


def read_one(text: str, kind: DocumentKind = "resume") -> Document:
    (document,) = read_bytes(text.encode(), "x.txt", kind, max_bytes=10_000)
    assert isinstance(document, Document)
    return document


def marked(text: str = RESUME, kind: DocumentKind = "resume", *, identity: bool = False) -> MarkedDocument:
    return mark_up(EXTRACTOR.extract(read_one(text, kind)), VOCABULARY, identity=identity)


def page(text: str = RESUME, kind: DocumentKind = "resume", lang: str = "en", *, identity: bool = False) -> str:
    profile = EXTRACTOR.extract(read_one(text, kind))
    shown = mark_up(profile, VOCABULARY, lang=lang, identity=identity)
    return html_page(shown, facts_of(profile, VOCABULARY, lang), title="<x>.txt", vocabulary="v & w", lang=lang)


def texts(shown: MarkedDocument, group: str) -> list[str]:
    return [p.text for line in shown.lines for p in line.pieces if p.mark and p.mark.group == group]


@pytest.mark.parametrize(("text", "kind"), [(RESUME, "resume"), (POSTING, "posting")])
def test_the_pieces_are_the_text(text: str, kind: DocumentKind) -> None:
    shown = marked(text, kind, identity=True)
    whole = "\n".join("".join(piece.text for piece in line.pieces) for line in shown.lines)
    assert whole.strip() == shown.document.text.strip()


def test_identity_is_masked_unless_asked_for() -> None:
    for secret in ("Odessa", "Fernhollow", "odessa.fh", "555-0199"):
        assert secret not in page()
        assert secret in page(identity=True)
    assert all(set(text) <= set("█ ") for text in texts(marked(), "identity"))
    assert "Odessa" in texts(marked(identity=True), "identity")[-1]  # where the first name recurs


def test_kinds_and_what_is_unknown() -> None:
    shown = marked()
    assert texts(shown, "skill") == ["Python", "dashboards", "Tableau", "Python", "SQL", "Quorvex"]
    assert "Brindle & Moss Ltd" in texts(shown, "company")
    unknown = [p.text for line in shown.lines for p in line.pieces if p.mark and not p.mark.known]
    assert unknown == ["Quorvex"]
    assert (shown.coverage.skills, shown.coverage.unknown) == (4, 1)
    assert "4 skills linked (5 mentions), 1 in no vocabulary" in coverage_line(shown)


def test_lines_in_which_nothing_was_read_are_told_apart() -> None:
    shown = marked()
    unread = ["".join(piece.text for piece in line.pieces) for line in shown.lines if line.unread]
    assert unread == ["Nothing that anyone would look for"]
    assert [line.section for line in shown.lines if line.heading] == ["experience", "skills"]


def test_what_lies_beneath_is_told() -> None:
    marks = [piece.mark for line in marked(POSTING, "posting").lines for piece in line.pieces if piece.mark]
    (mark,) = [mark for mark in marks if mark.group == "title"]
    assert any("Java" in hidden for hidden in mark.hidden)
    assert "+ skill: Java" in tooltip(mark)
    assert tooltip(mark).startswith("title → ")


def test_a_page_is_escaped_and_fetches_nothing() -> None:
    found = page()
    assert "<title>&lt;x&gt;.txt</title>" in found
    assert "&lt;b&gt;daily&lt;/b&gt;" in found
    assert "Brindle &amp; Moss" in found
    assert "default-src 'none'" in found
    assert not re.search(
        r"<script|<link|<img|<iframe|\ssrc=|\shref=|url\(|@import|https?://(?!data\.europa\.eu)", found
    )


def test_a_page_in_chinese() -> None:
    found = page(POSTING, "posting", "zh")
    for words in ("识别技能", "要求", "薪资", "CNY 15,000 至 25,000 / 月", 'lang="zh-Hans"'):
        assert words in found


def test_pay_of_one_figure() -> None:
    assert pay_words(Pay(20.0, 20.0, "USD", "hour")) == "USD 20 / hour"
    assert pay_words(Pay(None, 9000.0, "CNY", "month")) == "CNY 9,000 / month"


def test_the_kind_is_told_by_the_headings() -> None:
    assert guess_kind(read_one(RESUME)) == "resume"
    assert guess_kind(read_one(POSTING)) == "posting"
    assert guess_kind(read_one("Welder wanted\nCall us\n")) == "posting"
    assert guess_kind(read_one("Odessa Fernhollow\nodessa@example.com\n312-555-0199\n")) == "resume"
