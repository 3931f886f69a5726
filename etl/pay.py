"""Pay as postings state it: `15-25K·14薪`, `1.5万-2万/月`, `8千-1.5万`, `$80,000 - $100,000 a year`, `€45k`."""

from __future__ import annotations

import re
from typing import Literal

from etl.model import Lang, Pay, Span

_UNITS = {"k": 1e3, "千": 1e3, "万": 1e4, "w": 1e4, "m": 1e6, "元": 1.0, "": 1.0}
_CURRENCIES = {
    "$": "USD", "usd": "USD", "us$": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "¥": "CNY", "￥": "CNY",
    "rmb": "CNY", "cny": "CNY", "元": "CNY", "chf": "CHF", "s$": "SGD", "sgd": "SGD", "hk$": "HKD", "₹": "INR",
    "inr": "INR", "twd": "TWD", "hkd": "HKD",
}  # fmt: skip
_SIGN = r"(?:US\$|S\$|HK\$|[$€£¥￥₹]|(?:USD|EUR|GBP|RMB|CNY|CHF|SGD|INR|TWD|HKD|NT\$)\b)"
_NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PERIOD = (
    r"(?:\s*(?:/|per\s|an?\s|每)?\s*(?P<period>(?:hour|hr|day|month|mo|annum|year|yr|hourly|daily|monthly|annually|"
    r"yearly|p\.?a)\b|小时|时|天|日|月|年))?"
)
_RANGE = re.compile(
    rf"(?P<s1>{_SIGN})?\s?(?P<low>{_NUMBER})\s?(?P<u1>[kKwW千万元])?\s?(?:-|–|—|~|～|to|至|到)\s?"
    rf"(?P<s2>{_SIGN})?\s?(?P<high>{_NUMBER})\s?(?P<u2>[kKwW千万元])?元?\s?(?P<s3>{_SIGN})?" + _PERIOD,
    re.I,
)
_ONE = re.compile(
    rf"(?P<s1>{_SIGN})?\s?(?P<low>{_NUMBER})\s?(?P<u1>[kKwW千万元])?元?\s?(?P<s3>{_SIGN})?(?P<up>以上|\+(?!\s?(?:提成|奖金|绩效|commission|bonus))|起)?(?P<down>以下|以内)?"
    + _PERIOD,
    re.I,
)
_LABEL = re.compile(
    r"(?:薪资|薪酬|月薪|年薪|工资|待遇|底薪|salary|compensation|pay(?: range| rate)?|wage)\s*(?:范围|待遇|"
    r"range)?\s*[:：]?\s*",
    re.I,
)
_MONTHS = re.compile(r"\s?[·•*×xX,，]?\s?1\d薪")
Period = Literal["hour", "day", "month", "year"]


def parse_pay(text: str, lang: Lang = "zh") -> Pay | None:
    """The pay that a stretch of text states, in whole currency units; None if it states none (`面议`).

    A low end without a unit takes that of the high end (`1-1.5万`, `15-25K`); bonus months (`14薪`) are left out.
    Without a sign, English figures are taken for US dollars. Without a period, Chinese figures are monthly, and
    others yearly above 10,000, else hourly below 500, else monthly.
    """
    match = _RANGE.search(text)
    if match is not None:
        unit_high = (match["u2"] or "").lower()
        unit_low = (match["u1"] or unit_high).lower()
        low, high = _number(match["low"]) * _UNITS[unit_low], _number(match["high"]) * _UNITS[unit_high]
        if unit_high == "" and match["u1"]:
            high *= _UNITS[unit_low]
        if high < low:
            low, high = high, low
        return _pay(text, low, high, match, lang)
    match = _ONE.search(text)
    if match is None or not (match["s1"] or match["s3"] or match["u1"]):
        return None
    amount = _number(match["low"]) * _UNITS[(match["u1"] or "").lower()]
    return _pay(text, None if match["down"] else amount, None if match["up"] else amount, match, lang)


def is_pay(text: str) -> bool:
    """Whether a text is a range of pay and nothing else: `5-7K`, `£30k-£36k`, `18-30K·13薪`."""
    match = _RANGE.match(text)
    if match is None or not (match["u1"] or match["u2"] or match["s1"]):
        return False
    return match.end() + _months(text, match) >= len(text)


def find_pay(text: str, lang: Lang = "zh") -> tuple[Span, Pay] | None:
    """Pay in running text: only right after a word that announces it, or with a currency sign and a period."""
    for label in _LABEL.finditer(text):
        stretch = text[label.end() : label.end() + 40].split("\n")[0]
        match = _RANGE.match(stretch) or _ONE.match(stretch)
        pay = parse_pay(match[0], lang) if match else None
        if match and pay and (pay.high or pay.low or 0) >= 5:
            return Span(label.end(), label.end() + len(match[0].rstrip()) + _months(stretch, match)), pay
    for match in _RANGE.finditer(text):
        if match["s1"] and (match["period"] or match["u2"] or _number(match["high"]) >= 1000):
            pay = parse_pay(match[0], lang)
            if pay:
                return Span(match.start(), match.start() + len(match[0].rstrip()) + _months(text, match)), pay
    return None


def stated_pay(text: str) -> Span | None:
    """Where a field of pay states the amount: not `plus commission`, nor the scale that it is from."""
    match = _RANGE.search(text) or _ONE.search(text)
    if match is None:
        return None
    return Span(match.start(), match.start() + len(match[0].rstrip()) + _months(text, match))


def _months(text: str, match: re.Match[str]) -> int:
    """How many characters further the number of monthly pays a year ends (`·13薪`, `，14薪`)."""
    told = _MONTHS.match(text, match.end())
    return told.end() - match.start() - len(match[0].rstrip()) if told else 0


def _pay(text: str, low: float | None, high: float | None, match: re.Match[str], lang: Lang) -> Pay:
    groups = match.groupdict()
    sign = (groups.get("s1") or groups.get("s2") or groups.get("s3") or "").lower()
    chinese = bool(re.search(r"[千万元月薪]", text))
    chinese = chinese or (lang == "zh" and not sign and bool(re.search(r"\d\s?[kK]\b", text)))
    currency = _CURRENCIES.get(sign, "CNY" if chinese or (not sign and lang == "zh") else "USD")
    return Pay(low, high, currency, _period(match["period"] or "", text, high or low or 0.0, chinese))


def _period(told: str, text: str, amount: float, chinese: bool) -> Period:
    told = told.lower()
    for period, words in (("hour", ("h", "小时", "时")), ("day", ("d", "天", "日")), ("month", ("m", "月"))):
        if told.startswith(words):
            return period  # type: ignore[return-value]
    if told.startswith(("y", "an", "p", "年")) or "年薪" in text:
        return "year"
    if chinese:
        return "month"
    return "year" if amount >= 10_000 else "hour" if amount < 500 else "month"


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("，", ""))
