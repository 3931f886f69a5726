"""Years of experience demanded, and years that are something else."""

from __future__ import annotations

import pytest

from etl.model import Span
from etl.years_demanded import years_demanded, years_in_field, years_of_field


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
        ("For 20 years we have been in business. 5 years of experience required", 5.0),
        ("We have 20 years in business. You bring 4 years of experience", 4.0),
        ("A bakery company with 15 years of experience in wholesale", None),
        ("Our team has 12 years of experience", None),
        ("With 12 years of experience in the trade, our mill is a leader", None),
        ("We are looking for someone with 3+ years of experience", 3.0),
        ("Our ideal candidate has 6 years of experience", 6.0),
        ("Applicants are at least 18 years of age", None), ("The position is for two years starting in May", None),
        ("minimum three (3) years", 3.0), ("Six years in weaving, linen trade preferred", 6.0),
        ("Six years in weaving, dyeing or sewing preferred", None), ("At least 6 years.", 6.0),
        ("Experience: 2+", 2.0), ("- 5 + years", 5.0),
        ("up to 2 years of experience", 0.0), ("No prior experience required", 0.0),
        ("No experience with looms required", None),
        ("公司成立20年，要求3年以上经验", 3.0), ("公司拥有15年行业经验", None), ("我们有10年经验的师傅", None),
        ("有大型制造公司3年以上工作经验", 3.0), ("至少两年", 2.0), ("1、三年以上；2、细心", 3.0), ("三年以上", 3.0),
        ("窑炉维修经验5年以上", 5.0), ("1年以下工作经验", 0.0), ("工作经验不限", 0.0), ("工作满一年后提薪", None),
        ("毕业两年以上", None),
        ("十年积累的老店", None),
    ],
)  # fmt: skip
def test_whose_years_they_are(text: str, years: float | None) -> None:
    assert years_demanded(text, ())[0] == years


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


def test_only_the_length_is_marked() -> None:
    for text, marked in (
        ("三年以上仓储管理经验", "三年以上"),
        ("经验：3-5年", "3-5年"),
        ("4+ years of sales", "4+ years"),
    ):
        assert [mention.text for mention in years_demanded(text, ())[1]] == [marked]
    assert years_in_field("2 yrs in a bakery", Span(0, 17)) == Span(0, 5)
