"""Places in both languages under one key."""

from __future__ import annotations

import pytest

from etl.place_keys import place_key
from etl.places import find_place, is_masked


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nurse, Springfield, IL 62701", "Springfield, IL 62701"),
        ("Berlin, Germany | Remote", "Berlin, Germany"),
        ("Lakeshore Memorial Hospital\tSpringfield, IL", "Springfield, IL"),
        ("现居上海市浦东新区", "上海市浦东新区"),
        ("工作地点 广州-天河区", "广州-天河区"),
    ],
)
def test_found(text: str, place: str) -> None:
    span = find_place(text, 0, len(text))
    assert span is not None
    assert text[span.start : span.end] == place


@pytest.mark.parametrize("text", ["City , State", "Indianapolisian", "a reading room", "工程师"])
def test_none(text: str) -> None:
    assert find_place(text, 0, len(text)) is None


@pytest.mark.parametrize(
    "names",
    [
        ("上海", "上海市", "上海市浦东新区", "Shanghai", "Shanghai, China", "上海-徐汇区"),
        ("Xi'an", "西安", "西安市"),
        ("Munich", "München", "慕尼黑"),
        ("Zürich, Switzerland", "zurich"),
        ("New York", "New York, NY", "NYC", "New York, USA", "纽约"),
        ("Springfield, IL", "Springfield, Illinois, USA", "Springfield IL 62701"),
        ("London, Ontario", "London, ON", "London, Canada"),
        ("London", "London, UK", "伦敦", "英国伦敦"),
        ("苏州", "江苏省苏州市", "江苏苏州工业园区", "Suzhou, Jiangsu"),
        ("Nuremberg", "Nürnberg, Germany"),
        ("Saint Louis, Missouri", "St. Louis, MO"),
        ("Berlin", "Germany, Berlin"),
        ("Shanghai", "Pudong, Shanghai", "Shanghai 上海"),
        ("Tbilisi", "Tbilisi, Georgia"),
    ],
)
def test_one_key(names: tuple[str, ...]) -> None:
    assert len({place_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Springfield", "Springfield, IL", "Springfield, MA"),
        ("Cambridge", "Cambridge, MA", "Cambridge, UK", "Cambridge, Ontario"),
        ("Paris", "Paris, TX"),
        ("London", "London, Ontario"),
        ("Portland", "Portland, ME"),
        ("Washington", "Washington, DC", "Seattle, Washington"),
        ("New York", "Albany, New York", "New York State"),
        ("吉林", "吉林市"),
        ("浙江", "浙江余姚"),
        ("Little Hamlet, Ohio", "Little Hamlet, Texas", "Ohio"),
    ],
)
def test_places_of_one_name_are_told_apart(names: tuple[str, ...]) -> None:
    assert len({place_key(name) for name in names}) == len(names)


def test_unknown_places_keep_what_is_said_of_them() -> None:
    assert place_key("Little Hamlet, XX") == "little hamlet, xx"
    assert place_key("Little Hamlet, OH 44444") == "little hamlet, ohio"


def test_a_place_in_the_brackets_of_a_company_is_none() -> None:
    text = "青禾农业（中国）有限公司杭州分公司"
    span = find_place(text, 0, len(text))
    assert span is not None
    assert text[span.start : span.end].startswith("杭州")


def test_masked() -> None:
    assert is_masked("City , State")
    assert not is_masked("Kansas City, MO")
