"""Names in Chinese text, by what stands around them. Everybody here is invented."""

from __future__ import annotations

import pytest

from etl.names_zh import chinese_names


def names(text: str) -> set[str]:
    return {text[span.start : span.end] for span, _ in chinese_names(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("林若曦：男，中国国籍", "林若曦"),
        ("欧阳静怡女士，1966年出生", "欧阳静怡"),
        ("周明哲：1970年5月出生，大专学历", "周明哲"),
        ("周明哲，中国国籍，无境外居留权", "周明哲"),
        ("阿依古丽·买买提，女，维吾尔族", "阿依古丽·买买提"),
        ("会议聘任林若曦女士为副总经理。", "林若曦"),
        ("此前，林先生曾任财务总监。", "林"),
        ("曾用名周小哲，", "周小哲"),
        ("姓名：林若曦性别：女出生年月：1992年5月", "林若曦"),
        ("监事：周明哲，男，汉族", "周明哲"),
        ("MorganLi（中文名：李示例），男，英国籍", "李示例"),
        ("MorganLi（中文名：李示例），男，英国籍", "MorganLi"),
    ],
)
def test_found(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "性别：男，民族：汉",
        "男，管理学博士，金融学教授。",
        "历任公司副总经理、总工程师，",
        "华为，2019年7月至今",
        "负责管理团队与方案设计。",
        "曾任美的空调事业部总监",
    ],
)
def test_left_alone(text: str) -> None:
    assert names(text) == set()
