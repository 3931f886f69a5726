"""Chinese titles that no label names go to a near label, unless a word makes another job of them."""

from __future__ import annotations

import pytest

from etl.linking.chinese_titles import ChineseTitles
from ontology.vocabulary import Vocabulary
from tests.etl.invented import extractor


@pytest.fixture(scope="module")
def titles() -> ChineseTitles:
    return ChineseTitles(extractor().vocabulary)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("急聘：（python爬虫开发工程师）", "后端开发工程师"),
        ("iOS高级工程师（样例业务）", "移动应用开发工程师"),
        ("Unity3D客户端工程师", "游戏开发工程师"),
        ("仓库理货员", "仓库管理员"),
    ],
)
def test_near_labels(titles: ChineseTitles, title: str, name: str) -> None:
    found = titles.nearest(title)
    assert found is not None
    vocabulary = extractor().vocabulary
    assert vocabulary.label(found[0], "zh") == name
    assert 0.62 < found[1] <= 0.9
    assert extractor().tools.linker.link(title, "Occupation") == found
    assert extractor().tools.linker.rank(title, "Occupation", 3)[0] == found


@pytest.mark.parametrize(
    "title",
    ["web前端讲师", "硬件工程师", "Java开发销售", "骨骼绑定师", "船务主任", "边缘计算工程师", "Java Developer", ""],
)
def test_another_job_or_nothing_near(titles: ChineseTitles, title: str) -> None:
    assert titles.nearest(title) is None


def test_a_vocabulary_without_chinese() -> None:
    assert ChineseTitles(Vocabulary((), "none")).nearest("软件工程师") is None
