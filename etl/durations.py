"""Lengths of time as people write them: `3 yrs`, `five (5) years`, `18 months`, `两年半`, `十余年`, `半年`."""

from __future__ import annotations

import re

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip
_HAN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NUMBER = rf"(?:\d{{1,2}}(?:\.\d)?|{'|'.join(_WORDS)})"
_HAN_NUMBER = r"(?:\d{1,2}(?:\.5)?|[一二两三四五六七八九十]{1,3})"
#: A length in English, with its bound or its upper end: `3+ years`, `2 to 4 yrs`, `two or more years`.
ENGLISH = (
    rf"(?<![\d.])\b{_NUMBER}\s?(?:\(\d{{1,2}}\)\s?)?\+?\s?(?:(?:-|–|to|or)\s?(?:{_NUMBER}|more)\s?\+?\s?)?"
    r"(?:(?:years?|yrs?)\b(?:\s(?:and\s)?\d{1,2}\s(?:months?|mos?)\b)?|months?\b|mos\b)['’]?"
)
#: A length in Chinese: `3年`, `三至五年`, `两年半`, `十余年`, `18个月`, `半年`.
CHINESE = rf"(?:(?<!\d){_HAN_NUMBER}\s?(?:[-~—–－至到]\s?{_HAN_NUMBER})?\s?[多余]?(?:年半?(?![级代度初])|个月)|半年)"
_FIRST = re.compile(
    rf"(?P<word>{'|'.join(_WORDS)})|(?P<digits>\d{{1,2}}(?:\.\d)?)|(?P<han>[一二两三四五六七八九十]+)", re.I
)
_MONTHS_MORE = re.compile(r"(?:years?|yrs?)\s(?:and\s)?(\d{1,2})\smo", re.I)


def years_of(text: str) -> float | None:
    """The years that a length means (of a range the lower end); None where no length is told."""
    if "半年" in text and not _FIRST.search(text):
        return 0.5
    first = _FIRST.search(text)
    if first is None:
        return None
    if first["word"]:
        number = float(_WORDS[first["word"].lower()])
    else:
        number = float(first["digits"]) if first["digits"] else _han_number(first["han"])
    if re.search(r"mos?\b|month|个月", text, re.I) and not re.search(r"year|yr|年", text, re.I):
        return round(number / 12, 2)
    more = _MONTHS_MORE.search(text)
    return number + (round(int(more[1]) / 12, 2) if more else 0.5 if "年半" in text else 0.0)


def _han_number(text: str) -> float:
    """Up to ninety-nine: `十五` is 15, `二十` is 20."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return float(_HAN[text[0]])
    return float(10 * _HAN.get(tens[-1:], 1) + _HAN.get(ones[:1], 0))
