"""Lengths of time in both languages."""

from __future__ import annotations

import re

import pytest

from etl.durations import CHINESE, ENGLISH, years_of


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3 yrs", 3), ("5+ years", 5), ("2.5 yrs", 2.5), ("five (5) years", 5), ("2 to 4 years", 2),
        ("twelve years", 12),
        ("two or more years", 2), ("18 months", 1.5), ("2 years and 6 months", 2.5), ("1 yr 9 mos", 1.75),
        ("3年", 3), ("两年半", 2.5), ("三至五年", 3), ("十五年", 15), ("二十年", 20), ("十余年", 10), ("半年", 0.5),
        ("18个月", 1.5), ("1.5年", 1.5), ("近5年", 5),
    ],
)  # fmt: skip
def test_years(text: str, years: float) -> None:
    match = re.search(f"{ENGLISH}|{CHINESE}", text, re.I)
    assert match is not None
    assert years_of(match[0]) == years


@pytest.mark.parametrize("text", ["in 2019 years later", "2019年", "三年级", "no length", "3 y.o."])
def test_no_length(text: str) -> None:
    assert re.search(f"{ENGLISH}|{CHINESE}", text, re.I) is None
    assert years_of("no length") is None
