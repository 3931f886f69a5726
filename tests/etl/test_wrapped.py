"""Text files whose lines a program broke are read as they were written; others stay as they are."""

from __future__ import annotations

import pytest

from etl.readers.plain import read_markdown, read_text
from tests.etl.invented import candidate, document

ENGLISH = """Experience
Vela Analytics, Oslo
Worked on the platform of the company for four years and used machine learn-
ing with Post-
greSQL and kuber-
netes in production, wrote services for the warehouse and reports with
Python, and led a group of five people who looked after the data of all our
customers in the north, in two languages.
- self-
motivated
"""
CHINESE = """工作经历
负责订单系统的设计与开发工作，使用微服务架构，参与需求分析，学会了机器
学习模型的训练，并且和产品经理一起把老的数据平台从单体应用改造为云原生
系统，熟悉消息队列与缓存，参与代码评审和单元测试，带领着五个人的小组完
成项目。
本科
"""


def shown(text: str) -> list[str]:
    return [line.text for line in read_text(text) if line.parts]


def test_english() -> None:
    found = shown(ENGLISH)
    assert found[:2] == ["Experience", "Vela Analytics, Oslo"]
    assert "machine learning with PostgreSQL and kubernetes in production" in found[2]
    assert found[2].endswith("reports with Python, and led a group of five people who looked after the data of all our "
                             "customers in the north, in two languages.")  # fmt: skip
    assert found[3:] == ["- self-motivated"]


def test_chinese() -> None:
    found = shown(CHINESE)
    assert len(found) == 3
    assert "机器学习模型" in found[1]
    assert found[1].endswith("完成项目。")


def test_the_spans_of_what_is_found_are_those_of_the_stored_text() -> None:
    profile = candidate(ENGLISH)
    assert {"PostgreSQL", "kubernetes", "Python"} <= {m.text for m in profile.mentions}
    assert all(profile.document.text[m.span.start : m.span.end] == m.text for m in profile.mentions)


@pytest.mark.parametrize(
    "text",
    [
        "熟悉Java和Spring框架的使用\n具有良好的沟通能力\n能够独立完成项目开发\n热爱学习",
        "Python\nSQL\nexcel\nword",
        "short-\nand long-term plans",
        "one line that is quite long indeed and has no second\n\nin a paragraph of its own",
        "\n".join(
            ["a line of a file in which every line is a paragraph of well over the usual width, " * 2 + "so"] * 4
        ),
    ],
)
def test_what_is_not_wrapped_stays(text: str) -> None:
    assert shown(text) == [line.strip() for line in text.splitlines() if line.strip()]


def test_a_heading_and_an_address_end_a_paragraph() -> None:
    lines = ["a full line of this text that goes up to the column at which all are broken,"] * 4
    lines[1] = "a full line that ends with the address of some page: https://example.org/a/bc"
    lines[2] = "https://example.org/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/a/b/c/d/ef"
    assert any(line.startswith("https://example.org/d") for line in shown("\n".join(lines)))
    assert shown("Skills of all kinds of machin-\n----\nery") == ["Skills of all kinds of machin-", "ery"]


def test_markdown_too() -> None:
    assert next(line.text for line in read_markdown("Knows kuber-\nnetes\n\n# Skills\nPython")) == "Knows kubernetes"
    assert document("# Skills\nKnows kuber-\nnetes", name="a.md").text.endswith("Knows kubernetes")
