"""Personal attributes are identity: masked whatever their spelling, and never facts."""

from __future__ import annotations

import pytest

from etl.personal import personal_spans
from etl.redact import redact
from tests.etl.invented import candidate


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Date of Birth: 23rd of May, 1993.", ["23rd of May, 1993"]),
        ("Date of birth : 4 June 1987", ["4 June 1987"]),
        ("DOB: 14/02/1990 | Leeds", ["14/02/1990"]),
        ("D.O.B. 7th March 1981", ["7th March 1981"]),
        ("Born on the 3rd of April 1979 in a village", ["3rd of April 1979"]),
        ("Born in Bergen on 5 May 1980", ["Bergen on 5 May 1980"]),
        ("Born on 5 May 1980 in Bergen.", ["5 May 1980", "Bergen"]),
        ("Place of Birth: Nairobi\nSex: Female\nStatus: Single", ["Nairobi", "Female", "Single"]),
        ("Marital Status: Married, two children\nReligion: none", ["Married, two children", "none"]),
        ("Gender: Male   Nationality: Kenyan", ["Male", "Kenyan"]),
        ("性别：女  出生年月：1992年5月", ["女", "1992年5月"]),
        ("婚姻状况：已婚\n民族：汉族\n籍贯：浙江绍兴", ["已婚", "汉族", "浙江绍兴"]),
        ("苏小禾，女，汉族，1990年3月出生，已婚", ["女", "汉族", "1990年3月", "已婚"]),
    ],
)
def test_found(text: str, values: list[str]) -> None:
    found = sorted(personal_spans(text), key=lambda s: s.start)
    assert sorted({text[s.start : s.end] for s in found}) == sorted(values)


@pytest.mark.parametrize(
    "text",
    [
        "Order status: shipped",
        "Managed the age groups 4 to 9",
        "Weights and measures inspector",
        "Project status: on time",
        "负责男装与女装的陈列",
        "统计性别差异",
    ],
)
def test_not_found(text: str) -> None:
    assert personal_spans(text) == []


def test_masked_and_never_a_fact() -> None:
    profile = candidate(
        "Amani Otieno\namani.otieno@example.org\nPersonal Information\nDate of Birth: 23rd of May, 1993.\n"
        "Place of Birth: London\nSex: Female\nStatus: Single\n\nSkills\nExcel\n"
    )
    shown = redact(profile.document, profile.identity)
    assert not any(word in shown for word in ("1993", "May", "London", "Female", "Single"))
    assert profile.place is None
    assert all(m.text != "London" for m in profile.mentions)
