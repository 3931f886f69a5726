"""Levels of education demanded, wished for, and named for another reason."""

from __future__ import annotations

import pytest

from etl.education_demanded import education_demanded


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


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("PhD preferred, Master's required", "master"), ("Bachelor's degree, Master's preferred", "bachelor"),
        ("Master's required, teaching experience preferred", "master"),
        ("Bachelor's degree in botany, forestry, or farming preferred", None),
        ("Bachelor's or Master's degree preferred", None),
        ("Preferred: BSc, MSc", None),
    ],
)  # fmt: skip
def test_a_wish_is_about_what_stands_beside_it(text: str, level: str | None) -> None:
    assert education_demanded(text, ())[0] == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("4-year degree", "bachelor"), ("A university degree in any field", "bachelor"),
        ("two-year degree", "associate"),
        ("Degree in Botany", "bachelor"), ("You hold a degree in Geology", "bachelor"),
        ("Advanced degree in optics", "master"),
        ("a high degree of autonomy", None), ("no degree required", None),
    ],
)  # fmt: skip
def test_degrees_by_their_kind(text: str, level: str | None) -> None:
    assert education_demanded(text, ())[0] == level


@pytest.mark.parametrize(
    "text",
    ["Certified Scrum Master", "Supervise PhD students", "A PhD scholarship is available", "See JD for details",
    "熟悉MS SQL",
     "Attach your CV, diploma and a list of publications"],
)  # fmt: skip
def test_named_for_another_reason(text: str) -> None:
    assert education_demanded(text, ()) == (None, [])
