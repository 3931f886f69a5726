"""Pay in the spellings of both languages."""

from __future__ import annotations

import pytest

from etl.pay import find_pay, parse_pay


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
    assert find_pay("manage 10-15 people and a budget of 3-5 projects") is None
