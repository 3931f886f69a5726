"""Wishes, musts and what is not asked for."""

from __future__ import annotations

import pytest

from etl.clauses import is_negated, is_preferred


def test_preferred_is_a_matter_of_the_clause() -> None:
    text = "有3年经验，有Kafka者优先。熟悉Java"
    assert is_preferred(text, text.index("Kafka"), text.index("Kafka") + 5)
    assert not is_preferred(text, text.index("Java"), text.index("Java") + 4)
    english = "Knows SQL. Docker is a plus."
    assert is_preferred(english, english.index("Docker"), english.index("Docker") + 6)
    assert not is_preferred(english, english.index("SQL"), english.index("SQL") + 3)


def test_a_lost_line_break_ends_the_clause() -> None:
    text = "2年以上织布经验2.会用Excel者优先"
    assert not is_preferred(text, 0, 3)
    assert is_preferred(text, text.index("Excel"), text.index("Excel") + 5)


def test_a_must_beside_a_wish_stays_one() -> None:
    text = "Python required, Docker preferred"
    assert not is_preferred(text, 0, 6)
    assert is_preferred(text, text.index("Docker"), text.index("Docker") + 6)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("No experience with Java required", "Java"), ("No Java skills needed", "Java"), ("We do not use PHP", "PHP"),
        ("We don't use PHP, Perl or Ruby", "Ruby"), ("You do not need to know SQL", "SQL"),
        ("Docker is not required", "Docker"),
        ("不需要Java经验", "Java"), ("无需掌握Java、PHP", "PHP"), ("日语不要求", "日语"),
    ],
)  # fmt: skip
def test_not_asked_for(text: str, thing: str) -> None:
    assert is_negated(text, text.index(thing), text.index(thing) + len(thing))


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("We don't use Java, we use Kotlin", "Kotlin"), ("We do not use PHP but Python", "Python"),
        ("not only Java but SQL", "Java"), ("not limited to Java", "Java"),
        ("No degree required, but Python needed", "Python"),
        ("无需培训即可使用Java", "Java"), ("熟悉Java，不要求Python", "Java"), ("不需要精通Java", "Java"),
        ("非Java勿投", "Java"), ("不仅要会Java", "Java"),
    ],
)  # fmt: skip
def test_asked_for_all_the_same(text: str, thing: str) -> None:
    assert not is_negated(text, text.index(thing), text.index(thing) + len(thing))
