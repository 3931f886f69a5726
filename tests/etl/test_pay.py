"""Pay in the spellings of both languages."""

from __future__ import annotations

import pytest

from etl.model import Lang, Pay
from etl.pay import find_pay, is_pay, parse_pay, stated_pay


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "period"),
    [
        ("15-25K·14薪", 15000, 25000, "CNY", "month"),
        ("1.5万-2万/月", 15000, 20000, "CNY", "month"),
        ("1-1.5万/月", 10000, 15000, "CNY", "month"),
        ("8千-1.5万", 8000, 15000, "CNY", "month"),
        ("1千-2千", 1000, 2000, "CNY", "month"),
        ("20-30万/年", 200000, 300000, "CNY", "year"),
        ("150-200元/天", 150, 200, "CNY", "day"),
        ("$80,000 - $100,000 a year", 80000, 100000, "USD", "year"),
        ("$18.50 - $22 per hour", 18.5, 22, "USD", "hour"),
        ("€45k", 45000, 45000, "EUR", "year"),
        ("3万以上/月", 30000, None, "CNY", "month"),
        ("2千以下/月", None, 2000, "CNY", "month"),
        ("底薪10K+提成", 10000, 10000, "CNY", "month"),
        ("TWD 48000 - 62000 per month", 48000, 62000, "TWD", "month"),
    ],
)
def test_stated(text: str, low: float | None, high: float | None, currency: str, period: str) -> None:
    pay = parse_pay(text)
    assert pay is not None
    assert (pay.low, pay.high, pay.currency, pay.period) == (low, high, currency, period)


@pytest.mark.parametrize("text", ["面议", "negotiable", "", "five"])
def test_not_stated(text: str) -> None:
    assert parse_pay(text) is None


@pytest.mark.parametrize(
    ("line", "lang", "pay"),
    [
        ("年薪50-80万", "zh", Pay(5e5, 8e5, "CNY", "year")), ("薪资：年薪50-80万", "zh", Pay(5e5, 8e5, "CNY", "year")),
        ("综合年薪20万以上", "zh", Pay(2e5, None, "CNY", "year")),
        ("薪资8000-12000", "zh", Pay(8e3, 12e3, "CNY", "month")),
        ("50-80万/年", "zh", Pay(5e5, 8e5, "CNY", "year")), ("15k-25k", "zh", Pay(15e3, 25e3, "CNY", "month")),
        ("200元/天", "zh", Pay(200, 200, "CNY", "day")), ("日薪300元", "zh", Pay(300, 300, "CNY", "day")),
        ("时薪25元/小时", "zh", Pay(25, 25, "CNY", "hour")),
        ("月薪25万-40万日元", "zh", Pay(25e4, 4e5, "JPY", "month")),
        ("福利待遇1、5K--7K，单休", "zh", Pay(5e3, 7e3, "CNY", "month")),
        ("8500-1.2万/月", "zh", Pay(8500, 12e3, "CNY", "month")),
        ("15-25K·16薪", "zh", Pay(15e3, 25e3, "CNY", "month")),
        ("月薪人民币税后 9000元至11000元", "zh", Pay(9e3, 11e3, "CNY", "month")),
        ("$35.50 per hour", "en", Pay(35.5, 35.5, "USD", "hour")),
        ("Up to $20 per hour", "en", Pay(None, 20, "USD", "hour")),
        ("$120k", "en", Pay(12e4, 12e4, "USD", "year")), ("CAD 90,000", "en", Pay(9e4, 9e4, "CAD", "year")),
        ("120,000 - 150,000 USD", "en", Pay(12e4, 15e4, "USD", "year")),
        ("INR 12-18 LPA", "en", Pay(12e5, 18e5, "INR", "year")),
        ("Salary: 70.000 € - 85.000 €", "en", Pay(7e4, 85e3, "EUR", "year")),
        ("Pay: CHF 90'000", "en", Pay(9e4, 9e4, "CHF", "year")),
        ("Salary: 45 000 - 55 000 €", "en", Pay(45e3, 55e3, "EUR", "year")),
        ("Hourly rate is £7.50 in the first year", "en", Pay(7.5, 7.5, "GBP", "hour")),
    ],
)  # fmt: skip
def test_in_a_posting(line: str, lang: Lang, pay: Pay) -> None:
    found = find_pay(f"Kiln keeper\nAcme\n{line}\nWhat we ask\n", lang)
    assert found is not None
    assert found[1] == pay


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("餐费补贴：按出勤发放午餐补贴50元/天", "zh"), ("生日礼金：300元/年", "zh"), ("平均薪酬11000元/月", "zh"),
        ("薪资100%发放", "zh"),
        ("月薪6-12", "zh"), ("待遇：75000-10000", "zh"), ("满4年者700元/月", "zh"), ("8000-12000K基础薪资", "zh"),
        ("每年调薪1-2次", "zh"), ("5天7.5小时工作制", "zh"),
        ("a budget of $50,000 - $100,000", "en"), ("secured €30M in Series B", "en"),
        ("Sign-on bonus $5,000 - $10,000", "en"),
        ("Salary: £500 per week", "en"), ("Salary: kr432k - 576k", "en"), ("Pay: starting at 40k", "en"),
        ("401k match up to 4%", "en"), ("Salary: $900 - $1,200", "en"),
    ],
)  # fmt: skip
def test_no_pay_or_none_that_is_sure(line: str, lang: Lang) -> None:
    assert find_pay(f"Kiln keeper\nAcme\n{line}\nWhat we ask\n", lang) is None


def test_in_running_text_only_where_announced() -> None:
    text = "We are 20-99 people.\n薪资：10-15K，双休"
    stated = find_pay(text)
    assert stated is not None
    span, pay = stated
    assert (pay.low, pay.high) == (10000, 15000)
    assert text[span.start : span.end].startswith("10-15K")
    bare = find_pay("Accountant, Berlin\n€45k–€52k\nWhat you bring", "en")
    assert bare is not None
    assert (bare[1].low, bare[1].high, bare[1].currency, bare[1].period) == (45000, 52000, "EUR", "year")
    assert find_pay("manage 10-15 people and a budget of 3-5 projects") is None


def test_figures_without_a_sign_are_read_in_the_language_of_the_text() -> None:
    assert parse_pay("95k - 110k", "en") == Pay(95_000, 110_000, "USD", "year")
    assert parse_pay("12k-18k", "zh") == Pay(12_000, 18_000, "CNY", "month")


@pytest.mark.parametrize(
    ("field", "amount"),
    [
        ("$48,000 base + commission", "$48,000"),
        ("Band 3 (£21,000 to £24,500)", "£21,000 to £24,500"),
        ("15-22K，13薪", "15-22K，13薪"),
        ("8-15K+提成", "8-15K"),
    ],
)
def test_the_amount_within_a_field(field: str, amount: str) -> None:
    span = stated_pay(field)
    assert span is not None
    assert field[span.start : span.end].rstrip() == amount


def test_pay_and_nothing_else() -> None:
    assert all(map(is_pay, ("5-7K", "18-30K·13薪", "£30k-£36k", "1.5万-2万/月", "200元/天", "$120k")))
    assert not any(map(is_pay, ("3-5年", "2019-2021", "5-7K 双休", "20-99人", "上海", "20万", "5K")))
