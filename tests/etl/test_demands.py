"""What postings ask for, in both languages."""

from __future__ import annotations

import pytest

from etl.demands import employment_type, remote
from etl.model import JobProfile, SkillDemand
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


def test_what_is_not_asked_for_is_no_demand() -> None:
    profile = job("Archivist\nRequirements\n- SQL\n- No experience with Java required\n- We do not use Docker\n")
    labels = {extractor().vocabulary.label(skill.concept) for skill in profile.skills}
    assert "SQL" in labels
    assert not labels & {"Java", "Docker"}
    assert profile.years_min is None
    profile = job("档案员\n任职要求：\n1、熟悉MySQL；\n2、无需Java经验。\n")
    assert {extractor().vocabulary.label(skill.concept) for skill in profile.skills} == {"MySQL"}


def test_a_column_without_pay_leaves_it_to_the_text() -> None:
    row = '{"title": "窑工", "salary": "面议", "description": "薪资：月薪8000-12000元"}\n'
    profile = job(row, "rows.jsonl")
    assert profile.pay is not None
    assert (profile.pay.low, profile.pay.high, profile.pay.period) == (8000, 12000, "month")
