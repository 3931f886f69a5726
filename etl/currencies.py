"""Currencies as postings write them, what is plausible pay in each, and which one bare figures of a posting mean."""

from __future__ import annotations

import re
from typing import Literal

Period = Literal["hour", "day", "month", "year"]
#: ISO 4217 code: how it is written besides, and about how many of it a US dollar is (one figure is enough for bounds).
_CURRENCIES: dict[str, tuple[str, float]] = {
    "CNY": (r"RMB|CNH|人民币|[¥￥]", 7), "TWD": (r"NT\$|NTD|(?:新)?台币", 30), "HKD": (r"HK\$|港币|港元", 8),
    "SGD": (r"SG?\$|新加坡元|新币", 1.3), "CAD": (r"CA?\$|加元|加币", 1.4), "AUD": (r"AU?\$|澳元|澳币", 1.5),
    "NZD": (r"NZ\$|纽元", 1.7), "MXN": (r"MX\$", 18), "BRL": (r"R\$", 5), "USD": (r"US\$|美元|美金|dollars?\b|\$", 1),
    "EUR": (r"欧元|euros?\b|€", 0.9), "GBP": (r"英镑|pounds?\b|£", 0.8), "CHF": (r"瑞士法郎", 0.9),
    "JPY": (r"日元|日币|日圆|yen\b|円", 150), "KRW": (r"韩元|韩币|₩", 1300), "INR": (r"Rs\.?(?=\s?\d)|rupees?\b|₹", 80),
    "MYR": (r"(?-i:RM)(?=\s?\d)|马币|令吉", 4.5), "THB": (r"泰铢|฿", 33), "IDR": (r"(?-i:Rp)(?=\s?\d)", 16000),
    "SEK": (r"瑞典克朗", 10), "NOK": (r"挪威克朗", 10), "DKK": (r"丹麦克朗", 7), "PLN": (r"zł", 4), "CZK": (r"Kč", 23),
    "HUF": (r"(?-i:Ft)\b", 350), "AED": (r"迪拉姆", 3.7), "ZAR": (r"(?-i:ZAR)", 18), "ILS": (r"₪", 3.7),
}  # fmt: skip
#: A currency, before or behind a figure; `元` alone is that of the place.
SIGN = (
    "(?:"
    + "|".join(f"{written}|(?<![A-Za-z])(?-i:{code})(?![A-Za-z])" for code, (written, _) in _CURRENCIES.items())
    + r"|(?<![A-Za-z])(?:usd|eur|gbp|cny|sgd|hkd|twd)(?![A-Za-z])|(?<![A-Za-z])kr\.?(?=\s?\d)|元|块钱?)"
)
_CODES = tuple((code, re.compile(rf"{written}|{code}", re.I)) for code, (written, _) in _CURRENCIES.items())
#: Least and most that is believed, in US dollars.
_BOUNDS: dict[Period, tuple[float, float]] = {
    "hour": (0.8, 1_000), "day": (5, 8_000), "month": (100, 150_000), "year": (1_500, 5_000_000),
}  # fmt: skip
#: Where pay without a period is by the month.
_MONTHLY = frozenset(("CNY", "TWD", "HKD", "SGD", "MYR", "THB", "JPY", "KRW", "IDR"))
_AMERICAN = re.compile(r"\$|\bU\.?S\.?A?\b|United States|, [A-Z]{2}\b")
#: Words of Taiwan and Hong Kong that stay such in simplified characters.
_TAIWAN = re.compile(r"劳健保|劳保|健保|周休二日|软体|程式|专案|网路|伺服器|资料库|三节奖金|特休|役毕|捷运")
_HONG_KONG = re.compile(r"强积金|双粮|\bMPF\b|劳工假期|银行假期")
_MAINLAND = re.compile(r"五险|六险|公积金|社保|人民币|RMB|CNY", re.I)
_PLACE = r"(?:^|\n|地[点址]\s?[:：]|Location\s?:)[^\n]{0,12}(?:%s)"
_IN_TAIWAN = re.compile(_PLACE % "台北|新北|桃园市|台中|台南|高雄|新竹|台湾|Taiwan|Taipei|Hsinchu")
_IN_HONG_KONG = re.compile(_PLACE % "香港|九龙|新界|Hong Kong|Kowloon")
#: Countries whose own dollar is written `$` at home.
_DOLLARS = tuple(
    (code, re.compile(rf"(?:^|\n|Location\s?:)[^\n]{{0,40}}\b(?:{places})\b"))
    for code, places in (
        ("CAD", "Canada|Toronto|Vancouver, BC|Montreal|Calgary|Ottawa|Ontario|Alberta|Quebec"),
        ("AUD", "Australia|Sydney|Melbourne, VIC|Brisbane|Perth|NSW|Queensland"),
        ("SGD", "Singapore"),
        ("HKD", "Hong Kong|Kowloon"),
        ("NZD", "New Zealand|Auckland|Wellington, NZ"),
        ("TWD", "Taiwan|Taipei|Hsinchu"),
    )
)
#: How far down a posting says where it is.
_HEAD = 300


def code_of(sign: str) -> str | None:
    """The ISO 4217 code that a sign or word stands for; None for `元`, which is that of the place."""
    return next((code for code, pattern in _CODES if pattern.fullmatch(sign.strip())), None)


def yuan_of(text: str) -> str | None:
    """The currency that a Chinese posting means by `元` or by nothing; None where it may be one of several.

    Traditional characters have been made simplified by now, so words and the stated place must tell.
    """
    head = text[:_HEAD]
    taiwan, hong_kong = set(_TAIWAN.findall(text)), _HONG_KONG.search(text)
    if _MAINLAND.search(text):
        return "CNY"
    if _IN_HONG_KONG.search(head) or hong_kong:
        return "HKD" if not taiwan else None
    if _IN_TAIWAN.search(head):
        return "TWD" if taiwan else None
    return "TWD" if len(taiwan) > 1 else "CNY"


def dollar_of(text: str) -> str:
    """Whose dollar a `$` is: that of the place which the head of a posting names, else the American one."""
    return next((code for code, place in _DOLLARS if place.search(text[:_HEAD])), "USD")


def is_american(text: str) -> bool:
    """Whether a posting shows that figures without a sign are US dollars."""
    return _AMERICAN.search(text[:_HEAD]) is not None or "$" in text


def plausible(low: float | None, high: float | None, currency: str, period: Period) -> bool:
    """Whether anybody would pay that: within bounds for the period, and no wider than one to ten."""
    rate = _CURRENCIES[currency][1]
    least, most = (bound * rate for bound in _BOUNDS[period])
    amounts = [amount for amount in (low, high) if amount is not None]
    return all(least <= amount <= most for amount in amounts) and amounts[0] <= amounts[-1] <= 10 * amounts[0]


def period_of(low: float | None, high: float | None, currency: str) -> Period | None:
    """The period that an amount without one must mean by its size and the custom of the currency; None if unsure."""
    rate = _CURRENCIES[currency][1]
    least, most = (low or high or 0.0) / rate, (high or low or 0.0) / rate
    if currency in _MONTHLY:
        return "month" if least >= 100 and most < 14_500 else "year" if least >= 21_000 else None
    if least >= 12_000 or (currency == "INR" and least >= 2_400):
        return "year"
    if most < 150 and currency != "INR":
        return "hour"
    return "month" if least >= 800 and most < 10_000 and currency not in ("USD", "GBP", "CAD", "AUD") else None
