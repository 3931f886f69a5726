"""Figures, units and separators of amounts."""

from __future__ import annotations

import pytest

from etl.amounts import amounts_in


@pytest.mark.parametrize(
    ("text", "low", "high", "sign", "period"),
    [
        ("70.000 € - 85.000 €", 70_000, 85_000, "€", None), ("EUR 46.269,33 p.a.", 46_269.33, 46_269.33, "EUR", "year"),
        ("90'000 CHF", 90_000, 90_000, "CHF", None), ("45 000 €", 45_000, 45_000, "€", None),
        ("₹12,00,000", 1_200_000, 1_200_000, "₹", None), ("$18.50/hr", 18.5, 18.5, "$", "hour"),
        ("18,50 €/h", 18.5, 18.5, "€", "hour"),
        ("8千-1.2万/月", 8_000, 12_000, None, "month"), ("15-25K·14薪", 15_000, 25_000, None, "month"),
        ("至少8500-1.2万", 8_500, 12_000, None, None), ("starting at $15", 15, None, "$", None),
        ("最高 2万", None, 20_000, None, None),
        ("£500 per week", 500, 500, "£", "week"),
    ],
)  # fmt: skip
def test_figures(text: str, low: float | None, high: float | None, sign: str | None, period: str | None) -> None:
    amount = next(amounts_in(text))
    assert (amount.low, amount.high, amount.sign, amount.period) == (low, high, sign, period)


@pytest.mark.parametrize("text", ["$10M", "€30 million", "5%", "4千到1万5千", "$10-20M", "1.5亿"])
def test_parts_of_something_else(text: str) -> None:
    assert all(amount.bare or amount.range for amount in amounts_in(text))
