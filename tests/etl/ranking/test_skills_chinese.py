"""A changed character is another word in Chinese, unless it is a slip."""

from __future__ import annotations

import pytest

from etl.linking import Linker
from etl.ranking.skills_chinese import may_stand_for
from etl.ranking.skills_trust import skill_trust
from ontology.vocabulary import starter_vocabulary


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("专案管理", "档案管理"),
        ("备件管理", "文件管理"),
        ("语法", "法语"),
        ("韩国", "韩国语"),
        ("数据库结构", "数据结构"),
        ("电动机维修", "发动机维修"),
        ("第三方库", "第三方物流"),
        ("客户", "大客户关系管理"),
        ("c#语言编程", "c语言编程"),
    ],
)
def test_another_word(text: str, label: str) -> None:
    assert not may_stand_for(text, label)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("机器习学", "机器学习"),  # neighbours swapped
        ("项目管狸", "项目管理"),  # a look-alike
        ("数据据挖掘", "数据挖掘"),  # doubled
        ("分析需求", "需求分析"),
        ("解决复杂问题", "解决问题"),
        ("薪酬福利", "薪酬福利管理"),
        ("良好的沟通表达", "沟通表达能力"),
        ("java编程语言", "java开发语言"),
        ("linx操作系统", "linux操作系统"),
        ("kubernets", "kubernetes"),  # none of our business
    ],
)
def test_the_same_word(text: str, label: str) -> None:
    assert may_stand_for(text, label)


@pytest.mark.parametrize("text", ["档安管理", "备件管理", "语法", "电动机维修"])
def test_no_link_by_a_changed_character(text: str) -> None:
    concept, sure = Linker(starter_vocabulary()).link(text, "Skill")
    assert concept is None
    assert sure < skill_trust(with_meaning=False).threshold
