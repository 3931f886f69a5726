"""What postings ask for, in both languages."""

from __future__ import annotations

import pytest

from etl.demands import (
    education_demanded,
    employment_type,
    is_preferred,
    remote,
    years_demanded,
    years_in_field,
    years_of_field,
)
from etl.model import JobProfile, SkillDemand, Span
from tests.etl.invented import extractor, job

ZH = """职位：后端开发工程师
公司：杭州云杉科技有限公司
工作地点：杭州
薪资：15-25K·14薪
岗位职责：
1、负责交易系统的设计，使用Java；
任职要求：
1、本科及以上学历，3年以上开发经验；
2、精通Java，熟悉MySQL；
3、有Kafka经验者优先，硕士优先；
福利待遇：五险一金，免费Python培训
"""
EN = """Data Engineer
Fjordlys Analytics GmbH
Location: Berlin, Germany

Responsibilities:
- Build pipelines in Python

Requirements:
- At least 4 years of experience with SQL
- Bachelor's or Master's degree
- Docker is a plus

Nice to have:
- Spark, Airflow

We are fully remote. Permanent contract. $80,000 - $100,000 a year.
"""


def demand(profile: JobProfile, label: str) -> SkillDemand:
    vocabulary = extractor().vocabulary
    return next(s for s in profile.skills if vocabulary.label(s.concept) == label)


def test_chinese_posting() -> None:
    profile = job(ZH)
    assert (profile.title, profile.company, profile.place) == ("后端开发工程师", "杭州云杉科技有限公司", "杭州")
    assert (profile.years_min, profile.education_level) == (3.0, "bachelor")
    assert profile.pay is not None
    assert (profile.pay.low, profile.pay.high) == (15000, 25000)
    assert demand(profile, "Java").essential
    assert not demand(profile, "Apache Kafka").essential
    assert (
        demand(profile, "Java").importance
        > demand(profile, "MySQL").importance
        > demand(profile, "Apache Kafka").importance
    )


def test_english_posting() -> None:
    profile = job(EN)
    assert (profile.title, profile.company, profile.place) == (
        "Data Engineer",
        "Fjordlys Analytics GmbH",
        "Berlin, Germany",
    )
    assert (profile.years_min, profile.education_level, profile.remote) == (4.0, "bachelor", True)
    assert profile.employment_type == "full_time"
    assert profile.pay is not None
    assert profile.pay.currency == "USD"
    assert demand(profile, "SQL").essential
    assert not demand(profile, "Docker").essential
    assert not demand(profile, "Apache Spark").essential


def test_the_description_beats_the_columns() -> None:
    row = (
        '{"title": "测试工程师", "diploma": "大专", "experience": "1-3年", '
        '"description": "任职要求：1、硕士学历；2、5年以上测试经验"}\n'
    )
    profile = job(row, "rows.jsonl")
    assert (profile.education_level, profile.years_min) == ("master", 5.0)


def test_swapped_columns_are_understood() -> None:
    row = '{"title": "测试工程师", "diploma": "3-5年", "experience": "本科", "description": "负责测试"}\n'
    profile = job(row, "rows.jsonl")
    assert (profile.education_level, profile.years_min) == ("bachelor", 3.0)


def test_a_column_full_of_page_furniture_is_no_company() -> None:
    row = '{"title": "会计", "company": "综合竞争力评估你在？位置一般良好优秀", "description": "负责记账"}\n'
    assert job(row, "rows.jsonl").company is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3年以上工作经验", 3.0), ("三年以上Java开发经验", 3.0), ("2-5年相关经验", 2.0),
        ("minimum of 5 years of experience", 5.0),
        ("4+ years experience", 4.0), ("three years of experience", 3.0), ("5年以上经验优先", None),
        ("公司成立10年，经验丰富", None),
        ("1年以上测试经验，3年以上开发经验", 3.0), ("no demand", None), ("over 100 years of history", None),
        ("要求：2.3年以上测试经验", 3.0), ("4－6年开发经验", 4.0), ("学历经验：本科，5年以上", 5.0),
        ("两年半以上相关经验", 2.5), ("十五年以上管理经验", 15.0), ("半年以上工作经验", 0.5), ("近5年从业经验", 5.0),
        ("1-3 yrs exp", 1.0), ("18 months of experience", 1.5), ("two or more years of experience", 2.0),
        ("Experience of 4 years or more", 4.0), ("twelve years of experience", 12.0),
        ("Five years supervising night crews", 5.0), ("RN licence (MSN preferred), five years of nursing", 5.0),
    ],
)  # fmt: skip
def test_years(text: str, years: float | None) -> None:
    found, mentions = years_demanded(text, ())
    assert found == years
    assert all(text[m.span.start : m.span.end] == m.text for m in mentions)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3-5年", 3.0),
        ("经验不限", 0.0),
        ("应届生", 0.0),
        ("1年以内", 0.0),
        ("10年以上", 10.0),
        ("本科", None),
        ("5+ years", 5.0),
    ],
)
def test_years_of_columns(text: str, years: float | None) -> None:
    assert years_of_field(text) == years


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("本科及以上学历，硕士优先", "bachelor"), ("统招大专以上", "associate"),
        ("Bachelor's or Master's degree", "bachelor"),
        ("BA/BS degree or equivalent", "bachelor"), ("PhD preferred", None), ("Associate Director", None),
        ("使用MS Office", None), ("学历要求：大学以上", "bachelor"), ("PhD or MSc in a quantitative field", "master"),
        ("Associate degree in nursing required; BSN preferred", "associate"),
    ],
)  # fmt: skip
def test_education(text: str, level: str | None) -> None:
    assert education_demanded(text, ())[0] == level


def test_preferred_is_a_matter_of_the_clause() -> None:
    text = "有3年经验，有Kafka者优先。熟悉Java"
    assert is_preferred(text, text.index("Kafka"), text.index("Kafka") + 5)
    assert not is_preferred(text, text.index("Java"), text.index("Java") + 4)
    english = "Knows SQL. Docker is a plus."
    assert is_preferred(english, english.index("Docker"), english.index("Docker") + 6)
    assert not is_preferred(english, english.index("SQL"), english.index("SQL") + 3)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Fully remote role", True),
        ("可远程办公", True),
        ("remote sensing of ice", None),
        ("远程控制系统开发", None),
        ("on-site only", False),
        ("desk", None),
    ],
)
def test_remote(text: str, answer: bool | None) -> None:
    assert remote(text) is answer


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("FULL_TIME", "full_time"),
        ("兼职", "part_time"),
        ("Summer internship", "internship"),
        ("6 month contract", "contract"),
        ("contract management", None),
    ],
)
def test_employment_type(text: str, kind: str | None) -> None:
    assert employment_type(text) == kind


def test_only_the_length_is_marked() -> None:
    for text, marked in (
        ("三年以上仓储管理经验", "三年以上"),
        ("经验：3-5年", "3-5年"),
        ("4+ years of sales", "4+ years"),
    ):
        assert [mention.text for mention in years_demanded(text, ())[1]] == [marked]
    assert years_in_field("2 yrs in a bakery", Span(0, 17)) == Span(0, 5)


@pytest.mark.parametrize(
    ("education", "level"),
    [
        ("Master's or PhD in a quantitative field", "master"),
        ("Bachelor's (history); MBA a plus", "bachelor"),
        ("Associate degree preferred", "associate"),
        ("中专/高中", "secondary"),
    ],
)
def test_a_column_of_several_levels_gives_the_lowest_that_is_demanded(education: str, level: str) -> None:
    row = f'{{"title": "Archivist", "education": "{education}", "description": "Keeps the archive."}}\n'
    assert job(row, "rows.jsonl").education_level == level


def test_a_head_line_tells_pay_years_and_level() -> None:
    profile = job("陶艺师\n青禾陶坊 | 景德镇 | 5-7K·13薪 | 大专 | 经验不限\n工作内容\n- 拉坯、上釉\n")
    assert profile.pay is not None
    assert (profile.pay.low, profile.pay.high, profile.education_level, profile.years_min) == (5e3, 7e3, "associate", 0)
    assert {"5-7K·13薪", "大专", "经验不限"} <= {mention.text for mention in profile.mentions}


def test_a_labelled_head_is_no_section_of_benefits() -> None:
    profile = job("陶艺师\n公司：青禾陶坊\n薪资：6-8K\n经验：3-5年 学历：大专\n岗位职责：\n1、拉坯\n")
    assert (profile.years_min, profile.education_level) == (3.0, "associate")
    assert "benefits" not in {section.kind for section in profile.sections}


def test_who_teaches_at_a_school_need_not_stop_there() -> None:
    profile = job("学校教师\n任职要求：\n1、教授高中数学；\n2、本科以上学历。\n")
    assert profile.education_level == "bachelor"


def test_abbreviations_within_words_are_no_degrees() -> None:
    assert job("ERP顾问\n任职要求：\n熟悉SAP、EBS、ABAP，专业扎实。\n").education_level is None


def test_a_number_before_a_level_does_not_hide_it() -> None:
    assert job("编目员\n任职要求：\n1.大专及以上学历；\n2.细心。\n").education_level == "associate"
