"""Accounts of invented people."""

from __future__ import annotations

import pytest

from etl.accounts import account_spans, spelt_out_emails


def accounts(text: str, top: int) -> set[str]:
    return {text[s.start : s.end] for s in account_spans(text, top, lambda word: word == "Recruiter")}


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("微信：ruoxi_92", "ruoxi_92"),
        ("WeChat ID: ruoxi92", "ruoxi92"),
        ("Skype: ida.q.88", "ida.q.88"),
        ("skype: live:idaquist", "live:idaquist"),
        ("twitter @idaquist", "@idaquist"),
        ("linkedin: ida-quist-123", "ida-quist-123"),
        ("Line: idaq88", "idaq88"),
    ],
)
def test_anywhere(text: str, account: str) -> None:
    assert accounts(text, 0) == {account}


@pytest.mark.parametrize(
    ("text", "account"),
    [("微信号 ruoxilin", "ruoxilin"), ("@idaquist | Oslo", "@idaquist"), ("GitHub: idaquist", "idaquist")],
)
def test_words_count_in_the_contact_block_only(text: str, account: str) -> None:
    assert accounts(text, len(text)) == {account}
    assert accounts(text, 0) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Engineer @Glimmer",
        "Product Line: Beverages",
        "微信小程序：uniapp",
        "LinkedIn: Recruiter",
        "Skype, Zoom",
        "QQ: 1234567",
    ],
)
def test_left_alone(text: str) -> None:
    assert accounts(text, len(text)) == set()


def test_spelt_out() -> None:
    text = "ida.quist at example dot com, looks at example pages dot by dot"
    assert [text[s.start : s.end] for s in spelt_out_emails(text)] == ["ida.quist at example dot com"]
