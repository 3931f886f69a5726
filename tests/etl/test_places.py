"""Places in both languages under one key."""

from __future__ import annotations

import pytest

from etl.places import find_place, is_masked, place_key


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
    ],
)
def test_one_key(names: tuple[str, ...]) -> None:
    assert len({place_key(name) for name in names}) == 1


def test_unknown_places_keep_their_name() -> None:
    assert place_key("Little Hamlet, XX") == "little hamlet"


def test_masked() -> None:
    assert is_masked("City , State")
    assert not is_masked("Kansas City, MO")
