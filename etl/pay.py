"""Pay as postings state it: `15-25K·14薪`, `年薪50-80万`, `$80,000 - $100,000 a year`, `70.000 € - 85.000 €`.

A wrong pay is worse than none: what no word, sign or place of its own announces is left alone, and so is what
nobody would pay for the period (`etl.currencies`).
"""

from __future__ import annotations

import re

from etl.amounts import Amount, amounts_in
from etl.currencies import Period, code_of, dollar_of, is_american, period_of, plausible, yuan_of
from etl.model import Lang, Pay, Span
from etl.text import BULLET, HAN

_LABEL_EN = (
    r"\b(?:salary|compensation|remuneration|wages?|ctc|ote|(?:hourly|daily|day|pay) rate|rate of pay|"
    r"pay(?!\s+(?:attention|close|for|in|off|review|date))|earn(?:ings?)?|stipend)\b"
)
_LABEL_ZH = r"薪资|薪酬|薪水|薪金|[月年日时起]薪|工资|待遇|底薪|年收入|月收入|年包|实习(?:补助|补贴|津贴)|税前|税后"
#: What may stand between a label and its amount.
_FILLER = re.compile(
    r"(?:[\s:：（(【】）)\-—|/]|福利|范围|范畴|区间|标准|水平|组成|待遇|[月年日时]薪|薪资|薪酬|工资|底薪|人民币|"
    r"RMB|税前|税后|综合|平均|"
    r"正式|转正后?|实习期?|试用期?间?|无责|固定|基本|可达|达到?|大?约|大概|为|是|在|\d[、.）)](?!\d)){0,8}"
)
_FILLER_EN = re.compile(r"[^\d\n.;!?]{0,60}")
_TIGHT_EN = re.compile(r"[\s:\-–(]*(?:range|rate|package)?[\s:\-–(]*")
#: Before an amount in the same clause: money, but not what one is paid for the work.
_NO_PAY = re.compile(
    r"补贴|补助|津贴|奖|全勤|[餐饭车话房租]补|餐费|通讯|礼金|经费|报销|工龄|满[\d一二两三四五六]+年|团建|差旅|"
    r"预算|融资|营收|流水|投入|"
    r"投资|资本|销售额|业绩|"
    r"押金|平均(?:[薪月年]|工资|待遇)|学费|培训费|保险|提成|回款|红包|allowance|bonus|reimburs|budget|revenue|"
    r"portfolio|funding|raised|quota|contract|"
    r"grant|insurance|pension|401|sign-on|signing|referral|relocation|commission|tuition|gift|worth|account|increase|"
    r"deal|benefits?\b(?!:)|discount|voucher|raise\b|retention",
    re.I,
)
#: The same, right behind it.
_NO_PAY_AFTER = re.compile(
    r"[^，。；\n.;]{0,4}?(?:补贴|补助|津贴|奖|提成|加班费|红包|预算)|[^。；\n]{0,14}的(?:补贴|补助|津贴)|"
    r"\s*(?:sign|bonus|allowance|in (?:revenue|funding|sales))",
    re.I,
)
_NO_PAY_BUT = re.compile(r"实习(?:补助|补贴|津贴)|(?:补助|津贴|奖金?|提成|bonus|commission)\s?[+＋及、/&]", re.I)
_BREAK = re.compile(r"[，,。；;！!?？\n]|\.\s")
#: What may follow a figure that only a label near it makes money: no number of times, days, people.
_BARE_ENDS = re.compile(
    r"\s*(?:$|[\n，,。；;、.·*+（()）/)]|元|左右|以上|起|不等|之间|每|税|per\b|a\b|gross|net)", re.I
)
#: The other half of `15万/年-30万/年`.
_GOES_ON = re.compile(r"\s?(?:[-–—~～至到]|to\s)\s?[$€£]?\d", re.I)
_PERIODS: tuple[tuple[Period | None, re.Pattern[str]], ...] = tuple(
    (period, re.compile(pattern, re.I))  # type: ignore[misc]
    for period, pattern in (
        ("hour", r"时薪|每个?小时|\bhourly\b|\bper hour\b"), ("day", r"日薪|每[天日]|\b(?:daily|day rate|per day)\b"),
        (None, r"周薪|每周|\b(?:weekly|per week|fortnight)"),
        ("month", r"月薪|每个?月|月收入|\b(?:monthly|per month)\b|1[2-9]薪"),
        ("year", r"年薪|每年|年收入|年包|\b(?:annual(?:ly)?|yearly|per (?:year|annum)|p\.a\.|ctc)(?!\w)"),
    )
)  # fmt: skip
_AFTER = re.compile(r"[\s（(]{0,2}(?:[\u4e00-\u9fff]{0,2}[年月日时周]薪|(?:annual|hour|dai|week|month|year)\w*)", re.I)


def parse_pay(text: str, lang: Lang = "zh", posting: str = "") -> Pay | None:
    """The pay that a field states, in whole currency units; None if it states none (`面议`) or an implausible one.

    A low end without a unit takes that of the high end (`1-1.5万`, `15-25K`); bonus months (`14薪`) are left out.
    Without a sign, English figures of a field are taken for US dollars, and Chinese ones for the currency of the
    place that the whole `posting` shows. Without a period, size and custom decide (`etl.currencies.period_of`).
    """
    amount = _stated(text)
    return _pay(text, amount, lang, posting or text, field=True) if amount else None


def is_pay(text: str) -> bool:
    """Whether a text is pay and nothing else: `5-7K`, `£30k-£36k`, `18-30K·13薪`, `200元/天`, `CAD 90,000`."""
    amount = next(amounts_in(text), None)
    if amount is None or amount.bare or amount.end + amount.months < len(text.rstrip(" )）")):
        return False
    if text[: amount.start].strip(" (（").lower() not in ("", "up to", "from"):
        return False
    return amount.range or bool(amount.period) or bool(amount.sign and (amount.unit or (amount.high or 0) >= 10_000))


def find_pay(text: str, lang: Lang = "zh") -> tuple[Span, Pay] | None:
    """Pay in running text: after a word that announces it, alone on its line, or with a sign and a period."""
    found: list[tuple[int, Span, Pay]] = []
    for amount in amounts_in(text):
        rank, context = _evidence(text, amount)
        if rank is None:
            continue
        pay = _pay(context, amount, lang, text)
        if pay is not None:
            found.append((rank, Span(amount.start, amount.end + amount.months), pay))
    best = min(found, key=lambda one: (one[0], one[1].start), default=None)
    return (best[1], best[2]) if best else None


def stated_pay(text: str) -> Span | None:
    """Where a field of pay states the amount: not `plus commission`, nor the scale that it is from."""
    amount = _stated(text)
    return Span(amount.start, amount.end + amount.months) if amount else None


def _stated(text: str) -> Amount | None:
    """The amount of a field: one that is surely money, else a bare range."""
    amounts = list(amounts_in(text))
    sure = [a for a in amounts if not a.bare]
    ranges = [a for a in sure if a.range] or sure or [a for a in amounts if a.range or a.period]
    return ranges[0] if ranges else None


def _evidence(text: str, amount: Amount) -> tuple[int | None, str]:
    """How sure it is that an amount is the pay (0 best, None not at all), and the words that tell its period."""
    line = text.rfind("\n", 0, amount.start) + 1
    ends = text.find("\n", amount.end)
    before, after = text[max(line, amount.start - 80) : amount.start], text[amount.end : ends if ends >= 0 else None]
    told = _AFTER.match(after)
    context = text[amount.start : amount.end + amount.months] + (told[0] if told else "")
    if (amount.bare and not _BARE_ENDS.match(after)) or (not amount.range and _GOES_ON.match(after)):
        return None, ""
    clause = _BREAK.split(before)[-1]
    for label in reversed(list(re.finditer(_LABEL_ZH, before))):
        gap = re.sub(r"(?:最高|最低|不超过|不低于|起薪|保底|高于|大于|>)\s?$", "", before[label.end() :])
        if _FILLER.fullmatch(gap) and (amount.range or "平均" not in before[max(0, label.start() - 2) :]):
            return 0, before[max(0, label.start() - 4) :] + context
    for label in reversed(list(re.finditer(_LABEL_EN, before, re.I))):
        gap = before[label.end() :]
        close = _TIGHT_EN if amount.bare and not amount.period else _FILLER_EN
        if close.fullmatch(gap) and not _NO_PAY.search(before[label.start() :]):
            return 0, before[max(0, label.start() - 12) :] + context
    if is_pay(BULLET.sub("", text[line : ends if ends >= 0 else None]).strip()):
        return 0, context
    if amount.bare or (_NO_PAY.search(clause) and not _NO_PAY_BUT.search(clause)) or _NO_PAY_AFTER.match(after):
        return None, ""
    if amount.period and (amount.sign or amount.unit):
        return 1, context
    spelt = bool(amount.sign and amount.range and (amount.unit or (amount.high or 0) >= 1000))
    return (2, context) if spelt and amount.sign != "元" else (None, "")


def _pay(context: str, amount: Amount, lang: Lang, posting: str, field: bool = False) -> Pay | None:
    chinese = lang == "zh" or bool(re.search(r"[千万元月薪]", context))
    currency = _currency(context, amount, chinese, posting, field)
    if currency is None:
        return None
    period = amount.period
    if period is None:
        told = [(match.start(), word) for word, pattern in _PERIODS for match in pattern.finditer(context)]
        by_size = period_of(amount.low, amount.high, currency)
        by_size = by_size or ("month" if chinese and re.search(r"\d\s?k", context, re.I) else None)
        period = max(told, key=lambda one: one[0])[1] if told else by_size
    if period is None or period == "week" or not plausible(amount.low, amount.high, currency, period):
        return None
    return Pay(amount.low, amount.high, currency, period)


def _currency(context: str, amount: Amount, chinese: bool, posting: str, field: bool) -> str | None:
    if amount.sign == "$":
        return dollar_of(posting)
    if amount.sign and (code := code_of(amount.sign)):
        return code
    if amount.sign and not HAN.match(amount.sign):  # `kr` is that of three countries
        return None
    if named := re.search(r"人民币|RMB|新台币|日元|美元", context):
        return code_of(named[0])
    if chinese:
        return yuan_of(posting)
    return "USD" if field or is_american(posting) else None
