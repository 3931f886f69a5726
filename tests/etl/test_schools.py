"""Subjects and schools that nothing separates."""

from __future__ import annotations

import pytest

from tests.etl.test_education import education


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("BA : Social Work Green Valley University - City , State", ("Social Work", "Green Valley University", None)),
        (
            "B.S : Textiles and Dyes Lake State University - City Textiles and Dyes",
            ("Textiles and Dyes", "Lake State University", None),
        ),
        (
            "Bachelor of Science , Business Administration Dec. 2011 Limewood College - City , State",
            ("Business Administration", "Limewood College", "2011-12"),
        ),
        (
            "Bachelor of Arts , Interior Design May 2011 Oakham College - City , State",
            ("Interior Design", "Oakham College", "2011-05"),
        ),
        (
            "Master of Arts : Rhetoric, Speech and Media 2014 University of Brevik City , State",
            ("Rhetoric, Speech and Media", "University of Brevik", "2014"),
        ),
        (
            "MBA : Finance Present Oakham Institute of Technology - City",
            ("Finance", "Oakham Institute of Technology", None),
        ),
        (
            "General Education/ Communications Brevik University - City",
            ("General Education/ Communications", "Brevik University", None),
        ),
    ],
)
def test_split(text: str, told: tuple[str, str, str | None]) -> None:
    [entry] = education(f"Education\n{text}")
    assert (entry.subject, entry.school, entry.end) == told


@pytest.mark.parametrize(
    "school",
    ["Art Center College of Design", "Brevik Business School", "University of Brevik", "The Culinary Institute"],
)
def test_names_of_schools_stay_whole(school: str) -> None:
    [entry] = education(f"Education\nDiploma , 2014\n{school}")
    assert (entry.school, entry.subject) == (school, None)


def test_a_high_school_diploma_and_its_high_school_are_one_entry() -> None:
    [entry] = education("Education\nHigh School Diploma : January 1992 Talmadge High School - City , State")
    assert (entry.degree, entry.level, entry.school, entry.end) == (
        "High School Diploma",
        "secondary",
        "Talmadge High School",
        "1992-01",
    )


def test_dates_in_a_line_of_their_own_above_each_entry() -> None:
    first, second = education(
        "Education\nMay 2015\nMBA : Finance Oakham University - City , State\n"
        "2010\nBachelor of Science : Biology Brevik College - City , State Biology"
    )
    assert [(e.school, e.end) for e in (first, second)] == [
        ("Oakham University", "2015-05"),
        ("Brevik College", "2010"),
    ]


def test_a_school_named_twice_is_one() -> None:
    [entry] = education("Education\n2015\nMBA : Public Oakham University Oakham University - City")
    assert (entry.school, entry.subject) == ("Oakham University", "Public")


def test_a_degree_with_its_short_form_is_one() -> None:
    [entry] = education("Education\nMaster of Business Administration (MBA) : Marketing 2008 Oakham University")
    assert (entry.level, entry.subject, entry.school) == ("master", "Marketing", "Oakham University")
