"""Titles in header lines, and what of a title names the occupation."""

from __future__ import annotations

import pytest

from etl.titles import base_title, find_title, has_title_head, plain_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Senior Java Developer", "Senior Java Developer"),
        ("Business Analyst II", "Business Analyst II"),
        ("Budget/Project Accountant Coordinated and led the budget", "Budget/Project Accountant"),
        ("Business Development Manager Manage new accounts", "Business Development Manager"),
        ("杭州云杉 高级后端工程师", "高级后端工程师"),
        ("担任财务部经理", "担任财务部经理"),
        ("Vice President of Sales", "Vice President"),
    ],
)
def test_found(text: str, title: str) -> None:
    span = find_title(text, 0, len(text))
    assert span is not None
    assert text[span.start : span.end] == title


@pytest.mark.parametrize("text", ["City , State", "Nordkyst", "responsible for budgets", "杭州云杉科技", ""])
def test_none(text: str) -> None:
    assert find_title(text, 0, len(text)) is None


def test_heads() -> None:
    assert has_title_head("Line cooks")
    assert has_title_head("软件测试工程师")
    assert not has_title_head("company's policies")


@pytest.mark.parametrize(
    ("title", "plain", "base"),
    [
        ("Senior Java Developer (Remote) - Berlin", "senior java developer", "java developer"),
        ("高级Java开发工程师（上海）", "高级java开发工程师", "java开发工程师"),
        ("Care Assistant - Nights - £11.50", "care assistant", "care assistant"),
        ("Data Analyst (m/f/d)", "data analyst", "data analyst"),
        ("TEG01-数据挖掘工程师", "数据挖掘工程师", "数据挖掘工程师"),
        ("急招PHP开发工程师15-25K双休", "php开发工程师", "php开发工程师"),
        ("C#开发工程师", "c#开发工程师", "c#开发工程师"),
        ("Program Manager, Maps Support", "program manager", "program manager"),
        ("Software Engineer III", "software engineer iii", "software engineer"),
        ("(Remote)", "(remote)", "(remote)"),
    ],
)
def test_reduced(title: str, plain: str, base: str) -> None:
    assert plain_title(title) == plain
    assert base_title(title) == base
