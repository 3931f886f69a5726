"""Positions from the layouts that real resumes have, with invented people."""

from __future__ import annotations

import pytest

from etl.model import PositionFact
from etl.positions import find_positions
from etl.sections import find_sections
from etl.text import lines
from tests.etl.invented import CHINESE, ENGLISH, document, extractor, plain


def positions(text: str, name: str | None = None) -> tuple[PositionFact, ...]:
    doc = document(text, name=name) if name else plain(text)
    found = lines(doc)
    return find_positions(doc, found, find_sections(doc, found), extractor().tools.linker, "2024-06")


def told(fact: PositionFact) -> tuple[str, str | None, str | None, str | None]:
    return fact.title, fact.company, fact.start, fact.end


def test_english() -> None:
    first, second = positions(ENGLISH)
    assert told(first) == ("Senior Data Engineer", "Fjordlys Analytics AS", "2019-09", None)
    assert first.current
    assert first.months == 57
    assert first.place == "Oslo"
    assert told(second) == ("Data Analyst", "Nordkyst Bank", "2015-01", "2019-03")
    assert second.occupation is not None


def test_chinese() -> None:
    first, second = positions(CHINESE)
    assert told(first) == ("高级后端工程师", "杭州云杉科技有限公司", "2018-07", None)
    assert told(second) == ("Java开发工程师", "上海蓝鲸信息技术有限公司", "2014-07", "2018-06")
    assert second.months == 47


def test_chinese_biography() -> None:
    text = (
        "1988年7月至1995年6月任江州化工厂会计；1995年7月至2003年12月任江州化工股份有限公司财务部经理；"
        "2004年1月至今任江州控股集团有限公司财务总监。"
    )
    assert [told(p) for p in positions(text)] == [
        ("会计", "江州化工厂", "1988-07", "1995-06"),
        ("财务部经理", "江州化工股份有限公司", "1995-07", "2003-12"),
        ("财务总监", "江州控股集团有限公司", "2004-01", None),
    ]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("02/2014 to 03/2016\nExecutive Chef Company Name - City , State\nRan the kitchen", "Executive Chef"),
        ("Sales Associate , 02/2014 to 03/2016\nCompany Name – City , State\nSold things.", "Sales Associate"),
        ("February 2014\nto\nMarch 2016\nCompany Name City , State Sales Manager\nManage accounts.", "Sales Manager"),
        ("February 2014 - March 2016 Teacher Assistant | Company Name | City , State\nTaught.", "Teacher Assistant"),
        ("BUSINESS ANALYST 02/2014 to 03/2016 Company Name City , State\nWrote things.", "BUSINESS ANALYST"),
        ("Company Name February 2014 to March 2016 Real Estate Broker\nCity , State\nSold.", "Real Estate Broker"),
        ("Store Manager\nFebruary 2014 to March 2016 Company Name - City , State\nRan it.", "Store Manager"),
        ("Bartender / Company Name - City , State 02/2014 - 03/2016\nPoured.", "Bartender"),
    ],
)
def test_masked_layouts(body: str, title: str) -> None:
    [fact] = positions(f"Experience\n{body}\n")
    assert told(fact) == (title, None, "2014-02", "2016-03")


def test_title_employer_and_dates_on_three_lines() -> None:
    [fact] = positions(
        "WORK EXPERIENCE\n\nAutomation developer\n\nQuist Labs -  Oslo -\n\nAugust 2016 to August 2017\n\nWrote tests."
    )
    assert told(fact) == ("Automation developer", "Quist Labs", "2016-08", "2017-08")


def test_dates_in_prose_are_no_position() -> None:
    facts = positions(
        "Experience\nCook, Sea Grill Restaurant, 2010 - 2014\n- Cut costs by 5% from 2011 to 2012 in all kitchens"
    )
    assert len(facts) == 1


def test_education_dates_are_no_position() -> None:
    assert positions("Education\nTeacher training, Brevik College, 2010 - 2014") == ()


def test_a_resume_held_twice_counts_once() -> None:
    body = "Experience\nCook, Sea Grill Restaurant, 2010 - 2014\nCooked.\n"
    assert len(positions(body + body)) == 1


def test_months_need_a_today_when_current() -> None:
    doc = plain("Experience\nCook, Sea Grill Restaurant, 2010 - now\n")
    [fact] = find_positions(doc, lines(doc), find_sections(doc, lines(doc)), extractor().tools.linker, None)
    assert fact.current
    assert fact.months is None


def test_json_resume() -> None:
    text = (
        '{"basics": {"name": "Ida Quist"}, "work": [{"name": "Nordkyst Bank", "position": "Data Analyst", '
        '"startDate": "2015-01-01", "endDate": "2019-03-01", "highlights": ["SQL"]}, {"name": "Sea Grill", '
        '"position": "Cook", "startDate": "2012-01"}]}'
    )
    first, second = positions(text, "resume.json")
    assert told(first) == ("Data Analyst", "Nordkyst Bank", "2015-01", "2019-03")
    assert not first.current
    assert told(second) == ("Cook", "Sea Grill", "2012-01", None)


def test_spans_lie_in_the_text() -> None:
    for text in (ENGLISH, CHINESE):
        for fact in positions(text):
            for mention in fact.mentions:
                assert text[mention.span.start : mention.span.end] == mention.text
                assert fact.span.start <= mention.span.start
