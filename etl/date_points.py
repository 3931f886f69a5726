"""Single dates as resumes write them, in English and Chinese: months, seasons, quarters, eras, torn digits.

A date becomes `YYYY-MM`, or `YYYY` where no month is told. `POINT` is the pattern of one date, `parse` its value.
"""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: Parts of a year with the month in which they begin.
_SEASONS = {
    "spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12,
    "春": 3, "夏": 6, "秋": 9, "冬": 12, "上半年": 1, "下半年": 7,
}  # fmt: skip
_HAN_MONTHS = {"十二": 12, "十一": 11, "十": 10, "九": 9, "八": 8, "七": 7, "六": 6, "五": 5, "四": 4, "三": 3, "二": 2,
               "一": 1, "元": 1}  # fmt: skip
_HAN_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
}
#: Years of the Republic of China era count from 1912.
_ERA = 1911

YEAR = r"(?:19[4-9]\d|19[4-9] \d|20[0-4]\d|20[0-4] \d)"
MONTH_WORD = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|fall|autumn|winter)"
)
MONTH = r"(?:1[0-2]|0?[1-9])"
_HAN_YEAR = rf"(?:[一二][九〇零○][{''.join(_HAN_DIGITS)}]{{2}})"
_HAN_MONTH = r"(?:十[一二]?|[一二三四五六七八九元])"
_SEASON = r"(?:[春夏秋冬]季?|[上下]半年)"
POINT = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH_WORD}\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?,)?[\s,'’\-/]*{YEAR}(?!\d)"
    rf"|{MONTH_WORD}\s?['’]\s?\d\d(?!\d)"
    rf"|\bq[1-4][\s/'’\-]*{YEAR}(?!\d)"
    rf"|(?:early|mid|late)[\s\-]{YEAR}(?!\d)"
    rf"|(?<![\d/.])[0-3]\d\.(?:0[1-9]|1[0-2])\.{YEAR}(?!\d)"
    rf"|(?<![\d/])(?:0?[1-9]|1 ?[0-2])\s?/\s?\d{{1,2}}\s?/\s?{YEAR}(?!\d)"
    rf"|(?<![\d/])(?:0?[1-9]|1 ?[0-2])\s?[/.\-]\s?{YEAR}(?!\d)"
    rf"|(?:民国|民國)\s?\d{{2,3}}\s?(?:年\s?(?:{MONTH}\s?月份?)?|[./\-]\s?{MONTH}(?!\d))"
    rf"|{_HAN_YEAR}年(?:{_HAN_MONTH}月份?)?"
    rf"|{_HAN_MONTH}月\s?{YEAR}(?!\d)\s?年?"
    rf"|(?<!\d){YEAR}\s?年\s?(?:{_HAN_MONTH}月份?|{_SEASON})"
    rf"|(?<!\d){YEAR}\s?[/\-]?\s?q[1-4]\b"
    rf"|(?<!\d){YEAR}\s?(?:年|[./\-])\s?{MONTH}(?!\d)\s?(?:月份?)?(?:\s?[./\-]?\s?[0-3]?\d(?!\d)\s?日|"
    rf"[./\-][0-3]?\d(?![\d.]))?"
    rf"|(?<![\d,.$¥/]){YEAR}(?![\d,%])(?:\s?年)?)"
)
_YEAR_ONLY = re.compile(rf"\s*(?:(?:early|mid|late)[\s\-])?({YEAR})\s?年?\s*$")
_ERA_DATE = re.compile(rf"民[国國]\s?(\d{{2,3}})(?:\s?年\s?({MONTH})?|[./\-]\s?({MONTH}))?")
_HAN_DATE = re.compile(rf"({_HAN_YEAR})年(?:({_HAN_MONTH})月)?")
_QUARTER = re.compile(r"\bq([1-4])|q([1-4])\b")
_DAY_FIRST = re.compile(rf"[0-3]\d\.(0[1-9]|1[0-2])\.({YEAR})")
_YEAR_FIRST = re.compile(rf"({YEAR})\s?(?:年|[./\-])\s?({MONTH})(?!\d)")
_MONTH_FIRST = re.compile(rf"(0?[1-9]|1 ?[0-2])\s?[/.\-](?:\s?\d{{1,2}}\s?/)?\s?({YEAR})")
_HAN_MONTH_OF = re.compile(rf"({_HAN_MONTH})月|({_SEASON})")


def parse(text: str) -> str | None:
    """One date as YYYY-MM or YYYY; None if it is none."""
    low = text.lower().strip()
    full = re.search(YEAR, low)
    year = full[0].replace(" ", "") if full else None
    word = re.search(MONTH_WORD, low)
    if word:
        month = _SEASONS.get(word[0]) or _MONTHS.index(word[0][:3]) + 1
        short = re.search(r"['’]\s?(\d\d)", low)
        year = year or (two_digit_year(short[1]) if short else None)
        return _date(year, month) if year else None
    if era := _ERA_DATE.match(low):
        return _date(str(int(era[1]) + _ERA), era[2] or era[3])
    if han := _HAN_DATE.match(low):
        digits = "".join(_HAN_DIGITS[digit] for digit in han[1])
        return _date(digits, _HAN_MONTHS[han[2]] if han[2] else None) if re.fullmatch(YEAR, digits) else None
    if year and (quarter := _QUARTER.search(low)):
        return _date(year, 3 * int(quarter[1] or quarter[2]) - 2)
    if day_first := _DAY_FIRST.match(low):
        return _date(year or day_first[2], day_first[1])
    if year_first := _YEAR_FIRST.match(low):
        return _date(year_first[1], year_first[2])
    if month_first := _MONTH_FIRST.match(low):
        return _date(month_first[2], month_first[1])
    if year and (part := _HAN_MONTH_OF.search(low)):
        month = _HAN_MONTHS[part[1]] if part[1] else _SEASONS[part[2].removesuffix("季")]
        return _date(year, month)
    alone = _YEAR_ONLY.match(low)
    return _date(alone[1], None) if alone else None


def two_digit_year(digits: str) -> str:
    """`09` is 2009 and `87` is 1987: up to 50 is this century."""
    return f"{'19' if int(digits) > 50 else '20'}{digits}"


def _date(year: str, month: str | int | None) -> str:
    plain = year.replace(" ", "")
    return f"{plain}-{int(str(month).replace(' ', '')):02d}" if month else plain
