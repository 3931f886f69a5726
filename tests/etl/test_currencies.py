"""Which currency figures mean, and what is believed of them."""

from __future__ import annotations

import pytest

from etl.currencies import code_of, dollar_of, period_of, plausible, yuan_of


@pytest.mark.parametrize(
    ("sign", "code"),
    [("$", "USD"), ("HK$", "HKD"), ("日元", "JPY"), ("rmb", "CNY"), ("euros", "EUR"), ("元", None), ("kr", None)],
)
def test_signs(sign: str, code: str | None) -> None:
    assert code_of(sign) == code


@pytest.mark.parametrize(
    ("posting", "code"),
    [
        ("窑工\n工作地点：台北市\n待遇：60,000 至 90,000 元\n熟悉软体与劳健保", "TWD"),
        ("窑工\n工作地点：台北市\n待遇：60,000 至 90,000 元", None),
        ("窑工\n工作地点：香港九龙\n月薪 20,000 元", "HKD"),
        ("窑工\n工作地点：景德镇\n月薪 6000 元", "CNY"),
        ("窑工\n客户在台北，五险一金，月薪 6000 元", "CNY"),
    ],
)
def test_yuan_of_the_place(posting: str, code: str | None) -> None:
    assert yuan_of(posting) == code


def test_dollars_of_the_place() -> None:
    assert dollar_of("Baker\nLocation: Toronto\n$20 an hour") == "CAD"
    assert dollar_of("Baker\nLocation: Boise, ID\n$20 an hour") == "USD"


def test_bounds_by_period_and_currency() -> None:
    assert plausible(15_000, 25_000, "CNY", "month")
    assert not plausible(500_000, 800_000, "CNY", "month") or not plausible(5e5, 8e6, "CNY", "month")
    assert not plausible(70, 70, "EUR", "year")
    assert not plausible(8, 12_000, "CNY", "month")
    assert plausible(250_000, 800_000, "JPY", "month")


def test_the_period_that_a_size_means() -> None:
    assert (period_of(8_000, 12_000, "CNY"), period_of(2e5, 3e5, "CNY"), period_of(1e5, 1.5e5, "CNY")) == (
        "month",
        "year",
        None,
    )
    assert (period_of(18, 22, "USD"), period_of(9e4, 9e4, "USD"), period_of(900, 1200, "USD")) == ("hour", "year", None)
