"""Subjects and schools that nothing separates."""

from __future__ import annotations

import pytest

from etl.loading import school_row
from etl.school_keys import school_key
from graph.store import Store
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


def test_a_subject_is_not_cut_out_of_a_school() -> None:
    [entry] = education("Education\n2012\nMasters : Business Administration St. Anna's College of Brevik")
    assert (entry.subject, entry.school) == ("Business Administration", "St. Anna's College of Brevik")


def test_a_college_of_few_capitals_belongs_to_the_university_behind_it() -> None:
    [entry] = education("Education\nB.Tech in Robotics\nMIT, Oakham University\n2016")
    assert entry.school == "Oakham University"


@pytest.mark.parametrize(
    "names",
    [
        ("MIT", "M.I.T.", "Massachusetts Institute of Technology", "麻省理工学院"),
        ("Peking University", "北大", "北京大学", "北京大学法学院"),
        ("UC Berkeley", "University of California, Berkeley", "University of California - Berkeley"),
        ("ETH Zürich", "ETH Zurich", "苏黎世联邦理工学院"),
        ("The University of Brevik", "University of Brevik", "Department of Physics, University of Brevik"),
        ("Oakham University", "Oakham University School of Medicine"),
        ("江州理工大学", "江州理工大学工商管理学院", "江州理工大学(Jiangzhou University)", "江州理工大学物理系"),
    ],
)
def test_names_of_one_school_share_a_key(names: tuple[str, ...]) -> None:
    assert len({school_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("浙江大学", "浙江大学城市学院"),
        ("香港中文大学", "香港中文大学（深圳）"),
        ("University of Brevik", "Brevik University", "Brevik Business School", "University of Brevik, Oakham"),
        ("北京大学", "北京大学附属中学"),
    ],
)
def test_other_schools_have_other_keys(names: tuple[str, ...]) -> None:
    assert len({school_key(name) for name in names}) == len(names)


def test_one_school_in_two_languages_is_one_node(store: Store) -> None:
    store.execute("CREATE (:Candidate {id: 'candidate:ida'})")
    names = ("北京大学", "Peking University", None)
    rows = [
        {"id": f"e{number}", "candidate": "candidate:ida", "school": school_row(name), "properties": {"school": name}}
        for number, name in enumerate(names)
    ]
    store.write("load/education", rows=rows)
    assert store.read("market/schools", limit=10) == [
        {"school": "school:peking university", "name": "Peking University", "people": 1, "levels": []}
    ]
