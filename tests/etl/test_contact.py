"""Identity is found, and what is no identity is left alone."""

from __future__ import annotations

import pytest

from etl.contact import find_identity
from etl.model import Identity
from etl.redact import redact
from etl.sections import find_sections
from etl.tagging.base import TaggedSpan
from etl.text import lines
from tests.etl.invented import CHINESE, ENGLISH, extractor, plain


def identity(text: str, kind: str = "resume") -> Identity:
    doc = plain(text, "posting" if kind == "posting" else "resume")
    found = lines(doc)
    return find_identity(doc, found, find_sections(doc, found), extractor().tools.known)


def test_english() -> None:
    found = identity(ENGLISH)
    assert found.values("name") == ["Maren Solvik", "Odd Nilsen"]
    assert found.values("email") == ["maren.solvik@example.com", "odd@example.org"]
    assert found.values("phone") == ["+47 22 55 01 99"]
    assert found.values("url") == ["linkedin.com/in/maren-solvik"]


def test_chinese() -> None:
    found = identity(CHINESE)
    assert found.values("name") == ["林若曦"]
    assert found.values("phone") == ["138-0013-8000"]
    assert found.values("birth") == ["女", "1992年5月"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("周明哲先生：男，中国国籍", "name", "周明哲"),
        ("欧阳静怡，女，汉族", "name", "欧阳静怡"),
        ("王小岚的简历\n手机 13900139000", "name", "王小岚"),
        ("Full Name: Ida B. Quist\nNurse", "name", "Ida B. Quist"),
        ("JOSÉ MARTÍN-VELA\nNurse\njose@example.net", "name", "JOSÉ MARTÍN-VELA"),
        ("Ann Vela, CPA | Accountant\nann@example.net", "name", "Ann Vela"),
        ("身份证号：110101199003070012", "id_number", "110101199003070012"),
        ("Phone: (555) 010-2030", "phone", "(555) 010-2030"),
        ("出生于1974年1月。", "birth", "1974年1月"),
        ("DOB: 12/03/1988", "birth", "12/03/1988"),
        ("Address: 5 Hill Lane, Oxbridge", "address", "5 Hill Lane, Oxbridge"),
        ("现住 浙江省杭州市余杭区青禾路88号3栋", "address", "浙江省杭州市余杭区青禾路88号3栋"),
        ("123 Maple Street, Springfield, IL 62701", "address", "123 Maple Street, Springfield, IL 62701"),
    ],
)
def test_found(text: str, kind: str, value: str) -> None:
    assert value in identity(text).values(kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "EXECUTIVE CHEF\nSummary\nCooks well",
        "INFORMATION TECHNOLOGY INSTRUCTOR\nSummary",
        "HR ASSISTANT\nSummary",
        "RESEARCH MOLECULAR\nSummary",
        "Professional Summary\nStore manager",
        "Project Management\nExperience",
        "教育背景\n2010-2014 某大学",
        "高级工程师\n负责开发",
    ],
)
def test_titles_and_headings_are_no_names(text: str) -> None:
    assert identity(text).values("name") == []


def test_dates_are_no_phones() -> None:
    assert identity("2010.09-2014.06 school\n2014 2015 2016").values("phone") == []


def test_only_contact_persons_are_looked_for_in_postings() -> None:
    assert identity("Maren Solvik\nfounded the firm. jobs@example.com", "posting").values("name") == []


def test_a_tagger_votes_for_names_anywhere() -> None:
    text = "Worked on the night shift with Ida Quist and others.\nCooks well"
    doc = plain(text)
    found = lines(doc)
    at = text.index("Ida")
    votes = [
        TaggedSpan(at, at + 9, "NAME", 0.9),
        TaggedSpan(0, 6, "NAME", 0.2),
        TaggedSpan(14, 25, "SKILLS", 0.99),
    ]
    identity = find_identity(doc, found, find_sections(doc, found), extractor().tools.known, tagged=votes)
    assert identity.values("name") == ["Ida Quist"]


@pytest.mark.parametrize("break_", ["", "\n"])
def test_a_page_that_wraps_and_the_name_it_tells(break_: str) -> None:
    page = f"indeed.com/r/ida-{break_}quist/0a1b2c3d4e5f6071"
    found = identity(f"ida quist\nOslo - Email me on Indeed: {page}\n\nNurse in Oslo")
    assert found.values("url") == [page]
    assert found.values("name") == ["ida quist"]


def test_a_surname_alone_is_hidden_where_somebody_is_addressed_by_it() -> None:
    text = "林先生曾任管理部经理。林业管理由林先生负责。"
    masked = redact(plain(text, lang="zh"), identity(text))
    assert masked == "█先生曾任管理部经理。林业管理由█先生负责。"
