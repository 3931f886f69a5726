"""Education entries in several layouts and both languages."""

from __future__ import annotations

import pytest

from etl.degrees import level_of
from etl.education import find_education
from etl.model import EducationFact
from etl.sections import find_sections
from etl.text import lines
from tests.etl.invented import document, plain


def education(text: str) -> tuple[EducationFact, ...]:
    doc = plain(text)
    return find_education(doc, lines(doc), find_sections(doc, lines(doc)))


def test_two_entries() -> None:
    first, second = education(
        "Education\nMSc in Computer Science, University of Brevik, 2013 - 2015\n"
        "Bachelor of Arts: History, Oakham College, May 2011"
    )
    assert (first.degree, first.level, first.subject, first.school) == (
        "MSc",
        "master",
        "Computer Science",
        "University of Brevik",
    )
    assert (first.start, first.end) == ("2013", "2015")
    assert (second.level, second.subject, second.school, second.end) == (
        "bachelor",
        "History",
        "Oakham College",
        "2011-05",
    )


@pytest.mark.parametrize(
    ("line", "degree", "subject", "school"),
    [
        ("MSc Soil Science, University of Brevik, 2013-2015", "MSc", "Soil Science", "University of Brevik"),
        ("M.Sc. Data Science — Oakham College London — 2014", "M.Sc.", "Data Science", "Oakham College London"),
        ("B.A. (Hons) Economics | LSE | 2011–2014", "B.A. (Hons)", "Economics", "LSE"),
        ("MBA, INSEAD, 2019", "MBA", None, "INSEAD"),
        ("Master of Arts, BREVIQ, 2019", "Master of Arts", None, None),
        ("Bachelor of Engineering, IIT Bombay, 2012", "Bachelor of Engineering", None, "IIT Bombay"),
        ("Oakham University, BS Computer Science 2010", "BS", "Computer Science", "Oakham University"),
        ("PhD in Physics, ETH Zürich, 2020 - present", "PhD", "Physics", "ETH Zürich"),
        ("University of Brevik\nDPhil Mathematics\n2010 - 2014", "DPhil", "Mathematics", "University of Brevik"),
        ("BSc Geology in Geology, Oakham College, 2001", "BSc", "Geology", "Oakham College"),
        ("BBA Brevik Consultants 2010", "BBA", None, None),
        ("GED Fremont Adult Education - 2011", "GED", None, None),
        ("江州大学 计算机 博士 2010-2014", "博士", "计算机", "江州大学"),
        ("北大 法学 本科 2008-2012", "本科", "法学", "北大"),
        ("江州大学 全日制 本科 2008-2012", "本科", None, "江州大学"),
        ("2008-2012 江州大学 本科 上海", "本科", None, "江州大学"),
        ("2008-2012 会计学 本科 江州财经学院", "本科", "会计学", "江州财经学院"),
        ("数学与应用数学（师范） 本科 江州学院", "本科", "数学与应用数学（师范）", "江州学院"),
        ("本科学历，毕业于江州大学", "本科学历", None, "江州大学"),
        ("中国国籍，无境外永久居留权，本科学历，江州大学", "本科学历", None, "江州大学"),
        ("中专 机电一体化 江州技工学校", "中专", "机电一体化", "江州技工学校"),
        ("Welding Technology Diploma, Oakham College", "Diploma", "Welding Technology", "Oakham College"),
        ("Certificate in Accounting, Oakham College", "Certificate", "Accounting", "Oakham College"),
        ("Diploma, Brevik Vocational Center, 2015", "Diploma", None, None),
    ],
)
def test_one_line(line: str, degree: str, subject: str | None, school: str | None) -> None:
    [entry] = education(f"{'教育背景' if line[-1] > 'z' or line[0] > 'z' else 'Education'}\n{line}")
    assert (entry.degree, entry.subject, entry.school) == (degree, subject, school)


def test_where_somebody_teaches_is_no_school_of_theirs() -> None:
    [entry] = education("教育背景\n硕士学历，历任江州大学讲师、系主任")
    assert (entry.school, entry.level) == (None, "master")


def test_chinese_table_line() -> None:
    [entry] = education("教育背景\n2010.09-2014.06  浙江青禾大学  计算机科学与技术  本科")
    assert (entry.school, entry.subject, entry.level) == ("浙江青禾大学", "计算机科学与技术", "bachelor")
    assert (entry.start, entry.end) == ("2010-09", "2014-06")


@pytest.mark.parametrize("above", [True, False])
def test_ranges_in_a_line_of_their_own(above: bool) -> None:
    entries = (
        ("2010 - 2012", "MSc in Statistics\nUniversity of Brevik"),
        ("2007 - 2010", "BSc in Physics\nOakham College"),
    )
    rows = [f"{dates}\n{what}" if above else f"{what}\n{dates}" for dates, what in entries]
    found = education("Education\n" + "\n".join(rows))
    assert [(e.level, e.school, e.start, e.end) for e in found] == [
        ("master", "University of Brevik", "2010", "2012"),
        ("bachelor", "Oakham College", "2007", "2010"),
    ]


def test_one_school_in_two_rows_of_a_table() -> None:
    found = education(
        "教育背景\n2013.09-2015.06\t浙江青禾大学\t市场营销 硕士\n2009.09-2013.06\t浙江青禾大学\t广告学 本科"
    )
    assert [(e.level, e.school, e.start) for e in found] == [
        ("master", "浙江青禾大学", "2013-09"),
        ("bachelor", "浙江青禾大学", "2009-09"),
    ]


def test_school_before_degree_on_the_next_line() -> None:
    [entry] = education("Education\nSpringfield Community College, May 2015\nAssociate of Science in Nursing")
    assert (entry.level, entry.subject, entry.school) == ("associate", "Nursing", "Springfield Community College")


def test_a_sentence_without_section() -> None:
    [entry] = education("1989年毕业于江州理工大学工商管理学院，获硕士学位。")
    assert entry.level == "master"
    assert entry.school is not None
    assert entry.school.endswith("江州理工大学工商管理学院")


def test_json_resume() -> None:
    text = (
        '{"basics": {"name": "Ida Quist"}, "education": [{"institution": "Brevik School of Arts", "area": "Design", '
        '"studyType": "Bachelor", "startDate": "2010-09", "endDate": "2013-06"}]}'
    )
    doc = document(text, name="resume.json")
    [entry] = find_education(doc, lines(doc), find_sections(doc, lines(doc)))
    assert (entry.school, entry.level, entry.subject) == ("Brevik School of Arts", "bachelor", "Design")
    assert (entry.start, entry.end) == ("2010-09", "2013-06")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Ph.D. in Physics", "doctorate"), ("博士研究生", "doctorate"), ("Master's degree", "master"),
        ("硕士学位", "master"),
        ("M.B.A.", "master"), ("B.S. Biology", "bachelor"), ("统招本科", "bachelor"), ("大专学历", "associate"),
        ("Associate of Arts", "associate"), ("中专", "vocational"), ("High School Diploma", "secondary"),
        ("GED", "secondary"), ("DPhil", "doctorate"), ("LL.M.", "master"), ("MRes", "master"), ("MBBS", "bachelor"),
        ("Associate Director", None), ("MS Office", None), ("no degree", None),
    ],
)  # fmt: skip
def test_levels(text: str, level: str | None) -> None:
    assert level_of(text) == level


def test_spans_lie_in_the_text() -> None:
    text = "Education\nMSc in Statistics, University of Brevik, 2013 - 2015"
    for entry in education(text):
        for mention in entry.mentions:
            assert text[mention.span.start : mention.span.end] == mention.text
