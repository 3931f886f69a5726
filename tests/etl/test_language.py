"""Script, traditional and simplified, and one form for every character."""

from __future__ import annotations

import pytest

from etl.language import is_traditional, language, to_simplified
from etl.normalise import is_bullet, normalise


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Data analyst with SQL", "en"),
        ("数据分析师，熟悉SQL", "zh"),
        ("精通Java、SpringBoot、MySQL、Redis、Kafka、Docker、Kubernetes，5年开发经验，有团队管理经验", "zh"),
        ("Morgan Li (李示例), Data analyst with six years in retail and logistics, based in Leeds", "en"),
        ("", "en"),
        ("12345", "en"),
    ],
)
def test_language(text: str, lang: str) -> None:
    assert language(text) == lang


def test_traditional_is_told_apart() -> None:
    assert is_traditional("負責後端開發與資料庫維護")
    assert not is_traditional("负责后端开发与数据库维护")
    assert not is_traditional("Data analyst")


def test_simplified_has_the_same_length() -> None:
    text = "資訊軟體工程師，負責後端開發。乾淨的頭髮、皇后、乾隆、著作、藉口、瞭解 SQL"
    simple = to_simplified(text)
    assert len(simple) == len(text)
    assert simple.startswith("资讯软体工程师，负责后端开发。干净的头发、皇后、乾隆")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("ＡＢＣ１２３", "ABC123"),
        ("a\u00a0b\u3000c", "a b c"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("cafe\u0301", "café"),
        ("\uf0b7 Python", "• Python"),
        ("\ue801 phone", " phone"),
        ("ofﬁce workﬂow", "office workflow"),
        ("sautÃ© and â€œquotedâ€", "sauté and “quoted”"),
        ("Company Name ï¼ City", "Company Name - City"),
        ("São Paulo, Äpfel, Ñandú, 100 €", "São Paulo, Äpfel, Ñandú, 100 €"),
        ("熟悉Java，了解（Python）；", "熟悉Java，了解（Python）；"),
        ("title \t  dates", "title\tdates"),
    ],
)
def test_normalise(given: str, expected: str) -> None:
    assert normalise(given) == expected
    assert normalise(expected) == expected


@pytest.mark.parametrize("line", ["• Python", "- Python", "* Python", "·熟悉Java", "➢ Led", "– Led"])
def test_bullets(line: str) -> None:
    assert is_bullet(line)


@pytest.mark.parametrize("line", ["-5 degrees", "*note", "Python", "2019 - 2020", "-", "open to work"])
def test_no_bullets(line: str) -> None:
    assert not is_bullet(line)
