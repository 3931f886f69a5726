"""Amounts of money as people write them: `$80-100k`, `70.000 € - 85.000 €`, `1.5-2万`, `200元/天`, `12-18 LPA`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from etl.currencies import SIGN, Period

_UNITS = {
    "k": 1e3, "千": 1e3, "thousand": 1e3, "万": 1e4, "w": 1e4, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5,
    "lpa": 1e5,
}  # fmt: skip
#: With thousands set off by comma, dot, apostrophe or space, or in the Indian way, with decimals, or plain.
_NUMBER = (
    r"(?<![\d.,])(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d{1,2})?|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?"
    r"|\d{1,3}(?:['’]\d{3})+|\d{1,3}(?: \d{3})+|\d+[.,]\d{1,2}|\d+)(?!\d|[.,]\d)"
)
_UNIT = r"(?:[kKwW](?![A-Za-z])|千|万|thousand\b|lakhs?\b|lacs?\b|LPA\b)"
#: What may stand between an amount and its period.
_BETWEEN = r"[\s（(]*(?:(?:gross|net|brutto|base|ote|税前|税后|左右|不等|之间|plus|pro rata)[\s）)]*){0,2}"
_PERIOD = (
    r"(?:(?:/\s?|per\s|an?\s|each\s)(?P<period>hour|hr|h|day|week|wk|month|mth|mo|annum|year|yr)\b"
    r"|(?P<adverb>hourly|daily|weekly|monthly|annually|yearly|p\.\s?a\b\.?|pcm\b)"
    r"|(?:/\s?|每|一)(?P<zh>个?小时|时|天|日|周|个?月|年))"
)
_STARTS = re.compile(r"(?<![\d.,千万])\d")
_SIGN_BEFORE = re.compile(rf"(?P<sign>{SIGN})\s?$", re.I)
_BOUND_BEFORE = re.compile(
    r"(?:up to|as much as|max(?:imum)?(?: of)?:?|最高|不超过|不高于|from|start(?:s|ing)? (?:at|from)|at least|"
    r"min(?:imum)?(?: of)?:?|over|不低于|不少于|最低|起薪|保底|高于|大于|>)\s?$",
    re.I,
)
#: From the first figure on. What follows must not make it a part of something else (`10M`, `5%`, `1万5`, `401k`).
_AMOUNT = re.compile(
    rf"(?P<low>{_NUMBER})\s?(?P<u1>{_UNIT})?\s?(?P<t1>{SIGN})?"
    rf"(?:\s?(?:[-–—―－~～]{{1,2}}|to\b|and\b|至|到)\s?(?P<s2>{SIGN})?\s?(?P<high>{_NUMBER})\s?(?P<u2>{_UNIT})?\s?"
    rf"(?P<t2>{SIGN})?)?(?![A-Za-z%％\d千万]|\s?(?:million|billion|mn?\b|bn\b|亿|百万)|\s?(?:[-–—~～至到]|to\s)\s?[$€£]?\d)"
    r"(?P<after>以上|以下|以内|封顶|起(?![薪点])|\s?(?:and up|or more)|\+(?!\s?(?:[\u4e00-\u9fff\d]|commission|bonus|"
    rf"equity|tips|stock|benefits|ote|super)))?(?:{_BETWEEN}{_PERIOD})?",
    re.I,
)
#: How far before its first figure an amount may begin, and its bound (`starting from`).
_SIGN_REACH, _BOUND_REACH = 5, 16
_DOWN = re.compile(r"up to|as much|max|最高|不超过|不高于|以下|以内|封顶", re.I)
_MONTHS = re.compile(r"\s?[·•*×xX,，]?\s?1\d(?:薪|个月薪?)")
_DOTTED = frozenset(("$", "us$", "usd", "£", "gbp", "¥", "￥", "rmb", "cny", "hk$", "hkd", "元", "s$", "sgd"))


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount or a range: characters `start` to `end`, an end that is left open is None.

    `sign` is the currency as written; `period` is hour, day, week, month, year or None; `unit` tells that the figures
    are in thousands or the like; `months` are the pays a year (`14薪`) behind it, in characters.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    sign: str | None
    period: Period | Literal["week"] | None
    unit: bool
    range: bool
    months: int

    @property
    def bare(self) -> bool:
        """Whether nothing but its place says that these figures are money."""
        return not (self.sign or self.unit)


def amounts_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Amount]:
    """Everything between two offsets that could be money. Most of it is not: other words must say so."""
    done = start
    for first in _STARTS.finditer(text, start, len(text) if end is None else end):
        if first.start() < done:
            continue
        match = _AMOUNT.match(text, first.start())
        if match is None:
            continue
        sign = _SIGN_BEFORE.search(text, max(done, first.start() - _SIGN_REACH), first.start())
        done = match.end()
        if sign or match["u1"] or match["t1"] or len(match[0]) > 3:  # not the number of an item
            yield _amount(sign, match)


def _amount(before: re.Match[str] | None, match: re.Match[str]) -> Amount:
    begin = before.start() if before else match.start()
    sign = (before and before["sign"]) or match["t1"] or match["s2"] or match["t2"]
    unit, upper = (match["u1"] or "").lower(), (match["u2"] or "").lower()
    low = _number(match["low"], sign, unit or upper)
    lower: float | None
    higher: float | None
    if match["high"] is None:
        low *= _UNITS.get(unit, 1.0)
        bound = _BOUND_BEFORE.search(match.string, max(0, begin - _BOUND_REACH), begin)
        told = (bound[0] if bound else "") + (match["after"] or "")
        lower, higher = (low, low) if not told else (None, low) if _DOWN.search(told) else (low, None)
    else:
        high = _number(match["high"], sign, upper or unit) * _UNITS.get(upper or unit, 1.0)
        scaled = low * _UNITS.get(unit or upper, 1.0)
        low = scaled if unit or scaled <= high else low
        lower, higher = low, high
    period = _period((match["period"] or match["adverb"] or match["zh"] or "").lower())
    if "lpa" in (unit, upper):
        period, sign = "year", sign or "INR"
    end = match.start() + len(match[0].rstrip(" \t\n(（"))
    months = _MONTHS.match(match.string, match.end())
    return Amount(
        begin,
        end,
        lower,
        higher,
        sign,
        period or ("month" if months and "薪" in months[0] else None),
        bool(unit or upper),
        match["high"] is not None,
        months.end() - end if months else 0,
    )


def _period(told: str) -> Period | Literal["week"] | None:
    words: tuple[tuple[Period | Literal["week"], tuple[str, ...]], ...] = (
        ("hour", ("h", "小时", "个小时", "时")), ("day", ("d", "天", "日")), ("week", ("w", "周")),
        ("month", ("m", "pcm", "月", "个月")), ("year", ("y", "an", "p", "年")),
    )  # fmt: skip
    return next((period for period, starts in words if told.startswith(starts)), None) if told else None


def _number(text: str, sign: str | None, unit: str) -> float:
    """`70.000` is seventy thousand, but not of dollars, and not before a unit."""
    text = re.sub(r"[\s'’，]", lambda m: "," if m[0] == "，" else "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", text) and not unit and (sign or "").lower() not in _DOTTED:
        return float(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d{1,2}", text):
        return float(text.replace(",", "."))
    parts = text.replace(",", "").split(".")
    return float(parts[0] + ("." + "".join(parts[1:]) if len(parts) > 1 else ""))
