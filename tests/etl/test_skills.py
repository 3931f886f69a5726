"""Skill facts of a person: confidence, years, last use, level; unknown items; languages."""

from __future__ import annotations

import pytest

from etl.model import CandidateProfile, SkillFact
from etl.skills import _means, find_languages, level_at, years_at
from tests.etl.invented import CHINESE, ENGLISH, candidate, extractor


def fact(profile: CandidateProfile, label: str) -> SkillFact:
    vocabulary = extractor().vocabulary
    return next(
        s for s in profile.skills if label in (vocabulary.label(s.concept, "en"), vocabulary.label(s.concept, "zh"))
    )


def test_years_from_positions_and_from_words() -> None:
    profile = candidate(ENGLISH)
    assert fact(profile, "Python").years == 5.0
    assert fact(profile, "Apache Airflow").years == pytest.approx(57 / 12, abs=0.01)
    assert fact(profile, "Apache Airflow").last_used == "2024-06"
    assert fact(profile, "Microsoft Excel").last_used == "2019-03"
    assert fact(profile, "Docker").years is None


def test_chinese_levels_and_years() -> None:
    profile = candidate(CHINESE)
    java, redis, go = (
        next(s for s in profile.skills if any(m.text == t for m in s.mentions)) for t in ("Java", "Redis", "Go")
    )
    assert (java.years, java.level) == (8.0, 0.95)
    assert redis.level == 0.8
    assert go.level == 0.3


def test_more_evidence_is_surer() -> None:
    once = candidate("Ida Quist\nInterests\nPython\n")
    often = candidate("Ida Quist\nSkills\nPython\nInterests\nPython\n")
    assert fact(once, "Python").confidence < fact(often, "Python").confidence
    assert all(0 < s.confidence < 1 for s in often.skills)


def test_unknown_items_of_a_list_are_proposals() -> None:
    profile = candidate(ENGLISH)
    assert [m.text for m in profile.unknown] == ["Glimmerflow"]
    assert all(m.concept is None for m in profile.unknown)
    everyday = candidate(
        "Ida Quist\nSkills\nTraining, Microsoft, 2019, Responsible for many different things every day, Quorblex\n"
    )
    assert "Quorblex" in [m.text for m in everyday.unknown]
    assert not {"Training", "2019"} & {m.text for m in everyday.unknown}


@pytest.mark.parametrize(
    ("text", "word", "level", "years"),
    [
        ("精通Java", "Java", 0.95, None), ("熟悉MySQL、Redis", "Redis", 0.6, None), ("了解Go。精通C", "Go", 0.3, None),
        ("Expert in SQL", "SQL", 0.95, None), ("Basic knowledge.\nSQL", "SQL", None, None),
        ("SQL (advanced)", "SQL", 0.8, None),
        ("5 years of Java", "Java", None, 5.0), ("Java (3 years)", "Java", None, 3.0),
        ("Java 3年经验", "Java", None, 3.0),
        ("10+ years' experience with SQL", "SQL", None, 10.0), ("Perl (Less than 1 year)", "Perl", None, 0.5),
        ("近5年Java开发", "Java", None, 5.0), ("Java 两年半", "Java", None, 2.5), ("三年Java经验", "Java", None, 3.0),
        ("over seven years of Java", "Java", None, 7.0), ("18 months of Java", "Java", None, 1.5),
        ("2016年7月-2019年 Java", "Java", None, None),
        ("founded 3 years ago, SQL", "SQL", None, None), ("Java 99 years", "Java", None, None),
    ],
)  # fmt: skip
def test_words_around(text: str, word: str, level: float | None, years: float | None) -> None:
    start = text.index(word)
    assert level_at(text, start, start + len(word)) == level
    assert years_at(text, start, start + len(word)) == years


def test_languages() -> None:
    assert [code for _, code in find_languages("Fluent in Spanish and German. French fries.", ())] == ["es", "de", "fr"]
    assert [code for _, code in find_languages("英语六级，日语口语流利", ())] == ["en", "ja"]
    assert find_languages("English breakfast served daily in the old hall", ()) == []
    assert candidate(ENGLISH).languages == ("no", "en")


@pytest.mark.parametrize(
    ("item", "labels", "meant"),
    [
        ("Router", ["route"], False),
        ("Ordering", ["order picking", "order picker"], False),
        ("development", ["software development"], False),
        ("Shell", ["shell scripting"], False),
        ("scheduling", ["scheduling software"], False),
        ("Case Management", ["case management software"], False),
        ("Project Manager", ["project management"], False),
        ("lasers", ["laser"], True),
        ("Lotus Notes", ["ibm lotus notes"], True),
        ("scheduling software", ["scheduling software"], True),
        ("数据看板", ["数据可视化看板"], True),
    ],
)
def test_what_is_only_like_a_label(item: str, labels: list[str], meant: bool) -> None:
    assert _means(item, labels) is meant
