"""Levels from titles and years."""

from __future__ import annotations

import pytest

from etl.seniority import seniority, seniority_of_title, seniority_of_years


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Marketing Intern", "intern"), ("软件工程师实习生", "intern"), ("Junior Developer", "junior"),
        ("初级工程师", "junior"), ("Senior Nurse", "senior"), ("资深产品经理", "senior"), ("Team Lead, QA", "lead"),
        ("客服主管", "lead"), ("Store Manager", "manager"), ("财务经理", "manager"), ("Director of Sales", "director"),
        ("技术总监", "director"), ("Chief Executive Officer", "executive"), ("总经理", "executive"),
        ("Assistant Director", "manager"), ("项目经理", "mid"), ("产品经理", "mid"), ("Welder", None), ("厨师", None),
        ("Project Manager", "mid"), ("Senior Product Manager", "senior"), ("Vice President, Sales", "director"),
        ("Executive Vice President", "executive"),
        ("Managing Partner", "executive"),
        ("Owner", "executive"), ("Assistant Accountant", "junior"), ("助理工程师", "junior"), ("审计助理", "junior"),
        ("储备店长", "junior"), ("主管护师", "mid"), ("Lead Developer", "lead"), ("Senior Service Engineer", "senior"),
    ],
)  # fmt: skip
def test_titles(title: str, level: str | None) -> None:
    assert seniority_of_title(title) == level


@pytest.mark.parametrize(
    "title",
    ["Lead Generation Specialist", "Senior Living Caregiver", "Caregiver - Senior Living", "Executive Assistant",
    "Sales Associate",
     "Kitchen Helper", "Home Health Aide", "Associate Professor", "Product Owner", "HR Business Partner", "PA to CEO",
     "Executive Assistant to President", "Head Start Teacher", "Data & Advanced Analytics Architect", "班主任",
     "总裁助理",
     "总经理助理", "行政助理", "高级中学语文教师", "软件工程师（应届生亦可）"],
)  # fmt: skip
def test_mere_words_are_no_level(title: str) -> None:
    assert seniority_of_title(title) is None


def test_years_rise() -> None:
    assert [seniority_of_years(y) for y in (None, 0.0, 2.0, 5.0, 30.0)] == [None, "junior", "mid", "senior", "senior"]


def test_title_beats_years() -> None:
    assert seniority("Intern", 9.0) == "intern"
    assert seniority("Welder", 9.0) == "senior"
    assert seniority(None, None) is None
