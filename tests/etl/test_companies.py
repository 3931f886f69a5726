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
        ("青禾银行", "青禾银行股份有限公司北京分行", "青禾银行北京市分行", "青禾银行西湖支行"),
        ("Oakham Bank AG, London Branch", "Oakham Bank", "Oakham Bank (London Branch)"),
        ("O & B Inc.", "O&B", "O and B"),
        ("Q.R.M.", "QRM Corp.", "Q.R.M"),
        ("Brevik's", "Breviks Corp", "Brevik’s"),
        ("L'Oakéal S.A.", "Loakeal"),
        ("The Oakham Brevik Company", "Oakham Brevik Co"),
        ("Smith & Sons Ltd", "Smith and Sons"),
        ("Quist & Co. Ltd.", "Quist"),
        ("中国工商银行股份有限公司北京分行", "工商银行", "工行", "ICBC"),
        ("字节跳动", "ByteDance Ltd."),
    ],
)
def test_spellings_share_a_key(names: tuple[str, ...]) -> None:
    assert len({company_key(name) for name in names}) == 1


def test_different_companies_differ() -> None:
    assert company_key("Acme Widgets") != company_key("Acme Tools")
    assert company_key("有限公司") == "有限公司"
    assert company_key("Company") == "company"
    assert company_key("上海分公司") == "上海分公司"
    assert company_key("AG Oakham") == "ag oakham"
    assert company_key("Group Nine Media") == "group nine media"
    assert company_key("北京青禾科技有限公司") != company_key("上海青禾科技有限公司")


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Nurse, Brightwater Hospital, Springfield", "Brightwater Hospital"),
        ("Fjordlys Analytics GmbH - Analyst", "Fjordlys Analytics GmbH"),
        ("1995年至今任江州控股集团有限公司财务总监", "年至今任江州控股集团有限公司"),
        ("University of Brevik", "University of Brevik"),
        ("Oakham (China) Co., Ltd.", "Oakham (China) Co., Ltd"),
        ("Engineer, Brevik (South East) Limited", "Brevik (South East) Limited"),
    ],
)
def test_found(text: str, company: str) -> None:
    span = find_company(text, 0, len(text))
    assert span is not None
    assert text[span.start : span.end] in (company, "江州控股集团有限公司", "1995年至今任江州控股集团有限公司")


def test_none() -> None:
    assert find_company("Line cook in a kitchen", 0, 22) is None
    assert find_company("Co., Ltd. since 2010", 0, 20) is None


def test_masked() -> None:
    assert is_masked("Company Name")
    assert is_masked("CompanyName")
    assert not is_masked("Companion Names")
