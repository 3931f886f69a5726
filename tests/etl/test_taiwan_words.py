"""Words of Taiwan are looked up as those of the mainland, and nothing that only looks like one is."""

from __future__ import annotations

import pytest

from etl.language import is_traditional
from etl.model import Section, Span
from etl.taiwan_words import in_mainland_words, mainland_form
from tests.etl.invented import extractor


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("軟體工程", "软件工程"),
        ("演算法", "算法"),
        ("雲端運算", "云计算"),
        ("物件導向程式設計", "面向对象程序设计"),
        ("專案經理", "项目经理"),
        ("護理師", "护士"),
        ("Python", "Python"),
        ("機器學習", "机器学习"),
    ],
)
def test_a_name_in_mainland_words(written: str, meant: str) -> None:
    assert mainland_form(written) == meant


@pytest.mark.parametrize(
    "text", ["负责各产品管理系统", "尽快取得驾照", "微软体系", "反演算法研究", "官网路径", "银行销售岗", "清除错误日志"]
)
def test_a_word_that_only_begins_in_another_stays(text: str) -> None:
    assert in_mainland_words(text) is None


def test_stretches_go_there_and_back() -> None:
    text = "熟悉演算法、资料库与专案管理"
    found = in_mainland_words(text)
    assert found is not None
    assert found.text == "熟悉算法、数据库与项目管理"
    for word, mainland in (("演算法", "算法"), ("资料库", "数据库"), ("专案管理", "项目管理"), ("熟悉", "熟悉")):
        at, there = text.index(word), found.text.index(mainland)
        assert found.to_original(there, there + len(mainland)) == Span(at, at + len(word))
        assert found.from_original(at, at + len(word)) == Span(there, there + len(mainland))
    cut = found.text.index("据库")
    assert found.to_original(cut, cut + 2) == Span(6, 9)  # what is cut counts whole


def test_skills_are_found_under_the_words_of_the_document() -> None:
    text = "具備专案管理与资料分析经验，Python 熟练"
    found = extractor().tools.gazetteer.find(text)
    assert [m.text for m in found] == ["专案管理", "资料分析", "Python"]
    assert all(text[m.span.start : m.span.end] == m.text for m in found)


def test_sections_and_taken_stretches_move_along() -> None:
    text = "演算法、资料库\nExcel"
    skills = (Section("skills", Span(0, len(text))),)
    gazetteer = extractor().tools.gazetteer
    assert "Excel" in [m.text for m in gazetteer.find(text, skills)]
    assert "Excel" not in [m.text for m in gazetteer.find(text, skills, [Span(text.index("E"), len(text))])]


def test_titles_and_skills_link() -> None:
    linker = extractor().tools.linker
    assert linker.link("專案管理", "Skill")[0] == linker.link("项目管理", "Skill")[0] is not None
    assert linker.link("軟體工程師", "Occupation")[0] == linker.link("软件工程师", "Occupation")[0] is not None


def test_one_traditional_character_tells_where_no_other_does() -> None:
    assert is_traditional("技能\n專案管理、Python")
    assert not is_traditional("张范例（張），负责项目管理")
