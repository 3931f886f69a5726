"""English or Chinese, told by script; traditional Chinese is turned into simplified, character for character."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl.model import Lang

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
#: Share of Chinese above which a text is Chinese. A Chinese posting for programmers is up to two thirds English terms.
_CHINESE_FROM = 0.25
#: Latin letters that say as much as one Han character (an English word has 5 letters, a Chinese one 1.7 characters).
_LETTERS_PER_HAN = 3.0


def language(text: str) -> Lang:
    """`zh` if a fair share of the text is in Han characters, else `en` (also an English text with a Chinese name)."""
    han = len(_HAN.findall(text))
    latin = len(_LATIN.findall(text)) / _LETTERS_PER_HAN
    return "zh" if han and han / (han + latin) >= _CHINESE_FROM else "en"


def is_traditional(text: str) -> bool:
    """Whether more characters of the text exist only in traditional than only in simplified Chinese.

    One alone is enough where no other character tells (專案管理): else it may be somebody's name.
    """
    traditional, simplified = _scripts()
    found = set(text)
    if len(found & traditional) < 2 and found & simplified:
        return False
    return sum(c in traditional for c in text) > sum(c in simplified for c in text)


def to_simplified(text: str) -> str:
    """Traditional Chinese as simplified, of exactly the same length, so that offsets hold.

    By the phrase and character tables of OpenCC (`t2s`), which keep the length; should a phrase ever break that,
    the text is converted one character at a time.
    """
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(simple if len(simple := _converter().convert(c)) == 1 else c for c in text)


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _scripts() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that are traditional only, and those that are simplified only."""
    import opencc

    folder = Path(opencc.__file__).parent / "dictionary"

    def changed(name: str) -> set[str]:
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        pairs = (line.split("\t") for line in lines if "\t" in line)
        return {key for key, values in pairs if key not in values.split(" ")}

    traditional, simplified = changed("TSCharacters.txt"), changed("STCharacters.txt")
    return frozenset(traditional - simplified), frozenset(simplified - traditional)
