"""Titles without a telling word: told by where they stand."""

from __future__ import annotations

import pytest

from tests.etl.test_positions import positions


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Experience\nSales\nNovember 2014 to Current Company Name - City , State\n\nSold shoes.", "Sales"),
        (
            "Experience\nSpecial Records Unit I\nMay 2009 to June 2012 Company Name - City , State\n",
            "Special Records Unit I",
        ),
        ("Experience\nRoom Service Dec 2015 to Aug 2016\nCompany Name - City , State\n", "Room Service"),
        (
            "Experience\nCompany Name City , State Founder/Principal Consultant 03/1998 to 01/2011\n",
            "Founder/Principal Consultant",
        ),
        (
            "Experience\nFinancial / Tax Analyst 03/2008 to 01/2011\nCompany Name - City , State\n",
            "Financial / Tax Analyst",
        ),
        (
            "Experience\n01/2009 to Current\nCompany Name - City , State\n\nHR Generalist Mobilized crews.\n",
            "HR Generalist",
        ),
    ],
)
def test_told(text: str, title: str) -> None:
    [fact] = positions(text)
    assert (fact.title, fact.company) == (title, None)


def test_the_second_of_two_titles_is_no_employer() -> None:
    [fact] = positions("Experience\nMachinist, CNC Programmer Jun 2001 to Dec 2009\nCompany Name - City , State\n")
    assert (fact.title, fact.company) == ("Machinist, CNC Programmer", None)


@pytest.mark.parametrize(
    "above", ["Won the yearly prize for service.", "- Housekeeping", "Experience", "Ordering, cleaning\nHousekeeping\n"]
)
def test_other_lines_above_the_dates_are_no_titles(above: str) -> None:
    facts = positions(
        f"Experience\nNotes on the first years.\n{above}\nJanuary 2011 to Current Company Name - City , State\n"
    )
    assert [f.title for f in facts] == [""]


def test_employer_and_place_between_title_and_dates() -> None:
    facts = positions(
        "Work History\n\nYear 3 Teacher\nSt Winfred's Primary · Bromwell\nSeptember 2018 – July 2021\nTaught.\n\n"
        "Software Engineer\nBlue Fjord Systems · Round Rock, Texas\n07/2018 to 03/2021\nBuilt things.\n"
    )
    assert [(f.title, f.company) for f in facts] == [
        ("Year 3 Teacher", "St Winfred's Primary"),
        ("Software Engineer", "Blue Fjord Systems"),
    ]
    assert facts[1].place == "Round Rock, Texas"


def test_a_department_is_not_the_employer_where_one_is_named() -> None:
    [fact] = positions(
        "Experience\nStaff Nurse, Emergency Department\t2018 - 2022\nSt. Alba Medical Center, Chicago, IL\n"
    )
    assert (fact.title, fact.company) == ("Staff Nurse", "St. Alba Medical Center")


def test_an_office_keeps_its_last_character() -> None:
    [fact] = positions("工作经历\n2021年2月 – 现在 物流主任\n海青货运代理有限公司\n")
    assert (fact.title, fact.company) == ("物流主任", "海青货运代理有限公司")
