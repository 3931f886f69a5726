"""Words, lines and columns out of characters with boxes."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from etl.model import Document
from etl.readers import read, read_bytes
from tests.etl.documents import MAX, pdf, rows

SENTENCES = [
    "Managed a team of twelve people with more than ten years of service",
    "Reduced the cost of freight by a fifth in two years",
    "Wrote reports for the board of directors every quarter",
]


def document(data: bytes) -> Document:
    (found,) = read_bytes(data, "x.pdf", "resume", max_bytes=MAX)
    assert isinstance(found, Document), found
    return found


def lines(data: bytes) -> list[str]:
    found = document(data)
    return [found.text[b.span.start : b.span.end] for b in found.blocks]


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Courier", "Helvetica-Bold"])
@pytest.mark.parametrize("size", [7, 11, 24])
def test_words_apart_by_gaps_only(font: str, size: float) -> None:
    placed = rows("\n".join(SENTENCES) if size < 20 else "Led the team of\nten people", pitch=size * 1.3)
    assert lines(pdf(placed, font=font, size=size, word_gaps=True)) == [text for _, _, text in placed]


def test_letter_spaced_heading_has_no_spaces_in_words() -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    text, placed, x = "EXPERIENCE AND SKILLS", [], 60.0
    for char in text:
        if char != " ":
            placed.append((x, 700.0, char))
        x += stringWidth(char, "Helvetica", 11) + 4
    placed += rows("Some more text\nbelow the heading", top=650)
    assert lines(pdf(placed))[0] == text


def test_chinese_has_no_spaces_put_in() -> None:
    text = "负责订单系统的设计与开发，使用Java和Spring Boot开发微服务"
    assert lines(pdf(rows(text), font="STSong-Light")) == [text]


def test_side_bar_is_not_mixed_into_the_body() -> None:
    side = ["Skills", "Python", "SQL", "Tableau", "Languages", "German", "Chinese", "Hobbies", "Chess"]
    body = [f"{verb} the sales reports of forty shops in the region" for verb in
            ("Wrote", "Read", "Checked", "Sent", "Kept", "Filed", "Planned", "Led")]  # fmt: skip
    placed = [
        (60.0, 800.0, "Morgan Example, data analyst in the north of England, morgan@example.org, six years of work")
    ]
    placed += rows("\n".join(side), x=60, top=760, pitch=16) + rows("\n".join(body), x=220, top=757, pitch=15)
    assert lines(pdf(placed))[1:] == side + body


def test_two_columns_of_prose() -> None:
    left = [f"{n} left column of prose, line by line" for n in range(12)]
    right = [f"{n} right column of prose, line by line" for n in range(12)]
    placed = rows("\n".join(left), x=50) + rows("\n".join(right), x=320)
    assert lines(pdf(placed)) == left + right


def test_dates_at_the_right_stay_on_their_line() -> None:
    jobs = [("Senior Analyst, Northwind", "2019 - 2024"), ("Analyst, Contoso Ltd", "2015 - 2018"),
            ("Clerk, Example Stores", "2012 - 2014"), ("Intern, Sample Bank", "2011 - 2012"),
            ("Paper boy, Daily Example", "2008 - 2010"), ("Baby sitter, at home", "2006 - 2008")]  # fmt: skip
    placed = [(x, 780 - 15 * n, t) for n, job in enumerate(jobs) for x, t in zip((60, 430), job, strict=True)]
    assert lines(pdf(placed)) == [f"{title}\t{dates}" for title, dates in jobs]


def test_page_numbers_and_repeated_feet_go() -> None:
    placed = rows("\n".join(SENTENCES), top=600)
    text = document(pdf(placed, pages=3, foot="Page")).text
    assert "Page" not in text
    text = document(pdf(placed, pages=3, foot="Morgan Example, page")).text
    assert "Morgan Example" not in text
    text = document(pdf(placed, pages=3, foot="morgan@example.org, page")).text
    assert text.endswith("morgan@example.org, page 1")
    assert text.count("morgan@example.org") == 1


def test_hyphens_at_line_ends() -> None:
    text = "Led the develop-\nment of tools for problem-\nsolving in a high-\nspeed plant, and an e-\ncommerce shop"
    joined = "Led the development of tools for problem-solving in a high-speed plant, and an e-commerce shop"
    assert lines(pdf(rows(text))) == [joined]


def test_dates_at_the_foot_of_one_page_and_the_head_of_the_next_stay() -> None:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 300), invariant=1)
    for y, text in ((280, "Education"), (100, "MSc in Statistics"), (12, "2010 - 2012")):
        canvas.drawString(40, y, text)
    canvas.showPage()
    for y, text in ((285, "2007 - 2010"), (150, "BSc in Mathematics")):
        canvas.drawString(40, y, text)
    canvas.save()
    found = lines(buffer.getvalue())
    assert "2010 - 2012" in found
    assert "2007 - 2010" in found


PROSE = (
    "Planned the work of forty shops in the region and wrote\nthe reports on sales, staff and stock for the board of\n"
    "directors, which met every quarter in Leeds or in York\nto decide on budgets, prices and the opening of shops."
)


def test_a_paragraph_is_one_line_again() -> None:
    assert lines(pdf(rows(PROSE))) == [PROSE.replace("\n", " ")]


def test_items_of_a_list_are_not_joined() -> None:
    items = ["Planning of budgets and prices", "reports to the board of directors", "stock", "opening of new shops"]
    assert lines(pdf(rows("\n".join(items)))) == items


def test_chinese_lines_are_joined_within_a_sentence() -> None:
    text = (
        "负责订单与库存系统的设计开发，日处理订单三百万笔，机\n器学习模型上线后准确率提高到百分之九十五以上，响应\n"
        "更快，并且把部署的时间从一小时缩短到了十五分钟左右。\n主导数据库改造。"
    )
    joined = text.replace("机\n器", "机器").replace("响应\n更", "响应更").split("\n")
    assert lines(pdf(rows(text), font="STSong-Light")) == joined


def test_dates_left_of_a_table_stay_with_what_they_date() -> None:
    cells = [
        ("Sept. 2019 -", "Senior Data Analyst"), ("now", "Northwind Traders Ltd"),
        ("", "Wrote the sales reports of forty shops"),
        ("2015 - 2019", "Data Analyst"), ("", "Contoso Ltd"), ("", "Kept the price lists of the whole region"),
        ("2011 - 2015", "Clerk"), ("", "Example Stores"),
    ]  # fmt: skip
    placed = [
        (x, 780.0 - 15 * n, t) for n, row in enumerate(cells) for x, t in zip((60.0, 150.0), row, strict=True) if t
    ]
    assert lines(pdf(placed)) == [
        "Sept. 2019 - now\tSenior Data Analyst", "Northwind Traders Ltd", "Wrote the sales reports of forty shops",
        "2015 - 2019\tData Analyst", "Contoso Ltd", "Kept the price lists of the whole region",
        "2011 - 2015\tClerk", "Example Stores",
    ]  # fmt: skip


def test_a_list_in_two_columns_ends_before_the_next_heading() -> None:
    left = ["Tax returns", "Pay slips", "Stock taking", "Price lists", "Year end accounts", "Cash books"]
    right = ["Clear letters", "Calm on the phone", "Long reports", "Careful filing", "Fast typing"]
    head = "Clerk with ten years of work in the offices of shops"
    placed: list[tuple[float, float, str]] = [(50, 800, head), (50, 780, "Skills")]
    placed += rows("\n".join(left), x=60, top=760, pitch=14) + rows("\n".join(right), x=220, top=753, pitch=14)
    placed += [(50, 660, "Experience"), (50, 640, "Clerk, Contoso, 2010 - 2014")]
    placed += [(50, 620, "Kept the cash books of forty shops and wrote the reports of every quarter")]
    assert lines(pdf(placed)) == [
        head, "Skills", *left, *right,
        "Experience", "Clerk, Contoso, 2010 - 2014",
        "Kept the cash books of forty shops and wrote the reports of every quarter",
    ]  # fmt: skip


def test_bold_and_size() -> None:
    found = document(pdf(rows("Experience"), font="Helvetica-Bold", size=18))
    assert found.blocks[0].bold
    assert found.blocks[0].size == pytest.approx(18, abs=0.2)
    assert not document(pdf(rows("Experience"))).blocks[0].bold


def test_real_resumes_have_no_glued_words(shared: Path) -> None:
    """Share of words that a list of 1,100 postings knows; glued words ("ofthe", "withmorethan") are in no list."""
    known: set[str] = set()
    for line in (shared / "postings" / "en_google.jsonl").read_text(encoding="utf-8").splitlines():
        known.update(re.findall("[a-z]+", " ".join(map(str, json.loads(line).values())).lower()))
    files = random.Random(30).sample(sorted((shared / "resumes_pdf").rglob("*.pdf")), 30)
    words: list[str] = []
    for file in files:
        (found,) = read(file, "resume", max_bytes=20 * 2**20)
        assert isinstance(found, Document)
        words += re.findall("[a-z]+", found.text.lower())
    assert len(words) > 15_000
    assert sum(word in known for word in words) / len(words) > 0.78
    assert sum(len(word) > 17 for word in words) / len(words) < 0.001
    assert sum(len(word) == 1 and word not in "ais" for word in words) / len(words) < 0.02
    assert "ofthe" not in words


def test_chinese_words_apart_by_a_gap() -> None:
    text = "计算机科学与技术 本科"
    assert lines(pdf(rows(text), font="STSong-Light", word_gaps=True)) == [text]
