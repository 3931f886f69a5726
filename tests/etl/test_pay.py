"""Pay in the spellings of both languages."""

from __future__ import annotations

import pytest

from etl.model import Pay
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
    assert all(map(is_pay, ("5-7K", "18-30K·13薪", "£30k-£36k", "1.5万-2万/月")))
    assert not any(map(is_pay, ("3-5年", "2019-2021", "5-7K 双休", "20-99人", "上海")))
